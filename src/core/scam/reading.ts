import { fold, hasMarks, spelledOut } from '../fold.ts';
import { type Link, linksIn, withoutLinks, withPlainLinks } from './links.ts';

/** A message as the desk reads it: folded words in order; `|` ends a sentence, `,` a part of one. */
export type Reading = { words: readonly string[]; links: readonly Link[]; hasApk: boolean };

/** What a message is about stands near its beginning, and what it wants often at its end. */
const mostRead = 4_000;

/** Letters of other alphabets that look like ours, used to slip past filters. */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  ё: 'e',
  і: 'i',
  ї: 'i',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ѕ: 's',
  ο: 'o',
  α: 'a',
  ρ: 'p',
  ι: 'i',
  ν: 'v',
};
const alien = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'gu');

/** Short forms of this kind of message, beside those of core/fold.ts. */
const moreShortForms: Readonly<Record<string, string>> = {
  ib: 'inbox',
  tele: 'telegram',
  ctv: 'cong tac vien',
  kb: 'ket ban',
  tb: 'thong bao',
  qk: 'quy khach',
  kh: 'khach hang',
  bs: 'bac si',
  ca: 'cong an',
  cog: 'cong',
  bv: 'benh vien',
  sdt: 'so dien thoai',
  hs: 'ho so',
  ph: 'phu huynh',
  a: 'anh',
  e: 'em',
  c: 'chi',
  dag: 'dang',
  vneld: 'vneid',
  lixi: 'li xi',
  acc: 'tai khoan',
  z: 'vay*',
};

/**
 * Without marks these are one word with another that matters here. Where the writer used marks they are kept apart:
 * `ngày` from `ngay`, `muốn` from `mượn`.
 */
const apart: Readonly<Record<string, string>> = {
  ngày: 'ngay*',
  ngay: 'ngayy',
  lại: 'lai*',
  lai: 'lai*',
  thấy: 'thay*',
  thay: 'thay*',
  đồng: 'dong*',
  đông: 'dong*',
  động: 'dong*',
  tra: 'tra*',
  trà: 'tra*',
  cái: 'cai*',
  nhân: 'nhan*',
  trúng: 'trungg',
  còn: 'conn',
  bảy: 'bay*',
  bay: 'bay*',
  bày: 'bay*',
  dùng: 'dung*',
  đúng: 'dung*',
  dụng: 'dung*',
  dừng: 'dung*',
  dung: 'dung*',
  chùa: 'chua*',
  chữa: 'chua*',
  vậy: 'vay*',
  váy: 'vay*',
  muốn: 'muon*',
  muộn: 'muon*',
  cảm: 'cam*',
  cam: 'cam*',
  cầm: 'cam*',
  cám: 'cam*',
  mở: 'mo*',
  đóng: 'dong',
  la: 'la*',
};

/**
 * Brings a text of any length and any writing to words that can be compared. Linear in its length, which is cut;
 * never throws. @param official domains of the course
 */
export function readMessage(text: string, official: readonly string[]): Reading {
  const cut = text.length <= mostRead ? text : `${text.slice(0, mostRead / 2)}\n${text.slice(-mostRead / 2)}`;
  const clean = cut.normalize('NFKC').replace(/\p{Cf}|\u034f|\ufe0f/gu, '');
  const { text: plain, wasHidden } = withPlainLinks(clean);
  const links = linksIn(plain, wasHidden, official);
  const hasApk = /[\p{L}\p{N}_)]\.(?:apk|apks|xapk)(?![\p{L}\p{N}])|\/apk(?![\p{L}\p{N}])/iu.test(plain);
  return { words: wordsOf(joinedLetters(withoutLinks(plain, official))), links, hasApk };
}

/** "c.h.u.y.ể.n k.h.o.ả.n" and "O T P" as words again. */
const joinedLetters = (text: string): string =>
  text
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\p{M}*[.\-_*·~]){2,12}\p{L}\p{M}*(?![\p{L}\p{N}])/gu, (it) =>
      it.replace(/[.\-_*·~]/gu, ''),
    )
    .replace(/(?<![\p{L}\p{N}])o ?[.\- ] ?t ?[.\- ] ?p(?![\p{L}\p{N}])/giu, 'otp');

