import type { CourseFile } from '../course-file.ts';
import type { Fact } from '../facts.ts';
import type { LessonDocument } from '../lesson-file.ts';
import type { LessonProblem } from '../problem.ts';

/** What the rules may look at beside the lesson itself. */
export type RuleContext = {
  facts: ReadonlyMap<string, Fact>;
  /** undefined when it could not be read; rules that need it then stay silent. */
  courseFile: CourseFile | undefined;
  /** Names of the files in `media/`. */
  media: ReadonlySet<string>;
  /** The day of the check, `2026-11-23`. */
  today: string;
};

/** One thing a lesson must keep to. Pure: the same lesson and context give the same problems. */
export type LessonRule = (document: LessonDocument, context: RuleContext) => LessonProblem[];
