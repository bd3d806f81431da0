import { html } from 'hono/html';
import type { Language } from '../../core/course.ts';
import { pageHeaders } from '../../pages/page-headers.ts';
import { inLanguage, type Markup } from '../layout.ts';
import { csvOf } from './csv.ts';
import { type ExportFormat, type ExportTable, exportFormats, marked, simulatedMark } from './table.ts';
import { xlsxOf } from './xlsx.ts';

/**
 * The format a page was asked in, `?as=csv`: an export has the address, and so the gate, of the page whose table it is.
 * @returns undefined when the page itself is wanted
 */
export function formatAsked(c: {
  req: { query(name: string): string | undefined };
}): ExportFormat | undefined {
  const asked = c.req.query('as');
  return exportFormats.find((format) => format === asked);
}

/** The table as a file to keep. Whatever came of simulated people says so in its name and in every row. */
export async function exportOf(
  table: ExportTable,
  format: ExportFormat,
  { isSimulated }: { isSimulated: boolean },
): Promise<Response> {
  const whole = isSimulated ? marked(table) : table;
  const name = `${whole.name.replaceAll(/[^a-z0-9-]+/g, '-')}.${format}`;
  return new Response(await bodyOf(whole, format, isSimulated), {
    headers: {
      ...pageHeaders,
      'content-type': types[format],
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}

/** Links to the three files of a page's table. @param path of the page, with what it was asked for */
export function exportLinks(path: string, language: Language): Markup {
  const ask = (format: ExportFormat): string =>
    inLanguage(`${path}${path.includes('?') ? '&' : '?'}as=${format}`, language);
  const links = exportFormats.map(
    (format) => html`<a class="way" href="${ask(format)}" download>${formatNames[format]}</a>`,
  );
  return html`<p class="exports"><span>${takeHome[language]}</span> ${links}</p>`;
}

const takeHome: Record<Language, string> = { vi: 'Tải bảng này:', en: 'Take this table as' };
const formatNames: Record<ExportFormat, string> = { csv: 'CSV', xlsx: 'Excel (.xlsx)', json: 'JSON' };
const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

async function bodyOf(table: ExportTable, format: ExportFormat, isSimulated: boolean): Promise<BodyInit> {
  switch (format) {
    case 'csv':
      return csvOf(table);
    case 'xlsx':
      return new Uint8Array(await xlsxOf(table));
    case 'json':
      return `${JSON.stringify(jsonOf(table, isSimulated), undefined, 1)}\n`;
  }
}

function jsonOf({ name, columns, rows }: ExportTable, isSimulated: boolean) {
  return {
    name,
    ...(isSimulated ? { note: simulatedMark } : {}),
    columns,
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key }, place) => [key, row[place] ?? null]))),
  };
}
