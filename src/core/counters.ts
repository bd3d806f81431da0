import type { OptionId } from './course.ts';
import type { AttemptKind } from './effect.ts';
import { dayMs, hourMs, type Instant } from './time.ts';

/**
 * Names of the exact integer counters from which every figure of the item statistics follows
 * (Moodle's formulas need only these: see standards, "streaming form"). Merging is adding.
 *
 * - `I` first responses: one per item version, kind and option, added when the slip window shuts
 * - `C` item version × option × total mark of the attempt, added when an attempt is finished; it names the
 *   wording, so that past quiz versions can be marked by the keys they were asked with
 * - `H` how many finished attempts had this total
 * - `Q` attempts started, finished, abandoned per quiz version
 * - `U` per commune: started, finished, items answered first, and right among them
 * - `E` per point of a public event: people who joined, who started and who finished a lesson there, items
 *   answered first, and right among them
 */
export const responseCounter = (itemKey: string, kind: AttemptKind, option: OptionId): string =>
  `I/${itemKey}/${kind}/${option}`;

export const cellCounter = (
  quiz: string,
  kind: AttemptKind,
  month: string,
  itemKey: string,
  option: OptionId,
  total: number,
): string => `C/${quiz}/${kind}/${month}/${itemKey}/${option}/${total}`;

export const totalCounter = (quiz: string, kind: AttemptKind, month: string, total: number): string =>
  `H/${quiz}/${kind}/${month}/${total}`;

export const quizCounter = (
  quiz: string,
  kind: AttemptKind,
  month: string,
  what: 'started' | 'finished' | 'abandoned',
): string => `Q/${quiz}/${kind}/${month}/${what}`;

export const communeCounter = (
  commune: string,
  month: string,
  what: 'started' | 'finished' | 'answered' | 'right',
): string => `U/${commune}/${month}/${what}`;

export type EventFigure = 'joined' | 'started' | 'finished' | 'answered' | 'right';

/** What stands for the point of those whose link named only the event. */
export const noPoint = '-';

export const eventCounter = (event: string, point: string | undefined, what: EventFigure): string =>
  `E/${event}/${point ?? noPoint}/${what}`;

/** Hours east of Greenwich of the movement's calendar; Viet Nam keeps no summer time. */
export const localOffsetMs = 7 * hourMs;

/** The local calendar month of a moment, `2026-11`. Source of the arithmetic: Hinnant, "chrono-compatible date algorithms". */
export function localMonth(at: Instant): string {
  const days = Math.floor((at + localOffsetMs) / dayMs) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}`;
}
