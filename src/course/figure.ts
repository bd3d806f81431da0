export type Figure = { text: string; at: number };

/** A written-out date, or digits with the marks that join them: 10.000 · 1/7/2025 · 1900 0368 · 3–5 · 20%. */
const shape = /ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?|\d+(?:[ .,:/–-]\d+)*(?:\s?%)?/giu;

/** After these a number is money or a share, however small. */
const units =
  /^\s?(?:%|phần trăm|trăm|nghìn|ngàn|triệu|tỷ|tỉ|đồng|đô|đ|k|tr|vnd|usd|per ?cent|hundred|thousand|million|billion|dong)(?!\p{L})/iu;

/** Counts below this are steps, digits of a code, minutes: nobody needs a source for them. */
const smallCount = 20;

/** Figures of a text that neither stand in `allowed` nor are small counts or a lesson's number. */
export function figuresIn(text: string, allowed: readonly string[]): Figure[] {
  const covered = new Set(allowed.flatMap(withVariants).flatMap((figure) => placesOf(figure, text)));
  return [...text.matchAll(shape)].flatMap(({ 0: number, index: at }) => {
    const rest = text.slice(at + number.length);
    const isCovered = [...number].every((sign, offset) => !/\d/.test(sign) || covered.has(at + offset));
    if (isCovered || isSmallCount(number, rest) || isLesson(number, text, at)) return [];
    return [{ text: number + (units.exec(rest)?.[0] ?? ''), at }];
  });
}

/** Indexes of `text` that lie in an occurrence of `figure`, which must not be a piece of a larger number. */
function placesOf(figure: string, text: string): number[] {
  const escaped = figure.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<!\\d[.,]?)${escaped.replace(/\s+/g, '\\s+')}(?![.,]?\\d)`, 'giu');
  return [...text.matchAll(pattern)].flatMap((match) =>
    Array.from({ length: match[0].length }, (_, index) => match.index + index),
  );
}

function isSmallCount(found: string, rest: string): boolean {
  if (units.test(rest) || !/^\d+(?:[–-]\d+)*$/.test(found)) return false;
  return found.split(/[–-]/).every((part) => Number(part) < smallCount);
}

const isLesson = (found: string, text: string, at: number): boolean =>
  /^\d\.\d{1,2}$/.test(found) && /(?:bài|lesson|lessons|và|and|,)\s$/iu.test(text.slice(0, at));

const english: readonly (readonly [RegExp, string])[] = [
  [/triệu/giu, 'million'],
  [/nghìn|ngàn/giu, 'thousand'],
  [/tỷ|tỉ/giu, 'billion'],
  [/đồng/giu, 'dong'],
  [/(?<=\d)\.(?=\d{3})/gu, ','],
];

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** The same figure as English texts and buttons write it: "10 million", "1 July 2025", "1/7/2025". */
function withVariants(figure: string): string[] {
  const translated = english.reduce((text, [from, to]) => text.replace(from, to), figure);
  const date =
    /^(?:ngày )?(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?$/iu.exec(figure) ??
    /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(figure);
  if (date === null) return [figure, translated];
  const [, day, month, year] = date;
  const name = months[Number(month) - 1];
  const withYear = (text: string, join: string): string =>
    year === undefined ? text : `${text}${join}${year}`;
  return [
    figure,
    withYear(`ngày ${day} tháng ${month}`, ' năm '),
    withYear(`${day}/${month}`, '/'),
    ...(name === undefined ? [] : [withYear(`${day} ${name}`, ' '), withYear(`${name} ${day}`, ', ')]),
  ];
}
