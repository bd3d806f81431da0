import type { ItemFigures } from './item-analysis.ts';
import type { OptionFigures } from './option-analysis.ts';

/** What may be said about a question, in the order of how soon somebody should look. */
export const flagKinds = [
  'drop',
  'key_in_doubt',
  'worse_than_guessing',
  'too_hard',
  'too_easy',
  'weak',
  'idle_option',
] as const;
export type FlagKind = (typeof flagKinds)[number];

export type FlagRule = {
  /** Attempts from which on it is said: below, chance alone would say it. */
  fromN: number;
  /** In the unit of the figure it is held against. */
  threshold: number;
  source: string;
};

export type Flag = { kind: FlagKind; option?: string };

/**
 * One standard error of a correlation is about 1/√n: 10 points of discrimination at n = 100, 18 at n = 30. So
 * what rests on a correlation waits for 100 attempts, and a share (9 points at n = 30) for 30.
 */
export const flagRules: Readonly<Record<FlagKind, FlagRule>> = {
  /** Discrimination below this, per cent, beyond doubt: the upper end of its 95 % interval. */
  drop: {
    fromN: 100,
    threshold: 0,
    source:
      'Moodle, Quiz report statistics: a negative discrimination index means "question probably invalid"',
  },
  /** So many standard errors is the mean rest of those who chose a wrong option above that of the right one's. */
  key_in_doubt: {
    fromN: 100,
    threshold: 2,
    source:
      'Tarrant, Ware and Mohammed 2009: a wrong option with positive discrimination does not work as one',
  },
  /** Facility below the random guess score, beyond doubt: the upper end of its 95 % interval. Its unit: that score. */
  worse_than_guessing: {
    fromN: 30,
    threshold: 1,
    source: 'own: whoever ticks blindly does better, so something in the question misleads',
  },
  /** Facility at most this. */
  too_hard: { fromN: 30, threshold: 0.2, source: 'Moodle, Quiz report statistics: 11-20 % is "difficult"' },
  /** Facility at least this. */
  too_easy: {
    fromN: 30,
    threshold: 0.95,
    source: 'Moodle, Quiz report statistics: 95-100 % is "extremely easy"',
  },
  /** Discrimination below this, per cent, beyond doubt: the upper end of its 95 % interval. */
  weak: {
    fromN: 100,
    threshold: 20,
    source: 'Moodle, Quiz report statistics: a discrimination index of 0-19 is "very weak"',
  },
  /** Share of attempts below this, 0..1, that chose a wrong option. */
  idle_option: {
    fromN: 100,
    threshold: 0.05,
    source: 'Tarrant, Ware and Mohammed 2009: fewer than 5 % choose a distractor that does not work',
  },
};

/** Nobody's rest is compared with fewer people's than this: no figure of a small group. */
const fewestChoosers = 10;

/**
 * With fewer other items than this the rest says little about a person, and an item that measures the same
 * thing still correlates weakly with it: a question of three is not called weak for it, only negative ones are
 * called bad. `longer-scale.ts` gives the index that may be judged there. Own rule.
 */
export const fewestOthers = 7;

export type FlaggedFigures = Pick<
  ItemFigures,
  'n' | 'facility' | 'randomGuessScore' | 'discriminationIndex' | 'options'
> & {
  /** Other items of the quiz, or of the longer scale where `discriminationIndex` is against that. */
  others: number;
};

/** What is to be said about an item; none is said below the n of its rule. */
export function flagsOf(item: FlaggedFigures): Flag[] {
  const { n, facility, randomGuessScore, discriminationIndex } = item;
  const flags: Flag[] = [];
  const isSaid = (kind: FlagKind): boolean => n >= flagRules[kind].fromN;
  const highest = discriminationIndex === undefined ? undefined : highestLikely(discriminationIndex, n);
  if (isSaid('drop') && highest !== undefined && highest < flagRules.drop.threshold)
    flags.push({ kind: 'drop' });
  if (isSaid('key_in_doubt')) {
    flags.push(...betterThanKey(item.options).map((option): Flag => ({ kind: 'key_in_doubt', option })));
  }
  const isWorse =
    facility !== undefined &&
    randomGuessScore !== undefined &&
    highestShare(facility, n) < randomGuessScore * flagRules.worse_than_guessing.threshold;
  if (isSaid('worse_than_guessing') && isWorse) flags.push({ kind: 'worse_than_guessing' });
  if (isSaid('too_hard') && facility !== undefined && facility <= flagRules.too_hard.threshold)
    flags.push({ kind: 'too_hard' });
  const isTooEasy = facility !== undefined && facility >= flagRules.too_easy.threshold;
  if (isSaid('too_easy') && isTooEasy) flags.push({ kind: 'too_easy' });
  const isWeak = highest !== undefined && highest >= 0 && highest < flagRules.weak.threshold;
  if (isSaid('weak') && isWeak && item.others >= fewestOthers) flags.push({ kind: 'weak' });
  // Where nearly all are right, no wrong option can be chosen often.
  if (isSaid('idle_option') && !isTooEasy) {
    const idle = item.options.filter(
      ({ fraction, share }) =>
        fraction !== undefined && fraction <= 0 && share < flagRules.idle_option.threshold,
    );
    flags.push(...idle.map(({ option }): Flag => ({ kind: 'idle_option', option })));
  }
  return flags;
}

/** Wrong options whose choosers did better in the rest of the quiz than those of the best option, beyond chance. */
function betterThanKey(options: readonly OptionFigures[]): string[] {
  const best = Math.max(...options.map(({ fraction }) => fraction ?? 0));
  const key = options.find(({ fraction }) => fraction === best);
  if (key === undefined || best <= 0 || key.n < fewestChoosers) return [];
  return options
    .filter((option) => {
      if (option.fraction === undefined || option.fraction >= best || option.n < fewestChoosers) return false;
      const difference = (option.meanRest ?? 0) - (key.meanRest ?? 0);
      const error = Math.hypot(errorOfMean(option), errorOfMean(key));
      return difference > 0 && difference > flagRules.key_in_doubt.threshold * error;
    })
    .map(({ option }) => option);
}

const errorOfMean = ({ sdRest = 0, n }: OptionFigures): number => sdRest / Math.sqrt(n);

/** 95 % of a normal curve lie within so many standard deviations. */
const wide = 1.96;

/** Upper end of the 95 % interval of a correlation, per cent. Source: Fisher 1921, z transformation. */
export function highestLikely(correlation: number, n: number): number {
  if (n < 4) return 100;
  const r = Math.min(0.999_999, Math.max(-0.999_999, correlation / 100));
  return 100 * Math.tanh(Math.atanh(r) + wide / Math.sqrt(n - 3));
}

/** Upper end of the 95 % interval of a share, 0..1. Source: Wilson 1927, score interval. */
export function highestShare(share: number, n: number): number {
  if (n === 0) return 1;
  const p = Math.min(1, Math.max(0, share));
  const z2 = wide ** 2 / n;
  return (p + z2 / 2 + Math.sqrt(z2 * (p * (1 - p) + z2 / 4))) / (1 + z2);
}
