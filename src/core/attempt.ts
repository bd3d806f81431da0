import { closeAttempt, shutSlipWindow } from './completion.ts';
import type { Course } from './course.ts';
import { askNext, isComplete, scoreOf } from './quiz.ts';
import type { Attempt, Place, Session } from './session.ts';
import type { Instant } from './time.ts';
import { activeLearner, begin, follow, type Turn, withLearner } from './turn.ts';

/** Shuts the slip window and puts the next question on screen, or ends the attempt when none is left. */
export function openQuestion(course: Course, session: Session, now: Instant): Turn {
  return follow(shutSlipWindow(session, now), (shut) => {
    const { attempt } = activeLearner(shut);
    if (attempt === undefined) return begin(shut);
    const asked = askNext(course, shut, attempt, now);
    if (asked.question !== undefined) {
      return begin(withLearner(shut, { attempt: asked, place: placeWithin(asked) }));
    }
    return closeAttempt(course, withLearner(shut, { attempt: asked, place: placeAfter(asked) }), now);
  });
}

/** Closes an open attempt as it stands: finished if only its last "next" was missing, else abandoned. */
export function leaveAttempt(course: Course, session: Session, now: Instant): Turn {
  const { attempt } = activeLearner(session);
  if (attempt === undefined) return begin(session);
  const { set } = attempt;
  const place: Place =
    set.kind === 'lesson' && !isComplete(attempt)
      ? { kind: 'task', lesson: set.lesson }
      : placeAfter(attempt);
  return closeAttempt(course, withLearner(session, { place }), now);
}

const placeWithin = ({ set }: Attempt): Place =>
  set.kind === 'lesson' ? { kind: 'question', lesson: set.lesson } : { kind: 'set' };

const placeAfter = (attempt: Attempt): Place =>
  attempt.set.kind === 'lesson'
    ? { kind: 'finished', lesson: attempt.set.lesson }
    : { kind: 'set_result', set: attempt.set, ...scoreOf(attempt) };
