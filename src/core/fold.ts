/**
 * Brings a text to the form in which it is compared: no tone or vowel marks, đ as d, lower case, punctuation
 * as spaces, letters held down ("khônggg") once. "Hoà" and "hòa", NFC and NFD, all become one.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim();
}

/** True when the writer used Vietnamese marks, so that marked spellings may decide between namesakes. */
export const hasMarks = (text: string): boolean => /\p{M}|[đĐ]/u.test(text.normalize('NFD'));

/** Word-level short forms people type, folded. Source: collected for search normalisation of this topic. */
export const shortForms: Readonly<Record<string, string>> = {
  k: 'khong',
  ko: 'khong',
  kh: 'khong',
  kg: 'khong',
  hok: 'khong',
  hem: 'khong',
  hong: 'khong',
  dc: 'duoc',
  dx: 'duoc',
  vs: 'voi',
  j: 'gi',
  r: 'roi',
  z: 'vay',
  bt: 'biet',
  ntn: 'nhu the nao',
  mn: 'moi nguoi',
  ng: 'nguoi',
  trc: 'truoc',
  sdt: 'so dien thoai',
  mk: 'mat khau',
  tk: 'tai khoan',
  stk: 'so tai khoan',
  ck: 'chuyen khoan',
  nh: 'ngan hang',
  cccd: 'can cuoc',
  cmnd: 'can cuoc',
  cmt: 'can cuoc',
  dvc: 'dich vu cong',
  dt: 'dien thoai',
  mik: 'minh',
};

/** One letter for how two people call each other; in a question to a search it may as well be "ạ". */
const addressForms: Readonly<Record<string, string>> = { e: 'em', a: 'anh' };
const spellings = { ...shortForms, ...addressForms };

/** Writes short forms out, word by word; the text must be folded. */
export const spelledOut = (folded: string): string =>
  folded
    .split(' ')
    .map((word) => (Object.hasOwn(spellings, word) ? spellings[word] : word))
    .join(' ');

/**
 * Undoes Telex and VNI keys that were typed without an input method ("ddang nhaapj", "lua2 dao3"), to the
 * folded form. Only worth trying when the text as it stands was not understood.
 */
export function withoutTypingKeys(folded: string): string {
  return folded
    .split(' ')
    .map((word) =>
      word
        .replace(/dd/g, 'd')
        .replace(/aa|aw/g, 'a')
        .replace(/ee/g, 'e')
        .replace(/oo|ow/g, 'o')
        .replace(/uw/g, 'u')
        .replace(/w/g, 'u')
        .replace(/(?<=[aeiouy][a-z]*)[sfrxj]$/, '')
        .replace(/(?<=[aeiouy])[sfrxj](?=(c|ch|m|n|ng|nh|p|t|[aeiouy])$)/, '')
        .replace(/(?<=[a-z])[0-9]+/g, ''),
    )
    .join(' ');
}
