/**
 * Moodle's figures written down once more, straight from the definitions and in ordinary numbers: slow, rounded
 * and without a line in common with src/stats, to hold that against.
 */
export type PlainFigures = {
  quiz: Record<
    'mean' | 'median' | 'sd' | 'skewness' | 'kurtosis' | 'cic' | 'errorRatio' | 'standardError',
    number | undefined
  >;
  items: Record<
    'facility' | 'sd' | 'effectiveWeight' | 'discriminationIndex' | 'discriminativeEfficiency',
    number | undefined
  >[];
};

const sum = (list: number[]): number => list.reduce((all, value) => all + value, 0);
const mean = (list: number[]): number => sum(list) / list.length;
const covariance = (one: number[], other: number[]): number =>
  sum(one.map((value, i) => (value - mean(one)) * ((other[i] ?? 0) - mean(other)))) / (one.length - 1);
const ascending = (list: number[]): number[] => [...list].sort((a, b) => a - b);
/** Rounding leaves dust where there is nothing; the marks of the tests are never so close. */
const isNothing = (value: number): boolean => Math.abs(value) < 1e-11;

/** @param marks one row an attempt @param max one an item */
export function plainFigures(marks: number[][], max: number[]): PlainFigures {
  const n = marks.length;
  const totals = marks.map(sum);
  const columns = max.map((_, item) => marks.map((row) => row[item] ?? 0));
  const weights = columns.map((x) => (n < 2 ? 0 : covariance(x, totals)));
  const roots = weights.map((weight) => (isNothing(weight) || weight < 0 ? 0 : Math.sqrt(weight)));
  return {
    quiz: quiz(totals, columns),
    items: columns.map((x, item) => {
      const rest = totals.map((total, i) => total - (x[i] ?? 0));
      const worth = max[item] ?? 0;
      const product = n < 2 ? 0 : covariance(x, x) * covariance(rest, rest);
      const most = n < 2 ? 0 : covariance(ascending(x), ascending(rest));
      const weight = weights[item] ?? 0;
      return {
        facility: n === 0 || worth === 0 ? undefined : mean(x) / worth,
        sd: n < 2 ? undefined : Math.sqrt(covariance(x, x)),
        effectiveWeight:
          sum(roots) === 0 || (weight < 0 && !isNothing(weight))
            ? undefined
            : (100 * (roots[item] ?? 0)) / sum(roots),
        discriminationIndex: isNothing(product)
          ? undefined
          : (100 * covariance(x, rest)) / Math.sqrt(product),
        discriminativeEfficiency: isNothing(most) ? undefined : (100 * covariance(x, rest)) / most,
      };
    }),
  };
}

function quiz(totals: number[], columns: number[][]): PlainFigures['quiz'] {
  const n = totals.length;
  const p = columns.length;
  const moment = (power: number): number => mean(totals.map((total) => (total - mean(totals)) ** power));
  const sorted = ascending(totals);
  const k2 = n < 2 ? 0 : (n * moment(2)) / (n - 1);
  const varies = !isNothing(k2);
  const sd = n < 2 ? undefined : Math.sqrt(k2);
  const k3 = (n * n * moment(3)) / ((n - 1) * (n - 2));
  const k4 = (n * n * ((n + 1) * moment(4) - 3 * (n - 1) * moment(2) ** 2)) / ((n - 1) * (n - 2) * (n - 3));
  const alpha = (p / (p - 1)) * (1 - sum(columns.map((x) => covariance(x, x))) / k2);
  const hasAlpha = n > 2 && p > 1 && varies;
  const error = Math.sqrt(Math.max(0, 1 - alpha));
  return {
    mean: n === 0 ? undefined : mean(totals),
    median:
      n === 0 ? undefined : ((sorted[Math.floor((n - 1) / 2)] ?? 0) + (sorted[Math.floor(n / 2)] ?? 0)) / 2,
    sd,
    skewness: n > 2 && varies ? k3 / k2 ** 1.5 : undefined,
    kurtosis: n > 3 && varies ? k4 / k2 ** 2 : undefined,
    cic: hasAlpha ? 100 * alpha : undefined,
    errorRatio: hasAlpha ? 100 * error : undefined,
    standardError: hasAlpha && sd !== undefined ? error * sd : undefined,
  };
}
