import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import {
  type Candidate,
  foreignLimits,
  leftOutKind,
  type ReadForeign,
  takenOver,
} from './foreign-question.ts';
import { tidy } from './html-text.ts';
import { holdsPicture, plainText, type TextFormat } from './text-format.ts';

/** What a true-or-false question's two options are called here. */
export type TrueFalseWords = { right: string; wrong: string };

/**
 * Reads GIFT as tolerantly as Moodle does: a byte order mark, Windows line ends, unescaped colons, weights,
 * categories, general feedback, formats. A question that cannot be asked here is named by its line and left out.
 * Source: Moodle, question/format/gift/format.php, whose order of deciding what kind a question is this follows.
 */
export function readGift(file: string, source: string, words: TrueFalseWords): ReadForeign {
  const problems: LessonProblem[] = [];
  if (source.length > foreignLimits.characters) return { questions: [], problems: [tooLong(file)] };
  const text = source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\uE000-\uE007]/g, '');
  const questions: ReadForeign['questions'] = [];
  let category = '';
  for (const paragraph of paragraphsOf(text)) {
    const { line, notes } = paragraph;
    let body = paragraph.text;
    const named = /^\$CATEGORY:\s*([^\n]*)\n?/.exec(body);
    if (named !== null) {
      category = (named[1] ?? '').trim();
      body = body.slice(named[0].length).trim();
    }
    if (body === '') continue;
    if (questions.length >= foreignLimits.questions) {
      const message = `The file holds more than ${foreignLimits.questions} questions: the rest was left out`;
      problems.push(errorAt({ file, line }, 'import-size', message, 'Split the file.'));
      break;
    }
    const read = readQuestion(file, { line, notes, text: hidden(body), category }, words);
    if ('problem' in read) problems.push(read.problem);
    else {
      if (holdsPicture(body)) problems.push(pictureLost(file, line));
      questions.push(...takenOver(file, read, (problem) => problems.push(problem)));
    }
  }
  return { questions, problems };
}

export const tooLong = (file: string): LessonProblem =>
  errorAt(
    { file, line: 1 },
    'import-size',
    'The file is too large to be a quiz',
    `Keep it below ${foreignLimits.characters / 1_000_000} million letters: split it.`,
  );

export const pictureLost = (file: string, line: number): LessonProblem =>
  warningAt(
    { file, line },
    'import-picture',
    'A picture of this question was not taken over',
    'Put the file into the media folder and show it on a card.',
  );

type Paragraph = { line: number; text: string; notes: string[] };

/** A blank line parts questions; lines that begin with `//` are notes. */
function paragraphsOf(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let open: Paragraph | undefined;
  for (const [index, raw] of source.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { line: index + 1, text: '', notes: [] };
      paragraphs.push(open);
    }
    if (line.startsWith('//')) open.notes.push(line.slice(2).trim());
    else {
      if (open.text === '') open.line = index + 1;
      open.text += open.text === '' ? line : `\n${line}`;
    }
  }
  // Notes on their own above a question belong to it, as programs that number questions write them.
  return paragraphs.flatMap((paragraph, at) => {
    if (paragraph.text !== '') return [paragraph];
    const next = paragraphs[at + 1];
    if (next !== undefined && paragraph.notes.some((note) => note.includes('[id:')))
      next.notes.unshift(...paragraph.notes);
    return [];
  });
}

