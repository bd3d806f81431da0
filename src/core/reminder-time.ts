import { hash32 } from './chance.ts';
import type { Audience } from './course.ts';
import { type Habit, halfHourMs, knownHalfHour } from './habit.ts';
import { localDay, midnightOf, weekdayOf } from './local-calendar.ts';
import { type QuietDays, quietFromMs, quietUntilMs } from './quiet.ts';
import type { Learner, Session } from './session.ts';
import { dayMs, hourMs, type Instant, minuteMs } from './time.ts';
import { activeLearner } from './turn.ts';

/** The first, second … reminder comes after so many days of silence; after the last the bot is silent too. */
export const silenceDays = [1, 3, 7, 21] as const;

/**
 * Days from one reminder to the next, by how many in a row went unanswered. Two steps of two days never follow each
 * other, so any three steps are a week: at most three reminders in seven days, and nothing to keep count of. From two
 * unanswered on it is one a week.
 */
const daysApart = [3, 2, 7, 7] as const;

/** When each audience has a quiet moment, local ms after midnight: for whoever has no known habit yet. */
const usualStartMs: Record<Audience, number> = {
  citizen: 19 * hourMs + 30 * minuteMs,
  worker: 11 * hourMs + 30 * minuteMs,
  official: 7 * hourMs + 30 * minuteMs,
  student: 9 * hourMs,
};
export type ReminderDays = 'every' | 'working' | 'saturday';
/** Officials are left alone at weekends, pupils on school days. */
const daysOf: Record<Audience, ReminderDays> = {
  citizen: 'every',
  worker: 'every',
  official: 'working',
  student: 'saturday',
};
/** 0 is Sunday. */
const weekdays: Record<ReminderDays, readonly number[]> = {
  every: [0, 1, 2, 3, 4, 5, 6],
  working: [1, 2, 3, 4, 5],
  saturday: [6],
};

/** Over so long the people of one hour are spread, each day anew, so that they do not come all at once. */
export const spreadMs = 45 * minuteMs;
/** What could not be sent for so long after its moment waits for another day. */
const latenessMs = hourMs;
/** The last start of a spread: who is last still has a quarter of an hour before the evening's rest. */
const latestStartMs = quietFromMs - spreadMs - 15 * minuteMs;

/** What of the course, and of the channel, says when somebody may be reminded. */
export type ReminderTerms = {
  quietDays: QuietDays;
  /** How long after somebody wrote their channel carries what they did not ask for; undefined: ever. */
  unaskedWithinMs?: number;
};

/**
 * When the person at this chat is next to be reminded, never in quiet hours; undefined when they did not ask for it
 * or the bot should rest. Who else learns at the chat is not reminded: a phone has one patience.
 */
export function reminderDueAt(
  { quietDays, unaskedWithinMs }: ReminderTerms,
  session: Session,
): Instant | undefined {
  const learner = activeLearner(session);
  const { unansweredReminders: unanswered, remindedAt } = learner;
  const silent = silenceDays[unanswered];
  const apart = daysApart[unanswered];
  if (session.isBlocked || !mayRemind(learner) || silent === undefined || apart === undefined)
    return undefined;
  const firstDay = Math.max(
    localDay(session.heardAt) + silent,
    remindedAt === 0 ? 0 : localDay(remindedAt) + apart,
  );
  // Days, so that who learned at eight in the evening is reminded at half past seven; but who learned until midnight
  // is not woken at half past six.
  const rested = session.heardAt + silent * dayMs - dayMs / 2;
  const at = firstSlot(session, learner, Math.max(rested, midnightOf(firstDay)), quietDays);
  const isOutside =
    at !== undefined && unaskedWithinMs !== undefined && at + latenessMs > session.heardAt + unaskedWithinMs;
  return isOutside ? undefined : at;
}

/** Children only with an adult's yes; a pupil whose age is not known yet may be a child. */
function mayRemind({ wantsReminders, audience, isUnder16, guardianAgreed }: Learner): boolean {
  const isOldEnough = isUnder16 === false || (isUnder16 === undefined && audience !== 'student');
  return wantsReminders && (isOldEnough || guardianAgreed);
}

/** The first moment from `notBefore` on, on a day that is theirs, that has not been missed already. */
function firstSlot(
  session: Session,
  learner: Learner,
  notBefore: Instant,
  quietDays: QuietDays,
): Instant | undefined {
  const audience = learner.audience ?? 'citizen';
  const from = Math.max(notBefore, session.latestAt - dayMs);
  for (let day = localDay(from); day < localDay(from) + 60; day++) {
    if (!weekdays[daysOf[audience]].includes(weekdayOf(day)) || quietDays.has(day)) continue;
    const lot = hash32(`${session.seed}:reminder:${day}`) % spreadMs;
    const at = midnightOf(day) + startMs(learner.habit, audience) + lot;
    if (at >= notBefore && reminderExpiresAt(at) > session.latestAt) return at;
  }
  return undefined;
}

/** Until when a reminder of this moment may still be sent: an hour, and never into the evening's rest. */
export const reminderExpiresAt = (at: Instant): Instant =>
  Math.min(at + latenessMs, midnightOf(localDay(at)) + quietFromMs);

/** When a person is usually reminded, to be told so: which days, and between which local ms after midnight. */
export function usualReminder({ habit, audience = 'citizen' }: Pick<Learner, 'habit' | 'audience'>): {
  days: ReminderDays;
  fromMs: number;
  toMs: number;
} {
  const fromMs = startMs(habit, audience);
  return { days: daysOf[audience], fromMs, toMs: fromMs + spreadMs };
}

/**
 * Local ms after midnight at which the spread begins: the person's own hour, or their audience's while that is not
 * known. Who comes at night is reminded at the nearest waking hour.
 */
export function startMs(habit: Habit | undefined, audience: Audience): number {
  const halfHour = knownHalfHour(habit);
  if (halfHour === undefined) return usualStartMs[audience];
  const usual = halfHour * halfHourMs;
  if (usual >= quietUntilMs && usual <= latestStartMs) return usual;
  const middleOfNight = (latestStartMs + quietUntilMs + dayMs) / 2 - dayMs;
  return usual > latestStartMs || usual < middleOfNight ? latestStartMs : quietUntilMs;
}
