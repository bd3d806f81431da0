import { isOfficialHost, webAddressesIn } from '../core/web-address.ts';
import { tokensOf } from './asking/tokens.ts';

export type Contact = { kind: 'link' | 'phone' | 'account' | 'handle'; at: number; end: number };

/** What messages may name: domains, with all below them, and telephone numbers. */
export type OfficialContacts = { officialLinks: readonly string[]; officialPhones?: readonly string[] };

/** Links, telephone numbers, accounts and chat names in a text that are none of the official ones. */
export function foreignContactsIn(
  text: string,
  { officialLinks, officialPhones = [] }: OfficialContacts,
): Contact[] {
  const phones = new Set(officialPhones.map(digitsOf));
  const contacts: Contact[] = [];
  const isNew = (at: number): boolean => contacts.every((contact) => at >= contact.end || at < contact.at);
  const add = (kind: Contact['kind'], at: number, length: number): void => {
    if (isNew(at)) contacts.push({ kind, at, end: at + length });
  };
  for (const { host, text: address, at } of webAddressesIn(text)) {
    if (!isOfficialHost(host, officialLinks)) add('link', at, address.length);
  }
  for (const match of text.matchAll(disguised)) add('link', match.index, match[0].length);
  for (const match of text.matchAll(mail)) {
    if (!isOfficialHost((match[1] ?? '').toLowerCase(), officialLinks))
      add('handle', match.index, match[0].length);
  }
  for (const match of text.matchAll(handle))
    add('handle', match.index + (match[1] ?? '').length, match[2]?.length ?? 0);
  for (const match of text.matchAll(longNumber)) {
    if (!phones.has(digitsOf(match[0])))
      add(isPhone(match[0]) ? 'phone' : 'account', match.index, match[0].length);
  }
  for (const match of text.matchAll(shortNumber)) {
    const number = match[1] ?? '';
    if (!phones.has(number)) add('phone', match.index + match[0].indexOf(number), number.length);
  }
  for (const spoken of spokenNumbers(text)) add('phone', spoken.at, spoken.end - spoken.at);
  return contacts.sort((one, other) => one.at - other.at);
}

/** "vneid[.]top", "vneid chấm top", "hxxp://", an address by figures. */
const disguised =
  /\bhxxps?:\S+|\b[a-z0-9-]{2,}\s?[[(]\s?(?:\.|dot|chấm)\s?[\])]\s?[a-z]{2,}|\b[a-z0-9-]{2,}\s(?:dot|chấm)\s(?:com|net|org|top|xyz|vip|info|vn|cc|shop|app|me)\b|\b\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\S*)?/giu;
const mail = /[\w.+-]+@((?:[a-z0-9-]+\.)+[a-z]{2,})/giu;
const handle = /(^|[\s(:])(@[A-Za-z][\w.]{3,})/gu;
/** Nine figures or more that are no amount of money: a telephone, an account, a card. */
const longNumber =
  /(?<![\d.,/:+-])(?:\+?84|\(?0|1[89]00|\d)(?:[ .()-]{0,2}\d){6,18}(?![\d/])(?!\s?(?:đồng|đ\b|vnd|dong|nghìn|triệu|tỷ|k\b|người|hộ))/giu;
/** Short numbers where one is told to call or text. */
const shortNumber =
  /(?:gọi|goi|nhắn|tổng đài|hotline|đầu số|gửi|tới số|đến số|số máy|call|dial|text)(?:\s(?:ngay|tới|đến|về|cho|số|điện thoại|tin|the|number|to)){0,2}\s(\d{3,6})(?=[\s.,;!?)”"]|$)(?!\s?\d|\s(?:đồng|nghìn|triệu|người|hộ|giờ|phút|suất|phần|em|bà|k\b|bài|câu|ngày|xã))/giu;

const digitsOf = (number: string): string => number.replace(/\D/g, '').replace(/^84(?=\d{9}$)/, '0');

function isPhone(number: string): boolean {
  return /^(?:0\d{8,10}|1[89]00\d{4,6})$/.test(digitsOf(number));
}

const spokenDigits = new Set(
  'không một hai ba bốn năm sáu bảy tám chín khong mot bon nam sau bay tam chin'.split(' '),
);

/** "không chín một hai …": seven figures or more, spelled out. */
function spokenNumbers(text: string): { at: number; end: number }[] {
  const runs: { at: number; end: number }[] = [];
  let run: { at: number; end: number; length: number } | undefined;
  for (const { at, end } of tokensOf(text)) {
    const isDigit = spokenDigits.has(text.slice(at, end).toLowerCase());
    run = isDigit ? { at: run?.at ?? at, end, length: (run?.length ?? 0) + 1 } : undefined;
    if (run?.length === 7) runs.push(run);
    const last = runs.at(-1);
    if (run !== undefined && run.length > 7 && last !== undefined) last.end = end;
  }
  return runs;
}
