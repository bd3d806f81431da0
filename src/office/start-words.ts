import { type Broadcast, restsAtNight } from '../broadcast/broadcast.ts';
import { openFrom, usualQuietHours } from '../broadcast/quiet-hours.ts';
import type { Instant } from '../core/time.ts';
import { timeInWords } from './plain-time.ts';
import type { ChatWords } from './words/chat-vi.ts';

/** When the first of a broadcast leaves: now, at its time, or when the night is over. */
export function startInWords(broadcast: Broadcast, words: ChatWords, now: Instant): string {
  const wanted = Math.max(now, broadcast.scheduledAt ?? now);
  const startAt = restsAtNight(broadcast) ? (openFrom(wanted, usualQuietHours) ?? wanted) : wanted;
  return startAt === now ? words.startsNow : words.startsAt(timeInWords(startAt, now, words));
}
