import type { Distribution } from './distribution.ts';
import { quotient, root, signedRoot } from './exact.ts';
import { type ItemFigures, type ItemSums, itemFigures, sumsOf } from './item-analysis.ts';
import type { Tally } from './tally.ts';

/**
 * What Moodle says about a quiz as a whole. A figure is undefined exactly where Moodle's is null.
 * Source: Moodle, "Quiz statistics calculations", test statistics; mod/quiz/report/statistics/classes/calculator.php.
 */
export type QuizFigures = {
  /** Attempts. */
  n: number;
  mean: number | undefined;
  median: number | undefined;
  sd: number | undefined;
  skewness: number | undefined;
  kurtosis: number | undefined;
  /** Coefficient of internal consistency: Cronbach's alpha × 100. */
  cic: number | undefined;
  errorRatio: number | undefined;
  standardError: number | undefined;
};

export type Analysis = { quiz: QuizFigures; items: ItemFigures[] };

/** Every figure of a quiz and its items. Pure and quick: it looks at counts, not at attempts. */
export function analyse({ denominator, items, totals }: Tally): Analysis {
  const sums = items.map(({ cells }) => sumsOf(cells));
  return {
    quiz: quizFigures(totals, sums, denominator),
    items: itemFigures(items, sums, denominator),
  };
}

export function quizFigures(
  totals: Distribution,
  items: readonly ItemSums[],
  denominator: bigint,
): QuizFigures {
  const sums = momentsOf(totals);
  const varX = items.reduce((sum, item) => sum + item.varX, 0n);
  const consistency = { ...sums, varX, p: BigInt(items.length) };
  return {
    n: Number(sums.n),
    mean: sums.n === 0n ? undefined : quotient(sums.sum, sums.n * denominator),
    median: median(totals, denominator),
    sd: standardDeviation(sums, denominator),
    skewness: skewness(sums),
    kurtosis: kurtosis(sums),
    cic: internalConsistency(consistency),
    errorRatio: errorRatio(consistency),
    standardError: standardError(consistency, denominator),
  };
}

/** Exact central moments of the totals, cleared of their divisors: m2·n², m3·n³, m4·n⁴, in units of the tally. */
type Moments = { n: bigint; sum: bigint; m2: bigint; m3: bigint; m4: bigint };

function momentsOf(totals: Distribution): Moments {
  const { n } = totals;
  const [s1, s2, s3, s4] = [1n, 2n, 3n, 4n].map((power) => totals.powerSum(power)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return {
    n,
    sum: s1,
    m2: n * s2 - s1 ** 2n,
    m3: n ** 2n * s3 - 3n * n * s1 * s2 + 2n * s1 ** 3n,
    m4: n ** 3n * s4 - 4n * n ** 2n * s1 * s3 + 6n * n * s1 ** 2n * s2 - 3n * s1 ** 4n,
  };
}

/** The total in the middle, or between the two in the middle. @returns in marks; undefined without attempts */
export function median(totals: Distribution, denominator: bigint): number | undefined {
  const double = totals.doubleMedian();
  return double === undefined ? undefined : quotient(double, 2n * denominator);
}

/** Standard deviation of the totals, √k2 with k2 = n·m2 / (n − 1). @returns in marks, from 0; undefined below 2 attempts */
const standardDeviation = ({ n, m2 }: Moments, denominator: bigint): number | undefined =>
  n < 2n ? undefined : root(m2, n * (n - 1n) * denominator ** 2n);

/**
 * Whether totals trail off to the right (above 0) or to the left: k3 / k2^1.5 with k3 = n²·m3 / ((n−1)(n−2)).
 * @returns without unit; undefined below 3 attempts or where all totals are the same
 */
const skewness = ({ n, m2, m3 }: Moments): number | undefined =>
  n < 3n || m2 === 0n ? undefined : signedRoot(m3, m3 ** 2n * n * (n - 1n), (n - 2n) ** 2n * m2 ** 3n);

/**
 * How peaked totals are beside a normal curve, whose value is 0: k4 / k2²
 * with k4 = n²((n+1)·m4 − 3(n−1)·m2²) / ((n−1)(n−2)(n−3)).
 * @returns without unit; undefined below 4 attempts or where all totals are the same
 */
const kurtosis = ({ n, m2, m4 }: Moments): number | undefined =>
  n < 4n || m2 === 0n
    ? undefined
    : quotient(((n + 1n) * m4 - 3n * (n - 1n) * m2 ** 2n) * (n - 1n), (n - 2n) * (n - 3n) * m2 ** 2n);

/** `p` items whose mark variances add up to `varX` / n(n − 1). */
type Consistency = Moments & { varX: bigint; p: bigint };

const isDefined = ({ n, m2, p }: Consistency): boolean => n > 2n && p > 1n && m2 !== 0n;

/**
 * How far the items measure the same: Cronbach's alpha, p/(p−1) · (1 − Σ var(x) / k2); KR-20 for items of 0 and 1.
 * @returns per cent, at most 100, may be far below 0; undefined below 3 attempts, below 2 items, or where all
 * totals are the same
 */
export const internalConsistency = (sums: Consistency): number | undefined =>
  isDefined(sums) ? quotient(100n * sums.p * (sums.m2 - sums.varX), (sums.p - 1n) * sums.m2) : undefined;

/** What of the differences between totals is chance: √(1 − alpha). @returns per cent, from 0; undefined where alpha is */
export const errorRatio = (sums: Consistency): number | undefined =>
  isDefined(sums) ? root(10_000n * (sums.p * sums.varX - sums.m2), (sums.p - 1n) * sums.m2) : undefined;

/** How far a total may be off by chance: error ratio × SD. @returns in marks, from 0; undefined where alpha is */
export const standardError = (sums: Consistency, denominator: bigint): number | undefined =>
  isDefined(sums)
    ? root(sums.p * sums.varX - sums.m2, (sums.p - 1n) * sums.n * (sums.n - 1n) * denominator ** 2n)
    : undefined;
