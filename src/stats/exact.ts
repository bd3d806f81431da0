/**
 * The only places where exact whole numbers become a rounded one: sums are kept in BigInt, and each figure is
 * rounded once, at its last division or root. 100 million answers thus lose no digit on the way.
 */

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** Bits of a number from 1, or up to three more. */
const bits = (positive: bigint): number => positive.toString(16).length * 4;

/** So many bits of a ratio are worked out, before the 53 that a number holds are rounded from them. */
const keptBits = 66;

/**
 * a / b = `head` · 2^-`shift` for a, b > 0; `head` is rounded once, to the nearest. The last bit stands for all that
 * follow, so a ratio just above the middle between two numbers is not taken for the middle.
 */
function ratio(a: bigint, b: bigint): { head: number; shift: number } {
  const shift = keptBits - bits(a) + bits(b);
  // Even, so that a root can halve it.
  const even = shift + (shift & 1);
  const [over, under] = even >= 0 ? [a << BigInt(even), b] : [a, b << BigInt(-even)];
  const whole = over / under;
  return { head: Number(over % under === 0n ? whole : whole | 1n), shift: even };
}

/** value · 2^-shift, in two steps, because one alone may leave the range of a number that the result stays in. */
const scaled = (value: number, shift: number): number => {
  const half = Math.trunc(shift / 2);
  return value * 2 ** -half * 2 ** (half - shift);
};

/**
 * a / b as the nearest number, so the same figure in any unit and for any number of copies of the data.
 * @returns Infinity only if the figure itself is past 1.8e308
 */
export function quotient(a: bigint, b: bigint): number {
  if (b === 0n) throw new RangeError('a figure was divided by zero: its caller has to say what that means');
  if (a === 0n) return 0;
  const { head, shift } = ratio(magnitude(a), magnitude(b));
  const value = scaled(head, shift);
  return a < 0n === b < 0n ? value : -value;
}

/** √(a / b) for a ≥ 0, b > 0, also where a / b itself would be too large or too small for a number. */
export function root(a: bigint, b: bigint): number {
  if (a < 0n || b <= 0n) throw new RangeError('the root of a negative figure was asked for');
  if (a === 0n) return 0;
  const { head, shift } = ratio(a, b);
  return scaled(Math.sqrt(head), shift / 2);
}

/** The root with the sign of `sign`: for a correlation, whose square is exact. */
export const signedRoot = (sign: bigint, a: bigint, b: bigint): number => {
  const value = root(a, b);
  return sign < 0n ? -value : value;
};

/** `Math.max` for whole numbers of any length. */
export function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [one, other] = [magnitude(a), magnitude(b)];
  while (other !== 0n) [one, other] = [other, one % other];
  return one;
}

export const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / greatestCommonDivisor(a, b)) * b;
