import type { ExportedLesson, ExportedQuestion } from './exported.ts';
import { tidy } from './html-text.ts';
import { categoryPath } from './write-gift.ts';

/** Lessons' questions as Moodle's own XML. */
export function writeMoodleXml(lessons: readonly ExportedLesson[]): string {
  const parts = lessons.flatMap((lesson) => [
    `<question type="category">\n  <category><text>${xmlText(categoryPath(lesson.category))}</text></category>\n</question>`,
    ...lesson.questions.map(questionOf),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${parts.join('\n')}\n</quiz>\n`;
}

function questionOf({ id, stem, options, hint, tags }: ExportedQuestion): string {
  return [
    '<question type="multichoice">',
    `  <name><text>${xmlText(id)}</text></name>`,
    `  ${texted('questiontext', stem)}`,
    `  ${texted('generalfeedback', '')}`,
    '  <defaultgrade>1</defaultgrade>',
    '  <penalty>0.3333333</penalty>',
    '  <hidden>0</hidden>',
    `  <idnumber>${xmlText(id)}</idnumber>`,
    '  <single>true</single>',
    '  <shuffleanswers>true</shuffleanswers>',
    '  <answernumbering>abc</answernumbering>',
    ...options.map(
      ({ text, feedback, isKey }) =>
        `  <answer fraction="${isKey ? 100 : 0}" format="plain_text"><text>${xmlText(text)}</text>${texted('feedback', feedback)}</answer>`,
    ),
    ...(hint === '' ? [] : [`  ${texted('hint', hint)}`]),
    `  <tags>${tags.map((tag) => `<tag><text>${xmlText(tag)}</text></tag>`).join('')}</tags>`,
    '</question>',
  ].join('\n');
}

const texted = (element: string, text: string): string =>
  `<${element} format="plain_text"><text>${xmlText(text)}</text></${element}>`;

const xmlText = (text: string): string =>
  tidy(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
