import { z } from 'zod';

export const blankIsUnset = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
export const text = z.preprocess(blankIsUnset, z.string().trim().optional());

/** A web address. @param example shown when it is wrong */
export const address = (expected: string, schemes: string[], example: string) =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .refine((value) => {
        const url = URL.parse(value);
        return url !== null && schemes.includes(url.protocol) && url.hostname !== '';
      }, `expected ${expected}; for example ${example}`)
      .optional(),
  );

export const whole = (expected: string, low: number, high: number, fallback: number) =>
  z.preprocess(
    blankIsUnset,
    z.coerce
      .number({ error: `expected ${expected}` })
      .int(`expected ${expected}`)
      .min(low, `expected ${expected}`)
      .max(high, `expected ${expected}`)
      .default(fallback),
  );

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z.preprocess(
    blankIsUnset,
    z
      .enum(values, { error: `expected ${values.map((value) => `"${value}"`).join(' or ')}` })
      .default(fallback as never),
  );
