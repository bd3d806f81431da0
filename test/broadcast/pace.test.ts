import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { channelsOf } from '../../src/channels/channel.ts';
import { newSession } from '../../src/core/new-session.ts';
import { Broadcaster } from '../../src/delivery/broadcaster.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { telegramPace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { draft } from '../contracts/store/broadcasts.ts';
import { platform } from '../delivery/platform.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

/** Wednesday, 3 March 2027, 12:00 in Hanoi. */
const noon = Date.UTC(2027, 2, 3, 5);
beforeEach(() => {
  vi.useFakeTimers({
    now: noon,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'setImmediate', 'performance', 'Date'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** What was asked of the store is written a turn later. */
async function done<T>(asked: Promise<T>): Promise<T> {
  await pass(1);
  return asked;
}

test('a broadcast uses at least 95 % of what Telegram allows, and answers to people stay under a second', async () => {
  const { store, remove } = temporaryStore(() => Date.now());
  const commit = (user: string, reply?: string) => ({
    chat: { channel: 'telegram', bot: '-', user },
    base: undefined,
    updates: [],
    redeliveryMs: 0,
    session: newSession('0123456789abcdef', 'vi', noon),
    timerAt: undefined,
    outgoing:
      reply === undefined
        ? []
        : [{ id: reply, outgoing: { kind: 'message' as const, message: { text: reply, choices: [] } } }],
    counters: {},
    archive: [],
  });
  const recipients = 2_000;
  const people = Array.from({ length: recipients }, (_, user) => commit(`citizen-${user}`));
  await done(store.commit(0, people, noon));
  await done(store.putBroadcast({ ...draft('tin'), state: { kind: 'scheduled' } }, 0));
  const bulkAt: number[] = [];
  const waits: number[] = [];
  const { channel } = platform(async (text) => {
    if (text.startsWith('reply ')) waits.push(Date.now() - Number(text.slice('reply '.length)));
    else bulkAt.push(Date.now());
    // A call to the platform takes a tenth of a second.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { kind: 'delivered' };
  }, 'telegram');
  const shared = {
    store,
    channels: channelsOf([channel]),
    receive: async () => ({ kind: 'committed' as const }),
    clock: Date.now,
    log: openLog('silent'),
  };
  const broadcaster: Broadcaster = new Broadcaster({
    ...shared,
    course: () => smallCourse(),
    governorOf: (name, bot) => courier.governorOf(name, bot),
  });
  const courier: Courier = new Courier({
    ...shared,
    paceOf: () => telegramPace(1_000),
    owner: 'one',
    companion: broadcaster,
  });
  courier.start();
  broadcaster.start();
  // Beside it somebody new writes sixty times a second.
  for (let second = 0; second < 60; second++) {
    for (let part = 0; part < 20; part++) {
      const replies = Array.from({ length: 3 }, (_, place) =>
        commit(`asks-${second}-${part}-${place}`, `reply ${Date.now()}`),
      );
      void store.commit(0, replies, Date.now());
      await pass(50);
    }
  }
  const seconds = ((bulkAt.at(-1) ?? 0) - (bulkAt[0] ?? 0)) / 1_000;
  const rate = bulkAt.length / seconds;
  waits.sort((one, other) => one - other);
  const p99 = waits[Math.floor(waits.length * 0.99)] ?? Number.POSITIVE_INFINITY;
  console.log(`${rate.toFixed(2)} a second of 25; replies wait ${p99} ms at p99`);
  expect(seconds).toBeGreaterThan(55);
  expect(rate).toBeGreaterThanOrEqual(0.95 * 25);
  expect(rate).toBeLessThanOrEqual(25);
  expect(waits.length).toBeGreaterThan(3_500);
  expect(p99).toBeLessThan(1_000);
  const stopped = Promise.all([broadcaster.stop(), courier.stop()]);
  await pass(10_000);
  await stopped;
  const counts = (await store.ledger(0, 'tin'))?.counts;
  expect(counts).toMatchObject({ sent: bulkAt.length, unknown: 0, sending: 0 });
  vi.useRealTimers();
  await remove();
});
