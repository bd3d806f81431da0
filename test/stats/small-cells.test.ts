import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewestPeople, type Row, showCount, showShare, showTable } from '../../src/stats/small-cells.ts';
import { type DatedTable, renew } from '../../src/stats/two-dates.ts';

const row = (id: string, ...counts: number[]): Row => ({ id, counts });
const places = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Every table of so many rows and columns with counts from 0 to `most`. */
function* everyTable(rows: number, columns: number, most: number): Generator<Row[]> {
  const cells = rows * columns;
  for (let code = 0; code < (most + 1) ** cells; code++) {
    const values = Array.from({ length: cells }, (_, i) => Math.floor(code / (most + 1) ** i) % (most + 1));
    yield Array.from({ length: rows }, (_, r) =>
      row(places[r] ?? '', ...values.slice(r * columns, (r + 1) * columns)),
    );
  }
}

describe('an official who reads a table', () => {
  test('sees large places by themselves, small ones together, and a total that adds up', () => {
    const table = showTable([row('a', 40, 60), row('b', 3, 30), row('c', 25, 8), row('d', 100, 100)]);
    expect(table).toEqual({
      kind: 'table',
      rows: [
        { ids: ['d'], counts: [100, 100] },
        { ids: ['a', 'b', 'c'], counts: [68, 98] },
      ],
      total: [168, 198],
    });
    const large = [row('a', 40), row('b', 10)];
    expect(showTable(large)).toMatchObject({ rows: large.map(({ id, counts }) => ({ ids: [id], counts })) });
  });

  test('loses the first place in order with the small ones, however large it is, and the next if need be', () => {
    const shown = (rows: Row[]) => {
      const table = showTable(rows);
      return table.kind === 'table' ? table.rows.map(({ ids }) => ids.join('')) : [];
    };
    expect(shown([row('a', 5_000), row('b', 12), row('c', 3)])).toEqual(['b', 'ac']);
    expect(shown([row('a', 4), row('b', 12), row('c', 3), row('d', 50)])).toEqual(['d', 'abc']);
    // Together they are 18: but alone they would be known to be 9 each.
    expect(shown([row('a', 50), row('b', 9), row('c', 9)])).toEqual(['abc']);
  });

  test.each([
    { what: 'no places', rows: [] },
    { what: 'few people in all', rows: [row('a', 4), row('b', 5)] },
    { what: 'a column of few', rows: [row('a', 400, 3), row('b', 500, 4)] },
  ])('sees nothing of $what', ({ rows }) => {
    expect(showTable(rows)).toEqual({ kind: 'too_few' });
  });

  test('never sees a figure below ten, and everything adds up', () => {
    const count = fc.oneof(fc.nat(30), fc.nat(2_000));
    const tables = fc.array(fc.tuple(count, count, count), { maxLength: 6 });
    fc.assert(
      fc.property(tables, (drawn) => {
        const rows = drawn.map((counts, i) => row(places[i] ?? '', ...counts));
        const table = showTable(rows);
        if (table.kind === 'too_few') return;
        for (const { counts } of table.rows) expect(Math.min(...counts)).toBeGreaterThanOrEqual(fewestPeople);
        expect(table.rows.flatMap(({ ids }) => ids).sort()).toEqual(rows.map(({ id }) => id));
        for (const column of [0, 1, 2]) {
          const sum = rows.reduce((all, { counts }) => all + (counts[column] ?? 0), 0);
          expect(table.total[column]).toBe(sum);
          expect(table.rows.reduce((all, { counts }) => all + (counts[column] ?? 0), 0)).toBe(sum);
        }
      }),
    );
  });

  test.each([
    { people: 9, is: 'few' },
    { people: 0, is: 'few' },
    { people: 10, is: 10 },
  ])('sees of $people people: $is', ({ people, is }) => {
    expect(showCount(people)).toBe(is);
  });

  test.each([
    { part: 5, whole: 19, is: 'few' },
    { part: 15, whole: 60, is: { kind: 'share', share: 0.25 } },
    { part: 60, whole: 60, is: { kind: 'at_least', share: 51 / 60 } },
    { part: 51, whole: 60, is: { kind: 'at_least', share: 51 / 60 } },
    { part: 0, whole: 90, is: { kind: 'at_most', share: 0.1 } },
    { part: 9, whole: 90, is: { kind: 'at_most', share: 0.1 } },
  ])('sees of $part in $whole a share that tells on nobody', ({ part, whole, is }) => {
    expect(showShare(part, whole)).toEqual(is);
  });
});

