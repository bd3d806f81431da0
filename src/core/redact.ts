/** What was taken out of a text; `secret` ones must not be given to anybody, us among them. */
export const privateKinds = [
  'link',
  'email',
  'card',
  'phone',
  'citizen_id',
  'insurance',
  'passport',
  'code',
  'password',
  'account',
  'plate',
  'birthday',
  'address',
  'number',
] as const;
export type PrivateKind = (typeof privateKinds)[number];

const secretKinds: ReadonlySet<PrivateKind> = new Set<PrivateKind>([
  ...(['card', 'citizen_id', 'insurance', 'passport', 'code', 'password', 'account'] as const),
]);
export const isSecret = (kind: PrivateKind): boolean => secretKinds.has(kind);

export type Redacted = { text: string; found: PrivateKind[] };

/** Digits may be parted by one space, dot or dash. */
const digits = (n: string): string => String.raw`\d(?:[ .\-]?\d){${n}}`;
const alone = (pattern: string): RegExp => new RegExp(String.raw`(?<![\d])${pattern}(?![\d])`, 'giu');

/** What comes first wins: a link may hold a phone number, a card number an account. */
const rules: readonly { kind: PrivateKind; pattern: RegExp; keep?: (match: string) => string }[] = [
  // The host tells what a question is about; what follows it may name a person.
  {
    kind: 'link',
    pattern: /\b(?:https?:\/\/|www\.)[^\s<>"”]+/giu,
    keep: (match) => match.replace(/^(https?:\/\/)?([^/?#\s@]*@)?([^/?#\s]+).*$/isu, '$3'),
  },
  { kind: 'email', pattern: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu },
  { kind: 'card', pattern: alone(digits('15')) },
  { kind: 'insurance', pattern: /(?<!\p{L})[A-Z]{2}[ -]?\d(?:[ .-]?\d){12}(?!\d)/giu },
  { kind: 'citizen_id', pattern: alone(String.raw`0(?:[ .\-]?\d){11}`) },
  { kind: 'phone', pattern: alone(String.raw`(?:\+?84|0)[ .\-]?[35789](?:[ .\-]?\d){8}`) },
  { kind: 'phone', pattern: alone(String.raw`(?:\+?84|0)[ .\-]?2(?:[ .\-]?\d){9}`) },
  {
    kind: 'citizen_id',
    pattern:
      /(?<=(?:cmnd|cmt|cccd|chứng minh(?: thư| nhân dân)?|chung minh(?: thu| nhan dan)?|căn cước|can cuoc)\P{N}{0,20})\d(?:[ .-]?\d){8}(?!\d)/giu,
  },
  { kind: 'passport', pattern: /(?<![\p{L}\d])[BCNPK]\d{7,8}(?!\d)/gu },
  {
    kind: 'account',
    pattern:
      /(?<=(?:stk|số tài khoản|so tai khoan|tài khoản|tai khoan|số thẻ|so the)\P{N}{0,15})\d(?:[ .-]?\d){5,18}(?!\d)/giu,
  },
  {
    kind: 'code',
    pattern:
      /(?<=(?:otp|mã|(?<!\p{L})ma|code|pin|xác thực|xac thuc)\P{N}{0,25})(?<![\d.,])\d(?:[ .-]?\d){3,7}(?![\d.,]*\d)/giu,
  },
  { kind: 'code', pattern: /(?<![\d.,])\d{4,8}(?![\d])(?=\P{N}{0,12}(?:otp|là mã|la ma|is your code))/giu },
  { kind: 'code', pattern: /(?<![\d.,])\d{6}(?![\d.,]*\d)(?!\s*(?:đ\b|đồng|dong|vnd|k\b|triệu|trieu))/giu },
  {
    kind: 'password',
    pattern:
      /(?<=(?:mật khẩu|mat khau|password|passwd|pass|(?<!\p{L})mk)(?: [\p{L}]{1,8}){0,3}? ?(?:là|la|is|:|=)[ :"“]{0,3})(?!(?:gì|gi|một|mot|cái|cai|dãy|day|câu|cau|ngày|ngay|sao|khó|kho|dễ|de|bao|what|a|the)(?!\p{L}))[^\s"”]{3,40}/giu,
  },
  { kind: 'plate', pattern: /(?<![\p{L}\d])\d{2}[ -]?[A-Z]{1,2}\d?[ -]?\d{3}[.]?\d{2}(?!\d)/giu },
  {
    kind: 'birthday',
    pattern: /(?<=(?:sinh|born)\P{N}{0,20})\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/giu,
  },
  {
    kind: 'address',
    pattern:
      /(?<=(?:số nhà|so nha|địa chỉ(?: nhà)?(?: tôi| em| bác)?(?: là)?|dia chi(?: nha)?(?: toi| em| bac)?(?: la)?|hẻm|ngõ|ngách)[ :]{1,3})[\p{L}\p{N}][^,.;!?\n]{0,40}/giu,
  },
  { kind: 'number', pattern: alone(digits('8,18')) },
];

const names: Record<PrivateKind, string> = {
  link: 'link',
  email: 'email',
  card: 'số thẻ',
  phone: 'số điện thoại',
  citizen_id: 'số căn cước',
  insurance: 'số bảo hiểm',
  passport: 'số hộ chiếu',
  code: 'mã',
  password: 'mật khẩu',
  account: 'số tài khoản',
  plate: 'biển số',
  birthday: 'ngày sinh',
  address: 'địa chỉ',
  number: 'số',
};

/**
 * Takes out what names a person or opens a door, before a text goes to a model, a log or the archive: numbers of
 * papers, phones, cards and accounts, codes, passwords, links' paths, addresses. People's names are not known from
 * other words and stay, so what is left is not anonymous. Sums of money, years and short numbers to call stay.
 */
export function redact(text: string): Redacted {
  const found = new Set<PrivateKind>();
  let left = plain(text);
  for (const { kind, pattern, keep } of rules) {
    left = left.replace(pattern, (match: string) => {
      if (keep !== undefined && keep(match) === match) return match;
      if (kind === 'number' && isMoney(match)) return match;
      found.add(kind);
      return keep === undefined ? `[${names[kind]}]` : `${keep(match)}/[${names[kind]}]`;
    });
  }
  return { text: left, found: privateKinds.filter((kind) => found.has(kind)) };
}

/** 1.500.000.000: groups of three between dots are a sum. */
const isMoney = (match: string): boolean => /^\d{1,3}(?:[. ]\d{3}){2,}$/.test(match);

/** An ID number (9 or 12 digits), a card number (16), or a lone 6-digit code. */
export function hasPrivateNumber(text: string): boolean {
  const digits = text.replace(/[ .-]/g, '');
  return /(?<!\d)(\d{9}|\d{12}|\d{16})(?!\d)/.test(digits) || /(?<!\d)\d{6}(?!\d)/.test(text);
}

/** Signs that hide in a text and turn its direction go; look-alike digits and letters become plain. */
export const plain = (text: string): string =>
  text.normalize('NFKC').replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u00AD]/gu, '');
