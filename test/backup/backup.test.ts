import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { backUp, type RestoreOptions, restore } from '../../src/commands/backup.ts';
import { noPostgres, temporaryDatabase } from '../fixtures/postgres.ts';
import { noRedis, startRedis } from '../fixtures/redis-server.ts';
import { runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Environment = Record<string, string>;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'banhoc-backup-'));
  ends.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function serving<T>(environment: Environment, work: (url: string) => Promise<T>): Promise<T> {
  const service = await runService(environment);
  try {
    return await work(service.url);
  } finally {
    await service.stop();
  }
}

const told = async (work: (out: (line: string) => void) => Promise<number>): Promise<string> => {
  const lines: string[] = [];
  const code = await work((line) => void lines.push(line));
  return [...lines, `code ${code}`].join('\n');
};
const backedUp = (environment: Environment, file: string) =>
  told((out) => backUp({ LOG_LEVEL: 'warn', ...environment }, file, {}, out));
const restored = (environment: Environment, file: string, options: RestoreOptions = {}) =>
  told((out) => restore({ LOG_LEVEL: 'warn', ...environment }, file, options, out));

/** Somebody at the second card of the first lesson. */
async function atSecondCard(url: string): Promise<WebClient> {
  const client = new WebClient(url);
  await client.listen();
  await client.tap('Học ngay');
  await client.tap('bác');
  return client;
}

/** What the bot shows to somebody who comes back by their cookie after the log of the chat is gone. */
async function comesBack(url: string, { cookie }: WebClient): Promise<string> {
  const client = new WebClient(url, cookie);
  await client.say('nhắc lại');
  return client.heard.at(-1)?.text ?? '';
}

const text = (client: WebClient): string => client.heard.at(-1)?.text ?? '';
/** Without what SQLite keeps beside a file while it is read. */
const filesIn = ({ DATA_DIR = '' }: Environment): string[] =>
  readdirSync(DATA_DIR)
    .filter((name) => !/-(wal|shm)$/.test(name))
    .sort();

/** Where the bot and its archive live, and how they are lost. */
type Place = { environment: Environment; lose(): Promise<void> };

async function embedded(): Promise<Place> {
  const DATA_DIR = folder();
  const lose = async (): Promise<void> => {
    for (const name of readdirSync(DATA_DIR)) rmSync(join(DATA_DIR, name), { recursive: true });
  };
  return { environment: { DATA_DIR }, lose };
}

async function onRedis(more: Environment = {}): Promise<Place> {
  const redis = await startRedis();
  ends.push(() => redis.stop());
  const { environment, lose } = await embedded();
  return {
    environment: {
      ...environment,
      REDIS_URL: redis.url,
      BANHOC_SECRET: 'a secret of at least thirty-two letters',
      ...more,
    },
    async lose() {
      const hand = new Redis(redis.url);
      await hand.flushall();
      await hand.quit();
      await lose();
    },
  };
}

async function onRedisAndPostgres(): Promise<Place> {
  const database = await temporaryDatabase();
  ends.push(() => database.remove());
  const place = await onRedis({ ARCHIVE_URL: database.url });
  return {
    ...place,
    async lose() {
      await place.lose();
      await database.query('DROP SCHEMA banhoc CASCADE');
    },
  };
}

const places = [
  { name: 'the embedded store', reason: undefined, open: embedded },
  { name: 'Redis and a file', reason: noRedis, open: () => onRedis() },
  { name: 'Redis and Postgres', reason: noRedis ?? noPostgres, open: onRedisAndPostgres },
];