describe('an attacker who knows the rule, the order and everything shown', () => {
  /**
   * Goes through every table there could be, and keeps together those that look the same when shown: what is
   * the same in all of them, the attacker knows.
   */
  test.each([
    { rows: 3, columns: 1, most: 8, fewest: 3 },
    { rows: 4, columns: 1, most: 6, fewest: 2 },
    { rows: 3, columns: 2, most: 4, fewest: 2 },
  ])(
    'finds no hidden count below $fewest in any table of $rows × $columns',
    ({ rows, columns, most, fewest }) => {
      const looksLike = new Map<string, Row[][]>();
      for (const table of everyTable(rows, columns, most)) {
        const shown = JSON.stringify(showTable(table, fewest));
        looksLike.set(shown, [...(looksLike.get(shown) ?? []), table]);
      }
      let small = 0;
      for (const [shown, tables] of looksLike) {
        const table = JSON.parse(shown) as ReturnType<typeof showTable>;
        if (table.kind === 'too_few') continue;
        for (const { ids, counts } of table.rows) {
          if (ids.length === 1) continue;
          // Counts above `most` are left out of this world, not of the attacker's: only sums within it are fair.
          if (counts.some((count) => count > most)) continue;
          for (const id of ids) {
            for (let column = 0; column < columns; column++) {
              const possible = new Set(tables.map((it) => it.find((one) => one.id === id)?.counts[column]));
              const isSmall = [...possible].some((count) => count !== undefined && count < fewest);
              if (!isSmall) continue;
              small += 1;
              // As many as there are numbers below the limit: the attacker knows no more than "few".
              expect(possible.size, `${shown} ${id}`).toBeGreaterThanOrEqual(fewest);
            }
          }
        }
      }
      expect(small).toBeGreaterThan(0);
    },
  );

  test('would find one if the next smallest place gave way instead, as is often done', () => {
    // 9, 20 and 20: whoever knows that the smaller of two gave way, knows that at least 29 − 20 = 9 are hidden.
    const smallestFirst = (table: Row[]): Row[] =>
      [...table].sort((one, other) => (one.counts[0] ?? 0) - (other.counts[0] ?? 0));
    const seen = JSON.stringify(showTable(smallestFirst([row('a', 9), row('b', 20), row('c', 20)])));
    const possible = [...Array(10).keys()].filter((hidden) => {
      const table = [row('a', hidden), row('b', 29 - hidden), row('c', 20)];
      return JSON.stringify(showTable(smallestFirst(table))) === seen;
    });
    expect(possible).toEqual([9]);
  });
});

