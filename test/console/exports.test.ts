import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell } from '../../src/console/exports/csv.ts';
import { exportOf, formatAsked } from '../../src/console/exports/export.ts';
import { type ExportTable, simulatedMark } from '../../src/console/exports/table.ts';

const table: ExportTable = {
  name: 'cau-hoi',
  columns: [
    { key: 'item', label: 'Câu hỏi' },
    { key: 'facility', label: 'Tỷ lệ đúng' },
  ],
  rows: [
    ['=HYPERLINK("http://x")', 0.25],
    ['Mật khẩu, "mạnh"', null],
  ],
};
const real = { isSimulated: false };

describe('exports', () => {
  test('csv: opens in Excel with its Vietnamese letters, and no cell is a formula', async () => {
    const answer = await exportOf(table, 'csv', real);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8').slice(1)).toBe(
      'Câu hỏi,Tỷ lệ đúng\r\n"\'=HYPERLINK(""http://x"")",0.25\r\n"Mật khẩu, ""mạnh""",\r\n',
    );
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="cau-hoi.csv"');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('whatever a cell holds, it comes back as it was and begins like no formula', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '\t=', ' =', '\r', '\u200b=', '＝'), fc.string())
        .map(([a, b]) => a + b),
    );
    fc.assert(
      fc.property(texts, fc.string(), (text, next) => {
        const row = cellsOf(`${csvCell(text)},${csvCell(next)}`);
        expect(row[0] === text || row[0] === `'${text}`).toBe(true);
        expect(row[0]).not.toMatch(/^\s*[=+\-@\t\r]/);
        expect(row).toHaveLength(2);
      }),
    );
  });

  test('xlsx: text stays text, numbers are numbers, and nothing in it is a formula', async () => {
    const answer = await exportOf({ ...table, rows: [...table.rows, ['\u0000x\u0007', 1]] }, 'xlsx', real);
    const { unzipSync, strFromU8 } = await import('fflate');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const xml = Object.values(files)
      .map((file) => strFromU8(file))
      .join('\n');
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).toContain('=HYPERLINK(');
    expect(xml).toContain('<v>0.25</v>');
    expect(xml).not.toContain('\u0007');
  });

  test('json: rows by their keys, null where nothing is known', async () => {
    const answer = await exportOf(table, 'json', real);
    expect(((await answer.json()) as { rows: unknown[] }).rows[1]).toEqual({
      item: 'Mật khẩu, "mạnh"',
      facility: null,
    });
  });

  test.each(['csv', 'json'] as const)(
    '%s of simulated people says so in its name and in every row',
    async (format) => {
      const answer = await exportOf(table, format, { isSimulated: true });
      const text = await answer.text();
      expect(answer.headers.get('content-disposition')).toContain('mo-phong-cau-hoi');
      expect(text.split(simulatedMark).length - 1).toBeGreaterThanOrEqual(table.rows.length + 1);
    },
  );

  test('a name cannot leave the folder it is saved in', async () => {
    const answer = await exportOf({ ...table, name: '../../etc/"passwd\r\nx: y' }, 'csv', real);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="-etc-passwd-x-y.csv"');
  });

  test('only three formats are known', () => {
    const asked = (as: string) => formatAsked({ req: { query: () => as } });
    expect(['csv', 'xlsx', 'json', 'html', '__proto__'].map(asked)).toEqual([
      'csv',
      'xlsx',
      'json',
      undefined,
      undefined,
    ]);
  });
});

/** One record as RFC 4180 has it, read letter by letter. */
function cellsOf(record: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < record.length; at++) {
    const letter = record.charAt(at);
    if (letter === '"' && isQuoted && record.charAt(at + 1) === '"') {
      cell += letter;
      at++;
    } else if (letter === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (letter === ',' && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell];
}
