import { quotient, root } from './exact.ts';
import type { ItemTally } from './tally.ts';

/** Who chose one option of an item. */
export type OptionFigures = {
  option: string;
  n: number;
  /** Of all attempts, 0..1. Unanswered ones are in none, so shares may add up to less than 1. */
  share: number;
  /** What it is worth of the item's mark, 0..1; undefined if the item is worth nothing. */
  fraction: number | undefined;
  /** Mean of the rest of the quiz (T − x) of those who chose it, in marks; undefined if nobody did. */
  meanRest: number | undefined;
  /** Standard deviation of the same over n − 1, in marks; undefined below 2. */
  sdRest: number | undefined;
};

/**
 * Options by name. Those that the item offers and nobody chose are among them where the item is known.
 * The mean is that of the rest and not of the total: the total holds the very mark of the option.
 */
export function optionFigures(tally: ItemTally, denominator: bigint): OptionFigures[] {
  const rows = new Map<string, { n: bigint; marks: bigint; r: bigint; rr: bigint }>();
  for (const { option } of tally.options ?? []) rows.set(option, { n: 0n, marks: 0n, r: 0n, rr: 0n });
  let all = 0n;
  for (const { option, mark, total, count } of tally.cells) {
    all += count;
    if (option === undefined) continue;
    const row = rows.get(option) ?? { n: 0n, marks: 0n, r: 0n, rr: 0n };
    const rest = total - mark;
    rows.set(option, {
      n: row.n + count,
      marks: row.marks + count * mark,
      r: row.r + count * rest,
      rr: row.rr + count * rest * rest,
    });
  }
  const worth = new Map(tally.options?.map(({ option, mark }) => [option, mark]));
  const fractionOf = (option: string, n: bigint, marks: bigint): number | undefined => {
    if (tally.max === 0n) return undefined;
    if (n > 0n) return quotient(marks, n * tally.max);
    const mark = worth.get(option);
    return mark === undefined ? undefined : quotient(mark, tally.max);
  };
  return [...rows]
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([option, { n, marks, r, rr }]) => ({
      option,
      n: Number(n),
      share: all === 0n ? 0 : quotient(n, all),
      fraction: fractionOf(option, n, marks),
      meanRest: n === 0n ? undefined : quotient(r, n * denominator),
      sdRest: n < 2n ? undefined : root(n * rr - r * r, n * (n - 1n) * denominator ** 2n),
    }));
}
