import type { ExportTable } from './table.ts';

/**
 * A table for a spreadsheet: UTF-8 with its mark, without which Excel garbles Vietnamese, comma-separated, CRLF
 * (RFC 4180).
 */
export function csvOf({ columns, rows }: ExportTable): string {
  const lines = [columns.map(({ label }) => label), ...rows].map((cells) => cells.map(csvCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/**
 * One cell. A spreadsheet runs text that begins like a formula; an apostrophe makes it text.
 * Source: OWASP, "CSV Injection".
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(value)
    ? `'${value}`
    : value;
  return /[",\r\n;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
