import { localDay, midnightOf } from './local-calendar.ts';
import { hourMs, type Instant, minuteMs } from './time.ts';

/** Nobody is written to unasked from 20:45 until 6:30, local time, in ms after midnight. */
export const quietFromMs = 20 * hourMs + 45 * minuteMs;
export const quietUntilMs = 6 * hourMs + 30 * minuteMs;

/**
 * Whole days without any unasked message, as local days: feasts and Tết. They are content
 * (`lessons/calendar.yaml`) and come with the course.
 */
export type QuietDays = ReadonlySet<number>;

export function isQuietAt(at: Instant, days: QuietDays): boolean {
  const day = localDay(at);
  const inDay = at - midnightOf(day);
  return inDay < quietUntilMs || inDay >= quietFromMs || days.has(day);
}
