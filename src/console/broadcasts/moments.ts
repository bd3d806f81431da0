import type { Language } from '../../core/course.ts';
import { localOffsetMs } from '../../core/local-calendar.ts';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import type { BroadcastWords } from '../words/broadcasts.ts';

const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
/** From here on people call it the evening. */
const eveningMs = 18 * hourMs;

/** A moment as somebody would say it now: "20:45 tối nay", "06:30 ngày mai", "19:30 thứ Ba 1/12". */
export function momentOf(at: Instant, now: Instant, language: Language, words: BroadcastWords): string {
  const local = (instant: Instant): number => instant + localOffsetMs;
  const day = (instant: Instant): number => Math.floor(local(instant) / dayMs);
  const time = new Date(local(at)).toISOString().slice(11, 16);
  const { moments } = words;
  const isEvening = local(at) % dayMs >= eveningMs;
  if (day(at) === day(now)) return isEvening ? moments.tonight(time) : moments.today(time);
  if (day(at) === day(now) + 1) return moments.tomorrow(time);
  const date = new Intl.DateTimeFormat(locales[language], {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'numeric',
    ...(Math.abs(at - now) > 180 * dayMs ? { year: 'numeric' as const } : {}),
  });
  const written = date.format(local(at)).replace(', ', ' ');
  // Within a sentence it is "thứ Hai".
  return `${time} ${language === 'vi' ? written.replace('Thứ', 'thứ').replace('Chủ', 'chủ') : written}`;
}
