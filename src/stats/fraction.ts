import { greatestCommonDivisor } from './exact.ts';

/** A mark exactly as it was written, in lowest terms; `under` is above 0. */
export type Fraction = { over: bigint; under: bigint };

export const zero: Fraction = { over: 0n, under: 1n };

/** More digits before or after the point than this are no mark but a mistake, or an attempt to keep us busy. */
export const mostDigits = 40;

export function fraction(over: bigint, under: bigint): Fraction {
  const common = greatestCommonDivisor(over, under);
  return { over: over / common, under: under / common };
}

const shape = /^([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,4}))?$/i;

/**
 * Reads `1`, `0.5`, `0,5`, `.5`, `-0.25`, `3e-1`. A comma is a decimal comma.
 * @returns undefined if it is no number, or one of more than `mostDigits` digits before or after the point
 */
export function readFraction(text: string): Fraction | undefined {
  const [, sign, whole = '', part = '', power = '0'] = shape.exec(text) ?? [];
  if (sign === undefined || whole + part === '') return undefined;
  const places = part.length - Number(power);
  const digits = whole.length + part.length;
  if (digits > 2 * mostDigits || places > mostDigits || digits - places > mostDigits) return undefined;
  const over = BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n);
  return places > 0 ? fraction(over, 10n ** BigInt(places)) : fraction(over * 10n ** BigInt(-places), 1n);
}

/**
 * A number as its shortest decimal says it: 0.1 is a tenth, not the binary number nearest to it, so ten marks
 * of 0.1 do not vary.
 * @throws RangeError for NaN, Infinity and numbers of more than `mostDigits` digits before or after the point
 */
export function fractionOf(value: number): Fraction {
  const read = readFraction(String(value));
  if (read === undefined) throw new RangeError(`expected a mark such as 1 or 0.5, got ${value}`);
  return read;
}

export const isSame = (a: Fraction, b: Fraction): boolean => a.over === b.over && a.under === b.under;
export const isLess = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;
