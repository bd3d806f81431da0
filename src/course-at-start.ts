import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Course } from './core/course.ts';
import { formatProblems, isTeachable, type LessonProblem } from './course/problem.ts';
import { type ItemVersions, openCourse } from './course/registry.ts';
import { Unusable } from './unusable.ts';

/** For commands that put no question to anyone: nothing is kept. */
const nothingKept: ItemVersions = { keepItemVersions: async () => {}, itemVersions: async () => [] };

/**
 * The course a service may start with. A lesson that cannot be taught stops the start, with every problem
 * named by file and line, rather than being silently left out.
 * @throws Unusable
 */
export async function teachableCourse(
  config: Config,
  versions: ItemVersions = nothingKept,
): Promise<{ course: () => Course; warnings: LessonProblem[] }> {
  const dir = config.LESSONS_DIR;
  const { course, problems } = await openCourse({
    dir,
    versions,
    ...(existsSync(config.DATA_DIR) ? { keptIn: join(config.DATA_DIR, 'cache') } : {}),
    ...(config.OPERATOR_NAME === undefined
      ? {}
      : {
          operator: {
            name: config.OPERATOR_NAME,
            ...(config.OPERATOR_CONTACT === undefined ? {} : { contact: config.OPERATOR_CONTACT }),
          },
        }),
  });
  if (!isTeachable(problems)) {
    throw new Unusable(`The lessons in ${dir} cannot be taught as they are:\n${formatProblems(problems)}`);
  }
  if (course().lessons.size === 0) {
    throw new Unusable(`LESSONS_DIR: no lessons found in ${dir}; expected files like ${dir}/4/4.1.vi.md`);
  }
  return { course, warnings: problems };
}
