import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../src/store/archive/archive.ts';
import { openPostgresArchive } from '../../src/store/archive/postgres/postgres-archive.ts';
import { openArchiveInThread } from '../../src/store/archive/sqlite/archive-in-thread.ts';
import { openSqliteArchive } from '../../src/store/archive/sqlite/sqlite-archive.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { type ArchiveUnderTest, noon, rowOf } from '../contracts/archive/rows.ts';
import { archiveContract } from '../contracts/archive.ts';
import { noPostgres, temporaryDatabase } from '../fixtures/postgres.ts';

archiveContract('sqlite', () => inTemporaryFile((file) => openSqliteArchive({ file })));

archiveContract('sqlite in a thread', () =>
  inTemporaryFile((file) => openArchiveInThread({ file, isAlone: false })),
);

/** Beside it the same file is open once more, as another process has it. */
async function inTemporaryFile(
  open: (file: string) => Archive | Promise<Archive>,
): Promise<ArchiveUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-archive-'));
  const file = join(folder, 'archive.db');
  const archive = await open(file);
  const other = openSqliteArchive({ file });
  return {
    archive,
    other,
    async sql(statement) {
      const db = new DatabaseSync(file);
      try {
        db.exec(statement('audit'));
      } finally {
        db.close();
      }
    },
    async stop() {
      await archive.close();
      await other.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('an archive in a thread', () => {
  test('that cannot be opened says why, as the file itself does', async () => {
    const file = join(tmpdir(), 'no', 'such', '\0', 'archive.db');
    await expect(openArchiveInThread({ file, isAlone: false })).rejects.toThrow(StoreUnavailable);
  });

  test('is closed once, and says so afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banhoc-archive-'));
    const archive = await openArchiveInThread({ file: join(folder, 'archive.db'), isAlone: false });
    await archive.append([rowOf('attempt', 'a', 'lan-1')]);
    await archive.close();
    await archive.close();
    await expect(archive.attempts(undefined, 1)).rejects.toThrow(StoreUnavailable);
    const again = openSqliteArchive({ file: join(folder, 'archive.db') });
    expect(await again.attempts(undefined, 10)).toHaveLength(1);
    await again.close();
    rmSync(folder, { recursive: true });
  });
});

describe('an archive file of the first release', () => {
  test('is led to the present format with all it holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banhoc-archive-'));
    const file = join(folder, 'archive.db');
    const old = new DatabaseSync(file);
    old.exec(`
      CREATE TABLE attempts (
        id TEXT PRIMARY KEY, learner TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE reports (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, learner TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'refused')),
        tries INTEGER NOT NULL DEFAULT 0, not_before_at INTEGER NOT NULL DEFAULT 0, reason TEXT
      ) WITHOUT ROWID;
      CREATE TABLE tombstones (learner TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
      INSERT INTO attempts VALUES ('a', 'lan-1', 5, '{}');
      INSERT INTO reports (id, kind, learner, at, body) VALUES ('s', 'statement', 'lan-1', 5, '{"x":1}');
      INSERT INTO tombstones VALUES ('gone', 5);
      PRAGMA application_id=${0x42484131}; PRAGMA user_version=1;
    `);
    old.close();
    const archive = openSqliteArchive({ file });
    expect(await archive.attempts(undefined, 10)).toHaveLength(1);
    await archive.append([rowOf('attempt', 'late', 'gone')]);
    expect(await archive.attempts(undefined, 10)).toHaveLength(1);
    expect(await archive.dueReports('statement', noon, 10)).toMatchObject([{ id: 's', body: '{"x":1}' }]);
    expect(await archive.giveEpoch(0, 1)).toMatchObject({ epoch: 1, isNew: true });
    await archive.close();
    const again = openSqliteArchive({ file, isAlone: true });
    // The only sender there is was killed with what it had taken.
    expect(await again.dueReports('statement', noon, 10)).toHaveLength(1);
    await again.close();
    rmSync(folder, { recursive: true });
  });
});

describe.skipIf(noPostgres !== undefined)(
  `Postgres${noPostgres === undefined ? '' : `: ${noPostgres}`}`,
  () => {
    let database: Awaited<ReturnType<typeof temporaryDatabase>>;
    beforeAll(async () => {
      database = await temporaryDatabase();
    });
    afterAll(() => database.remove());

    archiveContract('postgres', async () => {
      const [archive, other] = [
        openPostgresArchive({ url: database.url }),
        openPostgresArchive({ url: database.url }),
      ];
      return {
        archive,
        other,
        sql: (statement) => database.query(statement('banhoc.audit')),
        async stop() {
          await other.close();
          // A test may have closed this one itself.
          await archive.close().catch(() => {});
          await database.query('DROP SCHEMA IF EXISTS banhoc CASCADE');
        },
      };
    });

    test('what is wrong is said in one sentence, never with the password', async () => {
      const archive = openPostgresArchive({ url: 'postgres://lan:very-secret@127.0.0.1:1/banhoc' });
      const trouble = await archive.trouble();
      expect(trouble).toMatch(/^ARCHIVE_URL: postgres:\/\/127\.0\.0\.1:1\/banhoc: .*start Postgres there/);
      expect(trouble).not.toContain('very-secret');
      await archive.close();
      const missing = openPostgresArchive({ url: `${database.url}_not` });
      expect(await missing.trouble()).toContain('createdb');
      await missing.close();
      await database.query('DROP SCHEMA IF EXISTS banhoc CASCADE');
    });

    test('an archive of a newer program is refused', async () => {
      const first = openPostgresArchive({ url: database.url });
      await first.append([rowOf('attempt', 'a')]);
      await first.close();
      await database.query('UPDATE banhoc.version SET n = 99');
      const second = openPostgresArchive({ url: database.url });
      await expect(second.attempts(undefined, 1)).rejects.toThrow(/newer program/);
      await second.close();
      await database.query('DROP SCHEMA IF EXISTS banhoc CASCADE');
    });

    test('connections that break are replaced', async () => {
      const archive = openPostgresArchive({ url: database.url });
      await archive.append([rowOf('attempt', 'a')]);
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await expect.poll(() => archive.trouble(), { timeout: 10_000 }).toBeUndefined();
      expect(await archive.attempts(undefined, 10)).toHaveLength(1);
      await archive.close();
      await database.query('DROP SCHEMA IF EXISTS banhoc CASCADE');
    });
  },
);
