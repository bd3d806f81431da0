import type { Cell, SheetData } from 'write-excel-file/node';
import type { ExportTable } from './table.ts';

/**
 * A table as an .xlsx workbook of one sheet. Text is written as text, so nothing in it is ever run; numbers stay
 * numbers.
 */
export async function xlsxOf({ name, columns, rows }: ExportTable): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const head: Cell[] = columns.map(({ label }) => ({ value: label, type: String, fontWeight: 'bold' }));
  const body = rows.map((row) =>
    row.map((value): Cell => {
      if (value === null || value === '') return null;
      return typeof value === 'number' ? { value, type: Number } : { value: printable(value), type: String };
    }),
  );
  const widths = columns.map(({ label }, place) => ({
    width: Math.min(60, Math.max(label.length, ...rows.map((row) => String(row[place] ?? '').length)) + 2),
  }));
  const data: SheetData = [head, ...body];
  // A sheet's name has at most 31 letters and none of these signs.
  const sheet = name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31);
  return writeXlsxFile(data, { sheet, columns: widths, stickyRowsCount: 1 }).toBuffer();
}

/** XML 1.0 has no place for most control characters, not even escaped: a workbook with one does not open. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
