import type { BlockContent, DefinitionContent, List, ListItem, Paragraph, RootContent } from 'mdast';
import type { Language } from '../core/course.ts';
import { type LocatedText, lineAt, sliceText } from './located-text.ts';
import { blocksText, inlineText, lineOfNode, type Reading } from './markdown-text.ts';
import { errorAt } from './problem.ts';
import { type Section, sectionMarks } from './section.ts';

export type ReadOption = {
  id: string;
  line: number;
  isKey: boolean;
  text: LocatedText;
  feedback: LocatedText;
  misconception?: string;
};

/** A question as its author wrote it, complete or not. */
export type ReadQuestion = {
  id: string;
  /** The question whose idea this one asks again in other words. */
  twinOf?: string;
  line: number;
  stem: LocatedText;
  stemBlocks: number;
  options: ReadOption[];
  hint?: LocatedText;
};

export const itemIdPattern = /^[a-z0-9.-]{1,16}$/;
/** Smallest and largest number of options that phones show well. */
export const optionCounts = { least: 2, most: 6 } as const;

/** Reads one question; everything that would make it impossible to ask or grade is a problem. */
export function readQuestion(
  section: Extract<Section, { kind: 'question' }>,
  language: Language,
  reading: Reading,
): ReadQuestion {
  const { blocks, id, twinOf, line } = section;
  const report = reporter(reading);
  const listAt = blocks.findIndex(isOptions);
  const list = blocks[listAt];
  const stemBlocks = listAt === -1 ? blocks : blocks.slice(0, listAt);
  const stem = blocksText(stemBlocks, reading);
  const options =
    list?.type === 'list' ? list.children.map((item) => readOption(item, id, language, reading)) : [];
  if (stem.text === '')
    report(line, 'question-stem', `${id} asks nothing`, 'Write the question below its heading.');
  if (options.length < optionCounts.least || options.length > optionCounts.most) {
    report(
      line,
      'question-options',
      `${id} has ${options.length} options, expected ${optionCounts.least} to ${optionCounts.most}`,
      'Write them as one list: "- [x] a. …" for the right one, "- [ ] b. … {misconception}" for the others, no blank line between.',
    );
  }
  checkKey(id, line, options, report);
  checkIds(id, options, report);
  const hint = listAt === -1 ? undefined : readHint(blocks.slice(listAt + 1), language, reading);
  return {
    id,
    ...(twinOf === undefined ? {} : { twinOf }),
    line,
    stem,
    stemBlocks: stemBlocks.length,
    options,
    ...(hint === undefined ? {} : { hint }),
  };
}

type Report = (line: number, rule: string, message: string, hint: string) => void;

const reporter =
  (reading: Reading): Report =>
  (line, rule, message, hint) => {
    reading.problems.push(errorAt({ file: reading.file, line }, rule, message, hint));
  };

const isOptions = (block: RootContent): block is List =>
  block.type === 'list' && block.children.some((item) => typeof item.checked === 'boolean');

/** Braces that fill in the form of address; never a misconception's name. */
const placeholders = ['ban', 'Ban', 'a'];

function readOption(item: ListItem, question: string, language: Language, reading: Reading): ReadOption {
  const report = reporter(reading);
  const line = lineOfNode(item);
  const [head, ...rest] = item.children;
  const label = head?.type === 'paragraph' ? inlineText(head.children, reading) : { text: '', marks: [] };
  const parts = /^(?:([a-f])[.)]\s+)?([\s\S]*?)(?:\s*\{([^{}\s]+)\})?$/u.exec(label.text);
  const id = parts?.[1] ?? '';
  const lastBraces = parts?.[3];
  const tag = lastBraces === undefined || placeholders.includes(lastBraces) ? undefined : lastBraces;
  if (id === '' || typeof item.checked !== 'boolean') {
    report(
      line,
      'option-form',
      `This option of ${question} is not written as one`,
      'Write "- [ ] b. text {misconception}", with a letter from a to f; [x] marks the right one.',
    );
  }
  const start = id === '' ? 0 : label.text.indexOf(id) + 2;
  const end = tag === undefined ? label.text.length : label.text.lastIndexOf('{');
  const text = sliceText(label, start, end);
  if (text.text === '')
    report(line, 'option-form', `Option ${id} of ${question} is empty`, 'Write its text after the letter.');
  return {
    id,
    line,
    isKey: item.checked === true,
    text,
    feedback: readFeedback(rest, { id, question, line, language }, reading),
    ...(tag === undefined ? {} : { misconception: tag }),
  };
}

type Whose = { id: string; question: string; line: number; language: Language };

function readFeedback(
  blocks: readonly (BlockContent | DefinitionContent)[],
  whose: Whose,
  reading: Reading,
): LocatedText {
  const report = reporter(reading);
  const [quote, ...others] = blocks;
  const inside = quote?.type === 'blockquote' ? quote.children : [];
  const feedback = blocksText(inside, reading);
  if (feedback.text === '') {
    report(
      whose.line,
      'option-feedback',
      `Option ${whose.id} of ${whose.question} has no feedback`,
      'Write it on the next line, indented by two spaces: "  > Chưa đúng …".',
    );
  }
  for (const extra of quote?.type === 'blockquote' ? others : blocks) {
    report(
      lineOfNode(extra),
      'option-form',
      `Option ${whose.id} of ${whose.question} has more than its text and one feedback`,
      'Keep the option on one line and its feedback in one ">" below it.',
    );
  }
  // Markdown lets a quotation run on into the next line when no blank line stands between.
  const glued = feedback.text.indexOf(sectionMarks[whose.language].hint);
  if (glued !== -1) {
    report(
      lineAt(feedback, glued),
      'question-hint',
      'The hint has run into the last option’s feedback',
      'Leave a blank line before it.',
    );
  }
  return feedback;
}

function readHint(
  blocks: readonly RootContent[],
  language: Language,
  reading: Reading,
): LocatedText | undefined {
  const report = reporter(reading);
  const mark = sectionMarks[language].hint;
  let hint: LocatedText | undefined;
  for (const block of blocks) {
    const text = block.type === 'paragraph' ? hintText(block, mark, reading) : undefined;
    if (text !== undefined && hint === undefined) {
      hint = text;
    } else {
      report(
        lineOfNode(block),
        'question-hint',
        'After the options only one hint may follow',
        `Write "${mark} …"; indent feedback by two spaces so that it stays with its option.`,
      );
    }
  }
  return hint;
}

function hintText(block: Paragraph, mark: string, reading: Reading): LocatedText | undefined {
  const text = inlineText(block.children, reading);
  return text.text.startsWith(mark) ? sliceText(text, mark.length) : undefined;
}

function checkKey(id: string, line: number, options: readonly ReadOption[], report: Report): void {
  const keys = options.filter((option) => option.isKey);
  if (keys.length === 1 || options.length === 0) return;
  report(
    keys[1]?.line ?? line,
    'question-key',
    `${id} has ${keys.length} right options, expected exactly one`,
    'Mark the right option with [x] and every other with [ ].',
  );
}

function checkIds(id: string, options: readonly ReadOption[], report: Report): void {
  for (const [index, option] of options.entries()) {
    if (option.id === '' || options.findIndex((other) => other.id === option.id) === index) continue;
    report(
      option.line,
      'option-id',
      `${id} has two options ${option.id}`,
      'Give each its own letter; a letter once published stays with its option for ever.',
    );
  }
}
