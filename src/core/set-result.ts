import { certificateMark, certificateName, certifiedModules, scopeOf, titleOf } from './certificate.ts';
import { hasFinishedAll, hasPassedCheck, resultOf, secondCheckDays } from './checks.ts';
import { writeTap } from './choice-id.ts';
import type { Course } from './course.ts';
import { nextLesson } from './lesson.ts';
import { localDay } from './local-calendar.ts';
import type { Choice, Message } from './message.ts';
import { checkTitle, nextStep, stepChoice } from './next-step.ts';
import { knownModules, placementLevel, placementTotal } from './placement.ts';
import { wholeCourse } from './question-set.ts';
import { checkPassShare } from './quiz.ts';
import { dueQuestions, questionsPerReview } from './review.ts';
import type { Place, Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

type Result = Place & { kind: 'set_result' };

/** How a set of questions went, and the ways on. */
export function setResultMessage(course: Course, session: Session, place: Result): Message {
  switch (place.set.kind) {
    case 'review':
      return reviewResult(course, session, place);
    case 'placement':
      return placementResult(course, session, place);
    case 'check':
      return checkResult(course, session, place, place.set.module);
  }
}

function reviewResult(course: Course, session: Session, { set, right, asked }: Result): Message {
  const words = wordsOf(session.language);
  const due = dueQuestions(course, session, session.latestAt).length;
  const lines = [
    words.reviewScore(right, asked),
    ...(asked === 0 ? [] : [right === asked ? words.reviewAllRight : words.reviewSomeWrong]),
    ...(due === 0 ? [] : [words.reviewMoreWaiting(due)]),
  ];
  const more: Choice = {
    id: writeTap({ kind: 'set', set }),
    label: words.reviewMore(Math.min(due, questionsPerReview)),
  };
  const step = nextStep(course, session, { besides: 'review' });
  return {
    heading: words.reviewDone,
    text: lines.join('\n'),
    choices: [
      ...(due === 0 ? [] : [more]),
      ...(step === undefined ? [] : [stepChoice(session, step)]),
      menuChoice(session),
    ],
  };
}

/** The label and the change, never a mark; and where to start. */
function placementResult(course: Course, session: Session, { right }: Result): Message {
  const words = wordsOf(session.language);
  const { placement, isHelper } = activeLearner(session);
  const known = knownModules(course, session);
  const titles = course.modules
    .filter(({ number }) => known.includes(number))
    .map(({ title }) => title[session.language]);
  const start = nextLesson(course, session);
  const { first, last } = placement ?? { first: undefined, last: undefined };
  const isRetest = first !== undefined && last !== undefined && first.day !== last.day;
  const lines = [
    words.placementLevels[placementLevel(last === undefined ? right : placementTotal(last))],
    ...(isRetest ? [words.placementChange(placementTotal(first), placementTotal(last))] : []),
    ...(titles.length === 0 ? [] : [`${words.placementKnown(titles.join(', '))} ${words.placementSafety}`]),
    ...(isHelper ? [words.placementHelped] : []),
    ...(start === undefined ? [] : [words.placementStart(start.title)]),
  ];
  return {
    heading: words.placementDone,
    text: lines.join('\n'),
    choices: [
      ...(start === undefined
        ? []
        : [{ id: writeTap({ kind: 'lesson', lesson: start.id }), label: words.startAt(start.title) }]),
      { id: 'modules', label: words.menuLessons },
      menuChoice(session),
    ],
  };
}

function checkResult(course: Course, session: Session, { right, asked }: Result, module: number): Message {
  const words = wordsOf(session.language);
  const result = resultOf(activeLearner(session), module);
  const today = localDay(session.latestAt);
  const isPassed = hasPassedCheck(result) && result?.lastPassedDay === today;
  const isGood = asked > 0 && right >= asked * checkPassShare;
  const verdict = isPassed
    ? words.checkPassed(checkTitle(course, session, module))
    : isGood
      ? words.checkPractised
      : words.checkNotYet;
  const paper = paperLine(course, session, module, { isPassed, isGood });
  const step = nextStep(course, session);
  const lessons: Choice =
    module === wholeCourse
      ? { id: 'modules', label: words.menuLessons }
      : { id: writeTap({ kind: 'module', module }), label: words.menuLessons };
  return {
    heading: words.checkDone,
    text: [words.reviewScore(right, asked), verdict, ...paper].join('\n'),
    choices: [
      ...(step === undefined ? [] : [stepChoice(session, step)]),
      ...(isPassed ? [] : [lessons]),
      menuChoice(session),
    ],
  };
}

/** Where the certificate lies that this check earned, or what is still to do for one. */
function paperLine(
  course: Course,
  session: Session,
  module: number,
  { isPassed, isGood }: { isPassed: boolean; isGood: boolean },
): string[] {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  if (!hasFinishedAll(course, learner, module)) return [];
  const what = titleOf(course, session, module);
  const scope = scopeOf(module);
  const mark = (withHelp: boolean): string =>
    certificateMark(learner.id, certificateName({ scope, withHelp }));
  if (isPassed && certifiedModules(learner).includes(module))
    return [words.certificateEarned(what, mark(false))];
  if (isPassed) return [words.certificateNext(secondCheckDays)];
  return learner.isHelper && isGood ? [words.certificateHelped(what, mark(true))] : [];
}

const menuChoice = (session: Session): Choice => ({
  id: 'menu',
  label: wordsOf(session.language).backToMenu,
});
