import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Governor, ownPace, type Pace, telegramPace } from '../../src/delivery/governor.ts';
import { Jobs } from '../../src/delivery/jobs.ts';
import { openLog } from '../../src/log.ts';
import { openOwnPace } from '../../src/store/own-pace.ts';
import { type Lane, type Store, StoreUnavailable } from '../../src/store/store.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

type Paces = Pick<Store, 'takeTokens' | 'pauseLane'>;

/** One store whose pace several processes share, and how often they asked. */
function sharedStore(): Paces & { asked: number; isAway: boolean } {
  const paces = openOwnPace(() => Date.now());
  return {
    asked: 0,
    isAway: false,
    async takeTokens(...asked) {
      this.asked++;
      if (this.isAway) throw new StoreUnavailable('away');
      return paces.takeTokens(...asked);
    },
    pauseLane: (...asked) => paces.pauseLane(...asked),
  };
}

const governorOf = (store: Paces, pace: Pace): Governor =>
  new Governor({ store, bot: 'telegram:1', pace, jobs: new Jobs(), log: openLog('silent') });

/** Lets messages in, each of which leaves at once and is on its way for so long. @returns when each left */
function crowd(governor: Governor, lane: Lane | undefined, count: number, sendMs = 50): number[] {
  const left: number[] = [];
  for (let place = 0; place < count; place++) {
    governor.enter(lane, () => {
      left.push(performance.now());
      setTimeout(() => governor.leave(), sendMs);
    });
  }
  return left;
}

