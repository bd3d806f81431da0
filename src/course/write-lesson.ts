import { stringify } from 'yaml';
import { blank } from './blank.ts';
import { blankWords } from './blank-words.ts';
import type { DraftCard, DraftOption, DraftQuestion, LessonDraft } from './draft.ts';
import { questionHeading, sectionMarks } from './section.ts';
import { escaped, markdownText } from './write-markdown.ts';

/** A lesson file that reads back as the draft. Where the draft says nothing yet, a blank says what belongs there. */
export function writeLesson(draft: LessonDraft): string {
  const marks = sectionMarks[draft.language];
  const part = (heading: string, text: string): string => `## ${heading}\n\n${text}`;
  const words = blankWords[draft.language];
  const or = (text: string, what: string): string =>
    text.trim() === '' ? blank(what, draft.language) : markdownText(text);
  return `${[
    frontMatter(draft),
    ...draft.cards.map((card) => cardPart(card, draft)),
    part(marks.task, or(draft.task, words.task)),
    part(marks.remember, or(draft.remember, words.remember)),
    ...draft.questions.map((question) => questionPart(question, draft)),
  ].join('\n\n')}\n`;
}

function frontMatter(draft: LessonDraft): string {
  const words = blankWords[draft.language];
  const or = (text: string, what: string): string =>
    stringify(text.trim() === '' ? blank(what, draft.language) : oneLine(text), plain).trimEnd();
  const list = (entries: readonly string[]): string =>
    stringify(entries, { ...plain, collectionStyle: 'flow' }).trimEnd();
  const lines = [
    '---',
    `id: "${draft.id}"`,
    `title: ${or(draft.title, words.title)}`,
    `outcome: ${or(draft.outcome, words.outcome)}`,
    `audiences: ${list(draft.audiences)}`,
    draft.nls === '' ? `nls: "1.1" # ${blank(words.nls, draft.language)}` : `nls: "${draft.nls}"`,
    ...(draft.kn === '' ? [] : [`kn: "${draft.kn}"`]),
    `level: ${draft.level}`,
    `facts: ${list(draft.facts)}`,
    `facts_checked_on: ${draft.factsCheckedOn}`,
    `recheck_by: ${draft.recheckBy}`,
    `reviewed_by: ${draft.reviewedBy === '' ? '' : stringify(draft.reviewedBy, plain)}`.trim(),
    `reviewed_on: ${draft.reviewedOn}`.trim(),
    ...(draft.storyFigures.length === 0 ? [] : [`story_figures: ${list(draft.storyFigures)}`]),
    ...(draft.learnersSay.length === 0
      ? []
      : ['learners_say:', ...draft.learnersSay.map((phrase) => `  - ${stringify(phrase, plain).trimEnd()}`)]),
    ...(Object.keys(draft.more).length === 0 ? [] : [stringify(draft.more, plain).trimEnd()]),
    '---',
  ];
  return lines.join('\n');
}

const plain = { lineWidth: 0, blockQuote: false } as const;
const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

function cardPart({ title, text, picture, voice }: DraftCard, { language }: LessonDraft): string {
  const words = blankWords[language];
  const heading =
    title.trim() === '' ? blank(words.cardTitle, language) : escaped(oneLine(title)).replace(/#+$/, '\\$&');
  return [
    `## ${sectionMarks[language].card} ${heading}`,
    ...(picture === undefined ? [] : [`![${escaped(oneLine(picture.alt))}](media/${picture.file})`]),
    text.trim() === '' ? blank(words.card, language) : markdownText(text),
    ...(voice === undefined ? [] : [`[${language === 'vi' ? 'Nghe' : 'Listen'}](media/${voice.file})`]),
  ].join('\n\n');
}

function questionPart({ id, twinOf, stem, options, hint }: DraftQuestion, { language }: LessonDraft): string {
  const words = blankWords[language];
  const marks = sectionMarks[language];
  const wrong = options.filter(({ isKey }) => !isKey);
  return [
    `## ${questionHeading(id, twinOf === '' ? undefined : twinOf, language)}`,
    stem.trim() === '' ? blank(words.stem, language) : markdownText(stem, '*'),
    options
      .map((option) => {
        const what = option.isKey ? words.key : words.distractor(wrong.indexOf(option) + 1);
        return optionPart(option, blank(what, language), language);
      })
      .join('\n'),
    `${marks.hint} ${hint.trim() === '' ? blank(words.hint, language) : escaped(oneLine(hint))}`,
  ].join('\n\n');
}

function optionPart(option: DraftOption, empty: string, language: LessonDraft['language']): string {
  const words = blankWords[language];
  const { id, isKey, text, feedback, misconception } = option;
  const why = blank(isKey ? words.keyFeedback : words.feedback, language);
  const said = feedback.trim() === '' ? why : markdownText(feedback).replace(/\n/g, '\n  > ');
  const label = text.trim() === '' ? empty : escaped(oneLine(text));
  const idea = misconception === '' ? '' : ` {${misconception}}`;
  return `- [${isKey ? 'x' : ' '}] ${id}. ${label}${idea}\n  > ${said.replace(/ +$/gm, '')}`;
}
