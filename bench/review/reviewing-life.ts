import { advance } from '../../src/core/advance.ts';
import { writeTap } from '../../src/core/choice-id.ts';
import { type Course, findLesson, lessonOfItem } from '../../src/core/course.ts';
import { asLearned, recall } from '../../src/core/forgetting.ts';
import { localDay } from '../../src/core/local-calendar.ts';
import { readMemories } from '../../src/core/memory.ts';
import { newSession } from '../../src/core/new-session.ts';
import { dueQuestions } from '../../src/core/review.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Learner, Session } from '../../src/core/session.ts';
import { dayMs, secondMs } from '../../src/core/time.ts';
import type { Random } from '../../src/simulation/random.ts';
import { ForgetfulPerson } from './forgetful-person.ts';

/** What was foretold of an item and what came: for the calibration. */
export type Forecast = { predicted: number; isRight: boolean; recalled: number };

export type LifeResult = {
  /** Questions of reviews that were answered. */
  questions: number;
  /** Expected share right, alone, of all items learned, on the day of the test and a month later. */
  onTest: number;
  monthLater: number;
  forecasts: Forecast[];
};

/** Lessons from day 0 on, so many days apart; on the other days reviews may be done, until the test. */
export type Plan = {
  name: string;
  lessons: readonly string[];
  daysApart: number;
  testDay: number;
  /** The chance to come on a day without a lesson, lowest and highest over people. */
  comes: readonly [number, number];
};

const start = Date.UTC(2026, 10, 2, 3);
const firstDay = localDay(start);

/** Lives through the plan in the real engine, and reviews what it offers, one set a visit. */
export function livedWithReviews(course: Course, plan: Plan, random: Random): LifeResult {
  const { lessons, testDay } = plan;
  const person = new ForgetfulPerson(random, plan.comes);
  let session = settled(newSession(`review-${Math.floor(random.next() * 1e15)}-seed`, 'vi', start));
  let now = start;
  const forecasts: Forecast[] = [];
  let questions = 0;
  const learner = (): Learner => firstOf(session);
  const day = (): number => localDay(now) - firstDay;
  const tap = (choice: string): void => {
    now += 5 * secondMs;
    session = advance(course, session, { kind: 'choice_tapped', choice, at: now }, now).session;
  };
  const answer = (): void => {
    const question = learner().attempt?.question;
    if (question === undefined) return;
    const item = originalOf(course, question.item);
    const predicted = predictedRecall(learner(), item, localDay(now));
    const recalled = person.recall(item, day());
    const isRight = person.answer(item, day());
    if (learner().attempt?.set.kind === 'review') {
      questions++;
      forecasts.push({ predicted, isRight, recalled });
    }
    const { choices } = screenMessage(course, session);
    tap(
      choices.find(({ id }) => id.startsWith('a~') && id.endsWith(`~${question.key}`) === isRight)?.id ?? '',
    );
  };
  const goOn = (): void => {
    if (learner().attempt?.question !== undefined) answer();
    else tap(wayOn(screenMessage(course, session).choices.map(({ id }) => id)));
  };
  for (let today = 0; today < testDay; today++) {
    now = start + today * dayMs;
    const lesson = lessonOn(plan, today);
    if (lesson !== undefined) {
      for (const item of originalsOf(course, lesson)) person.learn(item, today);
      tap(writeTap({ kind: 'lesson', lesson }));
      while (learner().progress[lesson]?.completedAt === undefined) goOn();
    } else if (random.chance(person.comes) && dueQuestions(course, session, now).length > 0) {
      tap(writeTap({ kind: 'set', set: { kind: 'review' } }));
      while (learner().attempt !== undefined) goOn();
    }
  }
  now = start + testDay * dayMs;
  const items = lessons.flatMap((lesson) => originalsOf(course, lesson));
  for (const item of items) {
    forecasts.push({
      predicted: predictedRecall(learner(), item, localDay(now)),
      recalled: person.recall(item, testDay),
      isRight: random.chance(person.rightChance(item, testDay)),
    });
  }
  return { questions, forecasts, ...tested(person, items, testDay) };
}

/**
 * The same person with a quiz every seventh day instead, of so many questions in all, drawn from what was learned; with
 * 0, no review at all.
 */
export function livedWithWeeklyQuiz(
  course: Course,
  plan: Plan,
  random: Random,
  questions: number,
): LifeResult {
  const { testDay } = plan;
  const person = new ForgetfulPerson(random, plan.comes);
  const items: string[] = [];
  const weeks = Math.floor((testDay - 1) / 7);
  let asked = 0;
  // Seeds the chat in the other lives: from here on the draws differ, the person is the same.
  random.next();
  for (let day = 0; day < testDay; day++) {
    const lesson = lessonOn(plan, day);
    const own = lesson === undefined ? [] : originalsOf(course, lesson);
    for (const item of own) person.learn(item, day);
    for (const item of own.slice(0, 3)) person.answer(item, day);
    items.push(...own);
    if (day === 0 || day % 7 !== 0) continue;
    const until = Math.round((questions * day) / 7 / weeks);
    let waiting: string[] = [];
    for (; asked < until; asked++) {
      if (waiting.length === 0) waiting = [...items];
      const [item] = waiting.splice(random.below(waiting.length), 1);
      if (item !== undefined) person.answer(item, day);
    }
  }
  return { questions: asked, forecasts: [], ...tested(person, items, testDay) };
}

const lessonOn = ({ lessons, daysApart }: Plan, day: number): string | undefined =>
  day % daysApart === 0 ? lessons[day / daysApart] : undefined;

const tested = (person: ForgetfulPerson, items: readonly string[], day: number) => ({
  onTest: mean(items.map((item) => person.rightChance(item, day))),
  monthLater: mean(items.map((item) => person.rightChance(item, day + 30))),
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function predictedRecall(learner: Learner, item: string, today: number): number {
  const completedAt = learner.progress[lessonOfItem(item)]?.completedAt ?? 0;
  return recall(readMemories(learner.memories).get(item) ?? asLearned(localDay(completedAt)), today);
}

const originalsOf = (course: Course, lesson: string): string[] =>
  (findLesson(course, lesson, 'vi')?.items ?? [])
    .filter(({ twinOf }) => twinOf === undefined)
    .map(({ id }) => id);

const originalOf = (course: Course, id: string): string =>
  findLesson(course, lessonOfItem(id), 'vi')?.items.find((item) => item.id === id)?.twinOf ?? id;

/** Past feedback, cards, the task and the form of address; nobody here tries again. */
const wayOn = (ids: readonly string[]): string =>
  ['q~', 'n~', 't~', 'f~'].flatMap((beginning) => ids.find((id) => id.startsWith(beginning)) ?? [])[0] ??
  'resume';

const firstOf = (session: Session): Learner => {
  const [learner] = session.learners;
  if (learner === undefined) throw new Error('a session has a learner');
  return learner;
};

/** Nothing is left to be asked of them. */
const settled = (session: Session): Session => ({
  ...session,
  learners: [
    {
      ...firstOf(session),
      ...{ consent: { version: 1, at: start, isGiven: true }, address: 'bác' },
      ...{ wasAskedAudience: true, wasAskedCommune: true },
    },
  ],
});
