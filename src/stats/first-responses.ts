import { itemKey } from '../core/course.ts';
import type { AttemptKind } from '../core/effect.ts';
import type { Counters } from './counted-quiz.ts';
import { quotient } from './exact.ts';

/**
 * How people answered one wording of a question, from `I/<item>@<version>/<kind>/<option>`. Wider than the
 * finished attempts of `countedTally`: whoever left the quiz half way is in it with what they answered.
 */
export type FirstResponses = {
  n: number;
  /** Share right, 0..1; undefined before the first answer. */
  facility: number | undefined;
  options: { option: string; n: number; share: number | undefined }[];
};

/** Options in the order of the item; one nobody chose is there with 0. */
export function firstResponses(
  counters: Counters,
  {
    id,
    version,
    key,
    options,
  }: { id: string; version: string; key: string; options: readonly { id: string }[] },
  kind: AttemptKind = 'first',
): FirstResponses {
  const prefix = `I/${itemKey(id, version)}/${kind}/`;
  const counts = options.map((option) => ({ option: option.id, n: counters[`${prefix}${option.id}`] ?? 0 }));
  const n = counts.reduce((sum, option) => sum + option.n, 0);
  const share = (part: number): number | undefined =>
    n === 0 ? undefined : quotient(BigInt(part), BigInt(n));
  return {
    n,
    facility: share(counts.find(({ option }) => option === key)?.n ?? 0),
    options: counts.map((option) => ({ ...option, share: share(option.n) })),
  };
}
