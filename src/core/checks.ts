import { contentName, hash32 } from './chance.ts';
import { type Course, findLesson, type Item, itemKey, type Language, type Lesson } from './course.ts';
import { localDay } from './local-calendar.ts';
import { wholeCourse } from './question-set.ts';
import { checkPassShare, countedAnswers, isRight } from './quiz.ts';
import { safetyModule } from './review.ts';
import type { Attempt, CheckResult, Learner } from './session.ts';

const questionsOfModule = 10;
const questionsOfCourse = 20;
/** A certificate asks for a second passed check so long after the first. */
export const secondCheckDays = 14;
/** Before a check that was not passed is offered again. */
const restDays = 3;

/** A mixed check: which questions, and a name for exactly these wordings. */
export type Check = { quizVersion: string; items: Item[] };

/**
 * One of the two parallel forms of a check, the same for everybody. Both ask the same ideas; where a question has a
 * twin, one form asks the question and the other its twin, turn about, so that neither form is the familiar one.
 * Safety has the fourth question of a module where the course's twenty do not divide by six.
 */
export function checkForm(course: Course, module: number, form: 0 | 1, language: Language): Check {
  const lessons = [...course.lessons.keys()].flatMap((id) => findLesson(course, id, language) ?? []);
  const own = lessons.filter((lesson) => module === wholeCourse || lesson.module === module);
  const items = chosenItems(own, module === wholeCourse ? questionsOfCourse : questionsOfModule)
    .map(({ lesson, item }, place) => (place % 2 === form ? item : twinOf(lesson, item)))
    .sort((one, other) => hash32(`${form}:${one.id}`) - hash32(`${form}:${other.id}`));
  const wordings = items.map((item) => itemKey(item.id, item.version)).join(' ');
  return { quizVersion: `check-${module}${form === 0 ? 'a' : 'b'}~${contentName(wordings)}`, items };
}

const twinOf = (lesson: Lesson, item: Item): Item =>
  lesson.items.find((other) => other.twinOf === item.id) ?? item;

type Chosen = { lesson: Lesson; item: Item };

/** Turn about over modules, within them over lessons, within those by lot. */
function chosenItems(lessons: readonly Lesson[], most: number): Chosen[] {
  const modules = [...new Set(lessons.map(({ module }) => module))].sort(safetyFirst);
  const piles = modules.map((module) =>
    turnAbout(
      lessons
        .filter((lesson) => lesson.module === module)
        .map((lesson) => originalsOf(lesson).map((item) => ({ lesson, item }))),
    ),
  );
  return turnAbout(piles).slice(0, most);
}

const safetyFirst = (one: number, other: number): number =>
  Number(other === safetyModule) - Number(one === safetyModule) || one - other;

const originalsOf = (lesson: Lesson): Item[] =>
  lesson.items
    .filter((item) => item.twinOf === undefined)
    .sort((one, other) => hash32(`check:${one.id}`) - hash32(`check:${other.id}`));

/** The first of each, then the second of each … */
function turnAbout<T>(piles: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...piles.map((pile) => pile.length));
  return Array.from({ length: longest }, (_, row) =>
    piles.flatMap((pile) => pile.slice(row, row + 1)),
  ).flat();
}

/** The form this learner has not had last. */
export const nextForm = (learner: Learner, module: number): 0 | 1 =>
  ((hash32(`${learner.id}:check:${module}`) + (resultOf(learner, module)?.times ?? 0)) & 1) === 0 ? 0 : 1;

export const resultOf = ({ checks }: Learner, module: number): CheckResult | undefined =>
  checks.find((check) => check.module === module);

/** Passed alone at least once. */
export const hasPassedCheck = (result: CheckResult | undefined): boolean => (result?.passedDay ?? 0) > 0;

/** Who saw the answers today practises: it counts again tomorrow. */
export const isMeasuredCheck = (learner: Learner, module: number, today: number): boolean =>
  resultOf(learner, module)?.takenDay !== today;

/** What a finished check leaves. Only what was answered alone, at the first tap and without a hint, counts for the share. */
export function checksAfter(learner: Learner, attempt: Attempt): CheckResult[] {
  const { set, kind } = attempt;
  if (set.kind !== 'check') return learner.checks;
  const today = localDay(attempt.answers.at(-1)?.at ?? attempt.startedAt);
  const before = resultOf(learner, set.module) ?? {
    ...{ module: set.module, best: 0, bestDay: 0 },
    ...{ passedDay: 0, lastPassedDay: 0, takenDay: 0, times: 0 },
  };
  const share = kind === 'check' ? shareAlone(attempt) : 0;
  const hasPassed = share >= checkPassShare;
  const after: CheckResult = {
    ...before,
    ...(share > before.best ? { best: share, bestDay: today } : {}),
    passedDay: before.passedDay === 0 && hasPassed ? today : before.passedDay,
    lastPassedDay: hasPassed ? today : before.lastPassedDay,
    takenDay: today,
    times: before.times + 1,
  };
  return [...learner.checks.filter((check) => check.module !== set.module), after];
}

/** 0..1 in whole per cent. */
function shareAlone(attempt: Attempt): number {
  const counted = countedAnswers(attempt);
  const slipped = new Set(attempt.answers.filter(({ isSlip }) => isSlip).map(({ item }) => item));
  const alone = counted.filter(
    (answer) => isRight(answer) && !slipped.has(answer.item) && !attempt.hinted.includes(answer.item),
  );
  return counted.length === 0 ? 0 : Math.floor((alone.length * 100) / counted.length) / 100;
}

/** A check worth offering: all its lessons finished before today, and not passed yet, or passed two weeks ago for the first time. */
export function isCheckDue(course: Course, learner: Learner, module: number, today: number): boolean {
  const finishedDay = lastFinishedDay(course, learner, module);
  if (finishedDay === undefined || finishedDay >= today) return false;
  const result = resultOf(learner, module);
  if (result === undefined) return true;
  if (!hasPassedCheck(result)) return today - result.takenDay >= restDays;
  return (
    result.lastPassedDay - result.passedDay < secondCheckDays &&
    today - result.passedDay >= secondCheckDays &&
    today - result.takenDay >= restDays
  );
}

export const hasFinishedAll = (course: Course, learner: Learner, module: number): boolean =>
  lastFinishedDay(course, learner, module) !== undefined;

/** The local day on which the last of a module's lessons was finished; undefined before. */
function lastFinishedDay(course: Course, { progress }: Learner, module: number): number | undefined {
  let last: number | undefined;
  for (const [id, versions] of course.lessons) {
    const isOwn =
      module === wholeCourse || Object.values(versions).some((lesson) => lesson.module === module);
    if (!isOwn) continue;
    const completedAt = progress[id]?.completedAt;
    if (completedAt === undefined) return undefined;
    last = Math.max(last ?? 0, localDay(completedAt));
  }
  return last;
}
