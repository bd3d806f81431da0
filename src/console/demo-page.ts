import { html } from 'hono/html';
import type { DemoDesk } from './demo-desk.ts';
import { type Frame, inLanguage, type Markup, pageOf, written } from './layout.ts';
import { demoWords } from './words/demo.ts';

/** What simulated people are for, how many there are, and the two things to be done with them. */
export function demoPage(
  {
    count,
    work,
    most,
    token,
  }: { count: number; work: ReturnType<DemoDesk['work']>; most: number; token: string },
  frame: Frame,
): Markup {
  const { language } = frame;
  const words = demoWords[language];
  const { number } = written(language);
  const to = (path: string): string => inLanguage(path, language);
  const hidden = html`<input type="hidden" name="token" value="${token}">`;
  const paragraphs = words.text.map((line) => html`<p>${line}</p>`);
  const stands =
    work.kind === 'idle'
      ? html`<p><strong>${count === 0 ? words.nobody : words.there(number(count))}</strong></p>`
      : html`<p class="careful" role="status">${words[work.kind](number(work.done), number(work.of))}</p>
<p><a class="button" href="${to('/admin/demo')}">${words.again}</a></p>`;
  const forms =
    work.kind === 'idle'
      ? html`<section><h2>${words.makeTitle}</h2>
<form class="fields" method="post" action="${to('/admin/demo')}">${hidden}
<div><label for="count">${words.count}</label><p class="hint" id="count-hint">${words.countHint(number(most))}</p>
<input id="count" name="count" inputmode="numeric" pattern="[0-9]{1,4}" required value="${Math.min(most, Math.max(500, count))}" aria-describedby="count-hint"></div>
<button class="primary">${words.make}</button></form></section>
${
  count === 0
    ? ''
    : html`<section><h2>${words.removeTitle}</h2><p class="quiet">${words.removeHint}</p>
<form method="post" action="${to('/admin/demo/remove')}">${hidden}<button class="danger">${words.remove}</button></form></section>`
}`
      : '';
  return pageOf(words.title, html`${paragraphs}${stands}${forms}`, frame);
}
