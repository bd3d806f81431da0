import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { languages } from '../core/course.ts';
import { lessonIdPattern } from './front-matter.ts';
import type { LessonPlace } from './lesson-file.ts';
import { errorAt, type LessonProblem } from './problem.ts';

/** What lies in a course's folder. */
export type CourseFolder = {
  kind: 'folder';
  lessons: LessonPlace[];
  /** Files of `events/`. */
  events: string[];
  /** Names of the files beside the modules' folders. */
  names: ReadonlySet<string>;
  /** Names of the files in `media/`. */
  media: ReadonlySet<string>;
  problems: LessonProblem[];
};

export type NoFolder = { kind: 'missing'; problem: LessonProblem };

export async function listFolder(dir: string): Promise<CourseFolder | NoFolder> {
  const found = await stat(dir).catch((cause: unknown) => reasonOf(cause));
  if (typeof found === 'string' || !found.isDirectory()) {
    const reason = typeof found === 'string' ? found : 'it is not a folder';
    const hint =
      'LESSONS_DIR names the folder with course.yaml and one folder a module, for example ./lessons.';
    const problem = errorAt({ file: dir, line: 1 }, 'folder', `There is no course here: ${reason}`, hint);
    return { kind: 'missing', problem };
  }
  const names = await visibleNames(dir);
  const lessons: LessonPlace[] = [];
  const problems: LessonProblem[] = [];
  for (const module of names.filter((name) => /^\d+$/.test(name))) {
    for (const name of await visibleNames(join(dir, module))) {
      if (!name.endsWith('.md')) continue;
      const file = join(dir, module, name);
      const place = placeOf(file, module, name);
      if (place === undefined) problems.push(misnamed(file, module));
      else lessons.push(place);
    }
  }
  const media = names.includes('media') ? await visibleNames(join(dir, 'media')) : [];
  const listed = names.includes('events') ? await visibleNames(join(dir, 'events')) : [];
  const events = listed.filter((name) => name.endsWith('.csv')).map((name) => join(dir, 'events', name));
  return { kind: 'folder', lessons, events, names: new Set(names), media: new Set(media), problems };
}

/** Editors' and systems' own files begin with a dot. */
async function visibleNames(dir: string): Promise<string[]> {
  const names = await readdir(dir);
  return names.filter((name) => !name.startsWith('.')).sort();
}

function placeOf(file: string, module: string, name: string): LessonPlace | undefined {
  const [major, minor, tag, ending, ...more] = name.split('.');
  const id = `${major}.${minor}`;
  const language = languages.find((candidate) => candidate === tag);
  if (ending !== 'md' || more.length > 0 || language === undefined) return undefined;
  return lessonIdPattern.test(id) && major === module ? { file, id, language } : undefined;
}

const misnamed = (file: string, module: string): LessonProblem =>
  errorAt(
    { file, line: 1 },
    'file-name',
    'This file’s name does not say which lesson it is',
    `Name it ${module}.<number>.<language>.md, for example ${module}.1.vi.md; languages: ${languages.join(', ')}.`,
  );

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
