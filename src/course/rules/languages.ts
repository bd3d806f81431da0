import type { LessonDocument } from '../lesson-file.ts';
import { errorAt, type LessonProblem } from '../problem.ts';
import type { ReadOption, ReadQuestion } from '../question.ts';

/**
 * A lesson's questions are the same in each language: ids, right options, mistaken ideas. Else figures of
 * one question would mix two. The Vietnamese file leads; what differs is said in the other.
 */
export function sameInBothLanguages(documents: readonly LessonDocument[]): LessonProblem[] {
  return documents.flatMap((other) => {
    const lead = documents.find(({ id, language }) => id === other.id && language === 'vi');
    if (lead === undefined || other.language === 'vi') return [];
    return [...missingQuestions(lead, other), ...differingQuestions(lead, other)];
  });
}

function missingQuestions(lead: LessonDocument, other: LessonDocument): LessonProblem[] {
  const ids = new Set(other.questions.map((question) => question.id));
  return lead.questions
    .filter((question) => !ids.has(question.id))
    .map((question) => {
      const place = { file: other.file, line: other.questions.at(-1)?.line ?? 1 };
      const message = `Question ${question.id} of ${lead.file} is missing here`;
      return errorAt(place, 'languages', message, 'Translate it, or retire it in both files.');
    });
}

function differingQuestions(lead: LessonDocument, other: LessonDocument): LessonProblem[] {
  return other.questions.flatMap((question) => {
    const original = lead.questions.find(({ id }) => id === question.id);
    const report = (line: number, message: string): LessonProblem =>
      errorAt({ file: other.file, line }, 'languages', message, `Make it as in ${lead.file}.`);
    if (original === undefined) {
      return [report(question.line, `Question ${question.id} is not in ${lead.file}`)];
    }
    const extra = question.options.flatMap((option) => {
      const twin = original.options.find(({ id }) => id === option.id);
      const what = twin === undefined ? 'is not' : difference(option, twin);
      if (what === undefined) return [];
      return [report(option.line, `Option ${option.id} of ${question.id} ${what} in ${lead.file}`)];
    });
    const twin = differingTwin(original, question, report);
    return [...twin, ...extra, ...missingOptions(original, question, report)];
  });
}

function difference(option: ReadOption, twin: ReadOption): string | undefined {
  if (option.isKey !== twin.isKey)
    return option.isKey ? 'is right here, but not' : 'is wrong here, but right';
  if (option.misconception !== twin.misconception) return 'names another mistaken idea than';
  return undefined;
}

function differingTwin(
  original: ReadQuestion,
  question: ReadQuestion,
  report: (line: number, message: string) => LessonProblem,
): LessonProblem[] {
  if (original.twinOf === question.twinOf) return [];
  const said = (twinOf: string | undefined): string =>
    twinOf === undefined ? 'no twin' : `the twin of ${twinOf}`;
  const message = `${question.id} is ${said(question.twinOf)} here, and ${said(original.twinOf)} there`;
  return [report(question.line, message)];
}

const missingOptions = (
  original: ReadQuestion,
  question: ReadQuestion,
  report: (line: number, message: string) => LessonProblem,
): LessonProblem[] =>
  original.options
    .filter(({ id }) => question.options.every((option) => option.id !== id))
    .map(({ id }) => report(question.line, `Option ${id} of ${question.id} is missing`));
