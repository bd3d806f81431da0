import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/simulation/random.ts';
import type { Lane, Store } from '../../../src/store/store.ts';
import { tokenLifeMs } from '../../../src/store/token-buckets.ts';
import { morning } from './steps.ts';

/** A process that always has something to send, asks when it is told to, and is late now and then. */
type Caller = { lane: Lane; askAt: number };

/** Each pace with its own bot, so that the tests share nothing. */
let bots = 0;
const newBot = (): string => `telegram:${++bots}`;

/** How fast a bot may send, whoever asks: never over its pace, hardly below it, replies first. */
export function paceContract(open: () => Store): void {
  describe('pace', () => {
    /** Plays callers against the store on a clock of its own. @returns when each message left, by lane */
    async function play(
      callers: Caller[],
      perSecond: Record<Lane, number>,
      lengthMs: number,
    ): Promise<Record<Lane, number[]>> {
      const store = open();
      const bot = newBot();
      const random = new Random(7);
      const left: Record<Lane, number[]> = { reply: [], bulk: [] };
      for (;;) {
        const caller = callers.reduce((one, other) => (other.askAt < one.askAt ? other : one));
        const now = caller.askAt;
        if (now >= morning + lengthMs) break;
        const { granted, waitMs } = await store.takeTokens(bot, caller.lane, 200, perSecond, now);
        for (let place = 0; place < granted; place++) left[caller.lane].push(now + random.below(tokenLifeMs));
        caller.askAt = now + waitMs + random.below(10);
      }
      for (const times of Object.values(left)) times.sort((one, other) => one - other);
      return left;
    }
    const callersOf = (lane: Lane, count: number): Caller[] =>
      Array.from({ length: count }, (_, place) => ({ lane, askAt: morning + place }));

    it.each([
      { lane: 'bulk', rate: 25, callers: 1, lengthMs: 40_000 },
      { lane: 'bulk', rate: 30, callers: 4, lengthMs: 40_000 },
      { lane: 'reply', rate: 1, callers: 2, lengthMs: 400_000 },
      { lane: 'reply', rate: 100, callers: 4, lengthMs: 10_000 },
      { lane: 'reply', rate: 1_000, callers: 1, lengthMs: 4_000 },
      { lane: 'reply', rate: 1_000, callers: 6, lengthMs: 4_000 },
    ] as const)(
      '$callers callers share $rate a second ($lane): at least 95 % of it, never more in any second',
      async ({ lane, rate, callers, lengthMs }) => {
        const left = (
          await play(callersOf(lane, callers), { reply: 1_000, bulk: 1_000, [lane]: rate }, lengthMs)
        )[lane];
        expect(mostInASecond(left)).toBeLessThanOrEqual(rate);
        expect(left.length).toBeGreaterThanOrEqual((rate * 0.95 * lengthMs) / 1_000);
      },
    );

    it('replies go first: bulk has its own rate beside few replies, and nothing while replies wait', async () => {
      const pace = { reply: 100, bulk: 25 };
      const alone = await play(callersOf('bulk', 2), pace, 10_000);
      expect(alone.bulk.length).toBeGreaterThanOrEqual(0.95 * 250);
      const beside = await play([...callersOf('bulk', 2), ...callersOf('reply', 3)], pace, 10_000);
      expect(beside.reply.length).toBeGreaterThanOrEqual(0.95 * 1_000);
      // The first few, before a reply ever had to wait.
      expect(beside.bulk.length).toBeLessThanOrEqual(2);
      const together = [...beside.reply, ...beside.bulk].sort((one, other) => one - other);
      expect(mostInASecond(together)).toBeLessThanOrEqual(100);
    });

    it('a pause of replies holds the whole bot, a pause of bulk bulk alone; the longer of two counts', async () => {
      const [store, bot, other] = [open(), newBot(), newBot()];
      const pace = { reply: 100, bulk: 25 };
      const ask = (lane: Lane, at: number, name = bot) => store.takeTokens(name, lane, 1, pace, morning + at);
      await store.pauseLane(bot, 'bulk', 5_000, morning);
      expect(await ask('bulk', 1_000)).toEqual({ granted: 0, waitMs: 4_000 });
      expect(await ask('reply', 1_000)).toEqual({ granted: 1, waitMs: 0 });
      await store.pauseLane(bot, 'reply', 2_000, morning + 1_000);
      await store.pauseLane(bot, 'reply', 500, morning + 1_000);
      expect(await ask('reply', 1_000)).toEqual({ granted: 0, waitMs: 2_000 });
      expect(await ask('bulk', 1_000)).toEqual({ granted: 0, waitMs: 4_000 });
      expect(await ask('reply', 1_000, other)).toEqual({ granted: 1, waitMs: 0 });
      expect(await ask('reply', 3_000)).toEqual({ granted: 1, waitMs: 0 });
      expect(await ask('bulk', 5_000)).toEqual({ granted: 1, waitMs: 0 });
    });

    it('a long rest saves up no more than a moment’s worth', async () => {
      const [store, bot] = [open(), newBot()];
      const pace = { reply: 1_000, bulk: 25 };
      await store.takeTokens(bot, 'reply', 1, pace, morning);
      const { granted } = await store.takeTokens(bot, 'reply', 500, pace, morning + 3_600_000);
      expect(granted).toBeGreaterThan(0);
      expect(granted).toBeLessThanOrEqual(21);
    });

    it('by the store’s own clock a bot that rested may send at once', async () => {
      expect((await open().takeTokens(newBot(), 'reply', 1, { reply: 10, bulk: 5 })).granted).toBe(1);
    });
  });
}

/** The most that left in any window of one second, its end not counted. */
function mostInASecond(times: number[]): number {
  let most = 0;
  let from = 0;
  for (const [place, at] of times.entries()) {
    while ((times[from] ?? at) <= at - 1_000) from++;
    most = Math.max(most, place - from + 1);
  }
  return most;
}
