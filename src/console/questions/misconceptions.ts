import type { LessonId } from '../../core/course.ts';
import { inTens, type Tens } from '../../stats/tens.ts';
import type { Questions } from './question-book.ts';
import { shownQuiz } from './shown.ts';

/** A mistaken idea that wrong answers of several questions stand for, and how many first attempts held it. */
export type Misconception = {
  id: string;
  /** Answers that chose it, and all answers to questions that offer it. */
  held: Tens;
  asked: Tens;
  /** 0..1. */
  share: number;
  questions: { lesson: LessonId; item: string }[];
};

/**
 * The mistaken ideas that are widest spread, over all questions and versions. Only answers whose own figures are shown
 * are added up, so nothing hidden can be found by subtracting.
 */
export function misconceptionsOf({ quizzes }: Questions): Misconception[] {
  const found = new Map<string, { held: number; asked: number; questions: Map<string, LessonId> }>();
  for (const { lesson, kinds } of quizzes) {
    const first = kinds.get('first');
    if (first === undefined) continue;
    for (const [place, { item, wording, options }] of shownQuiz(first).items.entries()) {
      const figures = first.analysis.items[place];
      for (const { option, n } of figures?.options ?? []) {
        const id = wording?.options.find((it) => it.id === option)?.misconception;
        const shown = options.find((it) => it.options.length === 1 && it.options[0] === option);
        if (id === undefined || shown === undefined || figures === undefined) continue;
        const sum = found.get(id) ?? { held: 0, asked: 0, questions: new Map() };
        found.set(id, {
          held: sum.held + n,
          asked: sum.asked + figures.n,
          questions: sum.questions.set(item, lesson),
        });
      }
    }
  }
  return [...found]
    .map(([id, { held, asked, questions }]) => ({
      id,
      held: inTens(held),
      asked: inTens(asked),
      share: held / asked,
      questions: [...questions].map(([item, lesson]) => ({ lesson, item })),
    }))
    .sort((one, other) => other.share - one.share || one.id.localeCompare(other.id));
}
