import { dayOf, localDay, midnightOf } from './local-calendar.ts';
import { hourMs, type Instant, minuteMs } from './time.ts';

/** Nobody is written to unasked from 20:45 until 6:30, local time, in ms after midnight. */
export const quietFromMs = 20 * hourMs + 45 * minuteMs;
export const quietUntilMs = 6 * hourMs + 30 * minuteMs;

/** Days without any unasked message, as local days: holidays, and Tết 3-12 February 2027. */
export const quietDays: ReadonlySet<number> = new Set([
  dayOf(2026, 11, 24),
  dayOf(2027, 1, 1),
  ...Array.from({ length: 10 }, (_, day) => dayOf(2027, 2, 3) + day),
  dayOf(2027, 2, 20),
  dayOf(2027, 4, 16),
  dayOf(2027, 4, 30),
  dayOf(2027, 5, 1),
  dayOf(2027, 5, 2),
  dayOf(2027, 9, 2),
  dayOf(2027, 9, 3),
]);

/** Whether a whole day is quiet; reminders ask it day by day and no other way. */
export const isQuietDay = (day: number): boolean => quietDays.has(day);

export function isQuietAt(at: Instant): boolean {
  const day = localDay(at);
  const inDay = at - midnightOf(day);
  return inDay < quietUntilMs || inDay >= quietFromMs || isQuietDay(day);
}
