import { localDateOf, localDay, midnightOf } from '../core/local-calendar.ts';
import { hourMs, type Instant, minuteMs } from '../core/time.ts';
import type { ChatWords } from './words/chat-vi.ts';

/** `20:45`, by the clock of the place. */
export function clockTime(at: Instant): string {
  const inDay = at - midnightOf(localDay(at));
  const padded = (part: number): string => String(part).padStart(2, '0');
  return `${padded(Math.floor(inDay / hourMs))}:${padded(Math.floor((inDay % hourMs) / minuteMs))}`;
}

/** `06:30 sáng mai`, as one would say it now. */
export function timeInWords(at: Instant, now: Instant, words: ChatWords): string {
  const day = localDay(at);
  const ahead = day - localDay(now);
  if (ahead === 0) return words.timeOn(clockTime(at), words.today(partOfDay(at, words)));
  if (ahead === 1) return words.timeOn(clockTime(at), words.tomorrow(partOfDay(at, words)));
  const { day: dayOfMonth, month } = localDateOf(at);
  // 1 January 1970 was a Thursday.
  const weekday = words.weekdays[(((day + 4) % 7) + 7) % 7] ?? '';
  return words.timeOn(clockTime(at), words.dayOf(weekday, dayOfMonth, month));
}

/** `tối`. */
function partOfDay(at: Instant, { partsOfDay }: ChatWords): string {
  const hour = (at - midnightOf(localDay(at))) / hourMs;
  if (hour < 4) return partsOfDay.night;
  if (hour < 11) return partsOfDay.morning;
  if (hour < 13) return partsOfDay.noon;
  return hour < 18 ? partsOfDay.afternoon : partsOfDay.evening;
}

/** `tối nay`, for a moment of today. */
export const partOfToday = (at: Instant, words: ChatWords): string => words.today(partOfDay(at, words));
