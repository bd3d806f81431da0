import { addressed } from './address.ts';
import { answeredAtEvent, noteAtEvent } from './attendance.ts';
import { cellCounter, communeCounter, quizCounter, responseCounter, totalCounter } from './counters.ts';
import { type Course, findLesson, itemKey } from './course.ts';
import type { AnswerRecord, AttemptKind, Effect, LearningRecord } from './effect.ts';
import { localMonth } from './local-calendar.ts';
import { countedAnswers, isComplete, isRight, passShare, pinnedItem, scoreOf } from './quiz.ts';
import type { Answer, Attempt, Learner, Session } from './session.ts';
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
function tell(session: Session, effects: Extract<Effect, { kind: 'record' | 'count' }>[]): Turn {
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

/** An item asked again after a slip is no first response: its feedback has been seen. */
function responseKind(attempt: Attempt, answer: Answer): AttemptKind {
  const first = attempt.answers.find((other) => other.item === answer.item);
  return attempt.kind === 'first' && first !== answer ? 'later' : attempt.kind;
}

type Held = Extract<Effect, { kind: 'record' | 'count' }>;
type Count = Extract<Effect, { kind: 'count' }>;
const count = (key: string): Count => ({ kind: 'count', key, by: 1 });

function responseCounts(learner: Learner, attempt: Attempt, answer: Answer, month: string): Count[] {
  const { commune } = learner;
  const counts: Count[] = [];
  if (attempt.counted === 0) {
    counts.push(count(quizCounter(attempt.quizVersion, attempt.kind, month, 'started')));
    if (commune !== undefined) counts.push(count(communeCounter(commune, month, 'started')));
  }
  if (answer.isSlip) return counts;
  const kind = responseKind(attempt, answer);
  counts.push(count(responseCounter(itemKey(answer.item, answer.version), kind, answer.option)));
  if (kind !== 'first') return counts;
  counts.push(...answeredAtEvent(learner, isRight(answer)));
  if (commune !== undefined) {
    counts.push(count(communeCounter(commune, month, 'answered')));
    if (isRight(answer)) counts.push(count(communeCounter(commune, month, 'right')));
  }
  return counts;
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
    const closed = withLearner(shut, { attempt: undefined, progress });
    if (attempt.answers.length === 0) return begin(closed);
    const end = isFinished ? finishedEffects(course, shut, attempt, now) : abandonedEffects(attempt, now);
    const told = tell(closed, [...answerEffects(course, shut, attempt, isFinished), ...end]);
    return isFinished ? follow(told, (it) => tellAtEvent(it, 'finished')) : told;
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
        kind: attempt.kind === 'first' ? 'later' : attempt.kind,
        recorded: attempt.answers.length,
        hasLapsed: true,
      },
    });
    if (attempt.answers.length === 0) return begin(lapsed);
    return tell(lapsed, [...answerEffects(course, shut, attempt, false), ...abandonedEffects(attempt, now)]);
  });
}

const answerEffects = (course: Course, session: Session, attempt: Attempt, isFinished: boolean): Held[] =>
  attempt.answers.slice(attempt.recorded).map((answer, place) => ({
    kind: 'record',
    record: answerRecord(course, session, attempt, answer, attempt.recorded + place + 1, isFinished),
  }));

function progressAfter(
  course: Course,
  session: Session,
  attempt: Attempt,
  isFinished: boolean,
  now: Instant,
): Learner['progress'] {
  const { progress } = activeLearner(session);
  const before = progress[attempt.lesson];
  if (before === undefined) return progress;
  if (!isFinished) return progress;
  const { right, asked } = scoreOf(attempt);
  const version = findLesson(course, attempt.lesson, session.language)?.version;
  return {
    ...progress,
    [attempt.lesson]: {
      ...before,
      completedAt: before.completedAt ?? Math.floor(now / hourMs) * hourMs,
      completedVersion: version ?? before.completedVersion,
      lastRight: right,
      lastAsked: asked,
    },
  };
}

