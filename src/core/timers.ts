import { lapseAttempt } from './completion.ts';
import type { Course } from './course.ts';
import { forgetDueAt, lapseDueAt } from './due.ts';
import { leaveAttempt } from './lesson.ts';
import { isComplete } from './quiz.ts';
import { isWithinSlot, postponedBase, reminderDueAt, reminderMessage } from './reminder.ts';
import type { Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, begin, follow, type Turn, withLearner } from './turn.ts';

const isDue = (at: Instant | undefined, now: Instant): boolean => at !== undefined && at <= now;

/** Does what has fallen due; nothing when the session has moved on since the timer was filed. */
export function timersDue(course: Course, session: Session, now: Instant): Turn {
  if (isDue(forgetDueAt(session), now)) {
    return { session, effects: [{ kind: 'erase', learners: session.learners.map((learner) => learner.id) }] };
  }
  const { activeLearner: present } = session;
  const turn = session.learners.reduce<Turn>(
    (before, _, place) =>
      follow(before, (current) => learnerTimers(course, { ...current, activeLearner: place }, now)),
    begin(session),
  );
  return { ...turn, session: { ...turn.session, activeLearner: present } };
}

function learnerTimers(course: Course, session: Session, now: Instant): Turn {
  return follow(lapse(course, session, now), (lapsed) => remind(course, lapsed, now));
}

function lapse(course: Course, session: Session, now: Instant): Turn {
  const learner = activeLearner(session);
  if (!isDue(lapseDueAt(learner), now) || learner.attempt === undefined) return begin(session);
  // Only the tap on "see the result" was missing: the lesson is finished, not abandoned.
  if (isComplete(learner.attempt)) return leaveAttempt(course, session, now);
  return lapseAttempt(course, session, now);
}

function remind(course: Course, session: Session, now: Instant): Turn {
  const learner = activeLearner(session);
  if (!isDue(reminderDueAt(session, learner), now)) return begin(session);
  const audience = learner.audience ?? 'citizen';
  if (!isWithinSlot(now, audience)) {
    return begin(withLearner(session, { remindedAt: postponedBase(learner, now) }));
  }
  const reminded = withLearner(session, {
    remindedAt: now,
    unansweredReminders: learner.unansweredReminders + 1,
  });
  if (reminderMessage(course, session) === undefined) return begin(reminded);
  return show(course, reminded, { kind: 'reminder' }, now);
}
