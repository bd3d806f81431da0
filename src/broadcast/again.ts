import { contentName } from '../core/chance.ts';
import { compactDate, firstOfMonth, localDateOf, localDay, midnightOf } from '../core/local-calendar.ts';
import { dayMs, type Instant } from '../core/time.ts';
import type { Broadcast } from './broadcast.ts';

/**
 * When a broadcast that repeats is due the next time after `now`: at the same local hour, each week on the same day of
 * the week, each month on the same day, or on the month's last where that is earlier. @returns undefined for one that
 * does not repeat
 */
export function nextOccurrence(
  broadcast: Pick<Broadcast, 'repeats' | 'seriesFrom' | 'scheduledAt' | 'startedAt' | 'createdAt'>,
  now: Instant,
): Instant | undefined {
  const first = firstDue(broadcast);
  switch (broadcast.repeats) {
    case 'no':
      return undefined;
    case 'weekly': {
      const weeks = Math.max(1, Math.floor((now - first) / (7 * dayMs)) + 1);
      return first + weeks * 7 * dayMs;
    }
    case 'monthly':
      return nextMonthly(first, now);
  }
}

const firstDue = ({
  seriesFrom,
  scheduledAt,
  startedAt,
  createdAt,
}: Parameters<typeof nextOccurrence>[0]): Instant => seriesFrom ?? scheduledAt ?? startedAt ?? createdAt;

function nextMonthly(first: Instant, now: Instant): Instant {
  const { year, month, day } = localDateOf(first);
  const inDayMs = first - midnightOf(localDay(first));
  const today = localDateOf(now);
  const occurrence = (months: number): Instant => {
    const begins = firstOfMonth(year, month + months);
    const length = firstOfMonth(year, month + months + 1) - begins;
    return midnightOf(begins + Math.min(day, length) - 1) + inDayMs;
  };
  const passed = Math.max(1, (today.year - year) * 12 + today.month - month);
  return occurrence(passed) > now ? occurrence(passed) : occurrence(passed + 1);
}

/**
 * The next broadcast of a series: the same text to whoever is in the audience then. It is asked for when one starts; asked
 * for again, by another process too, it has the same id. Whoever ends the series cancels it. @returns undefined for one
 * that does not repeat
 */
export function again(broadcast: Broadcast, now: Instant): Broadcast | undefined {
  const scheduledAt = nextOccurrence(broadcast, now);
  if (scheduledAt === undefined) return undefined;
  return {
    ...broadcast,
    id: `${seriesOf(broadcast.id)}-${compactDate(scheduledAt)}`,
    revision: 1,
    createdAt: now,
    seriesFrom: firstDue(broadcast),
    scheduledAt,
    startedAt: undefined,
    state: { kind: 'scheduled' },
    reactions: {},
  };
}

/** What the ids of a series have in common; short enough for a date behind it. */
function seriesOf(id: string): string {
  const series = /^(.+)-\d{8}$/.exec(id)?.[1] ?? id;
  return series.length <= 15 ? series : `${series.slice(0, 6)}-${contentName(series)}`;
}
