import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Update } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { EventBody } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { hourMs, type Instant, minuteMs, secondMs } from '../../src/core/time.ts';
import { openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const course = smallCourse();
const chat = { channel: 'telegram', bot: '4711', user: '99' };
const hundred = 100;
/** What changes nothing by itself, in between: words, menus, an answer typed. */
const asides: EventBody[] = [
  { kind: 'text_written', text: 'menu' },
  { kind: 'choice_tapped', choice: 'learn' },
  { kind: 'text_written', text: 'không biết' },
  { kind: 'choice_tapped', choice: 'language' },
  { kind: 'choice_tapped', choice: 'g~en' },
  { kind: 'choice_tapped', choice: 'g~vi' },
  { kind: 'choice_tapped', choice: 'learn' },
];

/** One person's evening: a hundred updates, lessons with talk in between. */
function opened(store: Store) {
  let now: Instant = Date.UTC(2026, 10, 25, 12);
  const said: Message[] = [];
  const intake = openIntake({
    store,
    course: () => course,
    advance(...given) {
      const turn = advance(...given);
      for (const effect of turn.effects) if (effect.kind === 'say') said.push(effect.message);
      return turn;
    },
    nextDueAt,
    toArchiveRows: (record) => [
      {
        id: `${record.kind}:${record.at}`,
        kind: 'attempt',
        learner: record.learner,
        at: record.at,
        body: JSON.stringify(record),
      },
    ],
    paperCode: (_, generation) => ({ code: `CODE-${generation}`, hash: `hash-${generation}` }),
    newSeed: () => 'a-seed-for-redelivery',
    redeliveryMs: () => 25 * hourMs,
    clock: () => now,
    log: openLog('silent'),
  });
  return {
    said,
    receive: intake.receive,
    pass(ms: number) {
      now += ms;
    },
    async evening(): Promise<Update[]> {
      const updates: Update[] = [];
      for (let count = 0; count < hundred; count++) {
        now += 7 * secondMs;
        const aside = count % 9 === 5 ? asides[Math.floor(count / 9) % asides.length] : undefined;
        const tap: EventBody = { kind: 'choice_tapped', choice: said.at(-1)?.choices[0]?.id ?? 'learn' };
        const body: EventBody = count === 0 ? { kind: 'chat_opened' } : (aside ?? tap);
        // Numbers with gaps, as a busy bot's.
        const update: Update = { chat, id: String(700_000_000 + count * 31), event: { ...body, at: now } };
        expect((await intake.receive(update)).kind).toBe('committed');
        updates.push(update);
      }
      return updates;
    },
    /** All that was graded, counted, reported and chosen; not when the person was last heard. */
    async graded() {
      const partition = store.partitionOf(chat);
      const [loaded] = await store.load([{ chat, updates: [] }]);
      const { learners, language, codeGeneration } = loaded?.session ?? {};
      const rows = (await store.archiveRows(partition, 10_000)).map(({ row }) => row);
      return {
        learners,
        language,
        codeGeneration,
        counters: await store.counters(''),
        rows: rows.filter(({ kind }) => kind !== 'counters'),
      };
    },
  };
}

async function everyUpdateCountsOnce(store: Store): Promise<void> {
  const bot = opened(store);
  const updates = await bot.evening();
  const before = await bot.graded();
  expect(before.rows.length).toBeGreaterThan(15);
  const repliesBefore = bot.said.length;

  // The process died after its last commit: whatever was not answered 200 comes again, all at once.
  await Promise.all(updates.map((update) => bot.receive(update)));
  expect(await bot.graded()).toEqual(before);
  const repliesToCopies = bot.said.length - repliesBefore;
  // Whoever was asked again got no second lesson: at most a kind word on an old button.
  expect(repliesToCopies).toBeLessThan(updates.length);

  // And each of them a whole day later, one by one, in any order.
  bot.pass(24 * hourMs - 20 * minuteMs);
  for (const update of updates.toReversed()) await bot.receive(update);
  expect(await bot.graded()).toEqual(before);
}

describe("a hundred of one person's updates, delivered again after a crash and a day later, count once", () => {
  test('in the embedded store', async () => {
    const { store, remove } = temporaryStore();
    await everyUpdateCountsOnce(store);
    await remove();
  });

  describe.skipIf(noRedis !== undefined)('in Redis', () => {
    let server: RunningRedis;
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(() => server.stop());
    test('with all its scripts', async () => {
      const cleaner = new Redis(server.url);
      await cleaner.flushall();
      await cleaner.quit();
      const store = await openRedisStore({ url: server.url });
      await everyUpdateCountsOnce(store);
      await store.close();
    });
  });
});
