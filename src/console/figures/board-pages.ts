import { html, raw } from 'hono/html';
import type { Unit } from '../../core/course.ts';
import { type Frame, type Markup, pageOf } from '../layout.ts';
import { liveScript } from '../scripts.ts';
import type { Board } from './boards.ts';
import { coverage } from './headline-page.ts';
import type { Figures } from './look.ts';
import type { Show } from './show.ts';
import { targets } from './targets.ts';

/** The places whose boards somebody may see, by name; nothing is ranked. */
export function boardsPage(units: Unit[], walls: readonly string[], frame: Frame, show: Show): Markup {
  const { boards } = show.words;
  const rows = units.map(
    ({ id, fullName, kind }) =>
      html`<tr><th scope="row"><a href="${show.to(`/admin/figures/boards/${id}`)}">${fullName}</a></th><td data-label="${boards.columns.kind}"><span>${boards.kinds[kind] ?? kind}</span></td><td data-label="${boards.columns.wall}"><span>${walls.includes(id) ? boards.on : boards.off}</span></td></tr>`,
  );
  const table = html`<table><caption>${boards.title}</caption><thead><tr><th scope="col">${boards.columns.unit}</th><th scope="col">${boards.columns.kind}</th><th scope="col">${boards.columns.wall}</th></tr></thead><tbody>${rows}</tbody></table>`;
  return pageOf(
    boards.title,
    html`<p>${boards.text}</p>${units.length === 0 ? html`<p>${boards.none}</p>` : table}`,
    frame,
  );
}

/** What a board shows, on the official's page and on the wall alike. */
export function boardHtml(board: Board, figures: Figures, show: Show): Markup {
  const { words } = show;
  const { boards } = words;
  const adultTarget = targets.find(({ id }) => id === 'adults');
  const change = board.change === undefined ? boards.noChange : boards.change(show.signed(board.change));
  const before =
    board.before === undefined || board.before.share === 'few'
      ? words.notMeasured
      : show.share(board.before.share);
  const now = board.now?.share;
  const bar = (share: number): Markup =>
    html`<meter class="share-bar" min="0" max="1" value="${share.toFixed(2)}">${show.percent(share)}</meter>`;
  const goal =
    adultTarget === undefined
      ? ''
      : boards.goalText(show.percent(adultTarget.share), show.dueDay(adultTarget.dueOn));
  return html`<dl class="facts board">
<div><dt>${boards.right}</dt><dd class="big">${now === undefined || now === 'few' ? words.notMeasured : show.share(now)}</dd>${now === undefined || now === 'few' ? '' : html`<dd>${bar(now.share)}</dd>`}<dd class="quiet">${board.now === undefined ? '' : `${show.month(board.now.month)}. `}${change}</dd></div>
<div><dt>${boards.before}</dt><dd class="big">${before}</dd><dd class="quiet">${board.before === undefined ? '' : show.month(board.before.month)}</dd></div>
<div><dt>${boards.finished}</dt><dd class="big">${show.tens(board.now?.finished)}</dd><dd class="quiet">${words.measures.people}</dd></div>
<div><dt>${boards.goal}</dt><dd class="big">${coverage(board.adults?.reached, board.adults?.all, show)}</dd><dd class="quiet">${words.targets.columns.reached}. ${goal}</dd></div>
</dl>
<p class="quiet">${words.asOf(show.minute(figures.readAt))} ${words.tens}</p>`;
}

/** An official's board, and the switch for the page on the wall. */
export function boardPage(
  board: Board,
  figures: Figures,
  wall: { isOn: boolean; token: string | undefined },
  frame: Frame,
  show: Show,
): Markup {
  const { boards } = show.words;
  const { id, fullName } = board.unit;
  const form =
    wall.token === undefined
      ? html`<p class="quiet">${boards.adminOnly}</p>`
      : html`<form method="post" action="${show.to(`/admin/figures/boards/${id}/wall`)}"><input type="hidden" name="token" value="${wall.token}">
<button name="on" value="${wall.isOn ? 'no' : 'yes'}">${wall.isOn ? boards.turnOff : boards.turnOn}</button></form>`;
  const link = wall.isOn
    ? html`<p><a class="way" href="${show.to(`/admin/wall/${id}`)}">${boards.wallLink}</a></p>`
    : '';
  return pageOf(
    fullName,
    html`${boardHtml(board, figures, show)}
<section class="screen-only"><h2>${boards.wallTitle}</h2><p>${wall.isOn ? boards.wallOn : boards.wallOff}</p>${link}${form}</section>`,
    frame,
  );
}

/** The same on a wall, for everybody; it keeps itself fresh. */
export const wallPage = (board: Board, figures: Figures, frame: Frame, show: Show): Markup =>
  pageOf(
    board.unit.fullName,
    boardHtml(board, figures, show),
    { ...frame, visitor: undefined },
    html`${raw('<noscript><meta http-equiv="refresh" content="600"></noscript>\n')}<script src="/admin/live.js?v=${liveScript.etag}" defer></script>\n`,
  );
