import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceOf } from '../../src/broadcast/audience.ts';
import { newSession } from '../../src/core/new-session.ts';
import { encodeSession } from '../../src/core/session-format.ts';
import { activeLearner, withLearner } from '../../src/core/turn.ts';
import { type AudienceQuestion, type CountedStore, countAudience } from '../../src/office/count-audience.ts';
import { noon, telegramTerms, webTerms } from '../fixtures/office.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const { units } = smallCourse();
const fresh = newSession('0123456789abcdef', 'vi', noon);
const wireIn = (commune: string) => encodeSession(withLearner(fresh, { ...activeLearner(fresh), commune }));
const [ours, theirs] = [wireIn('16012'), wireIn('15715')];

/** So many chats in the order in which they came, of which some are ours; pages as a store gives them. */
function crowd(
  count: number,
  isOurs: (number: number) => boolean,
  had: (number: number) => number = () => 0,
) {
  let looked = 0;
  const store: CountedStore = {
    partitions: 1,
    partitionOf: () => 0,
    chatCount: async () => count,
    load: async () => [],
    beginWalk: async () => `${count}:0`,
    spreadWalk: (_walk, pages) =>
      Array.from({ length: pages }, (_, page) => `${count}:${Math.floor((count * page) / pages)}`),
    async walkGlances(_partition, walk, limit) {
      const from = Number(walk.split(':')[1]);
      const until = Math.min(count, from + limit);
      looked += until - from;
      const glances = Array.from({ length: until - from }, (_, place) => ({
        chat: { channel: 'telegram', bot: '-', user: String(from + place) },
        number: from + place,
        wire: isOurs(from + place) ? ours : theirs,
      }));
      return { glances, next: until < count ? `${count}:${until}` : undefined };
    },
    hadBy: async (_partition, _broadcasts, numbers) => numbers.map(had),
  };
  return { store, looked: () => looked };
}
const never = (): boolean => false;
const question = (more: Partial<AudienceQuestion> = {}): AudienceQuestion => ({
  isIn: audienceOf({ units: ['16012'] }, units, noon),
  topic: 'learning',
  budget: { most: 3, broadcasts: [] },
  chats: undefined,
  terms: new Map([telegramTerms, webTerms].map((it) => [it.name, it])),
  at: noon,
  ...more,
});

describe('the count of an audience', () => {
  test('is exact while there are no more chats than one looks at', async () => {
    const { store } = crowd(1_000, (number) => number % 3 === 0);
    expect(await countAudience(store, question(), { most: 1_000, isLate: never })).toMatchObject({
      estimate: undefined,
      total: 334,
      reached: { telegram: [334] },
    });
  });

  test('looks at no more than it may, and says how far it can be from the truth', async () => {
    const { store, looked } = crowd(100_000, (number) => number % 7 === 0);
    const { estimate, total } = await countAudience(store, question(), { most: 5_000, isLate: never });
    expect(looked()).toBeLessThanOrEqual(5_000 + 256);
    expect(estimate).toMatchObject({ chats: 100_000, looked: looked() });
    expect(Math.abs(total - 100_000 / 7)).toBeLessThanOrEqual(estimate?.margin ?? 0);
    expect(estimate?.margin).toBeLessThan(2_000);
  });

  test('on a slow machine it ends early, and what was looked at is still spread over all', async () => {
    const { store, looked } = crowd(1_000_000, (number) => number < 250_000);
    const limits = { most: 120_000, isLate: () => looked() > 30_000 };
    const { estimate, total } = await countAudience(store, question(), limits);
    expect(looked()).toBeLessThan(33_000);
    expect(estimate?.looked).toBe(looked());
    expect(Math.abs(total - 250_000)).toBeLessThanOrEqual(estimate?.margin ?? 0);
    expect(estimate?.margin).toBeLessThan(90_000);
  });

  test('people who joined together are not taken for a sample of all', async () => {
    // One village's evening: all of ours came one after the other.
    const { store } = crowd(100_000, (number) => number >= 40_000 && number < 45_000);
    const { estimate, total } = await countAudience(store, question(), { most: 20_000, isLate: never });
    expect(Math.abs(total - 5_000)).toBeLessThanOrEqual(estimate?.margin ?? 0);
    expect(estimate?.margin).toBeGreaterThan(1_500);
  });

  test('that nobody was found is not that nobody is there', async () => {
    const { store } = crowd(1_000_000, () => false);
    const { estimate, total } = await countAudience(store, question(), { most: 5_000, isLate: never });
    expect(total).toBe(0);
    expect(estimate?.margin).toBeGreaterThanOrEqual(570);
  });

  test('the truth lies within the margin, for nearly all places and shares', async () => {
    let [outside, runs] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 2_000 }),
        async (share, streak) => {
          const isOurs = (number: number): boolean =>
            (Math.imul(Math.floor(number / streak), 2_654_435_761) >>> 8) % 100 < share;
          const { store } = crowd(40_000, isOurs);
          const truth = Array.from({ length: 40_000 }, (_, number) => number).filter(isOurs).length;
          const { estimate, total } = await countAudience(store, question(), { most: 4_000, isLate: never });
          runs++;
          if (Math.abs(total - truth) > (estimate?.margin ?? 0)) outside++;
        },
      ),
      { numRuns: 60, seed: 20_270_303 },
    );
    expect(outside / runs).toBeLessThanOrEqual(0.15);
  });

  test('who had as many as anybody may have is told apart; nobody is asked about while there were fewer messages', async () => {
    const { store } = crowd(
      900,
      () => true,
      (number) => number % 5,
    );
    const budget = { most: 3, broadcasts: ['a', 'b', 'c', 'd'] };
    expect(await countAudience(store, question({ budget }), { most: 1_000, isLate: never })).toMatchObject({
      total: 900,
      overBudget: 360,
      reached: { telegram: [540] },
    });
    const two = { most: 3, broadcasts: ['a', 'b'] };
    const unasked = { ...store, hadBy: async () => Promise.reject(new Error('nobody needed to be asked')) };
    expect(
      await countAudience(unasked, question({ budget: two }), { most: 1_000, isLate: never }),
    ).toMatchObject({ overBudget: 0 });
  });
});
