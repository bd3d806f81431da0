import { addressed } from './address.ts';
import { answeredAtEvent } from './attendance.ts';
import {
  cellCounter,
  communeCounter,
  placementCounter,
  quizCounter,
  responseCounter,
  type SkillFigure,
  skillCounter,
  totalCounter,
  wayCounter,
} from './counters.ts';
import { type Course, findLesson, itemKey, type LessonId, lessonOfItem } from './course.ts';
import type { AnswerRecord, AttemptKind, Effect, LearningRecord } from './effect.ts';
import { localMonth } from './local-calendar.ts';
import { placementTotal } from './placement.ts';
import {
  checkPassShare,
  countedAnswers,
  isRight,
  optionText,
  passShare,
  pinnedItem,
  scoreOf,
} from './quiz.ts';
import type { Answer, Attempt, Learner, Session } from './session.ts';
import type { Instant } from './time.ts';
import { activeLearner } from './turn.ts';

/** What an attempt adds to the counters and the records: each exactly once, by the kind it had. */
export type Told = Extract<Effect, { kind: 'record' | 'count' }>;
type Count = Extract<Effect, { kind: 'count' }>;
const count = (key: string): Count => ({ kind: 'count', key, by: 1 });

/** Figures that only an answer given before any feedback may enter. */
const isMeasured = (kind: AttemptKind): boolean =>
  kind === 'first' || kind === 'delayed' || kind === 'placement' || kind === 'check';

/** An item asked again after a slip is no first response: its feedback has been seen. Nor is one answered with help. */
function responseKind(attempt: Attempt, answer: Answer): AttemptKind {
  const first = attempt.answers.find((other) => other.item === answer.item);
  const kind = isDelayed(attempt, answer) ? 'delayed' : attempt.kind;
  if (!isMeasured(kind)) return kind;
  if (attempt.taught.includes(answer.item)) return 'taught';
  if (attempt.hinted.includes(answer.item)) return 'helped';
  return first === answer ? kind : 'later';
}

/** It was asked as the delayed question of its lesson, and answered without help. */
export const isDelayed = (attempt: Attempt, answer: Answer): boolean =>
  attempt.kind === 'review' && attempt.delayed.includes(answer.item) && !attempt.hinted.includes(answer.item);

/** After a day, or a slip in its middle, an attempt's totals are no longer those of a measured one. */
export const unmeasured = (kind: AttemptKind): AttemptKind => (isMeasured(kind) ? 'later' : kind);

/** What the last answer counts for, once its slip window has shut. */
export function responseCounts(learner: Learner, attempt: Attempt, answer: Answer, month: string): Count[] {
  const units = unitsOf(learner);
  const counts: Count[] = [];
  if (attempt.counted === 0) {
    counts.push(count(quizCounter(attempt.quizVersion, attempt.kind, month, 'started')));
    if (attempt.set.kind === 'lesson')
      for (const unit of units) counts.push(count(communeCounter(unit, month, 'started')));
  }
  if (answer.isSlip) return counts;
  const kind = responseKind(attempt, answer);
  counts.push(count(responseCounter(itemKey(answer.item, answer.version), kind, answer.option)));
  if (kind === 'first') counts.push(...answeredAtEvent(learner, isRight(answer)));
  if (kind === 'delayed') {
    counts.push(...skillCounts(learner, lessonOfItem(answer.item), 'delayed', isRight(answer)));
  }
  if (kind !== 'first' && kind !== 'delayed') return counts;
  const [answered, right] =
    kind === 'first' ? (['answered', 'right'] as const) : (['delayed', 'delayed_right'] as const);
  for (const unit of units) {
    counts.push(count(communeCounter(unit, month, answered)));
    if (isRight(answer)) counts.push(count(communeCounter(unit, month, right)));
  }
  return counts;
}

/** The commune somebody lives in and the organisation they learn with, as far as they said. */
const unitsOf = ({ commune, organisation }: Learner): string[] =>
  [commune, organisation].filter((unit) => unit !== undefined);

/** A learner's skill in a lesson, in the places that count it; those without a commune stand together. */
function skillCounts(
  learner: Learner,
  lesson: LessonId,
  what: 'finished' | 'delayed',
  isRight: boolean,
): Count[] {
  const places = [learner.commune, ...(learner.organisation === undefined ? [] : [learner.organisation])];
  const right = what === 'finished' ? 'right' : 'delayed_right';
  const figures: SkillFigure[] = isRight ? [what, right] : [what];
  return places.flatMap((unit) =>
    figures.map((figure) => count(skillCounter(unit, learner.audience, lesson, figure))),
  );
}

/** The records of the answers that are not recorded yet. */
export const answerEffects = (
  course: Course,
  session: Session,
  attempt: Attempt,
  isFinished: boolean,
): Told[] =>
  attempt.answers.slice(attempt.recorded).map((answer, place) => ({
    kind: 'record',
    record: answerRecord(course, session, attempt, answer, attempt.recorded + place + 1, isFinished),
  }));

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
    // A question of a review stands for itself, whether or not the others were answered.
    attemptKind: isFinished || attempt.set.kind === 'review' ? responseKind(attempt, answer) : 'abandoned',
    lesson: item?.lesson ?? lessonOfItem(answer.item),
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
      text: put(optionText(item, id, answer.language)),
    })),
    key: answer.key,
    askedAt: answer.askedAt,
    at: answer.at,
    language: answer.language,
  };
  return { ...record, ...selfDeclared(learner) };
}

