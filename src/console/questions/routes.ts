import type { Hono } from 'hono';
import { attemptKinds } from '../../core/effect.ts';
import type { Console, ConsoleEnv, Ctx } from '../console.ts';
import { exportOf, formatAsked } from '../exports/export.ts';
import { itemPage } from './item-page.ts';
import { listPage, versionOf } from './list-page.ts';
import { openLongerScaleWork } from './longer-scale-work.ts';
import { misconceptionsOf } from './misconceptions.ts';
import type { CountedQuiz, Questions } from './question-book.ts';
import { quizPage } from './quiz-page.ts';
import { itemsTable, misconceptionsTable, quizzesTable } from './tables.ts';
import { writingOf } from './written.ts';

/** How people answer the questions of the course: sums over everybody, no places, nobody's answers. */
export function addQuestionRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { course } = console;
  const { book, questionsIn } = console.counted;
  const longerScale = openLongerScaleWork(console);

  app.get('/admin/questions', (c) =>
    answered(c, async ({ questions, isStale }) => {
      const frame = console.frame(c);
      const writing = writingOf(frame.language, course());
      const misconceptions = misconceptionsOf(questions);
      const format = formatAsked(c);
      if (format !== undefined) {
        const tables = {
          items: () => itemsTable(questions.quizzes, writing),
          quizzes: () => quizzesTable(questions.quizzes, writing),
          misconceptions: () => misconceptionsTable(misconceptions, writing),
        };
        const asked = Object.entries(tables).find(([name]) => name === (c.req.query('table') ?? 'items'));
        if (asked === undefined) return console.refuse(c, 'missing', 404);
        return exportOf(asked[1](), format, console);
      }
      return console.show(c, listPage({ questions, isStale, misconceptions }, writing, frame));
    }),
  );

  app.get('/admin/questions/:lesson', (c) =>
    answered(c, async ({ questions }) => {
      const { quiz, others } = quizIn(questions, c.req.param('lesson'), c.req.query('v'));
      const kind = attemptKinds.find((it) => it === (c.req.query('kind') ?? 'first'));
      const attempts =
        kind &&
        (quiz?.kinds.get(kind) ??
          (c.req.query('kind') === undefined ? [...(quiz?.kinds.values() ?? [])][0] : undefined));
      if (quiz === undefined || attempts === undefined) return console.refuse(c, 'missing', 404);
      const frame = console.frame(c);
      const writing = writingOf(frame.language, course());
      const format = formatAsked(c);
      if (format !== undefined) return exportOf(itemsTable([quiz], writing), format, console);
      return console.show(c, quizPage({ quiz, attempts, others }, writing, frame));
    }),
  );

  app.get('/admin/questions/:lesson/:item', (c) =>
    answered(c, async ({ questions }) => {
      const { quiz, others } = quizIn(
        questions,
        c.req.param('lesson'),
        c.req.query('v'),
        c.req.param('item'),
      );
      if (quiz === undefined) return console.refuse(c, 'missing', 404);
      const frame = console.frame(c);
      const shown = { quiz, item: c.req.param('item'), versions: others, longer: longerScale.last() };
      const page = itemPage(shown, writingOf(frame.language, course()), frame);
      return page === undefined ? console.refuse(c, 'missing', 404) : console.show(c, page);
    }),
  );

  /** To whoever may see questions anywhere, since no question is any place's; once the figures have been read. */
  async function answered(
    c: Ctx,
    answer: (found: { questions: Questions; isStale: boolean }) => Promise<Response>,
  ): Promise<Response> {
    const unit = c.get('visitor')?.person.unit ?? '';
    if (console.allowed(c, 'see_questions', unit) === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, unit);
    const found = await book.read();
    const questions = found && questionsIn(found.view);
    if (found === undefined || questions === undefined) return console.refuse(c, 'away', 503);
    return answer({ questions, isStale: found.isStale });
  }
}

/** A quiz of a lesson by its version; without one, that of today; `item`: only such as ask it. */
function quizIn(
  { quizzes }: Questions,
  lesson: string,
  version: string | undefined,
  item?: string,
): { quiz: CountedQuiz | undefined; others: CountedQuiz[] } {
  const asks = ({ kinds }: CountedQuiz): boolean =>
    item === undefined ||
    [...kinds.values()].some(({ analysis }) => analysis.items.some((it) => it.item === item));
  const others = quizzes.filter((quiz) => quiz.lesson === lesson && asks(quiz));
  return {
    quiz: version === undefined ? others[0] : others.find(({ quiz }) => versionOf(quiz) === version),
    others,
  };
}
