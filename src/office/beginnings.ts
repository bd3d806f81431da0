import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Course } from '../core/course.ts';
import { dayMs, type Instant } from '../core/time.ts';
import type { Beginning, Caller } from './office.ts';

const lastMonthMs = 31 * dayMs;

/** What somebody can begin from: the ready messages, and what their own office has sent in the last month. */
export function beginningsFor(
  { person, language = 'vi' }: Caller,
  all: Broadcast[],
  { readyMessages }: Course,
  now: Instant,
): Beginning[] {
  const sent = all.filter(
    ({ unit, startedAt, tryOf }) =>
      unit === person.unit && tryOf === undefined && startedAt !== undefined && startedAt > now - lastMonthMs,
  );
  return [
    ...readyMessages.map(({ id, title, texts, topic, audience }) => ({
      id,
      from: 'ready' as const,
      title: title[language],
      wish: { texts, topic, audience: audience === undefined ? {} : { audiences: [audience] } },
    })),
    ...sent.map(({ id, texts, topic, audience }) => ({
      id,
      from: 'last_month' as const,
      title: texts.vi.heading ?? firstWords(texts.vi.text),
      wish: { texts, topic, audience },
    })),
  ];
}

const titleWords = 8;
function firstWords(text: string): string {
  const words = text.trim().split(/\s+/);
  return words.length <= titleWords ? words.join(' ') : `${words.slice(0, titleWords).join(' ')}…`;
}
