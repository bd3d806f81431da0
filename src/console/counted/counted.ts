import type { Course } from '../../core/course.ts';
import type { Instant } from '../../core/time.ts';
import type { Counters } from '../../stats/counted-quiz.ts';
import { openQuestionBook, type Questions } from '../questions/question-book.ts';
import { type CounterBook, type CounterView, openCounterBook } from './counter-book.ts';

/**
 * What has been counted, as everybody sees it: pages and charts in chat share one, so that what is shown here never
 * differs by a few people from what is shown there.
 */
export type Counted = { book: CounterBook; questionsIn(view: CounterView): Questions | undefined };

export function openCounted(options: {
  counters(prefix: string): Promise<Counters>;
  course(): Course;
  clock(): Instant;
}): Counted {
  const book = openCounterBook(options);
  return { book, questionsIn: openQuestionBook(book, options.course) };
}
