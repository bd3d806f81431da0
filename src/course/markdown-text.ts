import type { List, ListItem, Nodes, RootContent } from 'mdast';
import { joinTexts, type LocatedText, locatedText, sliceText } from './located-text.ts';
import { errorAt, type LessonProblem } from './problem.ts';

/** Where plain text is gathered: the file, and the problems met on the way. */
export type Reading = { file: string; problems: LessonProblem[] };

export const lineOfNode = (node: Nodes): number => node.position?.start.line ?? 1;

/**
 * A lesson's Markdown as the plain text a chat shows: marks of emphasis fall away, list items become lines
 * `1. …` or `– …`, a line break inside a paragraph becomes a space unless it is a hard one.
 */
export function blocksText(blocks: readonly RootContent[], reading: Reading): LocatedText {
  const parts = blocks
    .map((block) => ({ block, text: blockText(block, reading) }))
    .filter(({ text }) => text.text !== '');
  return parts.reduce<LocatedText>(
    (whole, { block, text }, index) =>
      index === 0 ? text : joinTexts([whole, text], block.type === 'list' ? '\n' : '\n\n'),
    { text: '', marks: [] },
  );
}

function blockText(block: RootContent, reading: Reading): LocatedText {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.children, reading);
    case 'list':
      return listText(block, reading);
    default:
      unsupported(block, reading);
      return locatedText('', lineOfNode(block));
  }
}

function listText(list: List, reading: Reading): LocatedText {
  const first = list.start ?? 1;
  return joinTexts(
    list.children.map((item, index) => {
      const mark = list.ordered === true ? `${first + index}. ` : '– ';
      return joinTexts([locatedText(mark, lineOfNode(item)), itemText(item, reading)], '');
    }),
    '\n',
  );
}

function itemText(item: ListItem, reading: Reading): LocatedText {
  if (item.checked !== null && item.checked !== undefined) {
    reading.problems.push(
      errorAt(
        { file: reading.file, line: lineOfNode(item) },
        'task-list',
        'Options of a question stand here, outside a question',
        'Put them under a heading "## Câu <id>" ("## Question <id>" in English).',
      ),
    );
  }
  return blocksText(item.children, reading);
}

/** @param nodes what stands inside a paragraph or heading */
export function inlineText(nodes: readonly RootContent[], reading: Reading): LocatedText {
  const joined = joinTexts(
    nodes.map((node) => phrase(node, reading)),
    '',
  );
  return sliceText(joined, 0);
}

function phrase(node: RootContent, reading: Reading): LocatedText {
  const line = lineOfNode(node);
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return linesText(node.value, line);
    case 'break':
      return locatedText('\n', line);
    case 'emphasis':
    case 'strong':
    case 'delete':
      return joinTexts(
        node.children.map((child) => phrase(child, reading)),
        '',
      );
    case 'link': {
      const label = inlineText(node.children, reading);
      const address = node.url.replace(/^(https?:\/\/|mailto:)/, '');
      // A chat shows no hidden addresses: what is behind the words is printed after them.
      return label.text.includes(address)
        ? label
        : joinTexts([label, locatedText(` (${node.url})`, line)], '');
    }
    default:
      unsupported(node, reading);
      return locatedText('', line);
  }
}

/** One node's text may span lines; each soft line end becomes a space. */
function linesText(value: string, firstLine: number): LocatedText {
  return joinTexts(
    value
      .normalize('NFC')
      .split('\n')
      .map((part, index) => locatedText(part, firstLine + index)),
    ' ',
  );
}

const plainNames: Partial<Record<Nodes['type'], string>> = {
  blockquote: 'A quotation (">")',
  code: 'A code block (or a line indented by four spaces)',
  html: 'HTML',
  image: 'A picture among words',
  table: 'A table',
  thematicBreak: 'A line across (---)',
  heading: 'A heading',
};

function unsupported(node: Nodes, reading: Reading): void {
  const problem = errorAt(
    { file: reading.file, line: lineOfNode(node) },
    'plain-text',
    `${plainNames[node.type] ?? `Markdown of the kind "${node.type}"`} cannot be shown in a chat here`,
    'Use paragraphs and simple lists only; feedback is a ">" indented below its option, a picture has a line of its own in a card.',
  );
  // <b> and </b> are two nodes and one mistake.
  const isSaid = reading.problems.some(
    ({ line, message }) => line === problem.line && message === problem.message,
  );
  if (!isSaid) reading.problems.push(problem);
}
