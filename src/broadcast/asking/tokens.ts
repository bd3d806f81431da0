import { fold, spelledOut } from '../../core/fold.ts';

/** One word of a text, in the two forms in which it is compared, and where it stands. */
export type Token = {
  /** With its marks, however they were typed: hỏi and ngã are one, the place of the tone does not matter. */
  marked: string;
  /** Without marks. */
  plain: string;
  isMarked: boolean;
  /** Was a short form, which is never written with marks. */
  isShort: boolean;
  at: number;
  end: number;
  /** From 0; a sentence's end is a full stop, a line's end, or one of `!?…`. */
  sentence: number;
  /** Something parts it from the word before: a comma, a colon, a bracket, a sentence's end. */
  opensClause: boolean;
};

/** Letters of other scripts that look like ours, and what nobody sees: both hide words from a reader like this one. */
const lookAlikes: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ο: 'o',
  Т: 'T',
  О: 'O',
  Р: 'P',
};
/** Counts as a mark of the letter before it, and is taken out of each word. */
const joiner = '\u034F';
const unseen = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/gu;

/** The tones by the mark that carries them; ngã counts as hỏi, as it is spoken here. */
const tones: Record<string, string> = {
  '\u0300': '1',
  '\u0301': '2',
  '\u0303': '3',
  '\u0309': '3',
  '\u0323': '4',
};

/** "hoà", "hòa" and "hoả", "hoã" pairwise alike; đ is a letter of its own. */
export function markedForm(word: string): string {
  const letters = word.normalize('NFD').toLowerCase();
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(letters)?.[0];
  const bare = letters.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '').normalize('NFC');
  return tone === undefined ? bare : bare + tones[tone];
}

const hasMark = (word: string): boolean => /\p{M}|[đĐ]/u.test(word.normalize('NFD'));

/** A figure keeps its points: "50.000đ", "7h30", "30/11/2026". Letters parted by points are one word: "O.T.P". */
const word = /\d[\d.,/:]*\d[\p{L}]*|\p{L}(?:[.·_*-]\p{L}){2,}(?!\p{L})|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/**
 * The words of a text. Short forms are written out ("stk" as three words in one place), what hides words is undone.
 */
export function tokensOf(text: string): Token[] {
  // Same length throughout, so that places hold; what nobody sees joins its neighbours.
  const seen = text.replace(/./gsu, (letter) => lookAlikes[letter] ?? letter).replace(unseen, joiner);
  const tokens: Token[] = [];
  let sentence = 0;
  let last = 0;
  for (const match of seen.matchAll(word)) {
    const between = seen.slice(last, match.index);
    const endsSentence = tokens.length > 0 && /[.!?…](?:\s|$|[”"’')])|\n/u.test(between);
    if (endsSentence) sentence++;
    const opensClause = tokens.length === 0 || endsSentence || /[,;:()–—\n“”"«»]|\s[-+•]\s/u.test(between);
    last = match.index + match[0].length;
    for (const [place, { marked, plain, isMarked, isShort }] of formsOf(
      match[0].replaceAll(joiner, ''),
    ).entries()) {
      tokens.push({
        ...{ marked, plain, isMarked, isShort, at: match.index, end: last, sentence },
        opensClause: opensClause && place === 0,
      });
    }
  }
  return tokens;
}

function formsOf(raw: string): Pick<Token, 'marked' | 'plain' | 'isMarked' | 'isShort'>[] {
  const joined = raw.replace(/[.·_*-](?=\p{L})/gu, '');
  const isMarked = hasMark(joined);
  // "0TP": a nought among letters is an O.
  const letters = /^\p{L}*0\p{L}+$/u.test(joined) ? joined.replaceAll('0', 'o') : joined;
  if (/^\d/.test(letters)) {
    const figure = letters.toLowerCase();
    return [{ marked: figure, plain: figure.replaceAll('đ', 'd'), isMarked: false, isShort: false }];
  }
  const plain = fold(letters);
  if (isMarked || /^[^krjz]$/.test(joined))
    return [{ marked: markedForm(letters), plain, isMarked, isShort: false }];
  return spelledOut(plain)
    .split(' ')
    .map((part) => ({ marked: part, plain: part, isMarked: false, isShort: part !== plain }));
}

/** Syllables that are whole without a mark: in a text with marks they are what they look like. */
const wholeWithoutMarks = new Set(
  'ban bao bo cam can chi cho chua co cung dan do dong dung gia hay ho ke khai la loi ma mo moi nam nay no phi qua tai the thu tin tra ung vo xa xin'.split(
    ' ',
  ),
);

/** Without marks these are nearly always another word: "cho" is no "chớ", "ho" no "họ". */
const neverUnmarked = new Set(['chớ', 'họ', 'mà', 'cụ', 'bán', 'bọn', 'cô', 'mỗi', 'dù'].map(markedForm));

/** Whether a token is a word of a phrase, given with its marks. */
export const isWord = (token: Token, marked: string, plain: string, isUnmarked: boolean): boolean =>
  token.marked === marked ||
  (token.isShort && token.plain === plain) ||
  (!token.isMarked && token.plain === plain && isUnmarked && !neverUnmarked.has(marked)) ||
  (!token.isMarked && token.plain === plain && !isUnmarked && !wholeWithoutMarks.has(plain));
