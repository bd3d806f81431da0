import { hash32 } from '../../src/core/chance.ts';

/** The same question as another hand writes it. */
export type Writing = (text: string) => string;

export const withoutMarks: Writing = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/** Share of long enough words that get a slip, and how long is long enough, in letters. */
const slippedShare = 0.4;
const longEnough = 4;

/** Without marks, and with one slip in two of five words of four letters or more. The same seed slips alike. */
export const withSlips =
  (seed: number): Writing =>
  (text) =>
    withoutMarks(text)
      .split(' ')
      .map((word, at) => {
        const draw = (what: string): number => hash32(`${seed} ${what} ${at} ${text}`) / 2 ** 32;
        return word.length >= longEnough && draw('slips') < slippedShare ? slipped(word, draw) : word;
      })
      .join(' ');

/** Neighbours on the keyboard of a phone. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** A letter left out, pressed twice, missed by a key, or swapped with the next one; each as likely. */
function slipped(word: string, draw: (what: string) => number): string {
  const at = Math.floor(draw('place') * (word.length - 1));
  const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  switch (Math.floor(draw('kind') * 4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + besideKey(letter, draw('side')) + after;
    default:
      return before + after.charAt(0) + letter + after.slice(1);
  }
}

function besideKey(letter: string, side: number): string {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase()));
  if (row === undefined) return letter;
  const at = row.indexOf(letter.toLowerCase());
  return row[side < 0.5 ? at - 1 : at + 1] ?? row[at === 0 ? 1 : at - 1] ?? letter;
}

/**
 * What the young and the hurried write, longest first. Written down from how people chat, not from the list that
 * the search knows: some of it the search has never met.
 */
const shortForms: readonly (readonly [string, string])[] = [
  ['so dien thoai', 'sdt'],
  ['nhu the nao', 'ntn'],
  ['dien thoai', 'dt'],
  ['mat khau', 'mk'],
  ['tai khoan', 'tk'],
  ['chuyen khoan', 'ck'],
  ['ngan hang', 'nh'],
  ['can cuoc', 'cccd'],
  ['bao hiem y te', 'bhyt'],
  ['dich vu cong', 'dvc'],
  ['cong an', 'ca'],
  ['moi nguoi', 'mn'],
  ['nguoi ta', 'ngta'],
  ['bay gio', 'bh'],
  ['bao nhieu', 'bnh'],
  ['lam sao', 'lsao'],
  ['the nao', 'tnao'],
  ['tin nhan', 'tn'],
  ['ho so', 'hs'],
  ['facebook', 'fb'],
  ['zalo', 'zl'],
  ['khong', 'k'],
  ['duoc', 'dc'],
  ['nguoi', 'ng'],
  ['truoc', 'trc'],
  ['nhieu', 'nhiu'],
  ['biet', 'bt'],
  ['minh', 'mik'],
  ['cung', 'cx'],
  ['voi', 'vs'],
  ['roi', 'r'],
  ['gio', 'h'],
  ['vay', 'z'],
  ['gi', 'j'],
  ['phai', 'fai'],
  ['qua', 'wa'],
  ['toi', 't'],
  ['em', 'e'],
];

export const inShortForms: Writing = (text) =>
  shortForms.reduce(
    (written, [long, short]) => written.replace(new RegExp(`\\b${long}\\b`, 'g'), short),
    withoutMarks(text).toLowerCase(),
  );
