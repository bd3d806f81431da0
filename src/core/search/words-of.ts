import { fold, shortForms } from '../fold.ts';

/**
 * Short forms, English words people mix in and common slips, folded, with what they stand for. Whole words only.
 * Texts and questions pass through it alike, or a text with "app" would never be found by "ứng dụng".
 */
const spellings: Record<string, string> = {
  ...shortForms,
  khg: 'khong',
  kog: 'khong',
  dk: 'duoc',
  ji: 'gi',
  rui: 'roi',
  v: 'vay',
  bit: 'biet',
  bik: 'biet',
  nthe: 'nhu the',
  mng: 'moi nguoi',
  ngta: 'nguoi ta',
  trk: 'truoc',
  dthoai: 'dien thoai',
  dd: 'dien thoai',
  phone: 'dien thoai',
  smartphone: 'dien thoai thong minh',
  mobile: 'dien thoai',
  pass: 'mat khau',
  password: 'mat khau',
  mkhau: 'mat khau',
  matkhau: 'mat khau',
  acc: 'tai khoan',
  nick: 'tai khoan',
  taikhoan: 'tai khoan',
  chuyenkhoan: 'chuyen khoan',
  bank: 'ngan hang',
  banking: 'ngan hang',
  nhang: 'ngan hang',
  atm: 'the ngan hang',
  cancuoc: 'can cuoc',
  bhyt: 'bao hiem y te',
  bh: 'bao hiem',
  bhxh: 'bao hiem xa hoi',
  gplx: 'bang lai',
  blx: 'bang lai',
  hkd: 'ho kinh doanh',
  fb: 'facebook',
  face: 'facebook',
  phay: 'facebook',
  zl: 'zalo',
  dalo: 'zalo',
  app: 'ung dung',
  apps: 'ung dung',
  web: 'trang',
  website: 'trang',
  site: 'trang',
  online: 'qua mang',
  onl: 'qua mang',
  internet: 'mang',
  net: 'mang',
  data: 'dung luong',
  wf: 'wifi',
  wiffi: 'wifi',
  qer: 'qr',
  vneld: 'vneid',
  vnied: 'vneid',
  vineid: 'vneid',
  vnid: 'vneid',
  video: 'hinh',
  clip: 'hinh',
  camera: 'may anh',
  foto: 'anh',
  pic: 'anh',
  sms: 'tin nhan',
  tn: 'tin nhan',
  mess: 'tin nhan',
  ib: 'nhan tin',
  rep: 'tra loi',
  add: 'ket ban',
  block: 'chan',
  like: 'thich',
  share: 'chia se',
  fake: 'gia',
  hack: 'mat',
  shop: 'cua hang',
  ship: 'giao hang',
  shipper: 'giao hang',
  order: 'don',
  file: 'tep',
  down: 'tai',
  download: 'tai',
  dowload: 'tai',
  install: 'cai',
  setup: 'cai',
  update: 'cap nhat',
  login: 'dang nhap',
  lock: 'khoa',
  unlock: 'mo khoa',
  ca: 'cong an',
  cax: 'cong an xa',
  ubnd: 'uy ban',
  ttoan: 'thanh toan',
  chatgpt: 'ai chatgpt',
  gpt: 'ai',
  chatbot: 'ai chatbot',
  gg: 'google',
  pw: 'mat khau',
  ls: 'lam sao',
  lm: 'lam',
  nc: 'nuoc',
  nhiu: 'nhieu',
  bn: 'bao nhieu',
  bnh: 'bao nhieu',
  tg: 'thoi gian',
  hs: 'ho so',
  gks: 'giay khai sinh',
};

/** Parts of a text that belong together, each as its words: two words meet as neighbours only within one. */
export function wordsOf(text: string): string[][] {
  return joined(text)
    .split(/[,;:.!?…()“”"\n]+/u)
    .map((part) => spelledOut(fold(part)))
    .filter((words) => words.length > 0);
}

/** The words as they were written, in lower case with their marks. */
export const markedWordsOf = (text: string): string[] =>
  joined(text)
    .normalize('NFC')
    .toLocaleLowerCase('vi')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** "Wi-Fi" is one word, "vn eid" too. */
const joined = (text: string): string =>
  text
    .replace(/wi[- ]fi/giu, 'wifi')
    .replace(/\bvn[ .-]?e?id\b/giu, 'vneid')
    .replace(/\.gov\.vn/giu, ' govvn');

const spelledOut = (folded: string): string[] =>
  folded
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => (Object.hasOwn(spellings, word) ? (spellings[word] ?? word) : word).split(' '));
