import type { LessonId } from './course.ts';

/**
 * What a run of questions is for: the quiz of one lesson, questions of finished lessons that are due again, the
 * placement, or a mixed check of a module. `module` 0 is the whole course: the final check.
 */
export type QuestionSet = { kind: 'lesson'; lesson: LessonId } | SetBeyondLesson;

/** Sets whose questions come from several lessons. */
export type SetBeyondLesson = { kind: 'review' } | { kind: 'placement' } | { kind: 'check'; module: number };

/** The whole course, where a check names its module. */
export const wholeCourse = 0;

/** `r`, `p`, `k4`: short, for records and buttons. */
export function setCode(set: SetBeyondLesson): string {
  switch (set.kind) {
    case 'review':
      return 'r';
    case 'placement':
      return 'p';
    case 'check':
      return `k${set.module}`;
  }
}

/** Reads what `setCode` wrote. @returns undefined for anything else */
export function readSetCode(code: string): SetBeyondLesson | undefined {
  if (code === 'r') return { kind: 'review' };
  if (code === 'p') return { kind: 'placement' };
  const module = /^k(\d{1,2})$/.exec(code)?.[1];
  return module === undefined ? undefined : { kind: 'check', module: Number(module) };
}
