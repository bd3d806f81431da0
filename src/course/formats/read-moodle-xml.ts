import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { errorAt, type LessonProblem } from '../problem.ts';
import {
  type Candidate,
  foreignLimits,
  leftOutKind,
  type ReadForeign,
  takenOver,
} from './foreign-question.ts';
import { decodeEntities, tidy } from './html-text.ts';
import { pictureLost, type TrueFalseWords, tooLong } from './read-gift.ts';
import { holdsPicture, plainText, type TextFormat } from './text-format.ts';

/** An element as the parser gives it: text, CDATA, attributes with `@`, and what stands inside. */
type Node = { [name: string]: unknown };

/**
 * Reads Moodle's XML. Nothing outside the file is ever fetched and no entity is ever defined: a file that tries is
 * refused. A question that cannot be asked here is named by its line and left out.
 */
export function readMoodleXml(file: string, source: string, words: TrueFalseWords): ReadForeign {
  if (source.length > foreignLimits.characters) return { questions: [], problems: [tooLong(file)] };
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const refused = refusal(file, text);
  if (refused !== undefined) return { questions: [], problems: [refused] };
  const lineAt = (index: number): number => text.slice(0, Math.max(0, index)).split('\n').length;
  const problems: LessonProblem[] = [];
  const quiz = parsed(file, text, problems);
  const questions: ReadForeign['questions'] = [];
  let category = '';
  for (const node of all(quiz.question).slice(0, foreignLimits.questions)) {
    const line = lineAt(startOf(node));
    const type = attribute(node, 'type');
    if (type === 'category') category = textIn(node.category, 'plain');
    else if (type === 'multichoice' || type === 'truefalse') {
      if (holdsFiles(node)) problems.push(pictureLost(file, line));
      const candidate = candidateOf(node, { line, category, isTrueFalse: type === 'truefalse' }, words);
      questions.push(...takenOver(file, candidate, (problem) => problems.push(problem)));
    } else problems.push(leftOutKind(file, line, textIn(node.name, 'plain'), `of the kind "${type}"`));
  }
  if (all(quiz.question).length === 0 && problems.length === 0) {
    problems.push(
      errorAt(
        { file, line: 1 },
        'import-xml',
        'There is no <question> in a <quiz> here',
        'Export the question bank from Moodle as "Moodle XML".',
      ),
    );
  }
  return { questions, problems };
}

/** @returns nothing, and says why, when the parser gives up: elements hundreds deep are no quiz */
function parsed(file: string, text: string, problems: LessonProblem[]): Node {
  try {
    return asNode(asNode(parser.parse(text)).quiz);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const hint = 'Export the file again from Moodle as "Moodle XML".';
    problems.push(errorAt({ file, line: 1 }, 'import-xml', `This cannot be read: ${cause.message}`, hint));
    return {};
  }
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Entities are read by us, once, and never those that a file defines.
  processEntities: false,
  cdataPropName: '#cdata',
  captureMetaData: true,
  isArray: (name) => ['question', 'answer', 'tag', 'hint', 'file'].includes(name),
});
const metaData = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** Why a file is not read at all. */
function refusal(file: string, text: string): LessonProblem | undefined {
  const outside = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, (part) => part.replace(/[^\n]/g, ' '));
  const declared = /<!(?:DOCTYPE|ENTITY)/i.exec(outside);
  if (declared !== null) {
    const line = outside.slice(0, declared.index).split('\n').length;
    const message =
      'This file defines things of its own (<!DOCTYPE or <!ENTITY), which is how such files attack';
    return errorAt(
      { file, line },
      'import-xml',
      message,
      'A quiz exported from Moodle has no such line: export it again, or take the line out.',
    );
  }
  const sound = XMLValidator.validate(text);
  if (sound === true) return undefined;
  const { line, msg } = sound.err;
  return errorAt(
    { file, line },
    'import-xml',
    `This is not well-formed XML: ${msg.replace(/\.$/, '')}`,
    'Export the file again, or mend it at this line.',
  );
}

type Where = { line: number; category: string; isTrueFalse: boolean };

function candidateOf(node: Node, { line, category, isTrueFalse }: Where, words: TrueFalseWords): Candidate {
  return {
    line,
    category,
    name: textIn(node.name, 'plain'),
    id: ownWords(node.idnumber),
    tags: all(asNode(node.tags).tag).map((tag) => textIn(tag, 'plain')),
    stem: textIn(node.questiontext),
    generalFeedback: textIn(node.generalfeedback),
    hint: textIn(all(node.hint)[0]).replaceAll('\n', ' '),
    options: all(node.answer).map((answer) => {
      const text = textIn(answer);
      const named = text.toLowerCase() === 'true' ? words.right : words.wrong;
      return {
        text: isTrueFalse ? named : text,
        feedback: textIn(answer.feedback),
        share: Number(attribute(answer, 'fraction')) / 100,
      };
    }),
  };
}

const formats: Record<string, TextFormat> = {
  html: 'html',
  plain_text: 'plain',
  markdown: 'markdown',
  moodle_auto_format: 'auto',
};

/** The text of an element's `<text>`, in the element's own format. */
function textIn(element: unknown, known?: TextFormat): string {
  const node = asNode(element);
  return plainText(rawOf(node.text), known ?? formats[attribute(node, 'format')] ?? 'auto');
}

/** An element's own words: its text with entities read, its CDATA as it stands. */
function rawOf(element: unknown): string {
  if (typeof element === 'string') return decodeEntities(element);
  const node = asNode(element);
  const cdata = Array.isArray(node['#cdata']) ? node['#cdata'] : [node['#cdata']];
  const words = typeof node['#text'] === 'string' ? decodeEntities(node['#text']) : '';
  // White space around a CDATA section is the file's own layout.
  return `${words.trim() === '' ? '' : words}${cdata.filter((part) => typeof part === 'string').join('')}`;
}

const ownWords = (element: unknown): string => tidy(rawOf(element));
const holdsFiles = (node: Node): boolean =>
  all(asNode(node.questiontext).file).length > 0 || holdsPicture(rawOf(asNode(node.questiontext).text));

const asNode = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
const all = (value: unknown): Node[] =>
  Array.isArray(value)
    ? value.map((entry) => (typeof entry === 'string' ? { '#text': entry } : asNode(entry)))
    : [];
const attribute = (node: Node, name: string): string => {
  const value = node[`@${name}`];
  return typeof value === 'string' ? decodeEntities(value) : '';
};

function startOf(node: Node): number {
  const found = asNode((node as Record<symbol, unknown>)[metaData]).startIndex;
  return typeof found === 'number' ? found : 0;
}
