import { addressed } from '../../core/address.ts';
import type { Language, Lesson, Operator } from '../../core/course.ts';
import { type SheetWords, sheetWords } from './sheet-words.ts';

/** What a printed sheet is made of beside the lesson. */
export type SheetOptions = {
  /** The form of address put in place of `{ban}`. */
  address: string;
  operator: Operator | undefined;
  /** Opens this very lesson; stands on the sheet in letters too. */
  link: string;
};

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A lesson's text in the sheet's form of address, safe to stand in HTML, line ends kept. */
export const sheetText =
  (language: Language, address: string) =>
  (text: string): string =>
    escapeHtml(addressed(text, address, language)).replaceAll('\n', '<br>');

/** A page that prints as it looks: one file, nothing fetched. @param page the paper, `A3 portrait` */
export function sheet(
  language: Language,
  title: string,
  { page, css, body }: { page: string; css: string; body: string },
): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
@page { size: ${page}; margin: 0 }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: #1b1f24; font-family: "Be Vietnam Pro", system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; line-height: 1.35; -webkit-print-color-adjust: exact; print-color-adjust: exact }
h1, h2, p, ol, ul { margin: 0 }
.sheet { margin: 0 auto; display: flex; flex-direction: column; overflow: hidden }
.green { color: #0b6e4f }
${css}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/**
 * Long words get smaller letters, so that a sheet stays one sheet: area goes with the square of the height.
 * @param most millimetres, for up to `letters` characters
 */
export const sized = (text: string, letters: number, most: number): string =>
  `font-size:${(most * Math.min(1, Math.sqrt(letters / Math.max(1, text.length)))).toFixed(1)}mm`;

/** Who runs this and who has reviewed it; every sheet says both. */
export function standing(lesson: Lesson, operator: Operator | undefined): string {
  const words = sheetWords[lesson.language];
  const { reviewedBy, reviewedOn } = lesson;
  return [
    operator === undefined ? words.trial : words.runBy(operator.name),
    reviewedBy === undefined || reviewedOn === undefined
      ? words.notReviewed
      : words.reviewedBy(reviewedBy, reviewedOn),
  ]
    .map(escapeHtml)
    .join(' ');
}

/** The card that says what to do: the last with numbered steps, else the last with a list, else the last. */
export function stepsOf(lesson: Lesson): { title: string; before: string; steps: string[]; after: string } {
  const isStep = (line: string): boolean => /^(?:\d{1,2}\. |– )/.test(line);
  const cards = [...lesson.cards].reverse();
  const card =
    cards.find(({ text }) => /^\d{1,2}\. /m.test(text)) ??
    cards.find(({ text }) => /^– /m.test(text)) ??
    cards[0];
  const lines = (card?.text ?? '').split('\n').filter((line) => line !== '');
  const first = lines.findIndex(isStep);
  const last = lines.findLastIndex(isStep);
  if (card === undefined || first === -1)
    return { title: card?.title ?? '', before: lines.join('\n'), steps: [], after: '' };
  return {
    title: card.title,
    before: lines.slice(0, first).join('\n'),
    steps: lines.slice(first, last + 1).map((line) => line.replace(/^(?:\d{1,2}\. |– )/, '')),
    after: lines.slice(last + 1).join('\n'),
  };
}

/** All words of the steps, to size them by. */
export const stepsLength = (lesson: Lesson): string => {
  const { title, before, steps, after } = stepsOf(lesson);
  // A point takes at least a line, however short it is.
  return [title, before, ...steps.map((step) => step.padEnd(30)), after].join(' ');
};

/** @returns the steps as a list, with the words before and after them */
export function stepsMarkup(lesson: Lesson, put: (text: string) => string): string {
  const { title, before, steps, after } = stepsOf(lesson);
  const paragraph = (text: string): string => (text === '' ? '' : `<p>${put(text)}</p>`);
  const list = steps.length === 0 ? '' : `<ol>${steps.map((step) => `<li>${put(step)}</li>`).join('')}</ol>`;
  return `<h2>${put(title)}</h2>${paragraph(before)}${list}${paragraph(after)}`;
}

export const wordsFor = (lesson: Lesson): SheetWords => sheetWords[lesson.language];
