import { addressed } from '../core/address.ts';
import { type Course, findLesson, type Item, type Language, type LessonId } from '../core/course.ts';
import { askedItems } from '../core/quiz.ts';
import { wordsOf } from '../core/turn.ts';
import { questionHeading } from './section.ts';

/**
 * What a learner will see of a lesson, screen by screen, as plain text with `[buttons]`; under each question
 * the feedback to each of its options, the right one marked. After the result stand the questions kept for
 * reviews, by their names in the file.
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
  const asked = askedItems(lesson);
  const questions = asked.map((item, index) =>
    screen(words.questionHeading(index + 1, asked.length), item.stem, ...optionLines(item)),
  );
  const kept = lesson.items
    .filter((item) => !asked.includes(item))
    .map((item) =>
      screen(questionHeading(item.id, item.twinOf, lesson.language), item.stem, ...optionLines(item)),
    );
  const result = screen(words.finishedHeading, words.remember(lesson.remember));
  return [...cards, task, ...questions, result, ...kept].map((text) =>
    addressed(text, address, lesson.language),
  );
}

const screen = (...lines: string[]): string => lines.join('\n');

function optionLines(item: Item): string[] {
  const options = item.options.map(
    (option) => `[${option.text}]${option.id === item.key ? ' ✓' : ''}\n  > ${option.feedback}`,
  );
  return item.hint === undefined ? options : [...options, `? ${item.hint}`];
}
