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

/** A lesson on a card for the fridge: what to do, the sentence to keep, and lines for the numbers to call. */
export function fridgeCard(lesson: Lesson, { address, operator, link }: SheetOptions): string {
  const words = wordsFor(lesson);
  const put = sheetText(lesson.language, address);
  const body = `<main class="sheet">
<header><h1 style="${sized(lesson.title, 30, 7)}">${put(lesson.title)}</h1>${qrCode(link, `${words.opens} ${escapeHtml(link)}`)}</header>
<section class="steps" style="${sized(stepsLength(lesson), 190, 4.2)}">${stepsMarkup(lesson, put)}</section>
<p class="remember" style="${sized(lesson.remember, 40, 5.6)}">${put(lesson.remember)}</p>
<section class="calls"><h2>${words.toCall}</h2><p>${words.family}</p><p>${words.police}</p><p>${words.bank}</p></section>
<footer>${words.product}, ${words.lesson(lesson.id).toLocaleLowerCase('vi')}. ${standing(lesson, operator)}</footer>
</main>`;
  return sheet(lesson.language, `${words.lesson(lesson.id)}: ${lesson.title}`, {
    page: 'A6 portrait',
    css,
    body,
  });
}

const css = `
.sheet { width: 105mm; height: 147.5mm; padding: 5mm 6mm 3mm; gap: 2.5mm; font-size: 4.2mm }
header { display: flex; gap: 3mm; align-items: center; justify-content: space-between }
header .qr { width: 22mm; height: 22mm; flex: none }
h1 { line-height: 1.15; text-wrap: balance }
h2 { font-size: 1em; color: #0b6e4f }
.steps { flex: 1 }
.steps ol { padding-left: 6mm }
.steps li { margin: 1.2mm 0 }
.steps li::marker { font-weight: 700; color: #0b6e4f }
.remember { background: #0b6e4f; color: #fff; font-weight: 700; line-height: 1.2; padding: 2.5mm 3mm; border-radius: 1.5mm }
.calls p { border-bottom: .3mm solid #1b1f24; padding-top: 2.5mm; font-size: 3.6mm }
footer { font-size: 2.5mm; color: #4a5550 }
`;
