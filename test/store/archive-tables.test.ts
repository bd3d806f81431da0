import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openPostgresArchive } from '../../src/store/archive/postgres/postgres-archive.ts';
import { openSqliteArchive } from '../../src/store/archive/sqlite/sqlite-archive.ts';
import { archiveTables, tablesNotCopied } from '../../src/store/archive/tables.ts';
import { noPostgres, temporaryDatabase } from '../fixtures/postgres.ts';

/** `table.column`, sorted, of what a copy holds. */
const copied = archiveTables
  .flatMap(({ name, columns }) => Object.keys(columns).map((it) => `${name}.${it}`))
  .sort();

const isCopied = (column: string): boolean => !((column.split('.')[0] ?? '') in tablesNotCopied);

test('a copy holds every column of the archive in SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-tables-'));
  const file = join(folder, 'archive.db');
  await openSqliteArchive({ file }).close();
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db
    .prepare(
      `SELECT t.name || '.' || c.name AS name FROM pragma_table_list t, pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'`,
    )
    .all();
  db.close();
  rmSync(folder, { recursive: true });
  // In these `place` only says in which order rows came.
  const found = rows
    .map(({ name }) => String(name))
    .filter((name) => isCopied(name) && !['attempts.place', 'reports.place'].includes(name));
  expect(found.sort()).toEqual(copied);
});

test.skipIf(noPostgres !== undefined)(
  `a copy holds every column of the archive in Postgres${noPostgres === undefined ? '' : ` (${noPostgres})`}`,
  async () => {
    const database = await temporaryDatabase();
    const archive = openPostgresArchive({ url: database.url });
    expect(await archive.trouble()).toBeUndefined();
    await archive.close();
    const rows = await database.query(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'banhoc'`,
    );
    await database.remove();
    expect(
      rows
        .map(({ name }) => String(name))
        .filter(isCopied)
        .sort(),
    ).toEqual(copied);
  },
);
