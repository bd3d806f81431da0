import { Distribution, sortedProductSum } from './distribution.ts';
import { larger, quotient, root, signedRoot } from './exact.ts';
import { type OptionFigures, optionFigures } from './option-analysis.ts';
import type { Cell, ItemTally } from './tally.ts';

/**
 * What Moodle says about one question of a quiz. A figure is undefined exactly where Moodle's is null.
 * x is the item's mark, T the attempt's total, R = T − x the rest; variances and covariances over n − 1.
 * Source: Moodle, "Quiz statistics calculations"; question/classes/statistics/questions/calculator.php.
 */
export type ItemFigures = {
  item: string;
  /** Attempts. All items of a quiz have the same: who did not answer has mark 0. */
  n: number;
  unanswered: number;
  facility: number | undefined;
  randomGuessScore: number | undefined;
  sd: number | undefined;
  intendedWeight: number | undefined;
  effectiveWeight: number | undefined;
  discriminationIndex: number | undefined;
  discriminativeEfficiency: number | undefined;
  /** In marks², as `otherMarkVariance`, `covariance` and `covarianceMax`: Moodle keeps them beside the above. */
  markVariance: number | undefined;
  otherMarkVariance: number | undefined;
  covariance: number | undefined;
  covarianceMax: number | undefined;
  options: OptionFigures[];
};

/** The exact sums from which an item's figures follow. */
export type ItemSums = ReturnType<typeof sumsOf>;

export function sumsOf(cells: readonly Cell[]) {
  let [n, x, xx, t, tt, xt] = [0n, 0n, 0n, 0n, 0n, 0n];
  const marks = new Distribution();
  const rests = new Distribution();
  for (const { mark, total, count } of cells) {
    n += count;
    x += count * mark;
    xx += count * mark * mark;
    t += count * total;
    tt += count * total * total;
    xt += count * mark * total;
    marks.add(mark, count);
    rests.add(total - mark, count);
  }
  const [r, rr, xr] = [t - x, tt - 2n * xt + xx, xt - xx];
  return {
    n,
    x,
    /** n(n − 1) times the variances and covariances, in squared units of the tally. */
    varX: n * xx - x * x,
    varR: n * rr - r * r,
    covXR: n * xr - x * r,
    covXT: n * xt - x * t,
    covMax: n * sortedProductSum(marks, rests) - x * r,
  };
}

/**
 * Mean share of the mark that was reached: the share right where a mark is all or nothing.
 * @returns 0..1 (below 0 or above 1 only if marks are); undefined without attempts or if the item is worth nothing
 */
export const facility = ({ n, x }: Pick<ItemSums, 'n' | 'x'>, max: bigint): number | undefined =>
  n === 0n || max === 0n ? undefined : quotient(x, n * max);

/**
 * What somebody who ticks one option blindly would reach on average: the mean of all options' marks.
 * @returns share of the item's mark, 0..1; undefined if the options are not known or the item is worth nothing
 * Source: Moodle, multiple choice with one answer, get_random_guess_score.
 */
export function randomGuessScore({ options, max }: Pick<ItemTally, 'options' | 'max'>): number | undefined {
  if (options === undefined || options.length === 0 || max === 0n) return undefined;
  return quotient(
    options.reduce((sum, { mark }) => sum + mark, 0n),
    BigInt(options.length) * max,
  );
}

/**
 * Standard deviation of the item's marks, over n − 1.
 * @returns in marks, from 0; undefined below 2 attempts
 */
export const standardDeviation = ({ n, varX }: ItemSums, denominator: bigint): number | undefined =>
  n < 2n ? undefined : root(varX, n * (n - 1n) * denominator ** 2n);

/**
 * How well an item tells strong learners from weak: correlation of its mark and the rest of the quiz.
 * @returns per cent, -100..100; undefined when a column does not vary (who shows it decides from which n)
 */
export const discriminationIndex = ({ varX, varR, covXR }: ItemSums): number | undefined =>
  varX === 0n || varR === 0n ? undefined : signedRoot(covXR, 10_000n * covXR * covXR, varX * varR);

/**
 * The covariance of mark and rest as a share of the greatest that the same marks could have: both lists sorted.
 * @returns per cent, at most 100; undefined where that greatest is 0
 */
export const discriminativeEfficiency = ({ covXR, covMax }: ItemSums): number | undefined =>
  covMax === 0n ? undefined : quotient(100n * covXR, covMax);

/**
 * How much of the quiz the item should make up: its mark among all marks.
 * @returns per cent, 0..100; undefined if the quiz is worth nothing
 */
export function intendedWeights(items: readonly ItemTally[]): (number | undefined)[] {
  const sum = items.reduce((all, { max }) => all + max, 0n);
  return items.map(({ max }) => (sum === 0n ? undefined : quotient(100n * max, sum)));
}

/**
 * How much of the differences between totals the item does make up: √cov(x, T) among the sum of these roots.
 * @returns per cent, 0..100; undefined where cov(x, T) is negative, which Moodle marks as a faulty question,
 * and for all items where no total varies
 */
export function effectiveWeights(items: readonly ItemSums[]): (number | undefined)[] {
  // Shares of the greatest: the same ratios, and never out of a number's range.
  const greatest = items.map(({ covXT }) => covXT).reduce(larger, 0n);
  if (greatest === 0n) return items.map(() => undefined);
  const roots = items.map(({ covXT }) => (covXT < 0n ? undefined : root(covXT, greatest)));
  const sum = roots.reduce<number>((all, it) => all + (it ?? 0), 0);
  return roots.map((it) => (it === undefined ? undefined : (100 * it) / sum));
}

/** The figures of all items of one quiz, in its order. */
export function itemFigures(
  items: readonly ItemTally[],
  sums: readonly ItemSums[],
  denominator: bigint,
): ItemFigures[] {
  const intended = intendedWeights(items);
  const effective = effectiveWeights(sums);
  return items.flatMap((tally, place): ItemFigures[] => {
    const own = sums[place];
    if (own === undefined) return [];
    const { n } = own;
    const variance = (times: bigint): number | undefined =>
      n < 2n ? undefined : quotient(times, n * (n - 1n) * denominator ** 2n);
    return [
      {
        item: tally.item,
        n: Number(n),
        unanswered: Number(tally.unanswered),
        facility: facility(own, tally.max),
        randomGuessScore: randomGuessScore(tally),
        sd: standardDeviation(own, denominator),
        intendedWeight: intended[place],
        effectiveWeight: effective[place],
        discriminationIndex: discriminationIndex(own),
        discriminativeEfficiency: discriminativeEfficiency(own),
        markVariance: variance(own.varX),
        otherMarkVariance: variance(own.varR),
        covariance: variance(own.covXR),
        covarianceMax: variance(own.covMax),
        options: optionFigures(tally, denominator),
      },
    ];
  });
}
