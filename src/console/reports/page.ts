import { html } from 'hono/html';
import { dayMs, type Instant } from '../../core/time.ts';
import type { Report, ReportCounts, ReportKind } from '../../store/archive/archive.ts';
import { exportLinks } from '../exports/export.ts';
import type { ExportTable } from '../exports/table.ts';
import { type Frame, inLanguage, type Markup, pageOf, written } from '../layout.ts';
import { type ReportWords, reportWords } from '../words/reports.ts';
import type { DayCompared } from './report-desk.ts';

export type ReportsFound = {
  kind: ReportKind;
  where: string | undefined;
  counts: ReportCounts;
  refused: (Pick<Report, 'id' | 'at'> & { reason: string })[];
};
/** So many refused reports are looked at: enough for every reason there is. */
export const mostRefused = 500;

type Ground = {
  found: ReportsFound[];
  compared: DayCompared | undefined;
  isCentreOn: boolean;
  now: Instant;
  /** Of the form; undefined for those who may only look. */
  token: string | undefined;
  /** How many were just put back in the queue. */
  retried: number | undefined;
};

/** How many reports were taken, wait and were refused, why, and whether both sides hold the same. */
export function reportsPage(
  { found, compared, isCentreOn, now, token, retried }: Ground,
  frame: Frame,
): Markup {
  const { language } = frame;
  const words = reportWords(language);
  const { number, minute } = written(language);
  const { columns } = words;
  const isLate = found.some(
    ({ where, counts }) =>
      where !== undefined && counts.oldestWaitingAt !== undefined && now - counts.oldestWaitingAt > dayMs,
  );
  const rows = found.map(
    ({
      kind,
      where,
      counts,
    }) => html`<tr><th scope="row">${words.kinds[kind]}${where === undefined ? '' : html` <small>${words.to(where)}</small>`}</th>
<td class="q-figure" data-label="${columns.delivered}">${number(counts.delivered)}</td>
<td class="q-figure" data-label="${columns.waiting}">${number(counts.waiting)}</td>
<td class="q-figure" data-label="${columns.refused}">${number(counts.refused)}</td>
<td data-label="${columns.oldest}">${counts.oldestWaitingAt === undefined ? words.none : minute(counts.oldestWaitingAt)}</td></tr>`,
  );
  return pageOf(
    words.title,
    html`<p>${words.intro}</p>
${isCentreOn ? '' : html`<p class="careful">${words.off}</p>`}
${retried === undefined ? '' : html`<p class="careful" role="status">${words.retry.done(number(retried))}</p>`}
${isLate ? html`<p class="careful">${words.forLong}</p>` : ''}
<section><table><thead><tr><th scope="col">${columns.kind}</th><th scope="col" class="q-figure">${columns.delivered}</th><th scope="col" class="q-figure">${columns.waiting}</th><th scope="col" class="q-figure">${columns.refused}</th><th scope="col">${columns.oldest}</th></tr></thead>
<tbody>${rows}</tbody></table>${exportLinks('/admin/reports', language)}</section>
${found.map((it) => refusedSection(it, token, words, frame))}
${comparedSection(compared, words, frame)}`,
    frame,
  );
}

function refusedSection(
  { kind, counts, refused }: ReportsFound,
  token: string | undefined,
  words: ReportWords,
  { language }: Frame,
): Markup | '' {
  if (counts.refused === 0) return '';
  const { number, minute } = written(language);
  const { refused: text, retry } = words;
  const byReason = [...Map.groupBy(refused, ({ reason }) => reason)].sort(
    ([, one], [, other]) => other.length - one.length,
  );
  const rows = byReason.map(
    ([
      reason,
      reports,
    ]) => html`<tr><th scope="row">${reason}</th><td class="q-figure" data-label="${text.n}">${number(reports.length)}</td>
<td data-label="${text.example}"><small>${reports[0]?.id ?? ''}</small></td><td data-label="${text.made}">${minute(reports[0]?.at ?? 0)}</td></tr>`,
  );
  const form =
    token === undefined
      ? ''
      : html`<h3>${retry.title}</h3><p>${retry.text}</p>
<form method="post" action="${inLanguage('/admin/reports/retry', language)}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="kind" value="${kind}">
<button>${retry.button(number(counts.refused))}</button></form>`;
  return html`<section><h2>${words.kinds[kind]}: ${text.title}</h2><p>${text.text}</p>
<table><thead><tr><th scope="col">${text.reason}</th><th scope="col" class="q-figure">${text.n}</th><th scope="col">${text.example}</th><th scope="col">${text.made}</th></tr></thead>
<tbody>${rows}</tbody></table>${refused.length < mostRefused ? '' : html`<p class="quiet">${text.more}</p>`}
${form}</section>`;
}

function comparedSection(
  compared: DayCompared | undefined,
  { compared: text }: ReportWords,
  { language }: Frame,
): Markup {
  const { number, minute, day } = written(language);
  const ids = (list: string[]): Markup | '' =>
    list.length === 0
      ? ''
      : html`<details><summary>${number(list.length)} id</summary><ul>${list.map((id) => html`<li><small>${id}</small></li>`)}</ul></details>`;
  const found = (): Markup => {
    if (compared === undefined) return html`<p>${text.notYet}</p>`;
    const { ours, theirs, missing, unknown } = compared;
    const head = html`<p>${text.at(day(compared.from), minute(compared.at))}</p>`;
    if (compared.trouble !== undefined)
      return html`${head}<p class="careful">${text.trouble(compared.trouble)}</p>`;
    const isSame = missing.n + unknown.n === 0 && !compared.isCut;
    return html`${head}<dl class="facts"><div><dt>${text.ours}</dt><dd><strong>${number(ours.delivered)}</strong></dd></div>
<div><dt>${text.theirs}</dt><dd><strong>${number(theirs ?? 0)}</strong></dd></div></dl>
${compared.isCut ? html`<p class="careful">${text.cut}</p>` : ''}
${isSame ? html`<p>${text.same(number(ours.delivered))}</p>` : ''}
${missing.n === 0 ? '' : html`<p class="careful"><strong>${text.missing(number(missing.n))}.</strong> ${text.missingTodo}</p>${ids(missing.ids)}`}
${unknown.n === 0 ? '' : html`<p class="careful"><strong>${text.unknown(number(unknown.n))}.</strong> ${text.unknownTodo}</p>${ids(unknown.ids)}`}`;
  };
  return html`<section><h2>${text.title}</h2><p>${text.text}</p>${found()}</section>`;
}

export function reportsTable(
  found: readonly ReportsFound[],
  { language }: Pick<Frame, 'language'>,
): ExportTable {
  const { columns, refused, kinds } = reportWords(language);
  return {
    name: 'bao-cao-trung-tam',
    columns: [
      { key: 'kind', label: columns.kind },
      { key: 'delivered', label: columns.delivered },
      { key: 'waiting', label: columns.waiting },
      { key: 'refused', label: columns.refused },
      { key: 'reasons', label: refused.reason },
    ],
    rows: found.map(({ kind, counts, refused: list }) => [
      kinds[kind],
      counts.delivered,
      counts.waiting,
      counts.refused,
      [...new Set(list.map(({ reason }) => reason))].join(' | '),
    ]),
  };
}
