/** Whole numbers with how often each occurs. Merging two is adding. */
export class Distribution {
  readonly #counts = new Map<bigint, bigint>();

  add(value: bigint, count: bigint): this {
    this.#counts.set(value, (this.#counts.get(value) ?? 0n) + count);
    return this;
  }

  /** Ascending, without the values that do not occur. */
  sorted(): [value: bigint, count: bigint][] {
    return [...this.#counts]
      .filter(([, count]) => count !== 0n)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  get n(): bigint {
    let n = 0n;
    for (const count of this.#counts.values()) n += count;
    return n;
  }

  /** Σ value^power. */
  powerSum(power: bigint): bigint {
    let sum = 0n;
    for (const [value, count] of this.#counts) sum += count * value ** power;
    return sum;
  }

  /** Twice the median, so that it is whole also between two values. @returns undefined when empty */
  doubleMedian(): bigint | undefined {
    const { n } = this;
    if (n === 0n) return undefined;
    const [lower, upper] = [(n - 1n) / 2n, n / 2n];
    let [passed, sum] = [0n, 0n];
    for (const [value, count] of this.sorted()) {
      if (lower >= passed && lower < passed + count) sum += value;
      if (upper >= passed && upper < passed + count) return sum + value;
      passed += count;
    }
    return sum;
  }
}

/**
 * Σ x·y when the least x meets the least y, and so on up: no other pairing of the same values gives more.
 * Walks over the two sorted lists; nothing is sorted but their distinct values.
 */
export function sortedProductSum(one: Distribution, other: Distribution): bigint {
  const [xs, ys] = [one.sorted(), other.sorted()];
  let sum = 0n;
  let [i, j] = [0, 0];
  let [leftOfX, leftOfY] = [xs[0]?.[1] ?? 0n, ys[0]?.[1] ?? 0n];
  for (let [x, y] = [xs[i], ys[j]]; x !== undefined && y !== undefined; [x, y] = [xs[i], ys[j]]) {
    const together = leftOfX < leftOfY ? leftOfX : leftOfY;
    sum += together * x[0] * y[0];
    leftOfX -= together;
    leftOfY -= together;
    if (leftOfX === 0n) leftOfX = xs[++i]?.[1] ?? 0n;
    if (leftOfY === 0n) leftOfY = ys[++j]?.[1] ?? 0n;
  }
  return sum;
}
