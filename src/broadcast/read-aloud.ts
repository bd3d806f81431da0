/** Writes a sentence as it is said: figures, dates, times, amounts and short names in words, no marks that are silent. */
export function readAloud(sentence: string): string {
  return sentence
    .replace(/https?:\/\//giu, '')
    .replace(address, (host) => host.replaceAll('.', ' chấm '))
    .replace(clock, (_, hours: string, minutes: string | undefined) =>
      saidTime(Number(hours), Number(minutes ?? 0)),
    )
    .replace(date, (_, day: string, month: string, year: string | undefined) =>
      saidDate(Number(day), Number(month), year === undefined ? undefined : Number(year)),
    )
    .replace(phone, (number) => saidDigits(number))
    .replace(
      lesson,
      (_, module: string, number: string) =>
        `bài ${saidNumber(Number(module))} chấm ${saidNumber(Number(number))}`,
    )
    .replace(percent, (_, number: string) => `${saidFigure(number)} phần trăm`)
    .replace(dong, (_, number: string) => `${saidFigure(number)} đồng`)
    .replace(figure, (number) => saidFigure(number))
    .replace(shortName, (name) => names[name] ?? name)
    .replace(/[“”"«»()[\]*_~|]/gu, '')
    .replace(/\p{Extended_Pictographic}|\uFE0F/gu, '')
    .replace(/\s+([,.;:!?…])/gu, '$1')
    .replace(/^\s*[-–•]\s*/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

const address = /(?<![\p{L}\p{N}])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\p{L}\p{N}])/giu;
const clock = /(?<![\d.,/])(\d{1,2})(?:h|g|:|\s?giờ\s?(?=\d))(\d{2})?(?:\s?phút)?(?![\d\p{L}])/giu;
const date = /(?<![\d/])(?:ngày\s+)?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?![\d/])/giu;
/** Numbers that are dialled: by their first figure, or because somebody is told to call. */
const phone = /(?<![\d.,])(?:0\d(?:[ .]?\d){7,9}|1[89]00(?:[ .]?\d){4,6}|11[1-5]|156|5656)(?!\d|[.,]\d)/gu;
const lesson = /(?<!\p{L})bài (\d{1,2})\.(\d{1,2})(?!\d)/giu;
const percent = /(\d[\d.,]*)\s?%/gu;
const dong = /(\d[\d.,]*\d|\d)\s?(?:đ|VND|VNĐ)(?![\p{L}\p{N}])/giu;
const figure = /\d+(?:\.\d{3})+(?![\d])|\d+(?:,\d+)?/gu;

/** How people say them here; source: facts on language, and the glossary. */
const names: Record<string, string> = {
  UBND: 'Ủy ban nhân dân',
  VNeID: 'vi-en-ai-đi',
  OTP: 'ô-tê-pê',
  QR: 'quy-rờ',
  PIN: 'pin',
  SIM: 'sim',
  AI: 'ây-ai',
  APK: 'a-pê-ca',
  BHYT: 'bảo hiểm y tế',
  BHXH: 'bảo hiểm xã hội',
  CCCD: 'căn cước công dân',
  HĐND: 'Hội đồng nhân dân',
  HTX: 'hợp tác xã',
  THCS: 'trung học cơ sở',
  THPT: 'trung học phổ thông',
  'Wi-Fi': 'oai-phai',
};
const shortName = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${Object.keys(names).join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

/** One by one, as a telephone number is said. */
const saidDigits = (number: string): string =>
  [...number.replace(/\D/g, '')].map((digit) => digits[Number(digit)] ?? '').join(' ');

function saidTime(hours: number, minutes: number): string {
  if (minutes === 0) return `${saidNumber(hours)} giờ`;
  if (minutes === 30) return `${saidNumber(hours)} giờ rưỡi`;
  return `${saidNumber(hours)} giờ ${saidNumber(minutes)} phút`;
}

const saidDate = (day: number, month: number, year: number | undefined): string =>
  `ngày ${day <= 10 ? 'mùng ' : ''}${saidNumber(day)} tháng ${month === 4 ? 'tư' : saidNumber(month)}${year === undefined ? '' : ` năm ${saidNumber(year)}`}`;

/** "1.200.000" and "2,5" as figures are written here. */
function saidFigure(figureText: string): string {
  const [whole = '0', part] = figureText.replace(/\.(?=\d{3}(?!\d))/g, '').split(',');
  const said = saidNumber(Number(whole));
  return part === undefined ? said : `${said} phẩy ${saidDigits(part)}`;
}

const scales = ['', ' nghìn', ' triệu', ' tỷ'];

/** A whole number from 0 to below 10^12 as it is said in the north: "linh", "mốt", "lăm", "tư". */
export function saidNumber(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0 || number >= 1e12) return String(number);
  if (number === 0) return 'không';
  const groups: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 1_000)) groups.push(rest % 1_000);
  return groups
    .map((group, scale) => ({ group, scale }))
    .reverse()
    .flatMap(({ group, scale }, place) =>
      group === 0 ? [] : [`${saidGroup(group, place > 0)}${scales[scale]}`],
    )
    .join(' ');
}

/** @param isInside whether something was said before it, so that its hundreds are said even when there are none */
function saidGroup(group: number, isInside: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10];
  const words: string[] = [];
  if (hundreds > 0 || isInside) words.push(`${digits[hundreds]} trăm`);
  if (tens === 0) {
    if (ones > 0)
      words.push(words.length > 0 ? `linh ${ones === 4 ? 'tư' : digits[ones]}` : (digits[ones] ?? ''));
    return words.join(' ');
  }
  words.push(tens === 1 ? 'mười' : `${digits[tens]} mươi`);
  if (ones === 1) words.push(tens === 1 ? 'một' : 'mốt');
  else if (ones === 4) words.push(tens === 1 ? 'bốn' : 'tư');
  else if (ones === 5) words.push('lăm');
  else if (ones > 0) words.push(digits[ones] ?? '');
  return words.join(' ');
}
