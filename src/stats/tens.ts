/**
 * What may be shown of counts of people that grow and that may be asked for by any filter, day after day: how many
 * tens of them there are, and nothing finer. (A table that is finished and adds up keeps its exact figures by merging
 * rows: `small-cells.ts`.)
 *
 * Why it withstands subtraction, however filters, pages, files and dates are combined:
 * - whoever looks once knows of a count only in which ten it lies;
 * - whoever looks all the time sees the moment a count reaches a new ten, and knows it exactly just then: it is a
 *   multiple of ten. Two counts known exactly at one moment, or one count at two moments, thus differ by nothing or
 *   by ten people at least. That is why it is always rounded down, in every place to the same tens: rounded to the
 *   nearest, 15 and 10 could both be known, and with them the five people between.
 *
 * Shares are made of the tens alone, so they tell nothing more.
 * Source of the threshold and of rounding as a remedy: OECD glossary 7010, ONS (facts: standards §8).
 */
import { fewestPeople } from './small-cells.ts';

/** `few`: fewer than ten, none among them. */
export type Tens = number | 'few';

/** @param fewest other than ten only in tests */
export const inTens = (people: number, fewest: number = fewestPeople): Tens =>
  people < fewest ? 'few' : Math.floor(people / fewest) * fewest;

/**
 * The sum of parts that are shown beside it, each in tens. One ten less where it would be so near to the most that
 * the parts can be together that it told how many each of them is: of ten places with nine people each.
 */
export function sumInTens(parts: readonly number[], fewest: number = fewestPeople): Tens {
  const sum = parts.reduce((all, part) => all + part, 0);
  const shown = inTens(sum, fewest);
  if (shown === 'few') return shown;
  const most = parts.reduce((all, part) => all + Math.floor(part / fewest) * fewest + fewest - 1, 0);
  return most - shown < fewest / 2 ? inTens(shown - fewest, fewest) : shown;
}

/** From so many tens of people on a share is made; below it, rounding would move it by more than five points. */
const tensForShare = 10;

/** 0..1; the true one lies within 0.05 of it, or beyond the bound. */
export type ShareInTens = { kind: 'about' | 'at_least' | 'at_most'; share: number } | 'few';

/**
 * A share of people, from their tens: the middle of what it can be.
 * @param part among `whole`
 * @returns a bound where those in it or those left over may be fewer than ten; 'few' below a hundred people
 */
export const shareInTens = (part: number, whole: number): ShareInTens =>
  shareOfTens(inTens(part), inTens(whole));

export function shareOfTens(some: Tens, all: Tens): ShareInTens {
  if (all === 'few' || all < tensForShare * fewestPeople) return 'few';
  if (some === 'few') return { kind: 'at_most', share: (fewestPeople - 1) / all };
  const spare = (fewestPeople - 1) / 2;
  if (some >= all) return { kind: 'at_least', share: all / (all + fewestPeople - 1) };
  return { kind: 'about', share: (some + spare) / (all + spare) };
}