const money = /^\d[\d.,]*(?:k|tr|trieu|nghin|ngan|cu|chai|d|dong|vnd|usd|usdt|do|ty|ti|lit|xi)\d?$/;
const unitWords: ReadonlySet<string> = new Set(
  'k tr trieu nghin ngan dong vnd d usd usdt do ty ti euro btc bitcoin cu chai dollars dollar ruoi'.split(
    ' ',
  ),
);
const numberWords: ReadonlySet<string> = new Set(
  'mot hai ba bon nam sau bay tam chin muoi tram vai may nua'.split(' '),
);

function wordsOf(text: string): string[] {
  const words: string[] = [];
  const isMarked = hasMarks(text);
  const joined = text.replace(/(?<=\d) (?=(?:k|tr|củ|cu)(?![\p{L}\p{N}]))/giu, '');
  for (const sentence of joined.split(/(?:[!?;\n…]|\.(?!\d)|:(?=\s*\n))+/u)) {
    for (const part of sentence.split(/,(?!\d)/u)) {
      const raw = part.match(/\d[\d.,]*(?:[^\s\d]{1,6}\d?)?|\$\s?\d[\d.,]*|[^\s]+/gu) ?? [];
      const before = words.length;
      for (const word of raw) for (const plain of plainWords(word, isMarked)) pushWord(words, plain);
      if (words.length > before) words.push(',');
    }
    if (words.at(-1) === ',') words[words.length - 1] = '|';
  }
  return words;
}

function plainWords(raw: string, isMarked: boolean): string[] {
  if (/^\$\s?\d/.test(raw)) return ['#money'];
  const straight = raw.toLowerCase().replace(alien, (letter) => lookAlikes[letter] ?? letter);
  const bare = fold(straight);
  if (/^\d/.test(straight)) {
    const number = straight
      .replace(/[đ]/gu, 'd')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[.,]+$/u, '');
    if (money.test(number)) return ['#money'];
    if (/^(?:0|\+?84)\d[\d.x]{7,12}$/.test(number)) return ['#phone'];
    if (/^\d{1,3}(?:[.,]\d{3}){1,4}$/.test(number)) return ['#money'];
    if (/^\d{1,3}%$/.test(raw)) return ['#percent'];
    if (/^\d{1,2}[hg:]\d{0,2}$/.test(number)) return ['#clock'];
    if (/^\d+$/.test(number)) return [number.length >= 8 ? '#long' : number.length >= 4 ? '#code' : '#'];
    return bare === ''
      ? []
      : bare.split(' ').map((word) => (/^\d+$/.test(word) ? '#' : word.replace(/\d+/g, '#')));
  }
  if (bare === '') return [];
  if (isMarked) {
    const own = straight.normalize('NFC').replace(/[^\p{L}]/gu, '');
    if (Object.hasOwn(apart, own)) return [apart[own] ?? bare];
  }
  const spelled = bare
    .split(' ')
    .flatMap((word) =>
      (Object.hasOwn(moreShortForms, word) ? (moreShortForms[word] ?? word) : spelledOut(word)).split(' '),
    );
  return spelled.map((word) => word.replace(/\d+/g, '#'));
}

/** A number and its unit are one sum: "5 triệu", "500 k", "một triệu rưỡi". */
function pushWord(words: string[], word: string): void {
  const last = words.at(-1);
  if (last !== undefined && unitWords.has(word)) {
    if (last === '#' || last === '#code' || last === '#money' || last === '#long') {
      words[words.length - 1] = '#money';
      return;
    }
    if (
      numberWords.has(last) &&
      (word === 'trieu' || word === 'nghin' || word === 'ngan' || word === 'chai')
    ) {
      words[words.length - 1] = '#money';
      return;
    }
  }
  words.push(word);
}
