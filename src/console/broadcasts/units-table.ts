import { html } from 'hono/html';
import { type Progress, progressOf, sumOf } from '../../broadcast/states.ts';
import type { Standing } from '../../office/office.ts';
import type { Markup } from '../layout.ts';
import { bar, skippedOf } from './progress-bar.ts';
import type { Show } from './show.ts';

/** Fewer people than that are not shown by themselves. */
export const fewestShown = 10;

export type UnitRows = {
  shown: Standing['byUnit'];
  /** Several places together; undefined where none is small. */
  merged: { places: number; progress: Progress } | undefined;
};

/**
 * Places of fewer than ten people become one row. Were that row itself so small, it could be found again as what is
 * missing of the total: then the smallest of the others joins it.
 */
export function unitRows(byUnit: Standing['byUnit']): UnitRows {
  const smallestFirst = byUnit
    .filter(({ progress }) => progress.recipients > 0)
    .sort((one, other) => one.progress.recipients - other.progress.recipients);
  let [places, people] = [0, 0];
  for (const { progress } of smallestFirst) {
    const isSmall = progress.recipients < fewestShown;
    if (!isSmall && (places === 0 || people >= fewestShown)) break;
    places++;
    people += progress.recipients;
  }
  const merged = smallestFirst.slice(0, places).map(({ progress }) => progress);
  return {
    shown: smallestFirst.slice(places).reverse(),
    merged: places === 0 ? undefined : { places, progress: sumOfProgress(merged) },
  };
}

function sumOfProgress(all: Progress[]): Progress {
  return progressOf(
    sumOf(
      all.map((it) => ({
        outside: 0,
        waiting: it.waiting - it.atNextVisit,
        placed: it.atNextVisit,
        sending: it.sending,
        sent: it.sent,
        failed: it.failed,
        unreachable: it.unreachable,
        unknown: it.unknown,
        opted_out: it.skipped.optedOut,
        over_budget: it.skipped.overBudget,
        holdout: it.skipped.holdout,
        erased: it.skipped.erased,
      })),
    ),
  );
}

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
