import { fold } from '../../core/fold.ts';
import { english, phraseAt, vietnamese } from './lexicon.ts';
import { sentencesInEnglish, unmarkedSentences } from './sentences.ts';
import { markedForm, type Token, tokensOf } from './tokens.ts';
import type { WordKind } from './word-kinds.ts';

/** A phrase in a text, and all it may mean. */
export type Found = {
  kinds: ReadonlySet<WordKind>;
  /** Its words among the text's, the last one outside. */
  from: number;
  to: number;
  sentence: number;
  clause: number;
  /** The first word of its clause. */
  leads: boolean;
};

export type ReadText = {
  tokens: Token[];
  found: Found[];
  /** Clauses that begin behind "thì": what the reader is then to do. */
  mains: ReadonlySet<number>;
};

export const is = (item: Found, ...kinds: readonly WordKind[]): boolean =>
  kinds.some((kind) => item.kinds.has(kind));

/** Begins another clause as a comma does. */
const parting = new Set(['thì', 'rồi', 'nhưng', 'còn', 'xong', 'then', 'but', 'and', 'or', 'so']);
const partingForms = new Set([...parting].map(markedForm));
/** "con" is a child more often than "còn". */
const partingPlain = new Set([...parting].map(fold).filter((word) => word !== 'con'));

/** "xã Đồng Tiến" asks for no money. */
const places = new Set(['xa', 'phuong', 'thon', 'ban', 'pho', 'huyen', 'tinh', 'truong', 'duong', 'xom']);

/** Every word of `text` that means something to an asking or a warning, in its order, none twice. */
export function readText(text: string): ReadText {
  const tokens = tokensOf(text);
  const unmarked = unmarkedSentences(tokens);
  const englishSentences = sentencesInEnglish(tokens);
  const found: Found[] = [];
  const mains = new Set<number>();
  let clause = 0;
  let clauseStart = 0;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    const before = tokens[at - 1];
    const isParted =
      before !== undefined &&
      (partingForms.has(before.marked) || (unmarked.has(before.sentence) && partingPlain.has(before.plain)));
    if (token.opensClause || isParted) {
      clause++;
      clauseStart = at;
      if (before !== undefined && (before.marked === 'thi1' || before.plain === 'thi')) mains.add(clause);
    }
    const add = (kinds: ReadonlySet<WordKind>, length: number): void => {
      found.push({
        ...{ kinds, from: at, to: at + length, sentence: token.sentence, clause },
        leads: at === clauseStart,
      });
      at += length;
    };
    if (isPlaceName(text, tokens, at)) at += 2;
    else if (isLettingKnow(tokens, at)) add(new Set(['give']), 1);
    else if (amountLength(tokens, at) > 0) add(new Set(['money']), amountLength(tokens, at));
    else {
      const lexicon = englishSentences.has(token.sentence) ? english : vietnamese;
      const phrase = phraseAt(lexicon, tokens, at, unmarked.has(token.sentence));
      // In capitals, for "pin" is a battery, and to pin something.
      if (text.slice(token.at, token.end) === 'PIN') add(new Set(['password']), 1);
      else if (phrase !== undefined && !phrase.kinds.has('nothing')) add(phrase.kinds, phrase.words.length);
      else at += phrase?.words.length ?? 1;
    }
  }
  return { tokens, found, mains };
}

function isPlaceName(text: string, tokens: Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined || !places.has(before.plain)) return false;
  return [tokens[at], tokens[at + 1]].every(
    (token) =>
      token !== undefined && !token.opensClause && /\p{Lu}\p{Ll}/u.test(text.slice(token.at, token.end)),
  );
}

/** "cho chúng tôi biết", "cho em xin": with whoever it is in between. */
function isLettingKnow(tokens: Token[], at: number): boolean {
  if (tokens[at]?.marked !== 'cho') return false;
  for (const token of tokens.slice(at + 1, at + 5)) {
    if (token.opensClause) return false;
    if (['biet', 'xin'].includes(token.plain)) return true;
  }
  return false;
}

/** How many words from here on name an amount of money: "50k", "năm mươi nghìn"; else 0. */
function amountLength(tokens: Token[], at: number): number {
  const token = tokens[at];
  if (token === undefined || token.plain === '0') return 0;
  if (amount.test(token.plain)) return 1;
  let end = at;
  while (isNumber(tokens[end]) && (end === at || tokens[end]?.opensClause === false)) end++;
  const unit = tokens[end];
  return end > at && unit !== undefined && !unit.opensClause && amountWords.has(unit.plain)
    ? end + 1 - at
    : 0;
}

const numbers = new Set(
  'một hai ba bốn năm sáu bảy tám chín mười mươi chục trăm vài mấy'.split(' ').map(markedForm),
);
const isNumber = (token: Token | undefined): boolean =>
  token !== undefined && (/^\d[\d.,]*$/.test(token.plain) || numbers.has(token.marked));

const amount = /^[\d.,]+(?:k|tr|trieu|d|dong|vnd|nghin|ngan|ty)$/;
const amountWords = new Set(['dong', 'nghin', 'ngan', 'trieu', 'vnd', 'ty', 'k', 'd']);
