import { addresses } from '../core/address.ts';
import { languages, type Operator } from '../core/course.ts';
import { fold, hasMarks } from '../core/fold.ts';
import { type CodeFound, type OfficialCode, readOfficialCode } from '../core/official-code.ts';
import type { Instant } from '../core/time.ts';
import { wordsOf } from '../core/turn.ts';

/** A message of officials as it was sent. */
export type SentMessage = {
  code: OfficialCode;
  /** Full name of the office. */
  sender: string;
  /** The first send. */
  at: Instant;
  /** Its words in each language, heading first, with `{ban}` as they were written. */
  texts: readonly { heading?: string; text: string }[];
};

export type Recognised =
  /** Word for word; `isPart`: some of its sentences are missing. */
  | { kind: 'ours'; message: SentMessage; firstWords: string; isPart: boolean }
  /** The code alone came, and says nothing of the words that stood above it. */
  | { kind: 'code_only'; message: SentMessage; firstWords: string }
  /** Ours, and somebody changed or added words: `foreign` are not in what was sent. */
  | { kind: 'changed'; message: SentMessage; firstWords: string; foreign: string }
  | { kind: 'not_ours'; why: 'unknown_code' | 'mistyped_code' | 'unknown_text' }
  /** A trial belongs to nobody: nothing is confirmed. */
  | { kind: 'cannot_confirm' };

/**
 * Whether a message that somebody got, or its code, came from here. A code proves nothing of the words beside it, and
 * neither do true words beside foreign ones: whatever is not word for word as it was sent is never confirmed.
 */
export function recognise(
  text: string,
  sent: readonly SentMessage[],
  operator: Operator | undefined,
): Recognised {
  if (operator === undefined) return { kind: 'cannot_confirm' };
  const found = readOfficialCode(text);
  const sentences = ownSentences(text, sent, found);
  if (found?.kind === 'code') {
    const message = sent.find(({ code }) => code === found.code);
    if (message === undefined) return { kind: 'not_ours', why: 'unknown_code' };
    const firstWords = firstWordsOf(message);
    if (sentences.length === 0) return { kind: 'code_only', message, firstWords };
    const likeness = likenessOf(sentences, message);
    return likeness.foreign === undefined
      ? { kind: 'ours', message, firstWords, isPart: likeness.isPart }
      : { kind: 'changed', message, firstWords, foreign: likeness.foreign };
  }
  let changed: Recognised | undefined;
  for (const message of sent) {
    const { words, foreign, isPart } = likenessOf(sentences, message);
    if (words < leastWords) continue;
    const firstWords = firstWordsOf(message);
    if (foreign === undefined && found === undefined) return { kind: 'ours', message, firstWords, isPart };
    // A code that is none of ours under words that are: whoever put it there had a reason.
    changed ??= { kind: 'changed', message, firstWords, foreign: foreign ?? foreignCode(text) };
  }
  if (changed !== undefined) return changed;
  return { kind: 'not_ours', why: found === undefined ? 'unknown_text' : 'mistyped_code' };
}

const foreignCode = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

/** Fewer words than these are nobody's: "Rồi hỏi công an xã." */
const leastWords = 8;

type Likeness = {
  matched: number /** In the matched sentences. */;
  words: number;
  isPart: boolean;
  foreign: string | undefined;
};

/** Which sentences are this message's, in its order, and the first that is none of them. */
function likenessOf(sentences: readonly string[], message: SentMessage): Likeness {
  const inEach = patternsOf(message).map((patterns) => likenessTo(sentences, patterns));
  const best = inEach.reduce((one, other) => {
    if ((one.foreign === undefined) !== (other.foreign === undefined)) {
      return one.foreign === undefined ? one : other;
    }
    return other.matched > one.matched ? other : one;
  });
  return best;
}

function likenessTo(sentences: readonly string[], patterns: readonly SentencePattern[]): Likeness {
  let place = 0;
  let matched = 0;
  let words = 0;
  let foreign: string | undefined;
  for (const sentence of sentences) {
    const found = patterns.findIndex((pattern, at) => at >= place && pattern(sentence));
    if (found < 0) foreign ??= sentence;
    else {
      place = found + 1;
      matched++;
      words += sentence.split(/\s+/).length;
    }
  }
  return { matched, words, isPart: matched < patterns.length, foreign };
}

type SentencePattern = (sentence: string) => boolean;

const known = new WeakMap<SentMessage, SentencePattern[][]>();

function patternsOf(message: SentMessage): SentencePattern[][] {
  const made =
    known.get(message) ??
    message.texts.map(({ heading, text }) =>
      sentencesIn(heading === undefined ? text : `${heading}\n${text}`).map(patternOf),
    );
  known.set(message, made);
  return made;
}

/**
 * Word for word with the marks; typed by hand without any marks, the words count alone. The form of address is
 * whichever the receiver had chosen.
 */
function patternOf(sentence: string): SentencePattern {
  const written = filledBy(exact(sentence), [...addresses, 'anh/chị', 'you'], ['', ' ạ']);
  const plain = filledBy(
    fold(sentence.replace(/\{(\w+)\}/g, ' slot$1 ')),
    addresses.map(fold).concat('anh chi', 'you'),
    ['', ' a'],
  );
  return (heard) =>
    written.test(exact(heard)) || (hasMarks(sentence) && !hasMarks(heard) && plain.test(fold(heard)));
}

