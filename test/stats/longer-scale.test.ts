import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/core/time.ts';
import { type FirstAnswer, fewestOtherItems, longerScale } from '../../src/stats/longer-scale.ts';

const day = (days: number): number => Date.UTC(2026, 10, 1) + days * dayMs;

/** Some items met by one learner on one day, so many of them right. */
const met = (learner: string, items: number, right: number, days: number, name = 'i'): FirstAnswer[] =>
  Array.from({ length: items }, (_, i) => ({
    learner,
    item: `${name}${i}`,
    isRight: i < right,
    at: day(days),
  }));
const one = (learner: string, isRight: boolean, days: number): FirstAnswer => ({
  learner,
  item: 'q',
  isRight,
  at: day(days),
});
const ofQ = (answers: FirstAnswer[]) => longerScale(answers).find(({ item }) => item === 'q');

describe('a question judged by more than its own lesson', () => {
  test('tells strong from weak by all else they met within 30 days', () => {
    const answers = [
      ...met('strong', 12, 12, 0),
      one('strong', true, 3),
      ...met('good', 12, 9, 0),
      one('good', true, 3),
      ...met('fair', 12, 6, 0),
      one('fair', false, 3),
      ...met('weak', 12, 3, 0),
      one('weak', false, 3),
    ];
    // x = 1 1 0 0 and shares 1, 3/4, 1/2, 1/4: covariance 0.5·0.5, variances 1 and 5/16 of 4: 2/√5.
    expect(ofQ(answers)).toMatchObject({ n: 4, meanOthers: 12 });
    expect(ofQ(answers)?.discriminationIndex).toBeCloseTo(200 / Math.sqrt(5), 10);
  });

  test('is labelled as our own figure', () => {
    expect(ofQ([one('an', true, 0)])?.scale).toMatch(/^own:/);
  });

  test('leaves out people who met too little else', () => {
    const answers = [
      ...met('an', fewestOtherItems, 3, 0),
      one('an', true, 0),
      ...met('ba', fewestOtherItems - 1, 3, 0),
      one('ba', false, 0),
    ];
    expect(ofQ(answers)).toMatchObject({
      n: 1,
      meanOthers: fewestOtherItems,
      discriminationIndex: undefined,
    });
  });

  test.each([
    { when: 30, n: 1 },
    { when: 31, n: 0 },
    { when: -30, n: 1 },
    { when: -31, n: 0 },
  ])('counts what was met $when days from it for $n', ({ when, n }) => {
    expect(ofQ([...met('an', 20, 3, when), one('an', true, 0)])?.n).toBe(n);
  });

  test('takes the first answer of a person who met an item again, in whatever order they come', () => {
    const base = [...met('an', 12, 12, 0), ...met('ba', 12, 0, 0), one('an', true, 0), one('ba', false, 0)];
    const again = [...base, one('an', false, 5), one('ba', true, 5)];
    expect(ofQ(again)).toEqual(ofQ(base));
    expect(ofQ([...again].reverse())).toEqual(ofQ(base));
    expect(ofQ(base)?.discriminationIndex).toBe(100);
  });

  test('agrees with the plain correlation over any histories', () => {
    const history = fc.array(
      fc.record({ learner: fc.nat(8), item: fc.nat(25), isRight: fc.boolean(), at: fc.nat(80) }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(history, (drawn) => {
        const answers = drawn.map((it) => ({
          ...it,
          learner: `l${it.learner}`,
          item: `i${it.item}`,
          at: day(it.at),
        }));
        for (const { item, n, discriminationIndex } of longerScale(answers)) {
          const pairs = plainPairs(answers, item);
          expect(n).toBe(pairs.length);
          const expected = plainCorrelation(pairs);
          if (expected === undefined) expect(discriminationIndex).toBeUndefined();
          else expect(discriminationIndex).toBeCloseTo(100 * expected, 8);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function plainPairs(answers: FirstAnswer[], item: string): [number, number][] {
  const earliest = (learner: string, of: string): FirstAnswer | undefined =>
    answers
      .filter((it) => it.learner === learner && it.item === of)
      .reduce<FirstAnswer | undefined>(
        (first, it) => (first === undefined || it.at < first.at ? it : first),
        undefined,
      );
  const items = [...new Set(answers.map((it) => it.item))];
  return [...new Set(answers.map((it) => it.learner))].flatMap((learner): [number, number][] => {
    const own = earliest(learner, item);
    if (own === undefined) return [];
    const others = items
      .flatMap((of) => (of === item ? [] : (earliest(learner, of) ?? [])))
      .filter(({ at }) => Math.abs(at - own.at) <= 30 * dayMs);
    if (others.length < fewestOtherItems) return [];
    return [[Number(own.isRight), others.filter(({ isRight }) => isRight).length / others.length]];
  });
}

function plainCorrelation(pairs: [number, number][]): number | undefined {
  const mean = (place: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (of: (a: number, b: number) => number): number =>
    pairs.reduce((all, [a, b]) => all + of(a - x, b - y), 0);
  const product = sum((a) => a * a) * sum((_, b) => b * b);
  return pairs.length === 0 || product < 1e-12 ? undefined : sum((a, b) => a * b) / Math.sqrt(product);
}
