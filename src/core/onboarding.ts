import { consentVersion, mayReport, releaseHeld } from './completion.ts';
import { type Course, findLesson } from './course.ts';
import type { Effect } from './effect.ts';
import { finishedText } from './finished.ts';
import { isFinishedOnce } from './lesson.ts';
import type { Learner, Screen, Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, begin, follow, type Turn, withLearner, wordsOf } from './turn.ts';

/**
 * What is still to be asked of a person after the first lesson, one question at a time: a child's age
 * before anything is kept, then consent, then who and where, each of the latter skippable.
 */
export function pendingQuestion(learner: Learner): Screen | undefined {
  if (learner.audience === 'student' && learner.isUnder16 === undefined) return { kind: 'under16' };
  if (learner.isUnder16 === true && !learner.guardianAgreed) {
    if (learner.consent === undefined || learner.consent.isGiven) return { kind: 'guardian' };
  } else if (learner.consent === undefined || learner.consent.version < consentVersion) {
    return { kind: 'consent' };
  }
  if (!learner.wasAskedAudience) return { kind: 'audience' };
  if (!learner.wasAskedCommune) return { kind: 'commune' };
  return undefined;
}

/** Shows the next question still to be asked, or else the learner's place. */
export function goOn(course: Course, session: Session, now: Instant, lead?: string): Turn {
  const question = isFinishedOnce(session) ? pendingQuestion(activeLearner(session)) : undefined;
  if (question !== undefined) return show(course, session, question, now, lead);
  if (session.hasPaperCode && session.codeGeneration === 0 && mayReport(activeLearner(session))) {
    return issueCode(course, session, now, lead);
  }
  return show(course, session, restingScreen(session, lead), now, lead);
}

/** A finished lesson's result is shown once; after the questions that follow it, only the ways on. */
const restingScreen = (session: Session, lead: string | undefined): Screen =>
  lead !== undefined && activeLearner(session).place.kind === 'finished'
    ? { kind: 'next_step' }
    : { kind: 'place' };

/** The end of a lesson: what is still to be said first, the result, and in the same message the next question to be asked, if any. */
export function endLesson(course: Course, session: Session, now: Instant, lead?: string): Turn {
  const { place } = activeLearner(session);
  const lesson = place.kind === 'finished' ? findLesson(course, place.lesson, session.language) : undefined;
  const words = wordsOf(session.language);
  const question = pendingQuestion(activeLearner(session));
  if (lesson === undefined || question === undefined) {
    return lead === undefined
      ? goOn(course, session, now)
      : show(course, session, { kind: 'place' }, now, lead);
  }
  const result = `${words.finishedHeading}\n${finishedText(session, lesson)}`;
  return show(course, session, question, now, lead === undefined ? result : `${lead}\n\n${result}`);
}

/** Shows where the learner now stands: the next card or question, or the end of the lesson or set. */
export function showOn(course: Course, session: Session, now: Instant, lead?: string): Turn {
  switch (activeLearner(session).place.kind) {
    case 'finished':
      return endLesson(course, session, now, lead);
    case 'set_result':
      return goOn(course, session, now, lead);
    case 'nowhere':
    case 'card':
    case 'task':
    case 'question':
    case 'feedback':
    case 'set':
      return show(course, session, { kind: 'place' }, now, lead);
  }
}

/** Makes a fresh paper code valid and tells it. */
export function issueCode(course: Course, session: Session, now: Instant, lead?: string): Turn {
  const words = wordsOf(session.language);
  const generation = session.codeGeneration + 1;
  const effect: Effect = { kind: 'issue_code', generation };
  return follow({ session: { ...session, codeGeneration: generation }, effects: [effect] }, (issued) =>
    show(
      course,
      issued,
      restingScreen(issued, words.paperCode),
      now,
      lead === undefined ? words.paperCode : `${lead}\n\n${words.paperCode}`,
    ),
  );
}

/** Keeps a yes or no to the notice; a yes also counts what was done before, a no lets go of it. */
export function keepConsent(session: Session, isGiven: boolean, now: Instant): Turn {
  const kept = withLearner(session, { consent: { version: consentVersion, at: now, isGiven } });
  return isGiven ? releaseHeld(kept) : begin(withLearner(kept, { held: [] }));
}
