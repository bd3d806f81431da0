import { countTieng } from '../core/tieng.ts';
import type { LessonDocument } from './lesson-file.ts';
import { type PieceKind, piecesOf } from './piece.ts';

/** What a lesson, or a whole course, holds. Words are counted in tiếng, English ones the same way. */
export type CourseCount = {
  lessons: number;
  /** Of everything a learner reads. */
  words: number;
  /** Of these, the words of questions: stems, options, feedback, hints. */
  wordsOfQuestions: number;
  questions: number;
  /** Of these, twins. */
  twins: number;
  options: number;
  hints: number;
  /** How often each mistaken idea is offered as an answer, the most frequent first. */
  misconceptions: { id: string; options: number }[];
};

const ofQuestions: readonly PieceKind[] = ['stem', 'option', 'feedback', 'hint'];

/** Counts lesson files of one language. */
export function countCourse(documents: readonly LessonDocument[]): CourseCount {
  const pieces = documents.flatMap((document) => piecesOf(document));
  const wordsIn = (some: typeof pieces): number =>
    some.reduce((sum, piece) => sum + countTieng(piece.text), 0);
  const questions = documents.flatMap((document) => document.questions);
  const options = questions.flatMap((question) => question.options);
  const named = new Map<string, number>();
  for (const { misconception } of options) {
    if (misconception !== undefined) named.set(misconception, (named.get(misconception) ?? 0) + 1);
  }
  return {
    lessons: documents.length,
    words: wordsIn(pieces),
    wordsOfQuestions: wordsIn(pieces.filter(({ kind }) => ofQuestions.includes(kind))),
    questions: questions.length,
    twins: questions.filter(({ twinOf }) => twinOf !== undefined).length,
    options: options.length,
    hints: questions.filter(({ hint }) => hint !== undefined).length,
    misconceptions: [...named]
      .map(([id, count]) => ({ id, options: count }))
      .sort((one, other) => other.options - one.options || one.id.localeCompare(other.id, 'en')),
  };
}