export const selfDeclared = (learner: Learner): Pick<LearningRecord, 'unit' | 'audience'> => ({
  ...(learner.commune === undefined ? {} : { unit: learner.commune }),
  ...(learner.audience === undefined ? {} : { audience: learner.audience }),
});

/** What a finished attempt adds. A review has no result of its own: its answers stand for themselves. */
export function finishedEffects(course: Course, session: Session, attempt: Attempt, now: Instant): Told[] {
  const month = localMonth(now);
  const finished = count(quizCounter(attempt.quizVersion, attempt.kind, month, 'finished'));
  const { set } = attempt;
  switch (set.kind) {
    case 'lesson':
      return [
        quizRecord(session, attempt, now, set.lesson),
        finished,
        ...totals(attempt, month),
        ...lessonEffects(course, session, attempt, set.lesson, now),
      ];
    case 'review':
      return [finished];
    case 'placement':
      return [finished, ...totals(attempt, month), ...change(session, attempt, month)];
    case 'check':
      return [quizRecord(session, attempt, now), finished, ...totals(attempt, month)];
  }
}

/** How many of the placement were right the first time and now. The first time is what the learner holds already. */
function change(session: Session, attempt: Attempt, month: string): Count[] {
  const first = activeLearner(session).placement?.first;
  if (attempt.kind !== 'placement' || first === undefined) return [];
  return [count(placementCounter(month, placementTotal(first), scoreOf(attempt).right))];
}

/** An attempt with a slip saw feedback before its last answer, one with a hint had help: no measured attempt's totals. */
function kindOfTotals(attempt: Attempt): AttemptKind {
  if (isMeasured(attempt.kind) && attempt.hinted.length > 0) return 'helped';
  return attempt.answers.some((answer) => answer.isSlip) ? unmeasured(attempt.kind) : attempt.kind;
}

function quizRecord(session: Session, attempt: Attempt, now: Instant, lesson?: string): Told {
  const { right, asked } = scoreOf(attempt);
  const share = attempt.set.kind === 'check' ? checkPassShare : passShare;
  return {
    kind: 'record',
    record: {
      kind: 'quiz_finished',
      ...sharedBy(session, attempt, now),
      ...(lesson === undefined ? {} : { lesson }),
      attemptKind: kindOfTotals(attempt),
      quizVersion: attempt.quizVersion,
      right,
      asked,
      hasPassed: right >= asked * share,
      startedAt: attempt.startedAt,
    },
  };
}

function totals(attempt: Attempt, month: string): Count[] {
  const { right } = scoreOf(attempt);
  const kind = kindOfTotals(attempt);
  const { quizVersion } = attempt;
  return [
    count(totalCounter(quizVersion, kind, month, right)),
    ...countedAnswers(attempt).map((answer) =>
      count(
        cellCounter(quizVersion, kind, month, itemKey(answer.item, answer.version), answer.option, right),
      ),
    ),
  ];
}

function lessonEffects(course: Course, session: Session, attempt: Attempt, id: string, now: Instant): Told[] {
  const learner = activeLearner(session);
  const effects: Told[] = unitsOf(learner).map((unit) =>
    count(communeCounter(unit, localMonth(now), 'finished')),
  );
  if (kindOfTotals(attempt) === 'first') {
    const { right, asked } = scoreOf(attempt);
    effects.push(...skillCounts(learner, id, 'finished', right >= asked * passShare));
  }
  const before = learner.progress[id];
  const lesson = findLesson(course, id, session.language);
  if (lesson !== undefined && before?.attempts === 1) effects.push(count(wayCounter(lesson, 'finished')));
  if (lesson === undefined || before?.completedVersion === lesson.version) return effects;
  effects.push({
    kind: 'record',
    record: {
      kind: 'lesson_completed',
      ...sharedBy(session, attempt, now),
      lesson: id,
      lessonVersion: lesson.version,
      lessonTitle: lesson.title,
      task: before?.task ?? 'unsaid',
      startedAt: attempt.lessonStartedAt,
    },
  });
  return effects;
}

function sharedBy(session: Session, attempt: Attempt, now: Instant) {
  const learner = activeLearner(session);
  return {
    learner: learner.id,
    attempt: attempt.number,
    at: attempt.answers.at(-1)?.at ?? now,
    language: session.language,
    ...selfDeclared(learner),
  };
}

/** What an attempt adds that was left before its end; a lapsed one has added it already. */
export const abandonedEffects = (attempt: Attempt, now: Instant): Count[] =>
  attempt.hasLapsed
    ? []
    : [count(quizCounter(attempt.quizVersion, attempt.kind, localMonth(now), 'abandoned'))];
