import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { type Language, languages } from '../core/course.ts';
import { blanksIn } from '../course/blank.ts';
import { checkCourse } from '../course/check.ts';
import { type CourseCount, countCourse } from '../course/count.ts';
import { lessonIdPattern } from '../course/front-matter.ts';
import { loadCourse } from '../course/load.ts';
import { newDraft } from '../course/new-draft.ts';
import { previewLesson } from '../course/preview.ts';
import { errorsAmong, formatProblems } from '../course/problem.ts';
import { writeLesson } from '../course/write-lesson.ts';
import { teachableCourse } from '../course-at-start.ts';
import { Unusable } from '../unusable.ts';
import { writtenNew } from './lessons-formats.ts';
import type { PreviewChannel } from './preview-channels.ts';

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

/** Prints how much there is to learn, language by language, and how often each mistaken idea is offered. */
export async function countLessons(dir: string, asJson: boolean, out: Out): Promise<number> {
  const { documents, courseFile } = await loadCourse(dir);
  const counts = languages.map((language) => ({
    language,
    ...countCourse(documents.filter((document) => document.language === language)),
  }));
  if (asJson) {
    out(JSON.stringify(counts, null, 2));
    return 0;
  }
  for (const count of counts) out(`${count.language}: ${inWords(count)}`);
  const known = courseFile?.value?.misconceptions ?? {};
  for (const { id, options } of counts[0]?.misconceptions ?? []) {
    const idea = Object.hasOwn(known, id) ? known[id]?.vi : undefined;
    out(`  ${String(options).padStart(3)} × ${id}${idea === undefined ? '' : `: ${idea}`}`);
  }
  return 0;
}

const inWords = (count: CourseCount): string =>
  `${count.lessons} lessons, ${count.words} words (${count.wordsOfQuestions} of them in questions), ${count.questions} questions (${count.twins} of them twins) with ${count.options} options and ${count.hints} hints, ${count.misconceptions.length} mistaken ideas`;

/** Begins a lesson file. @throws Unusable when there is one, or the number is none */
export async function newLesson(
  environment: NodeJS.ProcessEnv,
  id: string,
  options: { lang: Language; title?: string },
  today: string,
  out: Out,
): Promise<number> {
  if (!lessonIdPattern.test(id)) {
    throw new Unusable(
      `"${id}" is no lesson's number; write its module, a dot and its place there, for example 4.7`,
    );
  }
  const file = join(readConfig(environment).LESSONS_DIR, id.split('.')[0] ?? '', `${id}.${options.lang}.md`);
  const text = writeLesson(newDraft(id, options.lang, today, options.title));
  await writtenNew(file, text);
  out(`${file}: ${blanksIn(text).length} blanks to fill in, which "banhoc lessons check" names`);
  return 0;
}

/** Prints a lesson as a learner will see it. */
export async function previewInTerminal(
  environment: NodeJS.ProcessEnv,
  id: string,
  options: { lang: Language; address: string; channel?: PreviewChannel },
  out: Out,
): Promise<number> {
  const config = readConfig(environment);
  const { course } = await teachableCourse(config);
  if (!course().lessons.has(id)) {
    throw new Unusable(`no lesson ${id}; there are: ${[...course().lessons.keys()].join(', ')}`);
  }
  const { lang, address, channel } = options;
  if (channel !== undefined) {
    const { previewOnChannel } = await import('./preview-on-channel.ts');
    for (const part of previewOnChannel(course(), id, lang, address, channel)) out(`${part}\n`);
    return 0;
  }
  for (const screen of previewLesson(course(), id, lang, address)) out(`${screen}\n`);
  return 0;
}
