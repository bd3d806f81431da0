import type { Item, Lesson } from '../../core/course.ts';
import { type SheetOptions, sheet, sheetText, standing, wordsFor } from './sheet.ts';

/** A lesson's questions to answer with a pen, and on a page of its own the key with what to say about each option. */
export function paperQuiz(lesson: Lesson, { address, operator }: Omit<SheetOptions, 'link'>): string {
  const words = wordsFor(lesson);
  const put = sheetText(lesson.language, address);
  const letters = (item: Item) =>
    item.options.map((option, at) => ({
      ...option,
      letter: 'ABCDEF'.charAt(at),
      isKey: option.id === item.key,
    }));
  // On paper each idea is asked once; twins are for later.
  const items = lesson.items.filter(({ twinOf }) => twinOf === undefined);
  const question = (item: Item): string =>
    `<li><p class="stem">${put(item.stem)}</p><ul>${letters(item)
      .map(({ letter, text }) => `<li><b>${letter}</b> ${put(text)}</li>`)
      .join('')}</ul></li>`;
  const answer = (item: Item): string => {
    const all = letters(item);
    const key = all.find(({ isKey }) => isKey);
    const others = all.filter(({ isKey }) => !isKey);
    return `<li><p><b class="key">${key?.letter ?? ''}</b> ${put(key?.text ?? '')}. ${put(key?.feedback ?? '')}</p><ul>${others
      .map(({ letter, feedback }) => `<li>${words.others} <b>${letter}</b>: ${put(feedback)}</li>`)
      .join('')}</ul></li>`;
  };
  const body = `<main class="sheet">
<header><p class="product">${words.product}</p><p>${words.quizFor(lesson.id)}</p></header>
<h1>${put(lesson.title)}</h1>
<p class="lines"><span>${words.name}</span><span>${words.group}</span><span>${words.date}</span></p>
<p>${words.choose}</p>
<ol class="questions">${items.map(question).join('')}</ol>
<footer>${standing(lesson, operator)}</footer>
</main>
<section class="sheet answers">
<header><p class="product">${words.product}</p><p>${words.quizFor(lesson.id)}</p></header>
<h1>${words.key}: ${put(lesson.title)}</h1>
<p>${words.keyFor}</p>
<ol class="questions">${items.map(answer).join('')}</ol>
<p class="remember"><strong>${words.remember}:</strong> ${put(lesson.remember)}</p>
</section>`;
  return sheet(lesson.language, `${words.quizFor(lesson.id)}: ${lesson.title}`, {
    page: 'A4 portrait',
    css,
    body,
  });
}

const css = `
.sheet { width: 210mm; min-height: 296mm; padding: 14mm 16mm 10mm; gap: 5mm; font-size: 5mm }
.answers { break-before: page; font-size: 4.2mm }
header { display: flex; justify-content: space-between; color: #0b6e4f; border-bottom: .6mm solid #0b6e4f; padding-bottom: 2mm }
.product { font-weight: 700 }
h1 { font-size: 9mm; line-height: 1.2 }
.answers h1 { font-size: 7mm }
.lines { display: flex; gap: 6mm }
.lines span { flex: 1; border-bottom: .3mm solid #1b1f24; padding-bottom: 1mm; padding-right: 30mm; white-space: nowrap }
.lines span:first-child { flex: 2 }
.questions { flex: 1; padding-left: 8mm; display: flex; flex-direction: column; gap: 6mm }
.questions > li { break-inside: avoid }
.questions > li::marker { font-weight: 700; color: #0b6e4f }
.questions ul { list-style: none; padding: 2mm 0 0; display: flex; flex-direction: column; gap: 2.5mm }
.answers .questions ul { gap: 1mm }
.stem { font-weight: 600 }
.questions .stem + ul b { display: inline-block; width: 8mm; height: 8mm; line-height: 7.4mm; text-align: center; border: .4mm solid #1b1f24; border-radius: 50%; margin-right: 2mm }
.key { color: #0b6e4f; font-size: 1.3em }
footer { font-size: 3.2mm; color: #4a5550 }
`;
