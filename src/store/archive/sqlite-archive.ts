import type { Instant } from '../../core/time.ts';
import { type Database, openDatabase, type Schema } from '../sqlite/database.ts';
import type { ArchiveRow } from '../store.ts';
import type { Archive } from './archive.ts';
import { openReports } from './sqlite-reports.ts';

const archiveSchema: Schema = {
  applicationId: 0x42484131, // "BHA1"
  version: 1,
  holds: 'the archive of this bot',
  sql: `
    CREATE TABLE attempts (
      id TEXT PRIMARY KEY, learner TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX attempts_in_order ON attempts (at, id);
    CREATE INDEX attempts_by_learner ON attempts (learner);

    CREATE TABLE reports (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      learner TEXT NOT NULL,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'refused')),
      tries INTEGER NOT NULL DEFAULT 0,
      not_before_at INTEGER NOT NULL DEFAULT 0,
      reason TEXT
    ) WITHOUT ROWID;
    CREATE INDEX reports_in_order ON reports (kind, state, at, id);
    CREATE INDEX reports_by_learner ON reports (learner);

    -- Learners who were forgotten: the random id and the day, nothing else.
    CREATE TABLE tombstones (learner TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  `,
};

/**
 * The archive in one SQLite file, WAL and `synchronous=FULL`: what `append` took is on disk.
 * Several processes of one machine may open it.
 * @throws StoreUnavailable naming the file and how to mend it
 */
export function openSqliteArchive({ file }: { file: string }): Archive {
  const db = openDatabase(file, archiveSchema);
  return {
    name: 'embedded',
    ...openRows(db),
    ...openReports(db),
    trouble: db.trouble,
    async close() {
      db.close();
    },
  };
}

function openRows(db: Database): Pick<Archive, 'append' | 'attempts'> {
  const isErased = db.prepare('SELECT 1 FROM tombstones WHERE learner = ?');
  const bury = db.prepare('INSERT OR IGNORE INTO tombstones (learner, at) VALUES (?, ?)');
  const forget = ['attempts', 'reports'].map((table) => db.prepare(`DELETE FROM ${table} WHERE learner = ?`));
  const addAttempt = db.prepare('INSERT OR IGNORE INTO attempts (id, learner, at, body) VALUES (?, ?, ?, ?)');
  const addReport = db.prepare(
    'INSERT OR IGNORE INTO reports (id, kind, learner, at, body) VALUES (?, ?, ?, ?, ?)',
  );
  const page = db.prepare(
    'SELECT id, learner, at, body FROM attempts WHERE (at, id) > (?, ?) ORDER BY at, id LIMIT ?',
  );

  const add = (row: ArchiveRow): void => {
    switch (row.kind) {
      case 'erasure':
        bury.run(row.learner, row.at);
        for (const statement of forget) statement.run(row.learner);
        return;
      case 'attempt':
        if (isErased.get(row.learner) === undefined) addAttempt.run(row.id, row.learner, row.at, row.body);
        return;
      case 'statement':
      case 'webhook':
        if (isErased.get(row.learner) === undefined) {
          addReport.run(row.id, row.kind, row.learner, row.at, row.body);
        }
        return;
      case 'chat_erased':
      case 'counters':
        return;
    }
  };

  return {
    append: (rows) =>
      db.write(() => {
        for (const row of rows) add(row);
      }),
    attempts: (after, limit) =>
      db.read(() => {
        const rows = page.all(after?.at ?? Number.MIN_SAFE_INTEGER, after?.id ?? '', limit);
        return (rows as { id: string; learner: string; at: Instant; body: string }[]).map((row) => ({
          ...row,
          kind: 'attempt',
        }));
      }),
  };
}
