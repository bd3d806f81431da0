import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newBroadcast } from '../../src/broadcast/broadcast.ts';
import { forecast } from '../../src/broadcast/forecast.ts';
import { noCounts } from '../../src/broadcast/states.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import { type ChannelTerms, freeTerms } from '../../src/office/channel-terms.ts';
import type { Tally } from '../../src/office/count-audience.ts';
import { behind, outlookOf, type Sending } from '../../src/office/outlook.ts';
import { standingOf } from '../../src/office/standing.ts';
import { usualQuietHours } from '../fixtures/calendar.ts';
import { staff, telegramTerms, webTerms } from '../fixtures/office.ts';

/** Local time in Hanoi. */
const local = (month: number, day: number, hour: number, minute = 0): number =>
  Date.UTC(2027, month - 1, day, hour - 7, minute);

const tally = (reached: Record<string, number[]>, more: Partial<Tally> = {}): Tally => ({
  estimate: undefined,
  total: 0,
  optedOut: 0,
  unreachable: 0,
  overBudget: 0,
  reached,
  ...more,
});
const sending = (more: Partial<Sending> = {}): Sending => ({
  startAt: local(3, 3, 12),
  quiet: usualQuietHours,
  holdoutShare: 0,
  ahead: 0,
  terms: [telegramTerms, webTerms],
  ...more,
});
/** An Official Account: free for two days, 55 đồng for a week, then nothing; a hundred calls a minute. */
const zalo: ChannelTerms = {
  ...freeTerms,
  name: 'zalo-oa',
  perSecond: 100 / 60,
  prices: [
    { withinMs: 2 * dayMs, vnd: 0 },
    { withinMs: 7 * dayMs, vnd: 55 },
  ],
};

describe('what an official sees before anything is sent', () => {
  test('so many tonight before 20:45, so many from 6:30 tomorrow, so many who had enough this week', () => {
    const evening = sending({
      startAt: local(3, 3, 20, 44),
      terms: [{ ...telegramTerms, perSecond: 20 }, webTerms],
    });
    const { forecast: when, audience } = outlookOf(
      tally({ telegram: [4_340], web: [77] }, { total: 4_829, overBudget: 412 }),
      evening,
    );
    expect(when.stretches.map(({ recipients }) => recipients)).toEqual([1_200, 3_140]);
    expect(when.stretches.map(({ until }) => until)[0]).toBe(local(3, 3, 20, 45));
    expect(when.stretches[1]?.from).toBe(local(3, 4, 6, 30));
    expect(when.finishedAt).toBe(local(3, 4, 6, 30) + (3_140 / 20) * 1_000);
    expect(audience).toMatchObject({ total: 4_829, overBudget: 412, atOnce: 4_340, atNextVisit: 77 });
  });

  test('others who wait for the same channel go first', () => {
    const { forecast: when } = outlookOf(tally({ telegram: [1_000] }), sending({ ahead: 4_000 }));
    expect(when.stretches).toEqual([
      { from: local(3, 3, 12) + 160_000, until: local(3, 3, 12) + 200_000, recipients: 1_000 },
    ]);
  });

  test('web chats find it at their next visit: nothing is to be waited for', () => {
    const { forecast: when, audience } = outlookOf(tally({ web: [50] }), sending({ ahead: 4_000 }));
    expect(when).toEqual({ stretches: [], finishedAt: local(3, 3, 12) });
    expect(audience).toMatchObject({ atOnce: 0, atNextVisit: 50, byChannel: { web: 50 } });
  });

  test('public danger goes on through the night', () => {
    const night = sending({ startAt: local(3, 3, 23), quiet: undefined });
    expect(outlookOf(tally({ telegram: [2_500] }), night).forecast).toEqual({
      stretches: [{ from: local(3, 3, 23), until: local(3, 3, 23) + 100_000, recipients: 2_500 }],
      finishedAt: local(3, 3, 23) + 100_000,
    });
  });

  test('what it costs hangs on when people last wrote, and those left out by lot cost nothing', () => {
    const { costs } = outlookOf(
      tally({ 'zalo-oa': [600, 400] }),
      sending({ terms: [zalo], holdoutShare: 0.1 }),
    );
    expect(costs).toMatchObject([
      { channel: 'zalo-oa', recipients: 900, vnd: 900 * 0.4 * 55, impossible: undefined },
    ]);
    expect(costs[0]?.finishedAt).toBe(local(3, 3, 12) + 540_000);
  });

  test.each<{ what: string; terms: ChannelTerms; why: object }>([
    {
      what: 'a month’s quota',
      terms: { ...telegramTerms, monthlyQuota: 3_000 },
      why: { kind: 'quota', most: 3_000 },
    },
    {
      what: 'a bot of fifty people',
      terms: { ...telegramTerms, mostPeople: 50, monthlyQuota: 3_000 },
      why: { kind: 'people', most: 50 },
    },
    { what: 'a year', terms: { ...telegramTerms, perSecond: 1 / hourMs }, why: { kind: 'too_slow' } },
  ])('it is said when $what makes it impossible, and then no end is promised', ({ terms, why }) => {
    const { costs, forecast: when } = outlookOf(tally({ telegram: [5_000] }), sending({ terms: [terms] }));
    expect(costs[0]).toMatchObject({ impossible: why, finishedAt: undefined });
    expect(when.finishedAt).toBeUndefined();
  });

  test('two channels are one line a day, and the slower says when it ends', () => {
    const { forecast: when } = outlookOf(
      tally({ telegram: [1_000], 'zalo-oa': [1_000, 0] }),
      sending({ terms: [telegramTerms, zalo] }),
    );
    expect(when.stretches).toHaveLength(1);
    expect(when.stretches[0]).toMatchObject({ recipients: 2_000, from: local(3, 3, 12) });
    expect(when.finishedAt).toBe(local(3, 3, 12) + 600_000);
  });

  test('whoever is reached is written to or left out by lot', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        counts,
        counts,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (telegram, web, holdoutShare) => {
          const reached = { telegram, web };
          const { audience } = outlookOf(tally(reached), sending({ holdoutShare }));
          const all = [...telegram, ...web].reduce((sum, count) => sum + count, 0);
          expect(audience.atOnce + audience.atNextVisit + audience.holdout).toBe(all);
          expect(Math.abs(audience.holdout - all * holdoutShare)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('behind others nobody is lost and nobody leaves earlier', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.integer({ min: 0, max: 3_000_000 }),
        (others, own) => {
          const whole = forecast(local(3, 3, 20), others + own, 25, usualQuietHours);
          const rest = behind(others, whole);
          expect(rest.stretches.reduce((sum, { recipients }) => sum + recipients, 0)).toBe(own);
          for (const { from, until } of rest.stretches) expect(from).toBeLessThan(until);
          expect(rest.finishedAt).toBe(whole.finishedAt);
        },
      ),
    );
  });
});