function filledBy(sentence: string, forms: readonly string[], polite: readonly string[]): RegExp {
  const either = (list: readonly string[]): string => `(?:${list.map(escaped).join('|')})`;
  const source = escaped(sentence)
    .replaceAll(
      /\\\{ban\\\}| ?slotban ?/g,
      (slot) => `${slot.startsWith(' ') ? ' ' : ''}${either(forms)}${slot.endsWith(' ') ? ' ' : ''}`,
    )
    .replaceAll(/\\\{a\\\}| ?slota ?/g, either(polite));
  return new RegExp(`^${source}$`, 'u');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Apps change quotation marks, spaces and dashes, and nothing else. */
const exact = (sentence: string): string =>
  sentence
    .normalize('NFC')
    .toLowerCase()
    .replace(/[“”„"«»‘’']/gu, '"')
    .replace(/[–—]/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/[.…]+$/u, '')
    .trim();

function sentencesIn(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/\n+|(?<=[.!?…][”"’)]?)\s+(?=\S)/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** What apps put before a forwarded message; longer lines may say anything and are held against it. */
const fromApps: readonly RegExp[] = [
  /^(?:forwarded(?: message)?|fwd|chuyển tiếp|tin(?: nhắn)? (?:được )?chuyển tiếp)\s*:?$/iu,
  /^(?:forwarded from|chuyển tiếp từ)(?:\s+[\p{L}\p{N}]+){1,4}\s*:?$/iu,
  /^\[?\d{1,2}[:/.h]\d{2}(?:[/: ,-]?\d{1,4}){0,4}\]?:?$/u,
  /^(?:bạn học số|ban hoc so)\s*:?$/iu,
];

/** "[25/11 19:30] Bạn Học Số: Bà con …": when and who, before the first line. */
const prefix = /^\s*(?:>\s*)?(?:\[\d[\d/:., -]{2,25}\]\s*)?(?:(?:Bạn Học Số|Ban Hoc So)\s*:\s*)?/iu;

/** "Tin này có phải của tỉnh không?": whoever forwards it asks. */
const askedAbout =
  /^(?:(?:cho hoi|hoi|em|toi|bac|oi|tro ly|ad|a|alo)\s)*(?:tin|ma|cai|tin nhan|ma tin)?\s?(?:nay|do|kia|tren)?\s?(?:co phai|co dung|la|co|phai|cua ai|that|dung)\b.{0,40}(?:khong|ko|k|a|vay|gi|nhi|the)$|^(?:is this|did this|was this)\b.{0,50}$/u;

/** The words that a message is made of, without what stands around them. */
function ownSentences(text: string, sent: readonly SentMessage[], found: CodeFound | undefined): string[] {
  const isOurs = systemLines(sent, found);
  const lines = text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(prefix, '').trim())
    .filter((line) => !isOurs(line) && !fromApps.some((pattern) => pattern.test(line)));
  return sentencesIn(lines.join('\n')).filter(
    (sentence) => !isOurs(sentence) && !(fold(sentence).length < 60 && askedAbout.test(fold(sentence))),
  );
}

/** The lines that every message carries, whole: half of one, or one with more in it, is none. */
function systemLines(sent: readonly SentMessage[], found: CodeFound | undefined): (line: string) => boolean {
  const all = languages.map(wordsOf);
  const known = new Set(
    all
      .flatMap((words) => [words.broadcastStop, ...sent.map(({ sender }) => words.broadcastFrom(sender))])
      .flatMap((line) => [line, ...sentencesIn(line)])
      .map(fold),
  );
  const code = found?.kind === 'code' ? fold(found.code).replaceAll(' ', '') : undefined;
  const ofCode = new Set(all.map((words) => fold(words.broadcastCode('')).replaceAll(' ', '')));
  const name = new Set(['matin', 'messagecode', '']);
  return (line) => {
    const plain = fold(line);
    if (known.has(plain)) return true;
    const read = readOfficialCode(line);
    const joined = plain.replaceAll(' ', '');
    if (ofCode.has(joined)) return true;
    if (read === undefined)
      return fold(line) !== '' && all.some((words) => isRestOf(words.broadcastCode(''), plain));
    if (read.kind === 'code' && code === undefined) return false;
    const without = withoutCode(line);
    return name.has(without) || ofCode.has(without) || askedAbout.test(fold(line.replace(codeShape, ' ')));
  };
}

const codeShape = /(?<![\p{L}\p{N}])[0-9A-Za-z]{3}[ .\-–—]{0,3}[0-9A-Za-z]{3}(?![\p{L}\p{N}])/gu;

/** The line with its code cut out, folded and joined. */
const withoutCode = (line: string): string =>
  fold(
    line.replaceAll(codeShape, (shape) => (/\d/.test(shape) && /[A-Za-z]/.test(shape) ? ' ' : shape)),
  ).replaceAll(' ', '');

/** The sentence behind the code, where somebody parted the line. */
const isRestOf = (line: string, plain: string): boolean => {
  const rest = fold(line.split('. ').slice(1).join('. '));
  return rest !== '' && rest === plain;
};

function firstWordsOf({ texts: [first] }: SentMessage): string {
  const words = (first?.heading ?? first?.text ?? '').split(/\s+/);
  return words.length <= 8 ? words.join(' ') : `${words.slice(0, 8).join(' ')} …`;
}
