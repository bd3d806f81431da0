import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTens, shareInTens, sumInTens } from '../../src/stats/tens.ts';

test.each([
  { people: 0, shown: 'few' },
  { people: 9, shown: 'few' },
  { people: 10, shown: 10 },
  { people: 19, shown: 10 },
  { people: 51_467, shown: 51_460 },
])('of $people people is shown: $shown', ({ people, shown }) => {
  expect(inTens(people)).toBe(shown);
});

test.each([
  { part: 50, whole: 99, shown: 'few' },
  { part: 9, whole: 100, shown: { kind: 'at_most', share: 0.09 } },
  { part: 109, whole: 109, shown: { kind: 'at_least', share: 100 / 109 } },
  { part: 75, whole: 100, shown: { kind: 'about', share: 74.5 / 104.5 } },
])('of $part in $whole', ({ part, whole, shown }) => {
  expect(shareInTens(part, whole)).toEqual(shown);
});

test('a share is within five points of the true one, or its bound holds', () => {
  const people = fc.integer({ min: 100, max: 3_000 });
  fc.assert(
    fc.property(people, fc.double({ min: 0, max: 1, noNaN: true }), (whole, of) => {
      const part = Math.round(whole * of);
      const shown = shareInTens(part, whole);
      if (shown === 'few') throw new Error('a hundred people are enough');
      const { kind, share } = shown;
      if (kind === 'about') expect(Math.abs(share - part / whole)).toBeLessThan(0.05);
      else if (kind === 'at_least') expect(part / whole).toBeGreaterThanOrEqual(share - 1e-9);
      else expect(part / whole).toBeLessThanOrEqual(share + 1e-9);
    }),
  );
});

describe('an attacker who knows the rule', () => {
  const fewest = 3;
  const sumOver = (world: readonly number[], filter: readonly number[]): number =>
    filter.reduce((sum, i) => sum + (world[i] ?? 0), 0);
  function* worlds(cells: number, most: number): Generator<number[]> {
    for (let code = 0; code < (most + 1) ** cells; code++) {
      yield Array.from({ length: cells }, (_, i) => Math.floor(code / (most + 1) ** i) % (most + 1));
    }
  }

  /** Cells of people, and the groups of cells that some page, filter or file gives; sums beside all their parts last. */
  test.each([
    { pages: 'two places and their sum', cells: 2, most: 9, shown: [[0], [1]], sums: [[0, 1]] },
    { pages: 'three places and their sum', cells: 3, most: 8, shown: [[0], [1], [2]], sums: [[0, 1, 2]] },
    {
      pages: 'four places and their sum',
      cells: 4,
      most: 6,
      shown: [[0], [1], [2], [3]],
      sums: [[0, 1, 2, 3]],
    },
    {
      pages: 'two audiences in two places, each by itself and both ways together',
      cells: 4,
      most: 6,
      shown: [[0], [1], [2], [3]],
      sums: [
        [0, 1],
        [2, 3],
        [0, 2],
        [1, 3],
        [0, 1, 2, 3],
      ],
    },
  ])('cannot tell how many are in a group below the limit from $pages', ({ cells, most, shown, sums }) => {
    const alike = new Map<string, number[][]>();
    for (const world of worlds(cells, most)) {
      const seen = [
        ...shown.map((group) => inTens(sumOver(world, group), fewest)),
        ...sums.map((group) =>
          sumInTens(
            group.map((cell) => world[cell] ?? 0),
            fewest,
          ),
        ),
      ].join();
      alike.set(seen, [...(alike.get(seen) ?? []), world]);
    }
    let small = 0;
    for (const candidates of alike.values()) {
      // What reaches the edge of this small world is known for that reason only.
      if (candidates.some((world) => world.includes(most))) continue;
      for (const group of [...shown, ...sums]) {
        const possible = new Set(candidates.map((world) => sumOver(world, group)));
        if (![...possible].some((n) => n > 0 && n < fewest)) continue;
        small++;
        expect(possible.size, JSON.stringify(candidates)).toBeGreaterThan(1);
      }
    }
    expect(small).toBeGreaterThan(0);
  });

  test('ten places with nine people each are not told by their sum', () => {
    expect(sumInTens(Array.from({ length: 10 }, () => 9))).toBe(80);
    expect(sumInTens(Array.from({ length: 10 }, () => 8))).toBe(80);
    expect(sumInTens([19, 9])).toBe(20);
    expect(sumInTens([15, 9])).toBe(20);
  });

  const filtersOf = (cells: number): number[][] =>
    Array.from({ length: 2 ** cells - 1 }, (_, set) =>
      Array.from({ length: cells }, (_, i) => i).filter((i) => ((set + 1) >> i) % 2 === 1),
    );
  test('who looks after every single arrival knows a count only at multiples of ten, so no difference below ten', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 120 });
    const filters = filtersOf(4);
    let compared = 0;
    fc.assert(
      fc.property(arrivals, (came) => {
        const world = [0, 0, 0, 0];
        const known = new Map<number, number[]>();
        for (const cell of came) {
          world[cell] = (world[cell] ?? 0) + 1;
          const exact: number[] = [];
          for (const [i, filter] of filters.entries()) {
            const [before, now] = [
              sumOver(world, filter) - (filter.includes(cell) ? 1 : 0),
              sumOver(world, filter),
            ];
            // Shown differently than a moment ago: the attacker knows it exactly.
            if (inTens(before) === inTens(now)) continue;
            exact.push(now);
            known.set(i, [...(known.get(i) ?? []), now]);
          }
          for (const one of exact)
            for (const other of exact) {
              compared++;
              expect([0, ...tensAbove(Math.abs(one - other))]).toContain(Math.abs(one - other));
            }
        }
        for (const counts of known.values())
          for (const [i, count] of counts.entries())
            if (i > 0) expect(count - (counts[i - 1] ?? 0)).toBeGreaterThanOrEqual(10);
      }),
    );
    expect(compared).toBeGreaterThan(500);
  });
  const tensAbove = (n: number): number[] => (n >= 10 ? [n] : []);
});