describe('how it stands', () => {
  const running = newBroadcast({
    id: 'tin',
    unit: '16012',
    author: 'an',
    createdAt: 0,
    texts: { vi: { text: 'Chào.' } },
    topic: 'learning',
    startedAt: 1,
    state: { kind: 'running' },
  });
  const known = {
    counts: {
      '16012': { ...noCounts(), waiting: 500, sent: 100 },
      '15715': { ...noCounts(), waiting: 0, placed: 40, sent: 900 },
      '': noCounts(),
    },
    people: staff,
    ahead: 0,
    terms: [telegramTerms, webTerms],
    partitions: 1,
    quiet: usualQuietHours,
    now: local(3, 3, 12),
  };

  test('by place, the most recipients first, and when the last will be sent', () => {
    const standing = standingOf(running, known);
    expect(standing.progress).toMatchObject({
      recipients: 1_540,
      sent: 1_000,
      waiting: 540,
      atNextVisit: 40,
    });
    expect(standing.byUnit.map(({ unit }) => unit)).toEqual(['15715', '16012']);
    expect(standing.expectedAt).toBe(local(3, 3, 12) + 20_000);
    expect(standing.restsUntil).toBeUndefined();
  });

  test('it rests at night until the morning, unless it is a danger', () => {
    const night = { ...known, now: local(3, 3, 22) };
    expect(standingOf(running, night)).toMatchObject({
      restsUntil: local(3, 4, 6, 30),
      expectedAt: local(3, 4, 6, 30) + 20_000,
    });
    const danger = standingOf({ ...running, crossesQuietHours: true }, night);
    expect(danger).toMatchObject({ restsUntil: undefined, expectedAt: local(3, 3, 22) + 20_000 });
  });

  test('nothing is promised of one that is not sending', () => {
    const paused = { ...running, state: { kind: 'paused' as const, by: 'an', at: 1 } };
    expect(standingOf(paused, known)).toMatchObject({ restsUntil: undefined, expectedAt: undefined });
  });
});
