import { leaveAttempt } from './attempt.ts';
import { lapseAttempt } from './completion.ts';
import type { Course } from './course.ts';
import { forgetDueAt, lapseDueAt } from './due.ts';
import { lifeQuestionDue } from './in-life.ts';
import { askAboutLife } from './in-life-taps.ts';
import { isComplete } from './quiz.ts';
import { reminderMessage } from './reminder.ts';
import { reminderDueAt, reminderExpiresAt } from './reminder-time.ts';
import type { Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, begin, follow, type Turn, withLearner } from './turn.ts';

const isDue = (at: Instant | undefined, now: Instant): boolean => at !== undefined && at <= now;

/** Does what has fallen due; nothing when the session has moved on since the timer was filed. */
export function timersDue(course: Course, session: Session, now: Instant, hadMessage: boolean): Turn {
  if (isDue(forgetDueAt(session), now)) {
    return { session, effects: [{ kind: 'erase', learners: session.learners.map((learner) => learner.id) }] };
  }
  const { activeLearner: present } = session;
  const turn = session.learners.reduce<Turn>(
    (before, _, place) =>
      follow(before, (current) => lapse(course, { ...current, activeLearner: place }, now)),
    begin(session),
  );
  return follow({ ...turn, session: { ...turn.session, activeLearner: present } }, (lapsed) =>
    remind(course, lapsed, now, hadMessage),
  );
}

function lapse(course: Course, session: Session, now: Instant): Turn {
  const learner = activeLearner(session);
  if (!isDue(lapseDueAt(learner), now) || learner.attempt === undefined) return begin(session);
  // Only the tap on "see the result" was missing: the lesson is finished, not abandoned.
  if (isComplete(learner.attempt)) return leaveAttempt(course, session, now);
  return lapseAttempt(course, session, now);
}

/**
 * A reminder counts as unanswered from when it is decided, also where there was nothing left to remind of. Where
 * officials wrote to the person today, that stands for the reminder: the next has its distance from it.
 */
function remind(course: Course, session: Session, now: Instant, hadMessage: boolean): Turn {
  const dueAt = reminderDueAt(course, session);
  if (dueAt === undefined || dueAt > now) return begin(session);
  if (hadMessage) return begin(withLearner(session, { remindedAt: now }));
  const { unansweredReminders } = activeLearner(session);
  const reminded = withLearner(session, {
    remindedAt: now,
    unansweredReminders: unansweredReminders + 1,
  });
  const lesson = lifeQuestionDue(course, reminded, now);
  if (lesson === undefined && reminderMessage(course, session) === undefined) return begin(reminded);
  // Once a week at most the reminder asks how it went instead.
  const turn =
    lesson === undefined
      ? show(course, reminded, { kind: 'reminder' }, now)
      : askAboutLife(course, reminded, lesson, now);
  const expiresAt = reminderExpiresAt(dueAt);
  return {
    ...turn,
    effects: turn.effects.map((effect) => (effect.kind === 'say' ? { ...effect, expiresAt } : effect)),
  };
}
