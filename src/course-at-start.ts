import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Course } from './core/course.ts';
import { errorsAmong, formatProblems, type LessonProblem, ofLessons } from './course/problem.ts';
import { type ItemVersions, type OpenedCourse, openCourse } from './course/registry.ts';
import { hasTutor } from './tutor-at-start.ts';
import { Unusable } from './unusable.ts';

/** For commands that put no question to anyone: nothing is kept. */
const nothingKept: ItemVersions = { keepItemVersions: async () => {}, itemVersions: async () => [] };

export type TeachableCourse = {
  /** As it stands; ask each time. */
  course: () => Course;
  /** All that was found at the start. */
  warnings: LessonProblem[];
  /** Why lessons are missing from the course as it stands. */
  leftOut: () => LessonProblem[];
  refresh: OpenedCourse['refresh'];
};

/** Where the desk writes, and every process of this data folder reads. */
export const deskFolder = (config: Pick<Config, 'DATA_DIR'>): string => join(config.DATA_DIR, 'lessons');

/**
 * The course a service may start with. A lesson that cannot be taught is left out and named; what is wrong with
 * anything else of the course, by which all lessons are found, stops the start with every problem by file and line.
 * @throws Unusable
 */
export async function teachableCourse(
  config: Config,
  versions: ItemVersions = nothingKept,
): Promise<TeachableCourse> {
  const dir = config.LESSONS_DIR;
  const { course, problems, refresh } = await openCourse({
    dir,
    versions,
    overlay: deskFolder(config),
    ...(existsSync(config.DATA_DIR) ? { keptIn: join(config.DATA_DIR, 'cache') } : {}),
    ...(config.OPERATOR_NAME === undefined
      ? {}
      : {
          operator: {
            name: config.OPERATOR_NAME,
            ...(config.OPERATOR_CONTACT === undefined ? {} : { contact: config.OPERATOR_CONTACT }),
          },
        }),
    ...(hasTutor(config) ? { hasTutor: true } : {}),
  });
  const fatal = errorsAmong(problems()).filter((problem) => !ofLessons([problem]).includes(problem));
  if (fatal.length > 0) {
    throw new Unusable(`The lessons in ${dir} cannot be taught as they are:\n${formatProblems(problems())}`);
  }
  if (course().lessons.size === 0) {
    const why = ofLessons(problems());
    throw new Unusable(
      why.length > 0
        ? `No lesson in ${dir} can be taught as it is:\n${formatProblems(why)}`
        : `LESSONS_DIR: no lessons found in ${dir}; expected files like ${dir}/4/4.1.vi.md`,
    );
  }
  return { course, warnings: problems(), leftOut: () => ofLessons(problems()), refresh };
}
