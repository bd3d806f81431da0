import { readConfig } from '../config.ts';
import type { Language } from '../core/course.ts';
import { checkCourse } from '../course/check.ts';
import { loadCourse } from '../course/load.ts';
import { previewLesson } from '../course/preview.ts';
import { errorsAmong, formatProblems } from '../course/problem.ts';
import { teachableCourse } from '../course-at-start.ts';
import { Unusable } from '../unusable.ts';

type Out = (text: string) => void;

/** Prints every problem of a course's folder. @returns 1 when any of them is an error */
export async function checkLessons(dir: string, asJson: boolean, out: Out): Promise<number> {
  const problems = await checkCourse(dir, { today: new Date().toISOString().slice(0, 10) });
  const lessons = (await loadCourse(dir)).documents.length;
  const errors = errorsAmong(problems).length;
  if (asJson) out(JSON.stringify({ lessons, errors, warnings: problems.length - errors, problems }, null, 2));
  else {
    if (problems.length > 0) out(formatProblems(problems));
    out(`${lessons} lesson files: ${errors} errors, ${problems.length - errors} warnings`);
  }
  return errors === 0 ? 0 : 1;
}

/** Prints a lesson as a learner will see it. */
export async function previewInTerminal(
  environment: NodeJS.ProcessEnv,
  id: string,
  options: { lang: Language; address: string },
  out: Out,
): Promise<number> {
  const config = readConfig(environment);
  const { course } = await teachableCourse(config);
  if (!course().lessons.has(id)) {
    throw new Unusable(`no lesson ${id}; there are: ${[...course().lessons.keys()].join(', ')}`);
  }
  for (const screen of previewLesson(course(), id, options.lang, options.address)) out(`${screen}\n`);
  return 0;
}
