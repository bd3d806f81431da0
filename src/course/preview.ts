import { addressed } from '../core/address.ts';
import { type Course, findLesson, type Item, type Language, type LessonId } from '../core/course.ts';
import { wordsOf } from '../core/turn.ts';

/**
 * What a learner will see of a lesson, screen by screen, as plain text with `[buttons]`; under each question
 * the feedback to each of its options, the right one marked.
 * @param address the form of address, "bác"; undefined as before it was chosen
 * @returns an empty list when there is no such lesson
 */
export function previewLesson(course: Course, id: LessonId, language: Language, address?: string): string[] {
  const lesson = findLesson(course, id, language);
  if (lesson === undefined) return [];
  const words = wordsOf(lesson.language);
  const cards = lesson.cards.map((card, index) =>
    screen(
      words.cardHeading(card.title, index + 1, lesson.cards.length),
      card.text,
      ...(card.picture === undefined ? [] : [`(${card.picture.alt})`]),
      `[${words.next}]`,
    ),
  );
  const task = screen(
    words.taskHeading,
    lesson.task,
    `[${words.taskDone}] [${words.taskLater}] [${words.taskCannot}]`,
  );
  const questions = lesson.items.map((item, index) =>
    screen(words.questionHeading(index + 1, lesson.items.length), item.stem, ...optionLines(item)),
  );
  const result = screen(words.finishedHeading, words.remember(lesson.remember));
  return [...cards, task, ...questions, result].map((text) => addressed(text, address, lesson.language));
}

const screen = (...lines: string[]): string => lines.join('\n');

function optionLines(item: Item): string[] {
  const options = item.options.map(
    (option) => `[${option.text}]${option.id === item.key ? ' ✓' : ''}\n  > ${option.feedback}`,
  );
  return item.hint === undefined ? options : [...options, `? ${item.hint}`];
}
