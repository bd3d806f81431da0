import { hash32 } from './chance.ts';
import { type Course, findLesson, type Item, type ItemId, type Lesson } from './course.ts';
import { asLearned, dueDay, type Importance, recall, type Strength } from './forgetting.ts';
import { localDay } from './local-calendar.ts';
import { type Memories, readMemories } from './memory.ts';
import { askedItems } from './quiz.ts';
import type { Learner, Session } from './session.ts';
import { dayMs, hourMs, type Instant } from './time.ts';
import { activeLearner } from './turn.ts';

/** Asked at a time: two minutes. */
export const questionsPerReview = 3;
/** After a silence no more than so many wait, the most valuable; the others come back as these are answered. */
export const mostDue = 20;
/** Answers of so many days count against `mostDue`. */
const pileDays = 4;
/** The delayed question of a lesson is asked so long after it was finished, or later. */
export const delayedDays = 14;
/** Nobody skips these lessons, and they are asked again sooner. */
export const safetyModule = 4;

export const importanceOf = (lesson: Lesson): Importance =>
  lesson.module === safetyModule ? 'safety' : 'usual';

/** A question that is worth asking now, in the wording that is next. */
export type DueQuestion = { wording: ItemId; lesson: string; isDelayed: boolean; value: number };

/**
 * What is due, the most valuable first: the delayed questions of lessons finished two weeks ago, then what is most
 * likely forgotten, safety counting double. An item of a finished lesson of which nothing is kept stands as
 * learned, right and alone, the day the lesson was finished.
 */
export function dueQuestions(course: Course, session: Session, now: Instant): DueQuestion[] {
  const learner = activeLearner(session);
  const memories = readMemories(learner.memories);
  const today = localDay(now);
  const due: DueQuestion[] = [];
  let answered = 0;
  for (const memory of memories.values()) if (memory.day > today - pileDays) answered++;
  for (const [id, progress] of Object.entries(learner.progress)) {
    if (progress.completedAt === undefined) continue;
    const lesson = findLesson(course, id, session.language);
    if (lesson !== undefined)
      due.push(...dueOf(lesson, progress.completedAt, { learner, memories, session, now }));
  }
  due.sort((one, other) => other.value - one.value);
  return due.slice(0, Math.max(0, mostDue - answered));
}

type Looking = { learner: Learner; memories: Memories; session: Session; now: Instant };

function dueOf(lesson: Lesson, completedAt: Instant, looking: Looking): DueQuestion[] {
  const today = localDay(looking.now);
  const importance = importanceOf(lesson);
  const delayed = delayedItem(lesson, completedAt, looking);
  const weight = importance === 'safety' ? 2 : 1;
  const looked = (memory: Strength) => ({
    isDue: dueDay(memory, importance) <= today,
    value: weight * (1 - recall(memory, today)),
  });
  // Items that stand as they were learned are all alike: looked at once for a lesson.
  let alike: ReturnType<typeof looked> | undefined;
  const learned = () => {
    alike ??= looked(asLearned(localDay(completedAt)));
    return alike;
  };
  return lesson.items.flatMap((item) => {
    if (item.twinOf !== undefined) return [];
    const memory = looking.memories.get(item.id);
    const { isDue, value } = memory === undefined ? learned() : looked(memory);
    const isDelayed = item === delayed;
    if (!isDelayed && !isDue) return [];
    return [
      {
        wording: nextWording(lesson, item, looking.memories),
        lesson: lesson.id,
        isDelayed,
        value: value + (isDelayed ? 2 : 0),
      },
    ];
  });
}

/** The item for the lesson's one delayed question, drawn by lot among those its quiz asked; unaided, so never beside a helper. */
function delayedItem(
  lesson: Lesson,
  completedAt: Instant,
  { learner, memories, session, now }: Looking,
): Item | undefined {
  // The hour of completion is kept rounded down.
  if (learner.isHelper || now < completedAt + hourMs + delayedDays * dayMs) return undefined;
  if (lesson.items.some((item) => memories.get(item.id)?.wasDelayed === true)) return undefined;
  const today = localDay(now);
  const ready = askedItems(lesson).filter((item) => (memories.get(item.id)?.day ?? 0) < today);
  return ready[hash32(`${session.seed}:${learner.id}:delayed:${lesson.id}`) % Math.max(1, ready.length)];
}

/** An item and its twins, in the order of the file. */
export const wordingsOf = (lesson: Lesson, original: ItemId): ItemId[] => [
  original,
  ...lesson.items.filter((item) => item.twinOf === original).map((item) => item.id),
];

/** Never the same wording twice in a row where there is another. */
function nextWording(lesson: Lesson, item: Item, memories: Memories): ItemId {
  const wordings = wordingsOf(lesson, item.id);
  const last = memories.get(item.id)?.wording;
  const wasInQuiz = askedItems(lesson).includes(item);
  const next = last === undefined ? (wasInQuiz ? 1 : 0) : last + 1;
  return wordings[next % wordings.length] ?? item.id;
}

/** The next set: the most valuable questions, of different lessons as far as there are any. */
export function nextReview(due: readonly DueQuestion[]): DueQuestion[] {
  const chosen: DueQuestion[] = [];
  const waiting = [...due];
  while (chosen.length < questionsPerReview && waiting.length > 0) {
    const other = waiting.findIndex(({ lesson }) => chosen.every((it) => it.lesson !== lesson));
    chosen.push(...waiting.splice(Math.max(0, other), 1));
  }
  return chosen;
}
