import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { type Language, languages } from '../core/course.ts';
import { type LocatedText, sliceText } from './located-text.ts';
import { inlineText, lineOfNode, type Reading } from './markdown-text.ts';
import { errorAt } from './problem.ts';

type Marks = { card: string; task: string; remember: string; question: string; twin: string; hint: string };

/** The headings by which a lesson file says what each part is. */
export const sectionMarks: Record<Language, Marks> = {
  vi: {
    card: 'Thẻ:',
    task: 'Làm thử',
    remember: 'Nhớ một câu',
    question: 'Câu',
    twin: 'như',
    hint: 'Gợi ý:',
  },
  en: {
    card: 'Card:',
    task: 'Try it',
    remember: 'Remember',
    question: 'Question',
    twin: 'as',
    hint: 'Hint:',
  },
};

/** How a question's heading is written: `Câu 4.1-a1`, its twin's `Câu 4.1-b1 (như 4.1-a1)`. */
export function questionHeading(id: string, twinOf: string | undefined, language: Language): string {
  const { question, twin } = sectionMarks[language];
  return twinOf === undefined ? `${question} ${id}` : `${question} ${id} (${twin} ${twinOf})`;
}

/** One part of a lesson file, with what stands under its heading. */
export type Section =
  | { kind: 'card'; title: LocatedText; line: number; blocks: RootContent[] }
  | { kind: 'task'; line: number; blocks: RootContent[] }
  | { kind: 'remember'; line: number; blocks: RootContent[] }
  | { kind: 'question'; id: string; twinOf?: string; line: number; blocks: RootContent[] };

/** Cuts a lesson's body at its headings. What stands before the first, or under an unknown one, is a problem. */
export function readSections(body: string, language: Language, reading: Reading): Section[] {
  const { children } = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const sections: Section[] = [];
  let blocks: RootContent[] | undefined;
  for (const node of children) {
    if (node.type === 'heading') {
      const heading = inlineText(node.children, reading);
      const line = lineOfNode(node);
      const own = node.depth === 2 ? sectionOf(heading, line, language) : undefined;
      // A heading of the other language is a slip, but what stands below it is that part all the same.
      const section = own ?? languages.map((other) => sectionOf(heading, line, other)).find(Boolean);
      if (own === undefined) reportHeading(line, language, section !== undefined, reading);
      blocks = section?.blocks ?? [];
      if (section !== undefined) sections.push(section);
    } else if (blocks === undefined) {
      blocks = [];
      reportStray(lineOfNode(node), language, reading);
    } else {
      blocks.push(node);
    }
  }
  return sections;
}

function sectionOf(heading: LocatedText, line: number, language: Language): Section | undefined {
  const marks = sectionMarks[language];
  const { text } = heading;
  if (text.startsWith(marks.card)) {
    return { kind: 'card', title: sliceText(heading, marks.card.length), line, blocks: [] };
  }
  if (text === marks.task) return { kind: 'task', line, blocks: [] };
  if (text === marks.remember) return { kind: 'remember', line, blocks: [] };
  if (text.startsWith(`${marks.question} `)) {
    return {
      kind: 'question',
      ...namesOf(text.slice(marks.question.length).trim(), marks),
      line,
      blocks: [],
    };
  }
  return undefined;
}

/** `4.1-b1 (như 4.1-a1)`; whatever is written otherwise stays one name, which then is found to be none. */
function namesOf(text: string, marks: Marks): { id: string; twinOf?: string } {
  const parts = /^(\S+)\s*\((\S+)\s+([^\s()]+)\)$/u.exec(text);
  const [, id, mark, twinOf] = parts ?? [];
  return id === undefined || twinOf === undefined || mark !== marks.twin ? { id: text } : { id, twinOf };
}

const known = (language: Language): string => {
  const { card, task, remember, question } = sectionMarks[language];
  return `"## ${card} …", "## ${task}", "## ${remember}" or "## ${question} <id>"`;
};

function reportHeading(line: number, language: Language, isOfOther: boolean, reading: Reading): void {
  const place = { file: reading.file, line };
  const hint = `Write one of ${known(language)}; the file's name (.vi.md, .en.md) says which language they are in.`;
  reading.problems.push(
    errorAt(
      place,
      'heading',
      isOfOther
        ? 'This heading is in the other language than the file'
        : 'This heading is not one of a lesson’s parts',
      hint,
    ),
  );
}

function reportStray(line: number, language: Language, reading: Reading): void {
  const place = { file: reading.file, line };
  const hint = `Begin with ${known(language)}.`;
  reading.problems.push(errorAt(place, 'heading', 'This text stands before the first heading', hint));
}
