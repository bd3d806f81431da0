import { html } from 'hono/html';
import type { Unit } from '../../core/course.ts';
import { localMonth } from '../../core/local-calendar.ts';
import type { MonthFigures } from '../../stats/people-figures.ts';
import { type Frame, type Markup, pageOf } from '../layout.ts';
import { targetsTable } from './headline-page.ts';
import { headlineTable, monthsUpTo } from './headline-tables.ts';
import { type Choice, type Figures, outcomeOf } from './look.ts';
import type { Report } from './report.ts';
import { type FigureTable, type Show, tableHtml } from './show.ts';

const monthsToChoose = 13;
/** Lessons that fit the second sheet. */
const lessonsShown = 8;

/** A month on two sheets of A4: the summary with its figures, then targets, audiences and skills. */
export function reportPage(
  report: Report,
  figures: Figures,
  choice: Choice,
  units: Unit[],
  frame: Frame,
  show: Show,
): Markup {
  const words = show.words.report;
  return pageOf(
    words.title(choice.unit.fullName, show.month(report.month)),
    html`${chooser(report, figures, choice, units, show)}
<div class="sheet"><section class="summary"><h2>${words.summary}</h2><p>${report.sentences.map(
      ({ text }, at) =>
        html`<span>${text}<a class="source" href="#figure-${at + 1}"><sup>${at + 1}</sup></a></span> `,
    )}</p></section>
${figuresTable(report, show)}
${tableHtml(monthsTable(report, show), show)}
<p class="quiet">${show.words.asOf(show.minute(figures.readAt))} ${show.words.tens}</p></div>
<div class="sheet">${targetsTable(figures, choice, show)}
${part('audiences', figures, choice, show)}
${part('lessons', figures, choice, show)}
<p class="quiet">${words.source}</p>
<p class="signature">${words.signed}: ……………………………………………</p></div>`,
    frame,
  );
}

function chooser(
  report: Report,
  figures: Figures,
  { unit, lesson }: Choice,
  units: Unit[],
  show: Show,
): Markup {
  const { choose, report: words } = show.words;
  const option = (value: string, label: string, chosen: string): Markup =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`;
  const { course, readAt } = figures;
  const months = monthsUpTo(localMonth(readAt), monthsToChoose).reverse();
  return html`<form class="choose" method="get" action="/admin/figures/report">
${show.language === 'vi' ? '' : html`<input type="hidden" name="lang" value="${show.language}">`}
<div><label for="month">${words.choose}</label><select id="month" name="month">${months.map((it) => option(it, show.month(it), report.month))}</select></div>
<div><label for="unit">${choose.unit}</label><select id="unit" name="unit">${units.map((it) => option(it.id, it.fullName, unit.id))}</select></div>
<div><label for="lesson">${choose.lesson}</label><select id="lesson" name="lesson">${[...course.lessons.keys()].map((id) => option(id, `${id} ${outcomeOf(course, id, show.language)}`, lesson))}</select></div>
<button>${choose.go}</button></form><p class="quiet screen-only">${words.print}</p>`;
}

/** The figures behind the sentences, each with its n and its day. */
function figuresTable({ sentences }: Report, show: Show): Markup {
  const { report: words } = show.words;
  const cell = (label: string, text: string): Markup =>
    html`<td class="text" data-label="${label}"><span>${text}</span></td>`;
  const rows = sentences.map(
    ({ name, figure, n, date }, at) =>
      html`<tr id="figure-${at + 1}"><th scope="row">${at + 1}. ${name}</th>${cell(words.figure, figure)}${cell(words.n, n)}${cell(words.date, date)}</tr>`,
  );
  return html`<table class="figures"><caption>${words.figures}</caption>
<thead><tr><th scope="col">${words.figures}</th><th scope="col">${words.figure}</th><th scope="col">${words.n}</th><th scope="col">${words.date}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

const hasPeople = ({ joined, finished }: MonthFigures): boolean => joined !== 'few' || finished !== 'few';

function monthsTable({ months }: Report, show: Show): FigureTable {
  const { columns } = show.words.tables;
  return {
    id: 'months',
    caption: show.words.tables.months,
    columns: (['month', 'joined', 'monthFinished', 'answered', 'monthShare'] as const).map((key) => ({
      key,
      label: columns[key],
    })),
    // Months before anybody came say nothing.
    rows: months.slice(Math.max(0, months.findIndex(hasPeople))).map((it) => ({
      label: show.month(it.month),
      cells: [{ tens: it.joined }, { tens: it.finished }, { tens: it.answered }, { share: it.share }],
    })),
  };
}

/** A table of the first page; of lessons those that most have finished, in the order of the course. */
function part(id: 'audiences' | 'lessons', figures: Figures, choice: Choice, show: Show): Markup {
  const table = headlineTable(id, figures, choice, show);
  if (table === undefined || table.rows.length === 0) return html``;
  if (id === 'audiences') return tableHtml(table, show);
  const tensOf = ({ cells }: FigureTable['rows'][number]): number => {
    const [first] = cells;
    return first !== undefined && 'tens' in first && first.tens !== 'few' ? first.tens : 0;
  };
  const least = table.rows.map(tensOf).sort((one, other) => other - one)[lessonsShown - 1] ?? 0;
  const rows = table.rows
    .filter((row) => tensOf(row) >= least)
    .slice(0, lessonsShown)
    .map(({ href, ...row }) => row);
  return tableHtml({ ...table, caption: show.words.report.best, rows }, show);
}
