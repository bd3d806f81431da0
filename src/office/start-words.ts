import type { Broadcast } from '../broadcast/broadcast.ts';
import { openFrom, usualQuietHours } from '../broadcast/quiet-hours.ts';
import type { Instant } from '../core/time.ts';
import { timeInWords } from './plain-time.ts';
import type { ChatWords } from './words/chat-vi.ts';

/** When the first of a broadcast leaves: now, at its time, or when the night is over. */
export function startInWords(
  { scheduledAt, crossesQuietHours }: Pick<Broadcast, 'scheduledAt' | 'crossesQuietHours'>,
  words: ChatWords,
  now: Instant,
): string {
  const wanted = Math.max(now, scheduledAt ?? now);
  const startAt = crossesQuietHours ? wanted : (openFrom(wanted, usualQuietHours) ?? wanted);
  return startAt === now ? words.startsNow : words.startsAt(timeInWords(startAt, now, words));
}
