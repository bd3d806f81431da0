import { consentVersion } from './completion.ts';
import { type ReminderTerms, reminderDueAt } from './reminder-time.ts';
import type { Learner, Session } from './session.ts';
import { dayMs, type Instant } from './time.ts';

/** Without consent a session ends this long after the person was last heard. */
export const unconsentedMs = dayMs;
/** An attempt closes for the figures this long after its last answer. */
export const attemptLapseMs = dayMs;

const hasAgreed = (learner: Learner): boolean =>
  learner.consent?.isGiven === true && learner.consent.version >= consentVersion;

/** When the chat ends for want of consent; undefined once any of its learners has agreed. */
export const forgetDueAt = (session: Session): Instant | undefined =>
  session.learners.some(hasAgreed) ? undefined : session.heardAt + unconsentedMs;

/** When the learner's open attempt lapses. */
export function lapseDueAt(learner: Learner): Instant | undefined {
  const { attempt } = learner;
  if (attempt === undefined || attempt.hasLapsed) return undefined;
  return (attempt.answers.at(-1)?.at ?? attempt.startedAt) + attemptLapseMs;
}

/** The earliest moment at which this chat wants a `timer_due`; the one timer the store files. */
export function nextDueAt(course: ReminderTerms, session: Session): Instant | undefined {
  const dues = [
    forgetDueAt(session),
    ...session.learners.map(lapseDueAt),
    reminderDueAt(course, session),
  ].filter((due) => due !== undefined);
  return dues.length === 0 ? undefined : Math.min(...dues);
}
