import { html } from 'hono/html';
import type { Cost } from '../../broadcast/channel-terms.ts';
import { type CostLine, provincePeople } from '../../broadcast/cost-table.ts';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import { impossibleWords } from './outlook-part.ts';
import type { Show } from './show.ts';

/**
 * What is possible at all, before anybody writes: one message to everybody, on every channel that is known.
 * @param startAt when the lines begin to send
 */
export function costsPage(lines: CostLine[], startAt: Instant, show: Show, frame: Frame): Markup {
  const { words, number, channel, language } = show;
  const { costs } = words;
  const { columns } = costs;
  const cell = (label: string, value: string | Markup): Markup =>
    html`<td data-label="${label}"><span>${value}</span></td>`;
  const rows = lines.map(({ channel: known, soonest, latest }) => {
    const name = html`${channel(known.name)} <small>${known.way[language]}</small>`;
    const rate = (cost: Cost): string =>
      cost.perSecond === undefined ? costs.unlimited : show.rounded(cost.perSecond);
    const lasts = (cost: Cost): string => {
      if (known.isFoundLater) return costs.nextVisit;
      const end = cost.forecast?.finishedAt;
      return end === undefined ? costs.unknown : lastsWords(end - startAt, show);
    };
    const price = (cost: Cost): string => (cost.vnd === undefined ? costs.unknown : number(cost.vnd));
    const { cannot } = soonest;
    const plan = known.yearlyVnd === undefined ? costs.unknown : number(known.yearlyVnd);
    return html`<tr><th scope="row">${name}</th>${cell(columns.perSecond, cannot === undefined ? pair(rate, soonest, latest, show) : '–')}${cell(
      columns.time,
      cannot === undefined
        ? pair(lasts, soonest, latest, show)
        : html`<strong class="impossible">${impossibleWords(cannot, show)}</strong>`,
    )}${cell(columns.vnd, cannot === undefined ? pair(price, soonest, latest, show) : '–')}${cell(columns.plan, plan)}</tr>`;
  });
  return pageOf(
    costs.title,
    html`<p>${costs.text(number(provincePeople))}</p>
<table class="figures costs"><thead><tr><th scope="col">${columns.channel}</th><th scope="col">${columns.perSecond}</th><th scope="col">${columns.time}</th><th scope="col">${columns.vnd}</th><th scope="col">${columns.plan}</th></tr></thead><tbody>${rows}</tbody></table>
<p class="quiet">${costs.night}</p><p>${costs.advice}</p>
<section><h2>${costs.sources}</h2><ul>${sourceLines(lines, show)}</ul></section>
<p><a class="way" href="${inLanguage('/admin/broadcasts', frame.language)}">${words.back}</a></p>`,
    frame,
  );
}

/** If everybody had just written, and if everybody last wrote as long ago as may be. */
function pair(of: (cost: Cost) => string, soonest: Cost, latest: Cost, { words }: Show): string {
  const [first, last] = [of(soonest), of(latest)];
  return first === last ? first : words.costs.between(first, last);
}

/** What is known of each channel, and where from; the same fact once. */
function sourceLines(lines: CostLine[], { words, channel, language }: Show): Markup[] {
  const facts = lines.flatMap(({ channel: { name, facts } }) =>
    facts.map(({ says, source, readOn }) =>
      words.costs.fact(channel(name), says[language], source, readOn.split('-').reverse().join('/')),
    ),
  );
  return [...new Set(facts)].map((fact) => html`<li>${fact}</li>`);
}

/** "3 ngày 5 giờ", "2 giờ", "chưa đến 1 giờ". */
function lastsWords(ms: number, { words, number }: Show): string {
  const { costs } = words;
  const hours = Math.ceil(ms / hourMs);
  if (ms < hourMs) return costs.underAnHour;
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  if (ms < dayMs) return costs.hours(number(hours));
  return rest === 0 ? costs.days(number(days)) : costs.daysHours(number(days), number(rest));
}
