import { html } from 'hono/html';
import { languages } from '../../core/course.ts';
import { keyName } from '../../course/desk/desk-files.ts';
import type { DeskLesson } from '../../course/desk/lesson-desk.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import type { DeskShow } from './desk-show.ts';

/** What somebody may do at the desk. */
export type DeskRights = { writes: boolean; publishes: boolean; corrects: boolean };

/** All lessons: what waits, what is left out, what there is. */
export function listPage(
  lessons: readonly DeskLesson[],
  rights: DeskRights,
  show: DeskShow,
  frame: Frame,
): Markup {
  const { list } = show.words;
  const to = (path: string): string => inLanguage(path, frame.language);
  const way = (path: string, label: string): Markup => html`<a class="way" href="${to(path)}">${label}</a>`;
  const named = ({ key, title }: DeskLesson): string =>
    `${key.id} ${title} (${list.languages[key.language]})`;
  const waiting = lessons.filter(({ hasDraft }) => hasDraft);
  const leftOut = lessons.filter((lesson) => lesson.leftOut !== undefined);
  const stateOf = (lesson: DeskLesson): string =>
    [
      list.origin[lesson.origin],
      ...(lesson.isOff ? [list.off] : []),
      ...(lesson.hasDraft ? [list.draft] : []),
      ...(lesson.leftOut === undefined ? [] : [list.broken]),
    ].join(', ');
  const cell = (label: string, value: Markup | string): Markup =>
    html`<td data-label="${label}"><span>${value}</span></td>`;
  const rows = lessons.map((lesson) => {
    const name = keyName(lesson.key);
    const acts = [
      ...(rights.writes ? [way(`/admin/lessons/edit/${name}`, lesson.hasDraft ? list.goOn : list.edit)] : []),
      ...(lesson.origin === 'new' ? [] : [way(`/admin/lessons/versions/${name}`, list.versions)]),
    ];
    return html`<tr><th scope="row">${lesson.key.id} <small>${list.languages[lesson.key.language]}</small></th>${cell(list.columns.title, lesson.title)}${cell(list.columns.state, stateOf(lesson))}<td data-label="${list.columns.act}"><span class="row">${acts}</span></td></tr>`;
  });
  return pageOf(
    list.title,
    html`<p>${list.text}</p><p class="row">${rights.writes ? html`<a class="button primary" href="${to('/admin/lessons/new')}">${list.begin}</a>` : ''}${way('/admin/lessons/facts', list.facts)}</p>
<section id="waiting"><h2>${list.waiting}</h2>${
      waiting.length === 0
        ? html`<p class="quiet">${list.nothingWaiting}</p>`
        : html`<ul class="waiting">${waiting.map((lesson) => html`<li><span>${named(lesson)}</span>${way(`/admin/lessons/read/${keyName(lesson.key)}`, list.read)}</li>`)}</ul>`
    }</section>
${
  leftOut.length === 0
    ? ''
    : html`<section><h2>${list.leftOut}</h2><p class="careful">${list.leftOutText}</p><ul>${leftOut.map((lesson) => html`<li lang="en">${lesson.leftOut ?? ''}</li>`)}</ul></section>`
}
<section><h2>${list.all}</h2><table><thead><tr><th scope="col">${list.columns.lesson}</th><th scope="col">${list.columns.title}</th><th scope="col">${list.columns.state}</th><th scope="col">${list.columns.act}</th></tr></thead><tbody>${rows}</tbody></table></section>`,
    frame,
  );
}

/** Where a new lesson gets its number. */
export function beginPage(
  token: string,
  given: { id: string; isWrong: boolean },
  show: DeskShow,
  frame: Frame,
): Markup {
  const { begin, list } = show.words;
  return pageOf(
    begin.title,
    html`<form class="fields" method="post" action="${inLanguage('/admin/lessons/new', frame.language)}"><input type="hidden" name="token" value="${token}">
<div><label for="id">${begin.number}</label><p class="hint" id="id-hint">${begin.numberHint}</p>${given.isWrong ? html`<p class="error" id="id-error">${begin.wrong}</p>` : ''}
<input id="id" name="id" value="${given.id}" required inputmode="decimal" autocomplete="off" aria-describedby="id-hint${given.isWrong ? ' id-error' : ''}"></div>
<fieldset><legend>${begin.language}</legend>${languages.map((language, at) => html`<label class="choice"><input type="radio" name="language" value="${language}"${at === 0 ? html` checked` : ''}><span>${list.languages[language]}</span></label>`)}</fieldset>
<button class="primary">${begin.go}</button></form>`,
    frame,
  );
}