for (const { name, reason, open } of places) {
  describe.skipIf(reason !== undefined)(`${name}${reason === undefined ? '' : ` (${reason})`}`, () => {
    test('everything is lost, the backup is put in place, and people go on where they stood', async () => {
      const { environment, lose } = await open();
      const file = join(folder(), 'banhoc.backup');
      const client = await serving(environment, async (url) => {
        const client = await atSecondCard(url);
        expect(await backedUp(environment, file)).toMatch(/1 chats.*code 0$/s);
        // Behind the backup: this step is lost with everything else.
        await client.tapFirst();
        expect(text(client)).toContain('(3/4)');
        return client;
      });
      expect(statSync(file).mode & 0o077).toBe(0);
      await lose();
      expect(await restored(environment, file)).toMatch(/restored as it stood.*1 chats.*code 0$/s);
      expect(await serving(environment, (url) => comesBack(url, client))).toContain('(2/4)');
    });

    test('who was forgotten after the backup stays forgotten, and what stood there is kept', async () => {
      const { environment } = await open();
      const file = join(folder(), 'banhoc.backup');
      const { one, other } = await serving(environment, async (url) => {
        const [one, other] = [await atSecondCard(url), await atSecondCard(url)];
        expect(await backedUp(environment, file)).toMatch(/2 chats.*code 0$/s);
        await one.say('/xoa');
        await one.tapFirst();
        return { one, other };
      });
      if (environment.REDIS_URL !== undefined) {
        expect(await restored(environment, file).catch((error: Error) => error.message)).toContain('FLUSHDB');
        const hand = new Redis(environment.REDIS_URL);
        await hand.flushall();
        await hand.quit();
      }
      await expect(restored(environment, file)).rejects.toThrow('--replace');
      expect(await restored(environment, file, { replace: true })).toMatch(/is kept: .*before.*code 0$/s);
      await serving(environment, async (url) => {
        expect(await comesBack(url, one)).not.toContain('(2/4)');
        expect(await comesBack(url, other)).toContain('(2/4)');
      });
      const again = join(folder(), 'again.backup');
      expect(await backedUp(environment, again)).toMatch(/code 0$/);
    });
  });
}

describe('a backup that cannot be used', () => {
  async function whole(): Promise<{ environment: Environment; file: string }> {
    const { environment } = await embedded();
    const file = join(folder(), 'banhoc.backup');
    await serving(environment, async (url) => {
      await atSecondCard(url);
      await backedUp(environment, file);
    });
    return { environment, file };
  }

  test('is whole and says what it holds', async () => {
    const { environment, file } = await whole();
    expect(await restored(environment, file, { check: true })).toMatch(
      /whole, made at 20.*1 chats.*code 0$/s,
    );
    await expect(backedUp(environment, file)).rejects.toThrow('exists already');
  });

  test('holds what authors wrote here, and the switches of the desk', async () => {
    const { environment } = await embedded();
    const file = join(folder(), 'banhoc.backup');
    const lessons = join(environment.DATA_DIR ?? '', 'lessons');
    await serving(environment, async (url) => {
      await atSecondCard(url);
      for (const path of ['off.json', '4/4.7.vi.md', 'versions/4.7.vi/0001.md', 'drafts/4.7.vi.json']) {
        mkdirSync(dirname(join(lessons, path)), { recursive: true });
        writeFileSync(join(lessons, path), `của ${path}\n`);
      }
      expect(await backedUp(environment, file)).toMatch(/5 files.*code 0$/s);
    });
    const elsewhere = folder();
    await restored({ DATA_DIR: elsewhere }, file);
    expect(readFileSync(join(elsewhere, 'lessons/versions/4.7.vi/0001.md'), 'utf8')).toBe(
      'của versions/4.7.vi/0001.md\n',
    );
  });

  test('cut short or changed, it is refused and nothing is touched', async () => {
    const { environment, file } = await whole();
    const before = filesIn(environment);
    truncateSync(file, statSync(file).size - 20);
    await expect(restored(environment, file, { replace: true })).rejects.toThrow(/cut short/);
    writeFileSync(file, 'not a backup\n');
    await expect(restored(environment, file, { replace: true })).rejects.toThrow(/no backup|cannot be read/);
    await expect(restored(environment, `${file}.none`)).rejects.toThrow('no such file');
    expect(filesIn(environment)).toEqual(before);
  });

  test('while the service runs, nothing is restored', async () => {
    const { environment, file } = await whole();
    await serving(environment, async () => {
      await expect(restored(environment, file, { replace: true })).rejects.toThrow('already serving');
    });
  });

  test('under another secret, it is refused: nobody would be known again', async () => {
    const { file } = await whole();
    const elsewhere = folder();
    writeFileSync(join(elsewhere, 'secret'), 'another secret of thirty-two letters and more\n');
    await expect(restored({ DATA_DIR: elsewhere }, file)).rejects.toThrow('not the one of the backup');
    const empty = folder();
    await restored({ DATA_DIR: empty }, file);
    expect(readFileSync(join(empty, 'secret'), 'utf8').length).toBeGreaterThan(20);
  });
});
