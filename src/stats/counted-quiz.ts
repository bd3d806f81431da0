import type { Item } from '../core/course.ts';
import type { AttemptKind } from '../core/effect.ts';
import { Distribution } from './distribution.ts';
import type { Cell, ItemTally, Tally } from './tally.ts';

/** Sums of counters by their full names, `core/counters.ts`. */
export type Counters = Readonly<Record<string, number>>;

/** The wording that was asked, by `itemKey`: `course.pastItems.get`. */
export type Wordings = (itemKey: string) => Pick<Item, 'key' | 'options'> | undefined;

export type WhichAttempts = {
  quiz: string;
  kind: AttemptKind;
  /** `2026-11`; all months when absent. */
  months?: ReadonlySet<string>;
};

/** Adds up counters of several partitions, units, days: all there is to merging. */
export function merged(parts: Iterable<Counters>): Counters {
  const sums: Record<string, number> = {};
  for (const part of parts) {
    for (const [key, count] of Object.entries(part)) sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

/** A counter names a wording that this course does not know: without its key nobody can say what was right. */
export type UnknownWording = { kind: 'unknown_wording'; itemKeys: string[] };

type Counted = { item: string; itemKey: string; option: string; total: bigint; count: bigint };

/**
 * The finished attempts at one quiz from its cells `C/<quiz>/<kind>/<month>/<item>@<version>/<option>/<total>`.
 *
 * An item right is worth 1. Items keep together over wordings: an attempt that an edit overtook is marked by
 * the key of what it was asked. An attempt that an item was retired from counts there as unanswered.
 *
 * How many attempts had a total follows from the cells alone: T attempts' worth of right answers stand in the
 * column of total T. So cells read at one moment are whole by themselves; `H`, read a moment later, may hold
 * an attempt more. `totalsApart` compares the two.
 */
export function countedTally(
  counters: Counters,
  which: WhichAttempts,
  wordings: Wordings,
): Tally | UnknownWording {
  const counted = cellsOf(counters, which);
  const unknown = new Set<string>();
  const isRight = ({ itemKey, option }: Counted): boolean => {
    const wording = wordings(itemKey);
    if (wording === undefined) unknown.add(itemKey);
    return wording?.key === option;
  };
  const cells = counted.map((it) => ({ ...it, mark: isRight(it) ? 1n : 0n }));
  if (unknown.size > 0) return { kind: 'unknown_wording', itemKeys: [...unknown].sort() };
  const totals = attemptsByTotal(cells);
  const items = [...new Set(cells.map(({ item }) => item))].sort();
  return {
    denominator: 1n,
    totals,
    items: items.map((item): ItemTally => {
      const own = cells.filter((cell) => cell.item === item);
      const missing = missingCells(own, totals);
      const wording = wordings(mostAsked(own));
      return {
        item,
        max: 1n,
        options: wording?.options.map(({ id }) => ({ option: id, mark: id === wording.key ? 1n : 0n })),
        cells: [...own.map(({ option, mark, total, count }) => ({ option, mark, total, count })), ...missing],
        unanswered: missing.reduce((sum, { count }) => sum + count, 0n),
      };
    }),
  };
}

/** Totals of which `H` holds another number of attempts than the cells: none, when both are read at rest. */
export function totalsApart(counters: Counters, which: WhichAttempts, tally: Tally): string[] {
  const byCells = new Map(tally.totals.sorted());
  const byTotals = new Distribution();
  for (const [key, count] of Object.entries(counters)) {
    const [letter, quiz, kind, month = '', total = ''] = key.split('/');
    if (letter === 'H' && isWanted(which, quiz, kind, month)) byTotals.add(BigInt(total), BigInt(count));
  }
  const counted = new Map(byTotals.sorted());
  return [...new Set([...byCells.keys(), ...counted.keys()])]
    .filter((total) => byCells.get(total) !== counted.get(total))
    .map((total) => `${total}: ${byCells.get(total) ?? 0n} by cells, ${counted.get(total) ?? 0n} by totals`);
}

const isWanted = (which: WhichAttempts, quiz?: string, kind?: string, month = ''): boolean =>
  quiz === which.quiz && kind === which.kind && (which.months?.has(month) ?? true);

function cellsOf(counters: Counters, which: WhichAttempts): Counted[] {
  const sums = new Map<string, Counted>();
  for (const [key, count] of Object.entries(counters)) {
    const [letter, quiz, kind, month = '', itemKey = '', option = '', total = ''] = key.split('/');
    if (letter !== 'C' || !isWanted(which, quiz, kind, month) || count === 0) continue;
    const name = `${itemKey}/${option}/${total}`;
    const before = sums.get(name)?.count ?? 0n;
    const [item = itemKey] = itemKey.split('@');
    sums.set(name, { item, itemKey, option, total: BigInt(total), count: before + BigInt(count) });
  }
  return [...sums.values()];
}

type Marked = Cell & Counted;

/** Attempts of total T gave T right answers each; those of total 0 are as many as answered any one item. */
function attemptsByTotal(cells: readonly Marked[]): Distribution {
  const right = new Map<bigint, bigint>();
  const asked = new Map<string, bigint>();
  for (const { item, mark, total, count } of cells) {
    if (total > 0n) right.set(total, (right.get(total) ?? 0n) + mark * count);
    else asked.set(item, (asked.get(item) ?? 0n) + count);
  }
  const totals = new Distribution();
  for (const [total, sum] of right) totals.add(total, sum / total);
  const most = [...asked.values()].reduce((high, count) => (count > high ? count : high), 0n);
  return most === 0n ? totals : totals.add(0n, most);
}

function missingCells(own: readonly Marked[], totals: Distribution): Cell[] {
  const there = new Map<bigint, bigint>();
  for (const { total, count } of own) there.set(total, (there.get(total) ?? 0n) + count);
  return totals.sorted().flatMap(([total, attempts]) => {
    const count = attempts - (there.get(total) ?? 0n);
    return count > 0n ? [{ option: undefined, mark: 0n, total, count }] : [];
  });
}

function mostAsked(own: readonly Marked[]): string {
  const sums = new Map<string, bigint>();
  for (const { itemKey, count } of own) sums.set(itemKey, (sums.get(itemKey) ?? 0n) + count);
  const sorted = [...sums].sort(([, one], [, other]) => (one < other ? 1 : one > other ? -1 : 0));
  return sorted[0]?.[0] ?? '';
}