describe('an attacker who kept an earlier table', () => {
  test('finds by subtraction that ten or more came, or nothing', () => {
    const start = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
    const days = fc.array(fc.array(fc.nat(14), { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 8,
    });
    let compared = 0;
    fc.assert(
      fc.property(start, days, (first, growth) => {
        let counts = [...first];
        const shown: DatedTable[] = [];
        [Array(6).fill(0) as number[], ...growth].forEach((more, day) => {
          counts = counts.map((count, i) => count + (more[i] ?? 0));
          const rows = counts.map((count, i) => row(places[i] ?? '', count));
          shown.push(renew(shown.at(-1), rows, day));
        });
        for (const [i, early] of shown.entries()) {
          for (const late of shown.slice(i + 1)) {
            for (const difference of differences(early, late)) {
              compared += 1;
              if (difference !== 0) expect(Math.abs(difference)).toBeGreaterThanOrEqual(fewestPeople);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  test.each([
    { rows: 3, columns: 1, most: 6 },
    { rows: 2, columns: 2, most: 5 },
  ])(
    'cannot tell how few came to a place or were there before, knowing the rule and every table of $rows × $columns',
    ({ rows, columns, most }) => {
      const fewest = 2;
      const looksLike = new Map<string, { shown: DatedTable[]; pairs: [number[], number[]][] }>();
      const tables = [...everyTable(rows, columns, most)].map((table) => ({
        table,
        counts: table.flatMap(({ counts }) => counts),
      }));
      for (const early of tables) {
        const first = renew(undefined, early.table, 1, fewest);
        for (const late of tables) {
          if (late.counts.some((count, i) => count < (early.counts[i] ?? 0))) continue;
          const shown = [first, renew(first, late.table, 2, fewest)];
          const name = JSON.stringify(shown);
          const known = looksLike.get(name) ?? { shown, pairs: [] };
          known.pairs.push([early.counts, late.counts]);
          looksLike.set(name, known);
        }
      }
      let hidden = 0;
      for (const [name, { shown, pairs }] of looksLike) {
        // What reaches the edge of this small world is known for that reason only.
        const isAtEdge = shown.some(
          (table) =>
            table.kind === 'too_few' ||
            table.rows.some(({ counts }) => counts.some((count) => count > most - fewest)),
        );
        if (isAtEdge) continue;
        for (let cell = 0; cell < rows * columns; cell++) {
          const figures: ((early: number[], late: number[]) => number)[] = [
            (early, late) => (late[cell] ?? 0) - (early[cell] ?? 0),
            (early) => early[cell] ?? 0,
            (_, late) => late[cell] ?? 0,
          ];
          for (const figure of figures) {
            const possible = new Set(pairs.map(([early, late]) => figure(early, late)));
            if (![...possible].some((count) => count > 0 && count < fewest)) continue;
            hidden += 1;
            expect(possible.size, `${name} cell ${cell}`).toBeGreaterThanOrEqual(fewest);
          }
        }
      }
      expect(hidden).toBeGreaterThan(0);
    },
    60_000,
  );

  const day = (before: DatedTable | undefined, at: number, ...counts: number[]): DatedTable =>
    renew(
      before,
      counts.map((count, i) => row(places[i] ?? '', count)),
      at,
    );
  const shownOf = (table: DatedTable): string[] =>
    table.kind === 'too_few'
      ? []
      : table.rows.map(({ ids, counts, at }) => `${ids.join('')} ${counts.join()} @${at}`);

  test('sees a place stand still until ten have come, and small ones part once they are large enough', () => {
    const first = day(undefined, 1, 20, 5, 40);
    expect(shownOf(first)).toEqual(['c 40 @1', 'ab 25 @1']);
    const second = day(first, 2, 24, 12, 49);
    expect(shownOf(second)).toEqual(['c 40 @1', 'ab 36 @2']);
    const third = day(second, 3, 36, 13, 50);
    expect(shownOf(third)).toEqual(['c 50 @3', 'a 36 @3', 'b 13 @3']);
    expect(third).toMatchObject({ total: [99] });
  });

  test('is not told afterwards that nine were hidden: 20 and 9 stay together while the 20 are 20', () => {
    const first = day(undefined, 1, 20, 9);
    const second = day(first, 2, 20, 30);
    expect(shownOf(second)).toEqual(['ab 50 @2']);
    // Once more the sum is what counts: 50 must be had by the first place alone.
    expect(shownOf(day(second, 3, 49, 40))).toEqual(['ab 89 @3']);
    expect(shownOf(day(second, 3, 50, 40))).toEqual(['a 50 @3', 'b 40 @3']);
  });

  test('sees a place that was not there before only with others like it, or when it is large', () => {
    const first = renew(undefined, [row('a', 20)], 1);
    const second = renew(first, [row('a', 30), row('b', 4)], 2);
    expect(shownOf(second)).toEqual(['a 30 @2']);
    const third = renew(second, [row('a', 35), row('b', 14)], 3);
    expect(shownOf(third)).toEqual(['a 30 @2', 'b 14 @3']);
    expect(shownOf(renew(third, [row('b', 90)], 4))).toEqual(['a 30 @2', 'b 90 @4']);
  });
});

/** Every difference between unions of rows of two tables that are about the same places. */
function differences(early: DatedTable, late: DatedTable): number[] {
  if (early.kind === 'too_few' || late.kind === 'too_few') return [];
  const unions = ({ rows }: Extract<DatedTable, { kind: 'table' }>): Map<string, number> => {
    const all = new Map<string, number>();
    for (let set = 1; set < 2 ** rows.length; set++) {
      const own = rows.filter((_, i) => (set >> i) % 2 === 1);
      const name = own
        .flatMap(({ ids }) => ids)
        .sort()
        .join();
      all.set(
        name,
        own.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0),
      );
    }
    return all;
  };
  const [before, now] = [unions(early), unions(late)];
  return [...before].flatMap(([name, count]) => {
    const later = now.get(name);
    return later === undefined ? [] : [later - count];
  });
}
