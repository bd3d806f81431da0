import { z } from 'zod';
import type { Course, Item, Operator } from '../core/course.ts';
import { itemKey } from '../core/course.ts';
import { keptCourse } from './kept-course.ts';
import type { LessonProblem } from './problem.ts';

/** Where wordings of questions are kept for ever; a store is one. */
export type ItemVersions = {
  keepItemVersions(items: { key: string; body: string }[]): Promise<void>;
  itemVersions(): Promise<{ key: string; body: string }[]>;
};

export type OpenedCourse = {
  /** The course as it stands. Ask each time: a later reading may replace it. */
  course: () => Course;
  /** See `isTeachable`: with errors among them some lessons are missing. */
  problems: LessonProblem[];
};

/**
 * Reads the course and keeps the wording of each of its questions before anyone is asked one, so that an
 * answer can be graded after the file was edited or retired.
 */
export async function openCourse(options: {
  dir: string;
  operator?: Operator;
  versions: ItemVersions;
  /** A folder in which what was read may be kept for the next start. */
  keptIn?: string;
}): Promise<OpenedCourse> {
  const { dir, operator, versions, keptIn } = options;
  const kept = await versions.itemVersions();
  const { course: read, problems } =
    keptIn === undefined ? await readAll(dir) : await keptCourse(dir, keptIn, () => readAll(dir));
  const past = kept.map(({ key, body }) => [key, readItem(key, body)] as const);
  const course: Course = {
    ...read,
    pastItems: new Map([...past, ...read.pastItems]),
    ...(operator === undefined ? {} : { operator }),
  };
  const known = new Set(kept.map(({ key }) => key));
  const fresh = [...course.pastItems.values()].filter((item) => !known.has(itemKey(item.id, item.version)));
  if (fresh.length > 0) {
    await versions.keepItemVersions(
      fresh.map((item) => ({ key: itemKey(item.id, item.version), body: JSON.stringify(item) })),
    );
  }
  return { course: () => course, problems };
}

/** What reads Markdown and YAML is loaded only when something must be read. */
async function readAll(dir: string): Promise<{ course: Course; problems: LessonProblem[] }> {
  const { loadCourse } = await import('./load.ts');
  const { course, problems } = await loadCourse(dir);
  return { course, problems };
}

const keptItem = z.object({
  id: z.string(),
  version: z.string(),
  lesson: z.string(),
  stem: z.string(),
  options: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      feedback: z.string(),
      misconception: z.string().exactOptional(),
    }),
  ),
  key: z.string(),
  hint: z.string().exactOptional(),
  twinOf: z.string().exactOptional(),
});

/** @throws Error naming the wording when the store holds something else under its key */
function readItem(key: string, body: string): Item {
  try {
    return keptItem.parse(JSON.parse(body));
  } catch (cause) {
    throw new Error(
      `the store's wording of question ${key} cannot be read; restore the store from a backup, or delete this entry (answers to that wording can then no longer be graded)`,
      { cause },
    );
  }
}
