import { localDay, midnightOf } from '../core/local-calendar.ts';
import { type QuietDays, quietFromMs, quietUntilMs } from '../core/quiet.ts';
import type { Instant } from '../core/time.ts';

/** When nobody is written to unasked: every night, and on quiet days the whole day. Local time. */
export type QuietHours = {
  /** ms after local midnight at which the evening's rest begins, and until when the morning's lasts. */
  fromMs: number;
  untilMs: number;
  /** Local days since 1970. */
  days: ReadonlySet<number>;
};

/** As reminders keep them, in Asia/Ho_Chi_Minh, which knows no summer time. */
export const quietHoursOf = ({ quietDays }: { quietDays: QuietDays }): QuietHours => ({
  fromMs: quietFromMs,
  untilMs: quietUntilMs,
  days: quietDays,
});

export function isQuiet(at: Instant, quiet: QuietHours): boolean {
  const day = localDay(at);
  const inDay = at - midnightOf(day);
  return inDay < quiet.untilMs || inDay >= quiet.fromMs || quiet.days.has(day);
}

/** The first moment at or after `at` that is not quiet; undefined when the next year has none. */
export function openFrom(at: Instant, quiet: QuietHours): Instant | undefined {
  if (!isQuiet(at, quiet)) return at;
  const first = localDay(at);
  for (let day = first; day < first + 366; day++) {
    const opens = midnightOf(day) + quiet.untilMs;
    if (opens >= at && !isQuiet(opens, quiet)) return opens;
  }
  return undefined;
}

/** When the open time that `at` lies in ends; `at` itself when it is quiet. */
export const openUntil = (at: Instant, quiet: QuietHours): Instant =>
  isQuiet(at, quiet) ? at : midnightOf(localDay(at)) + quiet.fromMs;