function mostInASecond(times: number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  let from = 0;
  const counts = sorted.map((at, place) => {
    while ((sorted[from] ?? at) <= at - 1_000) from++;
    return place - from + 1;
  });
  return Math.max(0, ...counts);
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the governor', () => {
  test('three processes with more to send than they may share the rate: 95 % of it, never more in a second', async () => {
    const store = sharedStore();
    const pace = telegramPace(1_000);
    const left = [0, 1, 2].map(() => crowd(governorOf(store, pace), 'reply', 4_000));
    await pass(3_000);
    const all = left.flat();
    expect(all.length).toBeGreaterThanOrEqual(0.95 * 3_000);
    expect(mostInASecond(all)).toBeLessThanOrEqual(1_000);
    // Each had a part, and none asked for messages one by one.
    for (const mine of left) expect(mine.length).toBeGreaterThan(100);
    expect(store.asked).toBeLessThan(all.length / 2);
  });

  test('a thousand replies a second are asked for in batches', async () => {
    const store = sharedStore();
    const left = crowd(governorOf(store, telegramPace(1_000)), 'reply', 10_000);
    await pass(5_000);
    expect(left.length).toBeGreaterThanOrEqual(0.95 * 5_000);
    expect(mostInASecond(left)).toBeLessThanOrEqual(1_000);
    expect(store.asked).toBeLessThan(left.length / 5);
  });

  test('replies pass a bulk that waits, whichever process it is in', async () => {
    const store = sharedStore();
    const [one, other] = [governorOf(store, telegramPace(100)), governorOf(store, telegramPace(100))];
    const bulk = crowd(one, 'bulk', 5_000);
    await pass(4_000);
    expect(bulk.length).toBeGreaterThanOrEqual(0.95 * 25 * 4);
    expect(mostInASecond(bulk)).toBeLessThanOrEqual(25);
    const before = bulk.length;
    const replies = crowd(other, 'reply', 400);
    await pass(4_000);
    expect(replies.length).toBeGreaterThanOrEqual(0.95 * 100 * 4 - 25);
    expect(bulk.length - before).toBeLessThanOrEqual(5);
    await pass(3_000);
    expect(replies).toHaveLength(400);
    expect(bulk.length - before).toBeGreaterThan(25);
    expect(mostInASecond([...bulk, ...replies])).toBeLessThanOrEqual(100);
  });

  test('when the platform says to wait, every process does, and those that wait longest go on first', async () => {
    const store = sharedStore();
    const pace = telegramPace(1_000);
    const [one, other] = [governorOf(store, pace), governorOf(store, pace)];
    one.pause('reply', 3_000);
    const left = [crowd(one, 'reply', 5), crowd(other, 'reply', 5), crowd(other, 'bulk', 1)];
    await pass(2_990);
    expect(left.flat()).toEqual([]);
    await pass(200);
    expect(left.map((it) => it.length)).toEqual([5, 5, 1]);
  });

  test('a pause of bulk does not hold up replies', async () => {
    const governor = governorOf(sharedStore(), telegramPace(1_000));
    governor.pause('bulk', 3_000);
    const [reply, bulk] = [crowd(governor, 'reply', 1), crowd(governor, 'bulk', 1)];
    await pass(100);
    expect([reply.length, bulk.length]).toEqual([1, 0]);
    await pass(3_100);
    expect(bulk).toHaveLength(1);
  });

  test('only so many are on their way at once; a channel of our own asks nobody', async () => {
    const store = sharedStore();
    const left = crowd(governorOf(store, { ...ownPace, sendsAtOnce: 10 }), 'reply', 25, 1_000);
    await pass(999);
    expect(left).toHaveLength(10);
    await pass(1);
    expect(left).toHaveLength(20);
    expect(store.asked).toBe(0);
  });

  test('an acknowledgement is no message: it needs no right, and passes those that wait for theirs', async () => {
    const governor = governorOf(sharedStore(), telegramPace(1));
    const replies = crowd(governor, 'reply', 10);
    const marks = crowd(governor, undefined, 10);
    await pass(50);
    expect([replies.length, marks.length]).toEqual([1, 10]);
  });

  test('ten thousand that come to nothing at once are let through without a word', async () => {
    const governor = governorOf(sharedStore(), { ...ownPace, sendsAtOnce: 2 });
    let through = 0;
    const wait = crowd(governor, undefined, 2, 10);
    for (let place = 0; place < 10_000; place++) {
      governor.enter(undefined, () => {
        through++;
        governor.leave();
      });
    }
    await pass(10);
    expect([wait.length, through]).toEqual([2, 10_000]);
  });

  test('while the store is away messages wait; when it is back they go', async () => {
    const store = sharedStore();
    store.isAway = true;
    const left = crowd(governorOf(store, telegramPace(1_000)), 'reply', 3);
    await pass(2_000);
    expect(left).toEqual([]);
    store.isAway = false;
    await pass(600);
    expect(left).toHaveLength(3);
  });

  test('a chat is slowed to a message a second after a short burst, and others are not', () => {
    const governor = governorOf(sharedStore(), telegramPace(1_000));
    const { chatBurst } = telegramPace(1_000);
    const waits = Array.from({ length: chatBurst + 1 }, () => governor.chatWaitMs('one', 0));
    expect(waits).toEqual([...Array.from({ length: chatBurst }, () => 0), 1_000]);
    expect(governor.chatWaitMs('other', 0)).toBe(0);
    expect(governor.chatWaitMs('one', 999)).toBe(1);
    expect(governor.chatWaitMs('one', 1_000)).toBe(0);
    expect(governor.chatWaitMs('one', 1_500)).toBe(500);
  });

  test('what nobody asked for never takes more than half of the places, and goes behind replies without a limit too', async () => {
    const governor = governorOf(sharedStore(), { ...ownPace, sendsAtOnce: 10 });
    const order: string[] = [];
    const enter = (lane: Lane, name: string) =>
      governor.enter(lane, () => {
        order.push(name);
        setTimeout(() => governor.leave(lane), 100);
      });
    for (let place = 0; place < 20; place++) enter('bulk', 'bulk');
    await pass(1);
    expect(order).toHaveLength(5);
    for (let place = 0; place < 7; place++) enter('reply', 'reply');
    await pass(1);
    expect(order.filter((name) => name === 'reply')).toHaveLength(5);
    await pass(100);
    expect(order.slice(10, 12)).toEqual(['reply', 'reply']);
    await pass(1_000);
    expect(order).toHaveLength(27);
    governor.close();
  });

  test('a lane without a limit that was told to wait goes on after that, though its timer came a moment early', async () => {
    const governor = governorOf(sharedStore(), { ...ownPace, sendsAtOnce: 10 });
    governor.pause('bulk', 300);
    const left = crowd(governor, 'bulk', 3);
    const now = performance.now.bind(performance);
    const early = vi.spyOn(performance, 'now').mockImplementation(() => now() - 0.7);
    await pass(300);
    expect(left).toEqual([]);
    early.mockRestore();
    await pass(10);
    expect(left).toHaveLength(3);
    governor.close();
  });
});
