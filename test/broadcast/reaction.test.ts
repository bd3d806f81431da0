import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Broadcast, newBroadcast } from '../../src/broadcast/broadcast.ts';
import { differenceOf, reactionOf } from '../../src/broadcast/reaction.ts';

/** Newcombe 1998, table II, method 10: the eight examples of the paper, to four places. */
const published = [
  { case: '56/70 and 48/80', one: [56, 70], other: [48, 80], from: 0.0524, to: 0.3339 },
  { case: '9/10 and 3/10', one: [9, 10], other: [3, 10], from: 0.1705, to: 0.809 },
  { case: '6/7 and 2/7', one: [6, 7], other: [2, 7], from: 0.0582, to: 0.8062 },
  { case: '5/56 and 0/29', one: [5, 56], other: [0, 29], from: -0.0381, to: 0.1926 },
  { case: '0/10 and 0/20', one: [0, 10], other: [0, 20], from: -0.1611, to: 0.2775 },
  { case: '0/10 and 0/10', one: [0, 10], other: [0, 10], from: -0.2775, to: 0.2775 },
  { case: '10/10 and 0/20', one: [10, 10], other: [0, 20], from: 0.6791, to: 1 },
  { case: '10/10 and 0/10', one: [10, 10], other: [0, 10], from: 0.6075, to: 1 },
] as const;

describe('what a message changed', () => {
  test.each(published)('the interval is the one that was published: $case', ({ one, other, from, to }) => {
    const found = differenceOf({ reacted: one[0], n: one[1] }, { reacted: other[0], n: other[1] });
    expect(found.points).toBeCloseTo(100 * (one[0] / one[1] - other[0] / other[1]), 10);
    expect(found.from / 100).toBeCloseTo(from, 4);
    expect(found.to / 100).toBeCloseTo(to, 4);
  });

  test('the difference lies in its interval, which ends within -100 and 100; seen from the other side it is mirrored', () => {
    const group = fc
      .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([n, share]) => ({ n, reacted: Math.round(n * share) }));
    fc.assert(
      fc.property(group, group, (one, other) => {
        const it = differenceOf(one, other);
        expect(it.from).toBeLessThanOrEqual(it.points + 1e-9);
        expect(it.to).toBeGreaterThanOrEqual(it.points - 1e-9);
        expect(it.from).toBeGreaterThanOrEqual(-100 - 1e-9);
        expect(it.to).toBeLessThanOrEqual(100 + 1e-9);
        const mirrored = differenceOf(other, one);
        expect(mirrored.points).toBeCloseTo(-it.points, 9);
        expect(mirrored.from).toBeCloseTo(-it.to, 9);
      }),
    );
  });

  const measured = (reactions: Broadcast['reactions']): Broadcast =>
    newBroadcast({
      id: 'tin',
      unit: '38',
      author: 'an',
      createdAt: 0,
      texts: { vi: { text: 'Chào.' } },
      topic: 'learning',
      reactions,
    });
  const of = (at: number, written: number, leftOut: number) => ({
    at,
    written: { n: written, reacted: 3 },
    leftOut: { n: leftOut, reacted: 1 },
  });

  test('nothing is told before every partition was measured', () => {
    expect(reactionOf(measured({}), 2)).toBeUndefined();
    expect(reactionOf(measured({ 0: of(5, 40, 10) }), 2)).toBeUndefined();
    const whole = reactionOf(measured({ 0: of(5, 40, 10), 1: of(7, 60, 2) }), 2);
    expect(whole).toMatchObject({
      measuredAt: 7,
      written: { n: 100, reacted: 6 },
      leftOut: { n: 12, reacted: 2 },
    });
    expect(whole?.difference?.points).toBeCloseTo(100 * (6 / 100 - 2 / 12), 10);
  });

  test('fewer than ten on either side say nothing', () => {
    expect(reactionOf(measured({ 0: of(5, 500, 9) }), 1)?.difference).toBeUndefined();
    expect(reactionOf(measured({ 0: of(5, 9, 500) }), 1)?.difference).toBeUndefined();
    expect(reactionOf(measured({ 0: of(5, 500, 0) }), 1)?.difference).toBeUndefined();
    expect(reactionOf(measured({ 0: of(5, 10, 10) }), 1)?.difference).toBeDefined();
  });
});