/** Signs that were escaped, as others that mean nothing to GIFT. */
const escapes = ['\\', ':', '#', '=', '{', '}', '~', '\n'] as const;
const hidden = (text: string): string =>
  text.replace(/\\([\\:#={}~n])/g, (_, sign: string) =>
    String.fromCodePoint(0xe000 + escapes.indexOf(sign === 'n' ? '\n' : (sign as (typeof escapes)[number]))),
  );
const shown = (text: string): string =>
  text.replace(/[\uE000-\uE007]/g, (sign) => escapes[(sign.codePointAt(0) ?? 0) - 0xe000] ?? '');

type Unread = Paragraph & { category: string };

function readQuestion(
  file: string,
  { line, notes, text, category }: Unread,
  words: TrueFalseWords,
): Candidate | { problem: LessonProblem } {
  const [whole, title = ''] = /^::([\s\S]*?)::/.exec(text) ?? [''];
  const name = tidy(shown(title));
  const rest = text.slice(whole.length).trim();
  const [open, close] = [rest.indexOf('{'), rest.indexOf('}')];
  const leaveOut = (kind: string) => ({ problem: leftOutKind(file, line, name, kind) });
  if (open === -1 && close === -1) return leaveOut('a description, which asks nothing');
  if (open === -1 || close < open) {
    const message = `${name === '' ? 'This question' : `"${name}"`} has ${open === -1 || close !== -1 ? 'a "}" without its "{"' : 'a "{" without its "}"'}`;
    const hint =
      'A question stands between blank lines and has none inside; write \\{ and \\} where the sign itself is meant.';
    return { problem: errorAt({ file, line }, 'import-braces', message, hint) };
  }
  const stem = formatted(rest.slice(0, open), 'auto');
  const tail = rest.slice(close + 1).trim();
  const { answers, general } = withoutGeneral(rest.slice(open + 1, close).trim());
  const asked = stem.said + (tail === '' ? '' : ` _____ ${formatted(tail, stem.format).said}`);
  const generalFeedback = formatted(general, stem.format).said;
  const common = { line, name, category, stem: asked.trim(), generalFeedback, ...noted(notes) };
  if (answers === '') return leaveOut('an essay');
  if (answers.startsWith('#')) return leaveOut('a question for a number');
  if (answers.includes('~')) return { ...common, options: optionsOf(answers, stem.format) };
  if (answers.includes('='))
    return leaveOut(answers.includes('->') ? 'a matching question' : 'a question for a short answer');
  const trueFalse = /^(T|TRUE|F|FALSE)\s*(?:#([^#]*))?(?:#([^#]*))?$/i.exec(answers);
  if (trueFalse === null) return leaveOut('a question for a short answer');
  // The first feedback is for whoever is wrong.
  const [ifWrong, ifRight] = [trueFalse[2] ?? '', trueFalse[3] ?? ''].map(
    (said) => formatted(said, stem.format).said,
  );
  const isTrue = /^T/i.test(answers);
  const option = (text: string, isKey: boolean) => ({
    text,
    share: isKey ? 1 : 0,
    feedback: (isKey ? ifRight : ifWrong) ?? '',
  });
  return { ...common, options: [option(words.right, isTrue), option(words.wrong, !isTrue)] };
}

function withoutGeneral(answers: string): { answers: string; general: string } {
  const at = answers.lastIndexOf('####');
  if (at === -1) return { answers, general: '' };
  return { answers: answers.slice(0, at).trim(), general: answers.slice(at + 4) };
}

function optionsOf(answers: string, format: TextFormat): Candidate['options'] {
  const parts = answers
    .replaceAll('=', '~=')
    .split('~')
    .map((part) => part.trim());
  if (parts[0] === '') parts.shift();
  return parts.map((part) => {
    const isRight = part.startsWith('=');
    const unmarked = isRight ? part.slice(1).trim() : part;
    const weight = /^%(-?\d{1,3}(?:\.\d*)?)%/.exec(unmarked);
    const body = weight === null ? unmarked : unmarked.slice(weight[0].length);
    const cut = body.indexOf('#');
    const share = weight === null ? (isRight ? 1 : 0) : Number(weight[1]) / 100;
    return {
      text: formatted(cut === -1 ? body : body.slice(0, cut), format).said,
      feedback: cut === -1 ? '' : formatted(body.slice(cut + 1), format).said,
      share,
    };
  });
}

const formatNames: Record<string, TextFormat> = {
  html: 'html',
  markdown: 'markdown',
  plain: 'plain',
  moodle: 'auto',
};

/** A text with its format in brackets before it, or that of the question. */
function formatted(raw: string, otherwise: TextFormat): { said: string; format: TextFormat } {
  const [mark, name = ''] = /^\s*\[(html|markdown|plain|moodle)\]/.exec(raw) ?? [''];
  const format = formatNames[name] ?? otherwise;
  return { said: plainText(shown(raw.slice(mark.length)), format), format };
}

/** What stands in the notes above a question: its id and tags as other programs write them, our hint. */
function noted(notes: readonly string[]): Pick<Candidate, 'id' | 'tags' | 'hint'> {
  const all = notes.join(' ');
  const hint = notes.find((note) => note.startsWith('hint: '))?.slice('hint: '.length) ?? '';
  const tags = [...all.matchAll(/\[tag:([^\]]+)\]/g)].map((match) => (match[1] ?? '').trim());
  return { id: /\[id:([^\]]+)\]/.exec(all)?.[1]?.trim() ?? '', tags, hint: tidy(hint) };
}
