import { type Broadcast, restsAtNight } from '../broadcast/broadcast.ts';
import { openFrom, quietHoursOf } from '../broadcast/quiet-hours.ts';
import type { Reading } from './outlook-words.ts';
import { timeInWords } from './plain-time.ts';

/** When the first of a broadcast leaves: now, at its time, or when the night is over. */
export function startInWords(
  broadcast: Broadcast,
  { words, now, course }: Pick<Reading, 'words' | 'now' | 'course'>,
): string {
  const wanted = Math.max(now, broadcast.scheduledAt ?? now);
  const startAt = restsAtNight(broadcast) ? (openFrom(wanted, quietHoursOf(course)) ?? wanted) : wanted;
  return startAt === now ? words.startsNow : words.startsAt(timeInWords(startAt, now, words));
}
