import type { Lesson } from '../../core/course.ts';
import { qrCode } from './qr-code.ts';
import {
  escapeHtml,
  type SheetOptions,
  sheet,
  sheetText,
  sized,
  standing,
  stepsLength,
  stepsMarkup,
  wordsFor,
} from './sheet.ts';

/** A lesson on one A3 page for the culture house: what to do, the sentence to keep, a code that opens the lesson. */
export function poster(lesson: Lesson, { address, operator, link }: SheetOptions): string {
  const words = wordsFor(lesson);
  const put = sheetText(lesson.language, address);
  const shownLink = escapeHtml(link.replace(/^https?:\/\//, ''));
  const body = `<main class="sheet">
<header><p class="product">${words.product}</p><p>${words.lesson(lesson.id)}</p></header>
<h1 style="${sized(lesson.title, 24, 22)}">${put(lesson.title)}</h1>
<p class="outcome"><strong>${words.afterwards}:</strong> ${put(lowerFirst(lesson.outcome))}.</p>
<section class="steps" style="${sized(stepsLength(lesson), 150, 10.5)}">${stepsMarkup(lesson, put)}</section>
<section class="remember"><h2>${words.remember}</h2><p style="${sized(lesson.remember, 30, 15)}">${put(lesson.remember)}</p></section>
<section class="scan">${qrCode(link, `${words.opens} ${shownLink}`)}
<div><h2>${words.scan}</h2><p>${words.opens} <strong>${shownLink}</strong></p><p>${words.noPhone}</p></div></section>
<footer>${standing(lesson, operator)}</footer>
</main>`;
  return sheet(lesson.language, `${words.lesson(lesson.id)}: ${lesson.title}`, {
    page: 'A3 portrait',
    css,
    body,
  });
}

const lowerFirst = (text: string): string =>
  text.charAt(0).toLocaleLowerCase('vi') + text.slice(1).replace(/\.$/, '');

const css = `
.sheet { width: 297mm; height: 420mm; padding: 14mm 18mm 10mm; gap: 8mm }
header { display: flex; justify-content: space-between; font-size: 8mm; color: #0b6e4f; border-bottom: 1.5mm solid #0b6e4f; padding-bottom: 4mm }
.product { font-weight: 700 }
h1 { line-height: 1.15; font-weight: 800; text-wrap: balance }
.outcome { font-size: 9mm }
.steps { flex: 1; display: flex; flex-direction: column; justify-content: center; gap: 5mm }
.steps h2 { font-size: 1.15em; color: #0b6e4f }
.steps ol { list-style: none; padding: 0; counter-reset: step; display: flex; flex-direction: column; gap: 5mm }
.steps li { counter-increment: step; padding-left: 1.8em; position: relative; min-height: 1.3em }
.steps li::before { content: counter(step); position: absolute; left: 0; top: 0; width: 1.3em; height: 1.3em; border-radius: 50%; background: #0b6e4f; color: #fff; font-weight: 700; text-align: center; line-height: 1.3em }
.remember { background: #0b6e4f; color: #fff; padding: 8mm 10mm; border-radius: 4mm }
.remember h2 { font-size: 8mm; font-weight: 600 }
.remember p { font-weight: 800; line-height: 1.2; text-wrap: balance }
.scan { display: flex; gap: 10mm; align-items: center; font-size: 7.5mm }
.scan .qr { width: 82mm; height: 82mm; flex: none; border: 1mm solid #1b1f24 }
.scan h2 { font-size: 12mm; line-height: 1.2 }
.scan div { display: flex; flex-direction: column; gap: 4mm; overflow-wrap: anywhere }
footer { font-size: 5mm; color: #4a5550 }
`;
