import {
  abandonedEffects,
  answerEffects,
  finishedEffects,
  responseCounts,
  selfDeclared,
  type Told,
  unmeasured,
} from './attempt-effects.ts';
import { noteAtEvent } from './attendance.ts';
import { certificateEarned } from './certificate.ts';
import { checksAfter } from './checks.ts';
import { wayCounter } from './counters.ts';
import { type Course, findLesson, type Lesson } from './course.ts';
import { localMonth } from './local-calendar.ts';
import { placementAfter } from './placement.ts';
import { isComplete, knownOf, scoreOf } from './quiz.ts';
import { memoriesAfter } from './remembering.ts';
import type { Attempt, Learner, Session } from './session.ts';
import { hourMs, type Instant } from './time.ts';
import { activeLearner, begin, follow, type Turn, withLearner } from './turn.ts';

/** The wording of the consent notice; a new one asks again. */
export const consentVersion = 1;

/** Whether this person's learning may be counted and reported. Silence is no; a child needs an adult's yes. */
export function mayReport(learner: Learner): boolean {
  const agreed = learner.consent?.isGiven === true && learner.consent.version === consentVersion;
  if (!agreed) return false;
  if (learner.isUnder16 === true) return learner.guardianAgreed;
  return learner.audience !== 'student' || learner.isUnder16 !== undefined || !learner.wasAskedAudience;
}

/**
 * What waits for an answer to the notice, at most: some twenty lessons of somebody who never gives one. What comes
 * later is learnt all the same and counted nowhere.
 */
const mostHeld = 300;

/** Counts and records now, or keeps them in the session until there is consent. Who said no is not written down at all. */
export function tell(session: Session, effects: Told[]): Turn {
  const learner = activeLearner(session);
  if (mayReport(learner)) return { session, effects };
  const hasRefused = learner.consent?.isGiven === false;
  if (hasRefused || learner.held.length + effects.length > mostHeld) return begin(session);
  return begin(withLearner(session, { held: [...learner.held, ...effects] }));
}

/** Counts, once consent allows, that the learner began or finished a lesson at the event they are at. */
export function tellAtEvent(session: Session, what: 'started' | 'finished'): Turn {
  const noted = noteAtEvent(session, what);
  return noted.counts.length === 0 ? begin(noted.session) : tell(noted.session, noted.counts);
}

/**
 * Counts how people get through a lesson, until they have once begun its questions; cards looked at again later are
 * another matter.
 */
export function tellWay(
  session: Session,
  lesson: Lesson,
  what: Exclude<Parameters<typeof wayCounter>[1], 'finished'>,
): Turn {
  const begun = activeLearner(session).progress[lesson.id]?.attempts ?? 0;
  return begun === 0
    ? tell(session, [{ kind: 'count', key: wayCounter(lesson, what), by: 1 }])
    : begin(session);
}

/** After consent: what was done before counts too. */
export function releaseHeld(session: Session): Turn {
  const learner = activeLearner(session);
  if (!mayReport(learner) || learner.held.length === 0) return begin(session);
  return { session: withLearner(session, { held: [] }), effects: learner.held };
}

/**
 * The slip window of the last answer shuts: its first response and, once, the start of the attempt are
 * counted. Called just before the next question opens, the attempt closes or lapses; harmless when repeated.
 */
export function shutSlipWindow(session: Session, now: Instant): Turn {
  const learner = activeLearner(session);
  const { attempt } = learner;
  const answer = attempt?.answers.at(-1);
  if (attempt === undefined || answer === undefined || attempt.counted === attempt.answers.length) {
    return begin(session);
  }
  const shut = withLearner(session, { attempt: { ...attempt, counted: attempt.answers.length } });
  return tell(shut, responseCounts(learner, attempt, answer, localMonth(now)));
}

/**
 * Closes the open attempt: finished when all was answered, else abandoned. Counts and records it, and the
 * lesson's completion the first time in its present version.
 */
export function closeAttempt(course: Course, session: Session, now: Instant): Turn {
  return follow(shutSlipWindow(session, now), (shut) => {
    const { attempt } = activeLearner(shut);
    if (attempt === undefined) return begin(shut);
    const isFinished = isComplete(attempt);
    const progress = progressAfter(course, shut, attempt, isFinished, now);
    const memories = memoriesAfter(course, activeLearner(shut), attempt, progress);
    const results = isFinished ? resultsAfter(course, shut, attempt) : undefined;
    const closed = withLearner(shut, { attempt: undefined, progress, memories, ...results });
    if (attempt.answers.length === 0) return begin(closed);
    const end = isFinished ? finishedEffects(course, shut, attempt, now) : abandonedEffects(attempt, now);
    const about = { before: activeLearner(shut), after: activeLearner(closed), now };
    const earned = isFinished ? certificateEarned(course, shut, attempt, about) : undefined;
    const told = tell(closed, [
      ...answerEffects(course, shut, attempt, isFinished),
      ...end,
      ...(earned === undefined
        ? []
        : [{ kind: 'record' as const, record: { ...earned, ...selfDeclared(about.after) } }]),
    ]);
    return isFinished && attempt.set.kind === 'lesson'
      ? follow(told, (it) => tellAtEvent(it, 'finished'))
      : told;
  });
}

/**
 * A day without an answer: the attempt leaves the first-attempt figures, but its question stays on the
 * person's screen, and whoever comes back to it goes on there.
 */
export function lapseAttempt(course: Course, session: Session, now: Instant): Turn {
  return follow(shutSlipWindow(session, now), (shut) => {
    const { attempt } = activeLearner(shut);
    if (attempt === undefined || attempt.hasLapsed) return begin(shut);
    const lapsed = withLearner(shut, {
      attempt: {
        ...attempt,
        kind: unmeasured(attempt.kind),
        recorded: attempt.answers.length,
        hasLapsed: true,
        delayed: [],
      },
    });
    if (attempt.answers.length === 0) return begin(lapsed);
    return tell(lapsed, [...answerEffects(course, shut, attempt, false), ...abandonedEffects(attempt, now)]);
  });
}

/** What a finished placement or check leaves with the learner. */
const resultsAfter = (
  course: Course,
  session: Session,
  attempt: Attempt,
): Pick<Learner, 'placement' | 'checks'> => ({
  placement: placementAfter(course, session, attempt),
  checks: checksAfter(activeLearner(session), attempt),
});

function progressAfter(
  course: Course,
  session: Session,
  attempt: Attempt,
  isFinished: boolean,
  now: Instant,
): Learner['progress'] {
  const { progress } = activeLearner(session);
  if (!isFinished || attempt.set.kind !== 'lesson') return progress;
  const { lesson } = attempt.set;
  const before = progress[lesson];
  if (before === undefined) return progress;
  const { asked } = scoreOf(attempt);
  const version = findLesson(course, lesson, session.language)?.version;
  return {
    ...progress,
    [lesson]: {
      ...before,
      completedAt: before.completedAt ?? Math.floor(now / hourMs) * hourMs,
      completedVersion: version ?? before.completedVersion,
      lastRight: knownOf(attempt),
      lastAsked: asked,
    },
  };
}
