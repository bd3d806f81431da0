import { setImmediate as turn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chat, chatKey } from '../../src/core/chat.ts';
import { openArchiver } from '../../src/delivery/archiver.ts';
import { openLog } from '../../src/log.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { openRestoring } from '../../src/store/restoring.ts';
import { type Loaded, StoreUnavailable } from '../../src/store/store.ts';
import { morning, sessionNumbered, stepFor } from '../contracts/store/steps.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';

const log = openLog('silent');
const people = Array.from(
  { length: 60 },
  (_, n): Chat => ({ channel: 'telegram', bot: '4711', user: `${n}` }),
);

describe.skipIf(noRedis !== undefined)(`Redis${noRedis === undefined ? '' : `: ${noRedis}`}`, () => {
  let server: RunningRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  test('emptied three times while people answer and two archivers write: nobody the archive knew is new', async () => {
    const { archive, remove } = temporaryArchive();
    const hand = new Redis(server.url);
    // Two processes, each with its own connections, restorer and archiver.
    const processes = await Promise.all(
      ['one', 'other'].map(async (owner) => {
        const bare = await openRedisStore({ url: server.url, partitions: 2, begins: 'by the archive' });
        const restoring = openRestoring({ store: bare, archive, log });
        const { store } = restoring;
        return { bare, restoring, store, archiver: openArchiver({ store, archive, log, owner }) };
      }),
    );
    const [one] = processes;
    if (one === undefined) throw new Error('no process');
    for (const { restoring } of processes) await restoring.begin();

    /** One more answer of one person, tried until it is in. */
    const answer = async (at: number, chat: Chat): Promise<void> => {
      for (;;) {
        const { store } = processes[at % 2] ?? one;
        try {
          const [found] = await store.load([{ chat, updates: [] }]);
          const session = sessionNumbered((found?.session?.codeGeneration ?? 0) + 1);
          const step = stepFor(chat, { base: found?.version, session, counters: { answers: 1 } });
          const [result] = await store.commit(store.partitionOf(chat), [step], morning);
          if (result === 'committed') return;
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
        }
      }
    };
    const known = new Map<string, number>();
    const archived = async (): Promise<Loaded[]> =>
      (await one.store.load(people.map((chat) => ({ chat, updates: [] })))).filter(
        (it): it is Loaded => it.session !== undefined,
      );
    let isOver = false;
    const archiving = Promise.all(
      processes.map(async ({ archiver, restoring }) => {
        while (!isOver) {
          // What a wipe makes impossible is tried again.
          await archiver.sweep().catch((error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
          });
          await restoring.sweep();
        }
      }),
    );
    for (let wipe = 0; wipe < 3; wipe++) {
      await Promise.all(people.map((chat, at) => answer(at, chat)));
      // The archivers are at work all the while; the wipe comes as soon as they have carried somebody over.
      do {
        for (const partition of [0, 1]) {
          for (const { chat, number } of await archive.chatPage(partition, 99, '', 100)) {
            known.set(chatKey(chat), number);
          }
        }
        await turn();
      } while (known.size === 0);
      await Promise.all([
        hand.flushall(),
        ...people.flatMap((chat, at) => [answer(at, chat), answer(at + 1, chat)]),
      ]);
    }
    isOver = true;
    await archiving;
    await one.restoring.sweep();
    while ((await one.archiver.sweep()) > 0);

    expect(known.size).toBeGreaterThan(0);
    const numbers = new Set<string>();
    for (const chat of people) {
      const [now] = (await one.store.load([{ chat, updates: [] }])) as Loaded[];
      const before = known.get(chatKey(chat));
      if (before !== undefined) expect(now?.number).toBe(before);
      numbers.add(`${one.store.partitionOf(chat)}/${now?.number}`);
    }
    expect(numbers.size).toBe(people.length);
    expect(await archived()).toHaveLength(people.length);
    expect(await one.store.chatCount()).toBe(people.length);
    // The store's sums are the archive's: what earlier epochs left there, and every answer since.
    expect(await one.store.counters('')).toEqual(await archive.counters(''));
    const lives = await one.store.lives();
    expect(lives.every(({ epoch, isRestoring }) => (epoch ?? 0) > 3 && !isRestoring)).toBe(true);

    for (const { bare } of processes) await bare.close();
    await hand.quit();
    await remove();
  });
});
