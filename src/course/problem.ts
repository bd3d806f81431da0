/**
 * What is wrong with the course, said to the person who writes it. Problems are collected, all at once, and
 * never thrown: an author mends a file in one go.
 */
export type LessonProblem = {
  /** As the author would open it, `lessons/4/4.1.vi.md`. */
  file: string;
  /** From 1. */
  line: number;
  severity: 'error' | 'warning';
  /** Short name of the rule, `option-feedback`. */
  rule: string;
  /** What was found. */
  message: string;
  /** How to mend it. */
  hint: string;
};

type Place = { file: string; line: number };

export const errorAt = (place: Place, rule: string, message: string, hint: string): LessonProblem => ({
  file: place.file,
  line: place.line,
  severity: 'error',
  rule,
  message,
  hint,
});

export const warningAt = (place: Place, rule: string, message: string, hint: string): LessonProblem => ({
  ...errorAt(place, rule, message, hint),
  severity: 'warning',
});

export const errorsAmong = (problems: readonly LessonProblem[]): LessonProblem[] =>
  problems.filter((problem) => problem.severity === 'error');

/**
 * Whether everything a loader found can be taught as it is. Its errors mean that a lesson, or the whole
 * course, had to be left out; its warnings that something should be mended some day.
 */
export const isTeachable = (problems: readonly LessonProblem[]): boolean =>
  errorsAmong(problems).length === 0;

/** The errors that keep one lesson, or one thing to practise, from being taught; the course goes on without it. */
export const ofLessons = (problems: readonly LessonProblem[]): LessonProblem[] =>
  errorsAmong(problems).filter(({ file }) => /\.md$|practise\.yaml$|that-hay-lua\.yaml$/.test(file));

/** `lessons/4/4.1.vi.md:23  Option b has no feedback. Write it below the option, … (option-feedback)` */
export function formatProblem(problem: LessonProblem): string {
  const mark = problem.severity === 'warning' ? 'warning: ' : '';
  return `${problem.file}:${problem.line}  ${mark}${problem.message}. ${problem.hint} (${problem.rule})`;
}

/** One line a problem, by file and line, errors first on the same line. */
export function formatProblems(problems: readonly LessonProblem[]): string {
  return inOrder(problems).map(formatProblem).join('\n');
}

export function inOrder(problems: readonly LessonProblem[]): LessonProblem[] {
  return [...problems].sort(
    (one, other) =>
      one.file.localeCompare(other.file, 'en') ||
      one.line - other.line ||
      one.severity.localeCompare(other.severity, 'en'),
  );
}
