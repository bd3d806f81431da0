import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresArchive } from '../../src/store/archive/postgres/postgres-archive.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { morning } from '../contracts/store/steps.ts';
import { wipeContract } from '../contracts/wipes.ts';
import { noPostgres, temporaryDatabase } from '../fixtures/postgres.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';

const begins = 'by the archive';

wipeContract('a deleted file beside its archive', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-store-'));
  const { archive, remove } = temporaryArchive();
  const openOne = () => openSqliteStore({ file: join(folder, 'store.db'), clock: () => morning, begins });
  let store = openOne();
  return {
    store,
    archive,
    async wipe() {
      await store.close();
      rmSync(folder, { recursive: true });
      store = openOne();
      return store;
    },
    async stop() {
      await store.close();
      await remove();
      rmSync(folder, { recursive: true });
    },
  };
});

describe.skipIf(noRedis !== undefined)(`Redis${noRedis === undefined ? '' : `: ${noRedis}`}`, () => {
  let server: RunningRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  const onRedis = async () => {
    const hand = new Redis(server.url);
    await hand.flushall();
    const store = await openRedisStore({ url: server.url, partitions: 4, begins });
    return {
      store,
      async wipe() {
        await hand.flushall();
        return store;
      },
      async close() {
        await store.close();
        await hand.quit();
      },
    };
  };

  wipeContract('FLUSHALL beside SQLite', async () => {
    const { archive, remove } = temporaryArchive();
    const { store, wipe, close } = await onRedis();
    return {
      store,
      archive,
      wipe,
      async stop() {
        await close();
        await remove();
      },
    };
  });

  describe.skipIf(noPostgres !== undefined)(
    `Postgres${noPostgres === undefined ? '' : `: ${noPostgres}`}`,
    () => {
      let database: Awaited<ReturnType<typeof temporaryDatabase>>;
      beforeAll(async () => {
        database = await temporaryDatabase();
      });
      afterAll(() => database.remove());

      wipeContract('FLUSHALL beside Postgres', async () => {
        const archive = openPostgresArchive({ url: database.url });
        const { store, wipe, close } = await onRedis();
        return {
          store,
          archive,
          wipe,
          async stop() {
            await close();
            await archive.close();
            await database.query('DROP SCHEMA IF EXISTS banhoc CASCADE');
          },
        };
      });
    },
  );
});
