import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/store/sqlite/database.ts';
import { StoreUnavailable } from '../../src/store/store.ts';

const schema = {
  applicationId: 4711,
  version: 1,
  holds: 'a test',
  sql: 'CREATE TABLE words (word TEXT PRIMARY KEY)',
};
let folder: string;
let db: Database;
let words: () => Promise<unknown[]>;
let add: (word: string) => () => number | bigint;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banhoc-database-'));
  db = openDatabase(join(folder, 'words.db'), schema);
  const insert = db.prepare('INSERT INTO words (word) VALUES (?)');
  const all = db.prepare('SELECT word FROM words ORDER BY word');
  add = (word) => () => insert.run(word).changes;
  words = () => db.read(() => all.all().map((row) => row.word));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('writes asked in one turn', () => {
  test('happen in the order they were asked, each with its own answer', async () => {
    const seen: string[] = [];
    const asked = ['an', 'ba', 'chi'].map((word) =>
      db.write(() => {
        seen.push(word);
        add(word)();
        return word;
      }),
    );
    expect(await Promise.all(asked)).toEqual(['an', 'ba', 'chi']);
    expect(seen).toEqual(['an', 'ba', 'chi']);
    expect(await words()).toEqual(['an', 'ba', 'chi']);
  });

  test('fail alone: what else was asked with them stands, and their own half is undone', async () => {
    const [first, second, third] = await Promise.allSettled([
      db.write(add('an')),
      db.write(() => {
        add('ba')();
        throw new RangeError('no');
      }),
      db.write(add('an')),
      db.write(add('chi')),
    ]);
    expect(first?.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) });
    expect(third).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    expect(await words()).toEqual(['an', 'chi']);
  });

  test('are on disk when the database is closed right after', async () => {
    const asked = db.write(add('an'));
    db.close();
    await asked;
    db = openDatabase(join(folder, 'words.db'), schema);
    expect(await db.read(() => db.prepare('SELECT count(*) AS n FROM words').get()?.n)).toBe(1);
  });

  test('after the end are refused with the name of the file', async () => {
    db.close();
    await expect(db.write(add('an'))).rejects.toThrow(/words\.db/);
  });
});
