/** The middle of several rounds, with the lowest and the highest: the machine drifts, one number would hide it. */
export type Spread = { median: number; low: number; high: number; values: number[] };

export function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0, values };
}

/** @param sorted ascending @param share 0..1 */
export function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** p50 and p99 of unsorted times. */
export function middleAndTail(times: number[]): { p50: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

/** `1,234 [1,100–1,300]`; small numbers keep a decimal or two. */
export function show({ median, low, high }: Spread): string {
  return low === high ? number(median) : `${number(median)} [${number(low)}–${number(high)}]`;
}

export function number(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}
