import { hash32 } from './chance.ts';

/**
 * The code under each message of officials, `7K4-M2P`: figure, letter, figure, letter, figure, and a letter that
 * checks. By its place each sign is a figure or a letter, so that O is never taken for 0 nor S for 5; a lone code can be
 * taken neither for a unit's (figures only) nor for a paper code (nine signs) nor for an OTP.
 */
export type OfficialCode = string;

const figures = '0123456789';
/** No vowels, which make words, no Q, and nineteen: a prime, so that the check finds every single slip. */
const letters = 'BCDFGHJKMNPRSTVWXYZ';

const pattern = [figures, letters, figures, letters, figures];
/** As they are misread or mistyped, by what belongs there. */
const figureFor: Record<string, string> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
};
const letterFor: Record<string, string> = { '8': 'B', '5': 'S', '2': 'Z', '6': 'G' };

/** Weights differ by place: two signs that change places change the sum. */
function checkLetter(signs: readonly string[]): string {
  const sum = signs.reduce((all, sign, place) => all + (place + 1) * (pattern[place] ?? '').indexOf(sign), 0);
  return letters[sum % letters.length] ?? '';
}

/** How many codes there are: for a province some tens of years. */
export const codesInAll = pattern.reduce((all, signs) => all * signs.length, 1);

/**
 * The code of a broadcast, always the same for the same id and the same codes in use.
 * @throws Error when every code is taken, which no office lives to see
 */
export function makeOfficialCode(id: string, taken: ReadonlySet<OfficialCode>): OfficialCode {
  for (let attempt = 0; attempt < codesInAll; attempt++) {
    let draw = hash32(`official-code:${id}:${attempt}`);
    const signs = pattern.map((list) => {
      const sign = list[draw % list.length] ?? '';
      draw = Math.floor(draw / list.length);
      return sign;
    });
    const code = written([...signs, checkLetter(signs)]);
    if (!taken.has(code)) return code;
  }
  throw new Error('every official code is in use');
}

const written = (signs: readonly string[]): OfficialCode =>
  `${signs.slice(0, 3).join('')}-${signs.slice(3).join('')}`;

export type CodeFound =
  | { kind: 'code'; code: OfficialCode }
  /** It has the shape, and one of its signs is wrong. */
  | { kind: 'mistyped' };

const sign = '[0-9A-Za-z]';
const shape = new RegExp(`(?<![\\p{L}\\p{N}])(${sign}{3})[ .\\-–—]{0,3}(${sign}{3})(?![\\p{L}\\p{N}])`, 'gu');
/** How the line under a message begins, with or without its marks. */
export const codeLine = /(?:mã|ma)\s*tin|message\s*code/iu;

/**
 * The code in what somebody typed or forwarded: alone, or behind "Mã tin". Small letters, spaces instead of the hyphen
 * and signs that look alike are read as meant. @returns undefined when there is none
 */
export function readOfficialCode(text: string): CodeFound | undefined {
  const place = codeLine.exec(text);
  const behind =
    place === null ? '' : text.slice(place.index + place[0].length, place.index + place[0].length + 20);
  const named = signsIn(behind.replace(/^[\s:：=]+/u, ''))[0];
  if (named !== undefined) return checked(named);
  const alone = text.trim().length <= 12 ? signsIn(text)[0] : undefined;
  if (alone !== undefined && hasBoth(text)) return checked(alone);
  for (const signs of signsIn(text)) {
    // Within other words only what is a code beyond doubt: with its check, and written as one.
    if (checked(signs).kind === 'code' && signs.raw.includes('-') && hasBoth(signs.raw))
      return checked(signs);
  }
  return undefined;
}

type Signs = { raw: string; signs: string[] };

/** A figure and a letter among them: "khi nào" and "123 456" are no codes. */
const hasBoth = (text: string): boolean => /\d/.test(text) && /[A-Za-z]/.test(text);

function signsIn(text: string): Signs[] {
  return [...text.normalize('NFKC').matchAll(shape)].flatMap((match) => {
    const all = [...`${match[1]}${match[2]}`.toUpperCase()];
    const signs = all.map((one, place) => meant(one, place % 2 === 0 ? 'figure' : 'letter'));
    return signs.every((one) => one !== undefined) ? [{ raw: match[0], signs }] : [];
  });
}

function meant(one: string, wanted: 'figure' | 'letter'): string | undefined {
  if (wanted === 'figure') return figures.includes(one) ? one : figureFor[one];
  return letters.includes(one) ? one : letterFor[one];
}

function checked({ signs }: Signs): CodeFound {
  const isRight = checkLetter(signs.slice(0, 5)) === signs[5];
  return isRight ? { kind: 'code', code: written(signs) } : { kind: 'mistyped' };
}
