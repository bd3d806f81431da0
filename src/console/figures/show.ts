import { html } from 'hono/html';
import type { Language } from '../../core/course.ts';
import type { ShareInTens, Tens } from '../../stats/tens.ts';
import type { ExportTable } from '../exports/table.ts';
import { type Frame, inLanguage, type Markup, written } from '../layout.ts';
import { figuresEn } from '../words/figures.en.ts';
import type { FigureWords } from '../words/figures.ts';
import { figuresVi } from '../words/figures.vi.ts';

export const figureWords: Record<Language, FigureWords> = { vi: figuresVi, en: figuresEn };

/** What a cell of a table holds; undefined: not measured. */
export type Cell = { tens: Tens } | { share: ShareInTens } | { text: string } | undefined;
/** A table of figures, for the page and for the files alike: no file says more than its page. */
export type FigureTable = {
  /** Names it in an address and a file. */
  id: string;
  caption: string;
  columns: { key: string; label: string }[];
  rows: { label: string; href?: string; cells: Cell[] }[];
};

export type Show = ReturnType<typeof showIn>;

/** Figures as a language writes them. */
export function showIn({ language }: Pick<Frame, 'language'>) {
  const words = figureWords[language];
  const { number, day, minute } = written(language);
  const percent = (share: number): string => words.percent(number(Math.round(share * 100)));
  const tens = (n: Tens | undefined): string => {
    if (n === undefined) return words.notMeasured;
    return n === 'few' ? words.few : words.about(number(n));
  };
  /** A bound is written on its safe side: never "at most 0 %". */
  const bound = ({ kind, share }: Exclude<ShareInTens, 'few'>): string => {
    const round = { about: Math.round, at_least: Math.floor, at_most: Math.ceil }[kind];
    return words.percent(number(round(share * 100)));
  };
  const share = (it: ShareInTens | undefined): string => {
    if (it === undefined) return words.notMeasured;
    return it === 'few' ? words.fewForShare : words.share[it.kind](bound(it));
  };
  return {
    language,
    words,
    number,
    day,
    minute,
    percent,
    tens,
    share,
    /** A difference, with its sign. */
    signed: (n: number): string => `${n > 0 ? '+' : n < 0 ? '−' : ''}${number(Math.abs(n))}`,
    /** At the beginning of a sentence. */
    opening: (text: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1),
    dueDay: (date: string): string => day(Date.parse(`${date}T05:00:00Z`)),
    month: (month: string): string => `${Number(month.slice(5))}/${month.slice(0, 4)}`,
    to: (path: string): string => inLanguage(path, language),
  };
}

export function tableHtml(table: FigureTable, show: Show): Markup {
  const { words, number } = show;
  const cell = (it: Cell, label: string): Markup => {
    const [text, kind] = writtenCell(it);
    return html`<td data-label="${label}"${kind === '' ? '' : html` class="${kind}"`}><span>${text}</span></td>`;
  };
  const writtenCell = (it: Cell): [text: string, kind: string] => {
    if (it === undefined) return [words.notMeasured, 'none'];
    if ('text' in it) return [it.text, 'text'];
    if ('tens' in it) return it.tens === 'few' ? [words.few, 'few'] : [number(it.tens), ''];
    if (it.share === 'few') return [words.fewInCell, 'few'];
    return [it.share.kind === 'about' ? show.percent(it.share.share) : show.share(it.share), ''];
  };
  const [first, ...others] = table.columns;
  const rows = table.rows.map(({ label, href, cells }) => {
    const name = href === undefined ? html`${label}` : html`<a href="${show.to(href)}">${label}</a>`;
    return html`<tr><th scope="row">${name}</th>${cells.map((it, at) => cell(it, others[at]?.label ?? ''))}</tr>`;
  });
  return html`<table class="figures" id="${table.id}"><caption>${table.caption}</caption>
<thead><tr><th scope="col">${first?.label}</th>${others.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

/** The same figures as plain numbers; a bound is its end. */
export const exportTable = ({ id, columns, rows }: FigureTable): ExportTable => ({
  name: id,
  columns,
  rows: rows.map(({ label, cells }) => [label, ...cells.map(plain)]),
});

function plain(cell: Cell): string | number | null {
  if (cell === undefined) return null;
  if ('text' in cell) return cell.text;
  if ('tens' in cell) return cell.tens === 'few' ? null : cell.tens;
  return cell.share === 'few' ? null : Math.round(cell.share.share * 100) / 100;
}
