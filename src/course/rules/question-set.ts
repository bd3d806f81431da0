import { questionsPerLesson } from '../../core/quiz.ts';
import { isBlank } from '../blank.ts';
import type { LessonDocument } from '../lesson-file.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { ReadQuestion } from '../question.ts';
import { questionHeading } from '../section.ts';
import type { LessonRule } from './rule.ts';

/** So many originals a lesson: those asked at its end, and one a review can surprise with. */
export const questionsLeast = questionsPerLesson + 1;

const originals = ({ questions }: LessonDocument): ReadQuestion[] =>
  questions.filter((question) => question.twinOf === undefined);

/** A review that asks only what was asked already measures memory for answers. */
export const questionCount: LessonRule = (document) => {
  const own = originals(document);
  const last = own.at(-1);
  if (last === undefined || own.length >= questionsLeast) return [];
  const message = `The lesson has ${own.length} questions and their twins, expected at least ${questionsLeast} questions`;
  const heading = questionHeading(`${document.id}-a${own.length + 1}`, undefined, document.language);
  const hint = `The first ${questionsPerLesson} are asked at its end, the rest in reviews: write "## ${heading}" after the last.`;
  return [errorAt({ file: document.file, line: last.line }, 'question-count', message, hint)];
};

/** Every question has a hint: one that makes a person think, not one that tells the answer. */
export const hints: LessonRule = (document) =>
  document.questions.flatMap((question) => {
    const place = { file: document.file, line: question.line };
    if (question.hint === undefined || question.hint.text === '') {
      const mark = document.language === 'vi' ? 'Gợi ý: …' : 'Hint: …';
      const how = `Write "${mark}" below the options, after a blank line; best a question that leads back to the card.`;
      return [errorAt(place, 'missing-hint', `${question.id} has no hint`, how)];
    }
    const key = question.options.find((option) => option.isKey)?.text.text ?? '';
    if (key.length < 8 || !withoutCase(question.hint.text).includes(withoutCase(key))) return [];
    const line = question.hint.marks[0]?.line ?? question.line;
    const message = `The hint of ${question.id} says the right option: "${key}"`;
    const how = 'Ask something that leads to it; who is told the answer learns to tap.';
    return [errorAt({ file: document.file, line }, 'telling-hint', message, how)];
  });

const withoutCase = (text: string): string => text.toLocaleLowerCase('vi');

/** From so many questions on, places and lengths of right options are looked at together. */
const habitFrom = 4;
/** More than this share of one lesson's right options in one place, or longest of all, is a habit to guess by. */
const habitShare = 0.6;

/** On paper, options stand in the file's order; whoever has noticed a favourite place guesses by it. */
export const keyPositions: LessonRule = (document) => {
  const places = document.questions.map((question) => question.options.findIndex((option) => option.isKey));
  const [first] = places;
  if (places.length < 3 || first === undefined) return [];
  const line = document.questions.at(-1)?.line ?? 1;
  const report = (message: string): LessonProblem[] => {
    const hint = 'Let it stand in different places; the letters stay with their options.';
    return [warningAt({ file: document.file, line }, 'key-position', message, hint)];
  };
  if (places.every((place) => place === first))
    return report(`In every question the right option is number ${first + 1}`);
  if (places.length < habitFrom) return [];
  for (const place of new Set(places)) {
    const often = places.filter((other) => other === place).length;
    if (often > places.length * habitShare)
      return report(`In ${often} of ${places.length} questions the right option is number ${place + 1}`);
  }
  return [];
};

/** One long right option may be chance; if most are the longest, length is the answer. */
export const longestHabit: LessonRule = (document) => {
  const { questions, file } = document;
  const longest = questions.filter(isKeyLongest);
  if (questions.length < habitFrom || longest.length <= questions.length * habitShare) return [];
  const message = `In ${longest.length} of ${questions.length} questions the right option is the longest: ${longest.map(({ id }) => id).join(', ')}`;
  const hint = 'Shorten some right options, or let a wrong one give its reason too.';
  return [warningAt({ file, line: longest.at(-1)?.line ?? 1 }, 'longest-habit', message, hint)];
};

function isKeyLongest(question: ReadQuestion): boolean {
  const length = ({ text }: ReadQuestion['options'][number]): number => [...text.text].length;
  const key = question.options.find((option) => option.isKey);
  if (key === undefined || isBlank(key.text.text)) return false;
  return question.options.every((option) => option === key || length(option) < length(key));
}
