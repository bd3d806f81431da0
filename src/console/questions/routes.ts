import type { Hono } from 'hono';
import { attemptKinds } from '../../core/effect.ts';
import type { Console, ConsoleEnv, Ctx } from '../console.ts';
import { exportOf, formatAsked } from '../exports/export.ts';
import { pageOf } from '../layout.ts';
import { openMemo } from '../memo.ts';
import { contentOnce } from './content.ts';
import { itemPage } from './item-page.ts';
import { listPage, versionOf } from './list-page.ts';
import { openLongerScaleWork } from './longer-scale-work.ts';
import { type Misconception, misconceptionsOf } from './misconceptions.ts';
import type { CountedQuiz, Questions } from './question-book.ts';
import { quizPage } from './quiz-page.ts';
import { itemsTable, misconceptionsTable, quizzesTable } from './tables.ts';
import { writingOf } from './written.ts';

/** How people answer the questions of the course: sums over everybody, no places, nobody's answers. */
export function addQuestionRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { course } = console;
  const { book, questionsIn } = console.counted;
  const longerScale = openLongerScaleWork(console);
  const memo = openMemo();

  app.get('/admin/questions', (c) =>
    answered(c, async ({ questions, isStale }) => {
      const frame = console.frame(c);
      const { language } = frame;
      const writing = writingOf(language, course());
      const misconceptions = (): Misconception[] =>
        memo(questions, 'misconceptions', () => misconceptionsOf(questions));
      const format = formatAsked(c);
      if (format !== undefined) {
        const tables = {
          items: () => itemsTable(questions.quizzes, writing),
          quizzes: () => quizzesTable(questions.quizzes, writing),
          misconceptions: () => misconceptionsTable(misconceptions(), writing),
        };
        const asked = Object.entries(tables).find(([name]) => name === (c.req.query('table') ?? 'items'));
        if (asked === undefined) return console.refuse(c, 'missing', 404);
        const [name, table] = asked;
        const file = memo(questions, `${language} ${name}.${format}`, () =>
          exportOf(table(), format, console),
        );
        return (await file).clone();
      }
      const page = contentOnce(memo, questions, { page: `list ${isStale}`, language }, () =>
        listPage({ questions, isStale, misconceptions: misconceptions() }, writing),
      );
      return console.show(c, pageOf(page.title, page.content, frame));
    }),
  );

  app.get('/admin/questions/:lesson', (c) =>
    answered(c, async ({ questions }) => {
      const { quiz, others } = quizIn(questions, c.req.param('lesson'), c.req.query('v'));
      const asked = c.req.query('kind');
      const attempts =
        asked === undefined
          ? (quiz?.kinds.get('first') ?? quiz?.kinds.values().next().value)
          : attemptKinds.flatMap((kind) => (kind === asked ? (quiz?.kinds.get(kind) ?? []) : []))[0];
      if (quiz === undefined || attempts === undefined) return console.refuse(c, 'missing', 404);
      const frame = console.frame(c);
      const { language } = frame;
      const writing = writingOf(language, course());
      const format = formatAsked(c);
      if (format !== undefined) return exportOf(itemsTable([quiz], writing), format, console);
      const page = contentOnce(memo, questions, { page: `${quiz.quiz} ${attempts.kind}`, language }, () =>
        quizPage({ quiz, attempts, others }, writing),
      );
      return console.show(c, pageOf(page.title, page.content, frame));
    }),
  );

  app.get('/admin/questions/:lesson/:item', (c) =>
    answered(c, async ({ questions }) => {
      const item = c.req.param('item');
      const { quiz, others } = quizIn(questions, c.req.param('lesson'), c.req.query('v'), item);
      if (quiz === undefined) return console.refuse(c, 'missing', 404);
      const frame = console.frame(c);
      const { language } = frame;
      const longer = longerScale.last();
      const page = contentOnce(
        memo,
        questions,
        { page: `${quiz.quiz} ${item} ${longer?.at ?? ''}`, language },
        () => itemPage({ quiz, item, versions: others, longer }, writingOf(language, course())),
      );
      return page === undefined
        ? console.refuse(c, 'missing', 404)
        : console.show(c, pageOf(page.title, page.content, frame));
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
