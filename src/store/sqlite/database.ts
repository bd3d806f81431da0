import { mkdirSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';

/** One SQLite file, opened for durable work. Every failure is a `StoreUnavailable` that names the file. */
export type Database = {
  readonly file: string;
  prepare(sql: string): StatementSync;
  /** Outside any transaction, for what is set up once. */
  exec(sql: string): void;
  /**
   * All or nothing, on disk when it resolves. What is asked in one turn of the event loop shares one transaction, in
   * the order it was asked: flushing the disk costs more than all the writing. After some milliseconds the rest waits
   * for the next one, so that nobody else waits for all of it.
   */
  write<T>(work: () => T): Promise<T>;
  read<T>(work: () => T | Promise<T>): Promise<T>;
  /** undefined when it can be written and the disk has room; else what is wrong and how to mend it. */
  trouble(): Promise<string | undefined>;
  close(): void;
};

/** Work of one transaction; it gives back how to tell its asker, once all is on disk. */
type Waiting = { work: () => () => void; reject(error: unknown): void };

/** What a file must be to be ours. `version` rises with the schema; a newer one is refused. */
export type Schema = {
  applicationId: number;
  version: number;
  holds: string;
  sql: string;
  /** From each earlier version to the next one. */
  steps?: Record<number, string>;
};

/** How long to wait, with the event loop held, for another process's short transaction. */
const busyMs = 5_000;
/** How long writes of one turn may go on in one transaction. */
const longestMs = 3;
const leastFreeBytes = 200 * 1024 * 1024;

/** @throws StoreUnavailable saying what is wrong with the file and how to mend it */
export function openDatabase(file: string, schema: Schema): Database {
  const db = open(file, schema);
  const transaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
  let waiting: Waiting[] = [];
  /** Each work by itself within the one transaction: what fails of them is undone alone. */
  const together = (works: Waiting[]): (() => void)[] => {
    const [only] = works;
    if (works.length === 1 && only !== undefined) return [only.work()];
    const untilMs = performance.now() + longestMs;
    const settles: (() => void)[] = [];
    for (const { work, reject } of works) {
      if (settles.length > 0 && performance.now() > untilMs) break;
      db.exec('SAVEPOINT one');
      try {
        settles.push(work());
        db.exec('RELEASE one');
      } catch (error) {
        // A full or failing disk ends the whole transaction.
        if (!db.isTransaction) throw error;
        db.exec('ROLLBACK TO one; RELEASE one');
        settles.push(() => reject(error));
      }
    }
    return settles;
  };
  const flush = (): void => {
    const works = waiting;
    waiting = [];
    if (works.length === 0) return;
    try {
      const settles = transaction(() => together(works));
      waiting = works.slice(settles.length);
      if (waiting.length > 0) setImmediate(flush);
      for (const settle of settles) settle();
    } catch (error) {
      for (const { reject } of works) reject(error);
    }
  };
  const write = <T>(work: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        work: () => {
          const result = work();
          return () => resolve(result);
        },
        reject,
      });
      if (waiting.length === 1) setImmediate(flush);
    });
  const guard = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw isFromSqlite(error) ? unavailable(file, error) : error;
    }
  };
  return {
    file,
    prepare: (sql) => db.prepare(sql),
    exec: (sql) => db.exec(sql),
    write: (work) => guard(() => write(work)),
    read: guard,
    async trouble() {
      try {
        const disk = statfsSync(dirname(file));
        const free = disk.bavail * disk.bsize;
        if (free < leastFreeBytes) {
          return `${dirname(file)}: ${Math.floor(free / 1024 / 1024)} MB free; free at least 200 MB there`;
        }
        transaction(() => undefined);
        return undefined;
      } catch (error) {
        return unavailable(file, error).message;
      }
    },
    close() {
      while (waiting.length > 0) flush();
      if (db.isOpen) db.close();
    },
  };
}

function open(file: string, schema: Schema): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    db = new DatabaseSync(file, { timeout: busyMs });
    // What is erased is overwritten wherever that costs no extra write.
    db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=FAST;');
    // Index pages are met at random: with the default of 2 MB most are read again and again, and a page that many
    // transactions touch is copied back from the log (of 32 MB) once for all of them.
    db.exec('PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;');
    prepareSchema(db, file, schema);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof StoreUnavailable) throw error;
    throw unavailable(file, error);
  }
}

function prepareSchema(db: DatabaseSync, file: string, schema: Schema): void {
  // Looked at inside the transaction: two processes may meet an empty file at once.
  db.exec('BEGIN IMMEDIATE');
  const id = pragma(db, 'application_id');
  const version = pragma(db, 'user_version');
  if (id === 0 && version === 0 && isEmpty(db)) {
    db.exec(schema.sql);
    db.exec(`PRAGMA application_id=${schema.applicationId}; PRAGMA user_version=${schema.version}`);
  } else if (id !== schema.applicationId) {
    throw new StoreUnavailable(
      `${file}: this is a SQLite file of another kind, not ${schema.holds}; move it away, or choose another folder`,
    );
  } else if (version < schema.version) {
    for (let from = version; from < schema.version; from++) {
      const step = schema.steps?.[from];
      if (step === undefined)
        throw new StoreUnavailable(
          `${file}: written in format ${version}, from which no way leads to ${schema.version}`,
        );
      db.exec(step);
    }
    db.exec(`PRAGMA user_version=${schema.version}`);
  } else if (version > schema.version) {
    throw new StoreUnavailable(
      `${file}: written in format ${version} by a newer program; this one knows ${schema.version}. Start the newer program, or restore the backup made before the update`,
    );
  }
  db.exec('COMMIT');
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

const isEmpty = (db: DatabaseSync): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

type SqliteError = Error & { code?: string; errcode?: number };

function isFromSqlite(error: unknown): boolean {
  const code = (error as SqliteError).code;
  // A closed database answers with the second.
  return code === 'ERR_SQLITE_ERROR' || code === 'ERR_INVALID_STATE';
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const remedies: Record<number, string> = {
  5: 'another process holds it; end the other one, or wait until its work is done',
  8: 'it may not be written; give this user the right to write the file and its folder',
  10: 'the disk failed; look at the system log, then restore from the backup if the file is damaged',
  11: 'the file is damaged; restore it from the backup',
  13: 'the disk is full; free some space',
  14: 'the file cannot be opened; give this user the right to read and write it and its folder',
  26: 'this is not a SQLite file; move it away, or restore it from the backup',
};

function unavailable(file: string, error: unknown): StoreUnavailable {
  const { message, code, errcode } = error as SqliteError;
  const remedy =
    errcode === undefined
      ? `check that this user may read and write the folder${code === undefined ? '' : ` (${code})`}`
      : (remedies[errcode & 0xff] ?? 'see the message before this');
  return new StoreUnavailable(`${file}: ${message}; ${remedy}`, { cause: error });
}