function answerRecord(
  course: Course,
  session: Session,
  attempt: Attempt,
  answer: Answer,
  sequence: number,
  isFinished: boolean,
): LearningRecord {
  const learner = activeLearner(session);
  const item = pinnedItem(course, answer);
  const put = (text: string): string => addressed(text, learner.address, answer.language);
  const record: AnswerRecord = {
    kind: 'answered',
    learner: learner.id,
    attempt: attempt.number,
    attemptKind: isFinished ? responseKind(attempt, answer) : 'abandoned',
    lesson: attempt.lesson,
    quizVersion: attempt.quizVersion,
    item: answer.item,
    itemVersion: answer.version,
    sequence,
    option: answer.option,
    isRight: isRight(answer),
    isSlip: answer.isSlip,
    stem: put(item?.stem ?? ''),
    options: answer.order.map((id) => ({
      id,
      text: put(item?.options.find((option) => option.id === id)?.text ?? ''),
    })),
    key: answer.key,
    askedAt: answer.askedAt,
    at: answer.at,
    language: answer.language,
  };
  return { ...record, ...selfDeclared(learner) };
}

const selfDeclared = (learner: Learner): Pick<LearningRecord, 'unit' | 'audience'> => ({
  ...(learner.commune === undefined ? {} : { unit: learner.commune }),
  ...(learner.audience === undefined ? {} : { audience: learner.audience }),
});

function finishedEffects(
  course: Course,
  session: Session,
  attempt: Attempt,
  now: Instant,
): Extract<Effect, { kind: 'record' | 'count' }>[] {
  const learner = activeLearner(session);
  const month = localMonth(now);
  const { right, asked } = scoreOf(attempt);
  const last = attempt.answers.at(-1);
  // An attempt with a slip saw feedback before its last answer: its totals are no first attempt's.
  const kind =
    attempt.kind === 'first' && attempt.answers.some((answer) => answer.isSlip) ? 'later' : attempt.kind;
  const before = learner.progress[attempt.lesson];
  const lesson = findLesson(course, attempt.lesson, session.language);
  const shared = {
    learner: learner.id,
    attempt: attempt.number,
    lesson: attempt.lesson,
    at: last?.at ?? now,
    language: session.language,
    ...selfDeclared(learner),
  };
  const effects: Extract<Effect, { kind: 'record' | 'count' }>[] = [
    {
      kind: 'record',
      record: {
        kind: 'quiz_finished',
        ...shared,
        attemptKind: kind,
        quizVersion: attempt.quizVersion,
        right,
        asked,
        hasPassed: right >= asked * passShare,
        startedAt: attempt.startedAt,
      },
    },
    { kind: 'count', key: quizCounter(attempt.quizVersion, attempt.kind, month, 'finished'), by: 1 },
    { kind: 'count', key: totalCounter(attempt.quizVersion, kind, month, right), by: 1 },
    ...countedAnswers(attempt).map((answer) => ({
      kind: 'count' as const,
      key: cellCounter(
        attempt.quizVersion,
        kind,
        month,
        itemKey(answer.item, answer.version),
        answer.option,
        right,
      ),
      by: 1,
    })),
  ];
  if (learner.commune !== undefined) {
    effects.push({ kind: 'count', key: communeCounter(learner.commune, month, 'finished'), by: 1 });
  }
  if (lesson !== undefined && before?.completedVersion !== lesson.version) {
    effects.push({
      kind: 'record',
      record: {
        kind: 'lesson_completed',
        ...shared,
        lessonVersion: lesson.version,
        lessonTitle: lesson.title,
        task: before?.task ?? 'unsaid',
        startedAt: attempt.lessonStartedAt,
      },
    });
  }
  return effects;
}

const abandonedEffects = (attempt: Attempt, now: Instant): Count[] =>
  attempt.hasLapsed
    ? []
    : [count(quizCounter(attempt.quizVersion, attempt.kind, localMonth(now), 'abandoned'))];
