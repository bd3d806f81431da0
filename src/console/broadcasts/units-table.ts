import { html } from 'hono/html';
import type { Progress } from '../../broadcast/states.ts';
import type { Standing } from '../../office/office.ts';
import { unitRows } from '../../office/shown-places.ts';
import type { Markup } from '../layout.ts';
import { bar, skippedOf } from './progress-bar.ts';
import type { Show } from './show.ts';

/** The table by place, with a small bar each. */
export function unitsTable(byUnit: Standing['byUnit'], show: Show): Markup {
  const { words, number, unit } = show;
  const { columns } = words.units;
  const { shown, merged } = unitRows(byUnit);
  if (shown.length === 0 && merged === undefined) return html``;
  const cell = (label: string, n: number): Markup =>
    html`<td data-label="${label}"><span>${number(n)}</span></td>`;
  const row = (name: string, progress: Progress): Markup => {
    const missed = progress.unreachable + progress.failed + progress.unknown;
    return html`<tr><th scope="row">${name}${bar(progress, show, 'small')}</th>${cell(columns.total, progress.recipients)}${cell(columns.sent, progress.sent)}${cell(columns.waiting, progress.waiting + progress.sending)}${cell(columns.missed, missed)}${cell(columns.skipped, skippedOf(progress))}</tr>`;
  };
  const heads = [columns.total, columns.sent, columns.waiting, columns.missed, columns.skipped];
  return html`<table class="figures units"><caption>${words.units.title}</caption>
<thead><tr><th scope="col">${columns.unit}</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${shown.map(({ unit: id, progress }) => row(id === '' ? words.units.noPlace : unit(id), progress))}${
    merged === undefined ? '' : row(words.units.small(number(merged.places)), merged.progress)
  }</tbody></table>
${merged === undefined ? '' : html`<p class="quiet">${words.units.note}</p>`}`;
}
