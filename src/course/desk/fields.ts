import { examples } from '../front-matter.ts';
import type { LessonDocument } from '../lesson-file.ts';
import { lineAt } from '../located-text.ts';
import { errorsAmong, type LessonProblem } from '../problem.ts';

/** What is wrong with a lesson, beside the field of the form it is about; '' is the whole. */
export type Finding = LessonProblem & { field: string };

/**
 * Sorts problems of a lesson file to the parts a form shows: a key of the front matter (`title`), `card.0`, `task`,
 * `remember`, `q.0`, its option `q.0.b`, its hint `q.0.hint`. A part owns the lines from its own to the next part's.
 */
export function byField(document: LessonDocument, problems: readonly LessonProblem[]): Finding[] {
  const marks = marksOf(document);
  return problems.map((problem) => ({
    ...problem,
    field: marks.findLast(({ line }) => line <= problem.line)?.field ?? '',
  }));
}

type Mark = { line: number; field: string };

function marksOf(document: LessonDocument): Mark[] {
  const first = document.cards[0]?.line ?? Number.MAX_SAFE_INTEGER;
  const keys = Object.keys(examples)
    .map((key) => ({ line: document.lineOf([key]), field: key }))
    // A key that is missing stands nowhere: its line is that of the whole.
    .filter(({ line, field }) => line > 2 || field === 'id');
  const cards = document.cards.map(({ line }, at) => ({ line, field: `card.${at}` }));
  const parts = [
    { line: document.task?.line, field: 'task' },
    { line: document.remember?.line, field: 'remember' },
  ].flatMap(({ line, field }) => (line === undefined ? [] : [{ line, field }]));
  const questions = document.questions.flatMap((question, at) => [
    { line: question.line, field: `q.${at}` },
    ...question.options.map(({ id, line }) => ({ line, field: `q.${at}.${id}` })),
    ...(question.hint === undefined ? [] : [{ line: lineAt(question.hint, 0), field: `q.${at}.hint` }]),
  ]);
  return [...keys.filter(({ line }) => line < first), ...cards, ...parts, ...questions].sort(
    (one, other) => one.line - other.line,
  );
}

/** Errors that keep a lesson from being published; blanks among them. */
export const mustBeMended = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => errorsAmong([finding]).length > 0);
