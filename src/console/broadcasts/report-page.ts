import { html } from 'hono/html';
import { type Reaction, reactionMs } from '../../broadcast/reaction.ts';
import type { Standing } from '../../office/office.ts';
import { isFew } from '../../office/shown-places.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import { factsPart } from './broadcast-page.ts';
import { barWithLegend } from './progress-bar.ts';
import { type Show, titleOf } from './show.ts';
import { unitsTable } from './units-table.ts';

/** What became of one broadcast, on paper too. */
export function reportPage(standing: Standing, readAt: string, show: Show, frame: Frame): Markup {
  const { broadcast } = standing;
  const { words } = show;
  const { report } = words;
  const path = `/admin/broadcasts/${broadcast.id}`;
  const to = (rest: string): string => inLanguage(path + rest, frame.language);
  return pageOf(
    report.of(titleOf(broadcast, frame.language)),
    html`<p class="quiet">${report.made(readAt)}</p>
<section><h2>${report.delivered}</h2>${barWithLegend(standing.progress, show)}</section>
<section><h2>${report.reacted}</h2>${reactionPart(standing, show)}</section>
${unitsTable(standing.byUnit, show)}
<p class="screen"><a class="button plain" href="${to('/units.csv')}" download>${words.units.csv}</a></p>
${factsPart(broadcast, show)}
<section class="screen"><p class="quiet">${report.print}</p>
<p><a class="way" href="${to('')}">${report.back}</a></p></section>`,
    frame,
  );
}

/** What the message changed, against those left out by lot; never a number without the people behind it. */
export function reactionPart({ broadcast, reaction }: Standing, show: Show): Markup {
  const { words } = show;
  const { report } = words;
  if (broadcast.holdoutShare === 0) return html`<p>${report.noHoldout}</p>`;
  if (reaction === undefined) {
    const { state } = broadcast;
    const when =
      state.kind === 'done' ? report.earliest(show.moment(state.at + reactionMs)) : report.afterEnd;
    return html`<p class="big">${report.notMeasured}</p><p>${when}</p>`;
  }
  return html`${differencePart(reaction.difference, show)}${groupsTable(reaction, show)}
<p class="quiet">${report.window} ${report.measuredAt(show.moment(reaction.measuredAt))}</p>`;
}

function differencePart(difference: Reaction['difference'], { words, oneDigit }: Show): Markup {
  const { report } = words;
  if (difference === undefined) return html`<p>${report.tooFew}</p>`;
  const { points, from, to } = difference;
  const signed = (n: number): string => `${n < 0 ? '−' : ''}${oneDigit(Math.abs(n))}`;
  const isSure = from > 0 || to < 0;
  const size = oneDigit(Math.abs(points));
  return html`<p class="big">${points > 0 ? '+' : ''}${report.points(signed(points))} <small>${report.interval(signed(from), signed(to))}</small></p>
<p>${points < 0 ? report.fewer(size) : report.explained(size)} ${isSure ? report.sure : report.unsure}</p>`;
}

function groupsTable({ written, leftOut }: Reaction, { words, number, percent }: Show): Markup {
  const { groups, few } = words.report;
  const { columns } = groups;
  const row = (name: string, { n, reacted }: Reaction['written']): Markup => {
    const [shownReacted, share] = isFew(n) ? [few, few] : [number(reacted), percent(reacted / n)];
    return html`<tr><th scope="row">${name}</th><td data-label="${columns.n}"><span>${isFew(n) ? few : number(n)}</span></td><td data-label="${columns.reacted}"><span>${shownReacted}</span></td><td data-label="${columns.share}"><span>${share}</span></td></tr>`;
  };
  return html`<table class="figures"><thead><tr><th scope="col">${columns.group}</th><th scope="col">${columns.n}</th><th scope="col">${columns.reacted}</th><th scope="col">${columns.share}</th></tr></thead>
<tbody>${row(groups.written, written)}${row(groups.leftOut, leftOut)}</tbody></table>`;
}
