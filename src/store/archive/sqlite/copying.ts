import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Database, openDatabase } from '../../sqlite/database.ts';
import type { ArchiveFiller, ArchiveReader, CopiedRow } from '../copying.ts';
import type { ArchiveTable, ColumnKind } from '../tables.ts';
import { archiveSchema } from './schema.ts';

const rowsAtOnce = 500;

/** Reads the archive's file as it stands now. @throws the driver's error when the file cannot be read */
export function openSqliteReader(file: string): ArchiveReader {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  // The first read after BEGIN fixes what all later ones see.
  db.exec('BEGIN');
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  return {
    async *rows(table) {
      const kinds = Object.values(table.columns);
      let page: CopiedRow[] = [];
      for (const row of db.prepare(select(table)).iterate()) {
        page.push(copied(Object.values(row), kinds));
        if (page.length < rowsAtOnce) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
    async close() {
      db.close();
    },
  };
}

/**
 * Fills a new file beside the archive's and puts it in its place at the end.
 * @param stamp ends the name of what is set aside
 */
export function openSqliteFiller(file: string, stamp: string): ArchiveFiller {
  const unfinished = `${file}.restoring`;
  removeFile(unfinished);
  const db = openDatabase(unfinished, archiveSchema);
  let isOpen = true;
  return {
    async write(table, rows) {
      const kinds = Object.values(table.columns);
      const insert = db.prepare(
        `INSERT INTO ${table.name} (${Object.keys(table.columns).join(', ')}) VALUES (${kinds.map(() => '?').join(', ')})`,
      );
      await db.write(() => {
        for (const row of rows) insert.run(...filed(row, kinds));
      });
    },
    leaveOut: (since) => leaveOut(db, since),
    async finish() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
      isOpen = false;
      const before = existsSync(file) ? `${file}.before-${stamp}` : undefined;
      if (before !== undefined) setAside(file, before);
      renameSync(unfinished, file);
      return before;
    },
    async abandon() {
      if (!isOpen) return;
      isOpen = false;
      db.close();
      removeFile(unfinished);
    },
  };
}

/** A database that nobody has open any more, with what its log still holds. */
export function setAside(file: string, before: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  renameSync(file, before);
  removeFile(file);
}

/** The file and what SQLite keeps beside it. */
function removeFile(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}

async function leaveOut(
  db: Database,
  { learners, chats, revoked }: Parameters<ArchiveFiller['leaveOut']>[0],
) {
  const tombstone = db.prepare('INSERT OR IGNORE INTO tombstones (learner, at) VALUES (?, ?)');
  const attempts = db.prepare('DELETE FROM attempts WHERE learner = ?');
  const reports = db.prepare('DELETE FROM reports WHERE learner = ?');
  const certificates = db.prepare('DELETE FROM certificates WHERE learner = ?');
  const chatTombstone = db.prepare(
    'INSERT OR IGNORE INTO chat_tombstones (partition, number, at) VALUES (?, ?, ?)',
  );
  const chat = db.prepare('DELETE FROM chats WHERE partition = ? AND number = ?');
  const revoke = db.prepare('UPDATE people SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  await db.write(() => {
    for (const { learner, at } of learners) {
      tombstone.run(learner, at);
      attempts.run(learner);
      reports.run(learner);
      certificates.run(learner);
    }
    for (const { partition, number, at } of chats) {
      chatTombstone.run(partition, number, at);
      chat.run(partition, number);
    }
    for (const { person, at } of revoked) revoke.run(at, person);
  });
}

const select = (table: ArchiveTable): string =>
  `SELECT ${Object.keys(table.columns).join(', ')} FROM ${table.name} ORDER BY ${table.order}`;

const copied = (values: unknown[], kinds: ColumnKind[]): CopiedRow =>
  values.map((value, place) => {
    if (value === null) return null;
    if (kinds[place] === 'bytes') return Buffer.from(value as Uint8Array).toString('base64');
    return kinds[place] === 'flag' ? value === 1 : (value as string | number);
  });

const filed = (row: CopiedRow, kinds: ColumnKind[]): SQLInputValue[] =>
  row.map((value, place) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    return value !== null && kinds[place] === 'bytes' ? Buffer.from(String(value), 'base64') : value;
  });
