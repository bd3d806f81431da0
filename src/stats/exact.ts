/**
 * The only places where exact whole numbers become a rounded one: sums are kept in BigInt, and each figure is
 * rounded once, at its last division or root. 100 million answers thus lose no digit on the way.
 */

/** How many bits of a number's head are kept: more than the 53 that a rounded number holds. */
const keptBits = 62n;

/** `mantissa · 2^exponent`, exact up to 2^keptBits, cut below. */
function headOf(positive: bigint): { mantissa: number; exponent: number } {
  const cut = BigInt(Math.max(0, positive.toString(16).length * 4)) - keptBits;
  return cut <= 0n
    ? { mantissa: Number(positive), exponent: 0 }
    : { mantissa: Number(positive >> cut), exponent: Number(cut) };
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** 2^exponent in two factors, because one alone may leave the range of a number that the product stays in. */
const scaled = (value: number, exponent: number): number => {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
};

/** a / b, right to about the last digit however long both are. @returns Infinity only if the figure itself is past 1.8e308 */
export function quotient(a: bigint, b: bigint): number {
  if (b === 0n) throw new RangeError('a figure was divided by zero: its caller has to say what that means');
  if (a === 0n) return 0;
  const [over, under] = [headOf(magnitude(a)), headOf(magnitude(b))];
  const value = scaled(over.mantissa / under.mantissa, over.exponent - under.exponent);
  return a < 0n === b < 0n ? value : -value;
}

/** √(a / b) for a ≥ 0, b > 0, also where a / b itself would be too large or too small for a number. */
export function root(a: bigint, b: bigint): number {
  if (a < 0n || b <= 0n) throw new RangeError('the root of a negative figure was asked for');
  if (a === 0n) return 0;
  const [over, under] = [headOf(a), headOf(b)];
  const exponent = over.exponent - under.exponent;
  const odd = Math.abs(exponent % 2);
  return scaled(Math.sqrt((over.mantissa / under.mantissa) * 2 ** odd), (exponent - odd) / 2);
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
