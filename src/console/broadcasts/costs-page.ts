import { html } from 'hono/html';
import { openFrom, usualQuietHours } from '../../broadcast/quiet-hours.ts';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import type { ChannelTerms } from '../../office/channel-terms.ts';
import type { ChannelCost } from '../../office/office.ts';
import { outlookOf } from '../../office/outlook.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import { impossibleWords } from './outlook-part.ts';
import type { Show } from './show.ts';

/** People of the province, those who work elsewhere too: as many as one message can ever be for. */
export const everybody = 4_300_000;

export type CostRow = {
  channel: string;
  /** Undefined: no limit but this machine's. */
  perSecond: number | undefined;
  /** From the first open hour on; undefined where it can never be done. */
  lastsMs: number | undefined;
  impossible: ChannelCost['impossible'];
  /** If everybody had just written, and if everybody had last written as long ago as may be. */
  vnd: { least: number; most: number };
  isFoundLater: boolean;
};

/** What one message to so many people takes on each channel, begun when quiet time ends. */
export function costRows(terms: ChannelTerms[], people: number, now: Instant): CostRow[] {
  const startAt = openFrom(now, usualQuietHours) ?? now;
  return terms.map((it) => {
    const costAt = (price: number): ChannelCost | undefined => {
      const counts = it.prices.map((_, place) => (place === price ? people : 0));
      const tally = { estimate: undefined, total: people, optedOut: 0, unreachable: 0, overBudget: 0 };
      const sending = { startAt, quiet: usualQuietHours, holdoutShare: 0, ahead: 0, terms: [it] };
      return outlookOf({ ...tally, reached: { [it.name]: counts } }, sending).costs[0];
    };
    const [least, most] = [costAt(0), costAt(it.prices.length - 1)];
    const finishedAt = least?.finishedAt;
    return {
      channel: it.name,
      perSecond: it.perSecond,
      lastsMs: finishedAt === undefined ? undefined : finishedAt - startAt,
      impossible: least?.impossible,
      vnd: { least: least?.vnd ?? 0, most: most?.vnd ?? 0 },
      isFoundLater: it.isFoundLater,
    };
  });
}

/** The table that says beforehand what is possible at all. */
export function costsPage(rows: CostRow[], show: Show, frame: Frame): Markup {
  const { words, number, channel } = show;
  const { costs } = words;
  const { columns } = costs;
  const cell = (label: string, value: string | Markup): Markup =>
    html`<td data-label="${label}"><span>${value}</span></td>`;
  const shown = rows.map((row) => {
    const time =
      row.impossible !== undefined
        ? html`<strong class="impossible">${impossibleWords(row.impossible, show)}</strong>`
        : row.isFoundLater
          ? costs.nextVisit
          : lastsWords(row.lastsMs ?? 0, show);
    const { least, most } = row.vnd;
    const vnd = least === most ? number(least) : costs.between(number(least), number(most));
    return html`<tr><th scope="row">${channel(row.channel)}</th>${cell(columns.perSecond, row.perSecond === undefined ? costs.unlimited : number(row.perSecond))}${cell(columns.time, time)}${cell(columns.vnd, vnd)}</tr>`;
  });
  return pageOf(
    costs.title,
    html`<p>${costs.text(number(everybody))}</p>
<table class="figures"><thead><tr><th scope="col">${columns.channel}</th><th scope="col">${columns.perSecond}</th><th scope="col">${columns.time}</th><th scope="col">${columns.vnd}</th></tr></thead><tbody>${shown}</tbody></table>
<p class="quiet">${costs.night}</p><p>${costs.advice}</p>
<p><a class="way" href="${inLanguage('/admin/broadcasts', frame.language)}">${words.back}</a></p>`,
    frame,
  );
}

/** "3 ngày 5 giờ", "2 giờ", "dưới 1 giờ". */
function lastsWords(ms: number, { words, number }: Show): string {
  const { costs } = words;
  const hours = Math.ceil(ms / hourMs);
  if (ms < hourMs) return costs.underAnHour;
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  if (ms < dayMs) return costs.hours(number(hours));
  return rest === 0 ? costs.days(number(days)) : costs.daysHours(number(days), number(rest));
}
