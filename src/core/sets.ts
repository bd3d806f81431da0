import { leaveAttempt, openQuestion } from './attempt.ts';
import { contentName } from './chance.ts';
import { checkForm, isMeasuredCheck, nextForm } from './checks.ts';
import { type Course, type ItemId, itemKey } from './course.ts';
import type { AttemptKind } from './effect.ts';
import { localDay } from './local-calendar.ts';
import { showOn } from './onboarding.ts';
import { isMeasuredPlacement, placementQuestions } from './placement.ts';
import type { SetBeyondLesson } from './question-set.ts';
import { isComplete } from './quiz.ts';
import { dueQuestions, mostDue, nextReview } from './review.ts';
import type { Attempt, Learner, Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';
import { backTo, resume } from './way.ts';

/** Opens a set of questions of several lessons. Questions that wait for their answer already come first. */
export function openSet(course: Course, session: Session, set: SetBeyondLesson, now: Instant): Turn {
  const words = wordsOf(session.language);
  const { attempt } = activeLearner(session);
  if (attempt !== undefined && !isComplete(attempt)) {
    return resume(course, session, now, words.finishFirst);
  }
  return follow(leaveAttempt(course, session, now), (left) => {
    switch (set.kind) {
      case 'review':
        return openReview(course, left, now);
      case 'placement':
        return openPlacement(course, left, now);
      case 'check':
        return openCheck(course, left, set.module, now);
    }
  });
}

function openReview(course: Course, session: Session, now: Instant): Turn {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  const due = dueQuestions(course, session, now);
  if (due.length === 0) return show(course, session, backTo(session), now, words.reviewNothing);
  const chosen = nextReview(due);
  const attempt = newSetAttempt(learner, now, {
    set: { kind: 'review' },
    kind: 'review',
    quizVersion: 'review',
    waiting: chosen.map(({ wording }) => wording),
    delayed: chosen.flatMap(({ wording, isDelayed }) => (isDelayed ? [wording] : [])),
  });
  const lead = due.length === mostDue ? words.reviewRest(mostDue) : undefined;
  return begun(course, session, attempt, now, lead);
}

/** Never forced, and done again whenever somebody likes. */
function openPlacement(course: Course, session: Session, now: Instant): Turn {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  const items = placementQuestions(course, session).map(({ item }) => item);
  if (items.length === 0) return show(course, session, { kind: 'modules' }, now);
  const attempt = newSetAttempt(learner, now, {
    set: { kind: 'placement' },
    kind: isMeasuredPlacement(learner, localDay(now)) ? 'placement' : 'later',
    quizVersion: `placement~${contentName(items.map((item) => itemKey(item.id, item.version)).join(' '))}`,
    waiting: items.map((item) => item.id),
    delayed: [],
  });
  return begun(course, session, attempt, now, words.placementIntro(items.length));
}

/** Anybody may try at any time. */
function openCheck(course: Course, session: Session, module: number, now: Instant): Turn {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  const { quizVersion, items } = checkForm(course, module, nextForm(learner, module), session.language);
  if (items.length === 0) return show(course, session, { kind: 'modules' }, now, words.lessonRetired);
  const attempt = newSetAttempt(learner, now, {
    set: { kind: 'check', module },
    kind: isMeasuredCheck(learner, module, localDay(now)) ? 'check' : 'later',
    quizVersion,
    waiting: items.map((item) => item.id),
    delayed: [],
  });
  return begun(course, session, attempt, now, words.checkIntro(items.length));
}

type NewSet = {
  set: SetBeyondLesson;
  kind: AttemptKind;
  quizVersion: string;
  waiting: ItemId[];
  delayed: ItemId[];
};

/** What is answered beside a helper is never counted as alone. */
const newSetAttempt = (learner: Learner, now: Instant, asked: NewSet): Attempt => ({
  ...asked,
  kind: learner.isHelper ? 'helped' : asked.kind,
  number: learner.attemptCount + 1,
  lessonStartedAt: now,
  startedAt: now,
  question: undefined,
  answers: [],
  counted: 0,
  recorded: 0,
  hasLapsed: false,
  hinted: [],
  taught: [],
});

function begun(course: Course, session: Session, attempt: Attempt, now: Instant, lead?: string): Turn {
  const ready = withLearner(session, { attempt, attemptCount: attempt.number });
  return follow(openQuestion(course, ready, now), (opened) => showOn(course, opened, now, lead));
}
