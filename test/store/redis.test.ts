import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { loadOne, minh, morning, rowSaying, stepFor } from '../contracts/store/steps.ts';
import { storeContract } from '../contracts/store.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';

describe.skipIf(noRedis !== undefined)(`Redis${noRedis === undefined ? '' : ` (${noRedis})`}`, () => {
  let server: RunningRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  storeContract('redis', async () => {
    const cleaner = new Redis(server.url);
    await cleaner.flushall();
    await cleaner.quit();
    let offset = 0;
    const store = await openRedisStore({ url: server.url, partitions: 4, offsetMs: () => offset });
    return {
      store,
      async pass(ms) {
        offset += ms;
      },
      stop: () => store.close(),
    };
  });

  test('a password never shows, and an address where nothing listens is one clear sentence', async () => {
    const opened = openRedisStore({ url: 'redis://user:very-secret@127.0.0.1:1/0' });
    await expect(opened).rejects.toThrow(StoreUnavailable);
    await expect(opened).rejects.toThrow(/REDIS_URL: redis:\/\/127\.0\.0\.1:1\/0 does not answer/);
    await expect(opened).rejects.not.toThrow(/very-secret/);
  });

  test('records of people in the middle of a lesson lie in compact lists', async () => {
    const store = await openRedisStore({ url: server.url });
    const look = new Redis(server.url);
    await store.commit(store.partitionOf(minh), [stepFor(minh, {})], morning);
    const keys = (await look.keys('*:s:*')).sort();
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(await look.object('ENCODING', key)).toBe('listpack');
    expect(await store.trouble()).toBeUndefined();
    await look.quit();
    await store.close();
  });
});

describe.skipIf(noRedis !== undefined)('Redis with appendfsync always', () => {
  test('kill -9 of the server loses nothing that was acknowledged, and the store comes back by itself', async () => {
    const server = await startRedis({ appendonly: true });
    const store = await openRedisStore({ url: server.url });
    const step = stepFor(minh, { outgoing: [rowSaying('one')], updates: [{ id: 'u1', at: morning }] });
    expect(await store.commit(store.partitionOf(minh), [step], morning)).toEqual(['committed']);
    await server.kill();
    await expect(store.load([{ chat: minh, updates: [] }])).rejects.toThrow(StoreUnavailable);
    await server.start();
    await expect
      .poll(
        () =>
          loadOne(store, minh, ['u1']).then(
            (loaded) => loaded?.knownUpdates,
            () => 'away',
          ),
        { timeout: 10_000 },
      )
      .toEqual(['u1']);
    expect(await store.outboxSize()).toBe(1);
    await store.close();
    await server.stop();
  });
});
