import { checkForm, isCheckDue } from './checks.ts';
import { writeTap } from './choice-id.ts';
import { type Course, findLesson, type Lesson } from './course.ts';
import { nextLesson } from './lesson.ts';
import { localDay } from './local-calendar.ts';
import type { Choice } from './message.ts';
import { wholeCourse } from './question-set.ts';
import { passShare } from './quiz.ts';
import { dueQuestions, questionsPerReview } from './review.ts';
import { type LessonProgress, lessonOfPlace, type Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** What is best next for a learner, and thereby why. */
export type NextStep =
  /** A lesson was begun and left. */
  | { kind: 'unfinished'; lesson: Lesson }
  /** The lesson just finished went badly: first the one it builds on. */
  | { kind: 'foundation'; lesson: Lesson }
  /** It went badly and builds on nothing that is not known. */
  | { kind: 'again'; lesson: Lesson }
  /** So many questions are worth asking again today. */
  | { kind: 'review'; due: number }
  /** All of a module is learned: mixed questions show how firm it is. `title` in the person's language. */
  | { kind: 'check'; module: number; title: string; questions: number }
  | { kind: 'next'; lesson: Lesson };

/**
 * The one thing to offer first: what went badly just now, what is due for review, what was left unfinished, the
 * check of a module that is learned, the next lesson of the path.
 * @param besides what is offered anyway
 * @returns undefined when all is learned and nothing is due
 */
export function nextStep(
  course: Course,
  session: Session,
  { besides }: { besides?: 'review' } = {},
): NextStep | undefined {
  const { place } = activeLearner(session);
  const bad = place.kind === 'finished' ? afterBadLesson(course, session, place.lesson) : undefined;
  if (bad !== undefined) return bad;
  const due = besides === 'review' ? 0 : dueQuestions(course, session, session.latestAt).length;
  if (due > 0) return { kind: 'review', due };
  const unfinished = unfinishedLesson(course, session);
  if (unfinished !== undefined) return { kind: 'unfinished', lesson: unfinished };
  const check = checkStep(course, session);
  if (check !== undefined) return check;
  const next = nextLesson(course, session);
  return next === undefined ? undefined : { kind: 'next', lesson: next };
}

const wentBadly = (progress: LessonProgress | undefined): boolean =>
  progress?.completedAt !== undefined && progress.lastRight < progress.lastAsked * passShare;

function afterBadLesson(course: Course, session: Session, id: string): NextStep | undefined {
  const { progress } = activeLearner(session);
  if (!wentBadly(progress[id])) return undefined;
  const below = course.foundations?.get(id);
  const isKnown =
    below === undefined || (progress[below]?.completedAt !== undefined && !wentBadly(progress[below]));
  const foundation = isKnown ? undefined : findLesson(course, below, session.language);
  if (foundation !== undefined) return { kind: 'foundation', lesson: foundation };
  const lesson = findLesson(course, id, session.language);
  return lesson === undefined ? undefined : { kind: 'again', lesson };
}

/** The lesson in whose midst the learner is, else the one begun last and never finished. */
export function unfinishedLesson(course: Course, session: Session): Lesson | undefined {
  const { place, progress } = activeLearner(session);
  const here = place.kind === 'finished' ? undefined : lessonOfPlace(place);
  const begun = Object.keys(progress).filter((id) => progress[id]?.completedAt === undefined);
  const id = here ?? begun.at(-1);
  return id === undefined ? undefined : findLesson(course, id, session.language);
}

function checkStep(course: Course, session: Session): NextStep | undefined {
  const learner = activeLearner(session);
  const today = localDay(session.latestAt);
  const modules = [...course.modules.map(({ number }) => number), wholeCourse];
  const module = modules.find((number) => isCheckDue(course, learner, number, today));
  return module === undefined ? undefined : { kind: 'check', module, ...checkOn(course, session, module) };
}

/** What a check is about, and how many questions it has. */
export function checkOn(
  course: Course,
  session: Session,
  module: number,
): { title: string; questions: number } {
  const { items } = checkForm(course, module, 0, session.language);
  return { title: checkTitle(course, session, module), questions: items.length };
}

/** What a check is about, in the person's language. */
export const checkTitle = (course: Course, session: Session, module: number): string =>
  module === wholeCourse
    ? wordsOf(session.language).wholeCourse
    : (course.modules.find(({ number }) => number === module)?.title[session.language] ?? String(module));

/** The button that takes it. */
export function stepChoice(session: Session, step: NextStep): Choice {
  const words = wordsOf(session.language);
  switch (step.kind) {
    case 'review':
      return reviewChoice(session, step.due);
    case 'unfinished':
      return lessonChoice(step.lesson, words.continueLesson(step.lesson.title));
    case 'foundation':
      return lessonChoice(step.lesson, words.foundationLesson(step.lesson.title));
    case 'again':
      return lessonChoice(step.lesson, words.practiseAgain);
    case 'check':
      return checkChoice(session, step.module, step.questions);
    case 'next':
      return lessonChoice(step.lesson, words.nextLesson(step.lesson.title));
  }
}

const lessonChoice = (lesson: Lesson, label: string): Choice => ({
  id: writeTap({ kind: 'lesson', lesson: lesson.id }),
  label,
});

export const reviewChoice = (session: Session, due: number): Choice => ({
  id: writeTap({ kind: 'set', set: { kind: 'review' } }),
  label: wordsOf(session.language).reviewStart(Math.min(due, questionsPerReview)),
});

export function checkChoice(session: Session, module: number, questions: number): Choice {
  const words = wordsOf(session.language);
  return {
    id: writeTap({ kind: 'set', set: { kind: 'check', module } }),
    label: module === wholeCourse ? words.checkOfferAll(questions) : words.checkOffer(questions),
  };
}

/** Why it is best, in a sentence. */
export function whyStep(session: Session, step: NextStep): string {
  const words = wordsOf(session.language);
  switch (step.kind) {
    case 'review':
      return step.due > questionsPerReview ? words.whyReviewMany(step.due) : words.whyReview(step.due);
    case 'unfinished':
      return words.whyUnfinished(step.lesson.title);
    case 'foundation':
      return words.whyFoundation(step.lesson.title);
    case 'again':
      return words.whyAgain;
    case 'check':
      return words.whyCheck(step.title);
    case 'next':
      return words.whyNext(step.lesson.title);
  }
}
