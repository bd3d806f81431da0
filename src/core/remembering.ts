import { type Course, findLesson, type ItemId, lessonOfItem } from './course.ts';
import { afterAnswer, asLearned, type Rating } from './forgetting.ts';
import { localDay } from './local-calendar.ts';
import { type Memory, type MemoryBytes, readMemories, writeMemories } from './memory.ts';
import { countedAnswers, isRight, pinnedItem } from './quiz.ts';
import { wordingsOf } from './review.ts';
import type { Answer, Attempt, Learner } from './session.ts';

/**
 * What a closing attempt leaves in memory, of the items of finished lessons. A rating is a fact: wrong, right with
 * help (a hint, a helper, a second tap after a slip), right alone; what was told first is wrong. What was right alone in the quiz that finished
 * its lesson needs no bytes: that is how an item stands of which nothing is kept.
 * @param progress as it is after the attempt
 */
export function memoriesAfter(
  course: Course,
  learner: Learner,
  attempt: Attempt,
  progress: Learner['progress'],
): MemoryBytes | undefined {
  const memories = readMemories(learner.memories);
  let hasChanged = false;
  for (const answer of attempt.answers) {
    const item = pinnedItem(course, answer);
    const original = item?.twinOf ?? answer.item;
    const lesson = lessonOfItem(original);
    const completedAt = progress[lesson]?.completedAt;
    if (completedAt === undefined) continue;
    const before = memories.get(original);
    const wasFinished = learner.progress[lesson]?.completedAt !== undefined;
    const learned = wasFinished ? asLearned(localDay(completedAt)) : undefined;
    const isDelayed = attempt.delayed.includes(answer.item) && !attempt.hinted.includes(answer.item);
    const rating = ratingOf(attempt, answer);
    const isCounted = countedAnswers(attempt).includes(answer);
    if (!isCounted && !isDelayed) continue;
    if (!wasFinished && rating === 'good' && before === undefined) continue;
    const strength = isCounted
      ? afterAnswer(before ?? learned, rating, localDay(answer.at))
      : (before ?? learned ?? asLearned(localDay(answer.at)));
    memories.set(original, {
      ...strength,
      wording: wordingIndex(course, original, answer),
      wasDelayed: isDelayed || before?.wasDelayed === true,
    } satisfies Memory);
    hasChanged = true;
  }
  return hasChanged ? writeMemories(memories) : learner.memories;
}

function ratingOf(attempt: Attempt, answer: Answer): Rating {
  if (!isRight(answer) || attempt.taught.includes(answer.item)) return 'again';
  const isRepeated = attempt.answers.some((other) => other.isSlip && other.item === answer.item);
  const hadHelp = attempt.kind === 'helped' || attempt.hinted.includes(answer.item) || isRepeated;
  return hadHelp ? 'hard' : 'good';
}

function wordingIndex(course: Course, original: ItemId, answer: Answer): number {
  const lesson = findLesson(course, lessonOfItem(original), answer.language);
  return lesson === undefined ? 0 : Math.max(0, wordingsOf(lesson, original).indexOf(answer.item));
}
