import type { Audience, Course } from './course.ts';
import { findLesson } from './course.ts';
import { nextLesson } from './lesson.ts';
import { localOffsetMs } from './local-calendar.ts';
import type { Message } from './message.ts';
import type { Learner, Session } from './session.ts';
import { dayMs, hourMs, type Instant, minuteMs } from './time.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** When each audience has a quiet moment, local time; officials on working days, pupils on Saturdays. */
const slots: Record<Audience, { atMs: number; weekdays: number[] }> = {
  citizen: { atMs: 19 * hourMs + 30 * minuteMs, weekdays: [0, 1, 2, 3, 4, 5, 6] },
  worker: { atMs: 11 * hourMs + 30 * minuteMs, weekdays: [0, 1, 2, 3, 4, 5, 6] },
  official: { atMs: 7 * hourMs + 30 * minuteMs, weekdays: [1, 2, 3, 4, 5] },
  student: { atMs: 9 * hourMs, weekdays: [6] },
};

/** A reminder that could not be sent within this time of its slot waits for the next slot. */
const slotLengthMs = 45 * minuteMs;
/** After so many without an answer the bot falls silent until the person writes. */
const patience = 4;

/** Days on which nobody is reminded, as local days since 1970: holidays, and Tết 3-12 February 2027. */
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

/** Days since 1970 of a date. Source: Hinnant, "chrono-compatible date algorithms", days_from_civil. */
function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The gap before the next reminder: a day, then two, and once two went unanswered a week. */
const gapMs = (unanswered: number): number => (unanswered === 0 ? 1 : unanswered === 1 ? 2 : 7) * dayMs;

/** When this learner is next to be reminded; undefined when they did not ask for it or the bot should rest. */
export function reminderDueAt(session: Session, learner: Learner): Instant | undefined {
  if (!learner.wantsReminders || session.isBlocked || learner.unansweredReminders >= patience)
    return undefined;
  if (learner.isUnder16 === true && !learner.guardianAgreed) return undefined;
  const base = Math.max(session.heardAt, learner.remindedAt);
  // Half a day of slack, so that who learned at eight in the evening is reminded at half past seven.
  return nextSlotAt(base + gapMs(learner.unansweredReminders) - dayMs / 2, learner.audience ?? 'citizen');
}

/**
 * A reminder missed its slot (an outage): the moment to count from so that the next slot is due, as if
 * nothing had been sent and nothing had gone unanswered.
 */
export const postponedBase = (learner: Learner, now: Instant): Instant =>
  nextSlotAt(now, learner.audience ?? 'citizen') - gapMs(learner.unansweredReminders) + dayMs / 2;

/** The first slot of an audience at or after a moment, on no quiet day. */
export function nextSlotAt(after: Instant, audience: Audience): Instant {
  const slot = slots[audience];
  const firstDay = Math.floor((after + localOffsetMs) / dayMs);
  for (let day = firstDay; day < firstDay + 30; day++) {
    const at = day * dayMs + slot.atMs - localOffsetMs;
    // Day 0 of the epoch was a Thursday.
    const weekday = (day + 4) % 7;
    if (at >= after && slot.weekdays.includes(weekday) && !quietDays.has(day)) return at;
  }
  return after + 30 * dayMs;
}

/** False when an outage has carried the moment past its slot: then it waits for the next one. */
export function isWithinSlot(now: Instant, audience: Audience): boolean {
  const slot = nextSlotAt(now - slotLengthMs, audience);
  return slot <= now;
}

export function reminderMessage(course: Course, session: Session): Message | undefined {
  const words = wordsOf(session.language);
  const { place } = activeLearner(session);
  const open =
    place.kind === 'nowhere' || place.kind === 'finished'
      ? undefined
      : findLesson(course, place.lesson, session.language);
  const next = open ?? nextLesson(course, session);
  if (next === undefined) return undefined;
  return {
    text: open === undefined ? words.reminderNew(next.title) : words.reminder(next.title),
    choices: [
      { id: 'learn', label: words.menuLearn },
      { id: 'reminders-off', label: words.remindersOff },
    ],
  };
}
