import { z } from 'zod';
import type { Course, Item, Operator } from '../core/course.ts';
import { itemKey } from '../core/course.ts';
import { keptCourse, type ReadCourse } from './kept-course.ts';
import { stampOf } from './overlay.ts';
import type { LessonProblem } from './problem.ts';

/** Where wordings of questions are kept for ever; a store is one. */
export type ItemVersions = {
  keepItemVersions(items: { key: string; body: string }[]): Promise<void>;
  itemVersions(): Promise<{ key: string; body: string }[]>;
};

export type OpenedCourse = {
  /** The course as it stands. Ask each time: a later reading may replace it. */
  course: () => Course;
  /** Of the course as it stands. See `isTeachable`: with errors among them some lessons are missing. */
  problems: () => LessonProblem[];
  /**
   * Reads again when something was published at the desk meanwhile, here or in another process.
   * @returns whether the course is another now; one in which no lesson is left is not taken
   */
  refresh(): Promise<boolean>;
};

/**
 * Reads the course and keeps the wording of each of its questions before anyone is asked one, so that an
 * answer can be graded after the file was edited or retired.
 */
export async function openCourse(options: {
  dir: string;
  operator?: Operator;
  hasTutor?: true;
  versions: ItemVersions;
  /** A folder in which what was read may be kept for the next start. */
  keptIn?: string;
  /** The desk's folder; see `Overlay`. */
  overlay?: string;
}): Promise<OpenedCourse> {
  const { overlay } = options;
  const stampNow = async (): Promise<string> => (overlay === undefined ? '' : stampOf(overlay));
  let stamp = await stampNow();
  let now = await readCourse(options);
  return {
    course: () => now.course,
    problems: () => now.problems,
    async refresh() {
      const found = await stampNow();
      if (found === stamp) return false;
      const read = await readCourse(options);
      stamp = found;
      if (read.course.lessons.size === 0) return false;
      const isOther =
        read.course.version !== now.course.version || read.problems.length !== now.problems.length;
      now = read;
      return isOther;
    },
  };
}

type ReadingOptions = Parameters<typeof openCourse>[0];

async function readCourse({
  dir,
  operator,
  hasTutor,
  versions,
  keptIn,
  overlay,
}: ReadingOptions): Promise<ReadCourse> {
  const kept = await versions.itemVersions();
  const { course: read, problems } =
    keptIn === undefined
      ? await readAll(dir, overlay)
      : await keptCourse(dir, keptIn, () => readAll(dir, overlay), overlay);
  const past = kept.map(({ key, body }) => [key, readItem(key, body)] as const);
  const course: Course = {
    ...read,
    pastItems: new Map([...past, ...read.pastItems]),
    ...(operator === undefined ? {} : { operator }),
    ...(hasTutor === undefined ? {} : { hasTutor }),
  };
  const known = new Set(kept.map(({ key }) => key));
  const fresh = [...course.pastItems.values()].filter((item) => !known.has(itemKey(item.id, item.version)));
  if (fresh.length > 0) {
    await versions.keepItemVersions(
      fresh.map((item) => ({ key: itemKey(item.id, item.version), body: JSON.stringify(item) })),
    );
  }
  return { course, problems };
}

/** What reads Markdown and YAML is loaded only when something must be read. */
async function readAll(dir: string, overlay: string | undefined): Promise<ReadCourse> {
  const { loadCourse } = await import('./load.ts');
  const { course, problems } = await loadCourse(dir, overlay === undefined ? {} : { overlay });
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
