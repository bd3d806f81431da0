import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Course } from '../core/course.ts';
import { type LessonProblem, warningAt } from './problem.ts';

/** A course as its files alone make it, and what is wrong with them. */
export type ReadCourse = { course: Course; problems: LessonProblem[] };

/**
 * Reading all lessons takes longer than all the rest of a start, and they seldom change: what was read is kept, and
 * taken again as long as not a letter of the course, nor of the code that reads it, has changed.
 * @param overlay the desk's folder, read over the course's own
 * @param keptIn a folder of our own; what is left of older readings there is removed
 */
export async function keptCourse(
  dir: string,
  keptIn: string,
  read: () => Promise<ReadCourse>,
  overlay?: string,
): Promise<ReadCourse> {
  const name = `course-${await fingerprint(dir, overlay)}`;
  const file = join(keptIn, name);
  const kept = await readFile(file).catch(orNothing);
  const known = kept === undefined ? undefined : understood(kept);
  if (known !== undefined) return known;
  const fresh = await read();
  try {
    await keep(file, fresh);
    await removeOthers(keptIn, name);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint =
      'The course is taught all the same; each start reads all of it again until this folder can be written.';
    const unkept = warningAt(
      { file, line: 1 },
      'course-kept',
      `The course cannot be kept here: ${reason}`,
      hint,
    );
    return { ...fresh, problems: [...fresh.problems, unkept] };
  }
  return fresh;
}

/** A file that a full disk cut short is no reason not to start. */
function understood(kept: Buffer): ReadCourse | undefined {
  try {
    return deserialize(kept) as ReadCourse;
  } catch (cause) {
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

/** Written whole or not at all: two services may start at once. */
async function keep(file: string, course: ReadCourse): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, serialize(course));
  await rename(unfinished, file);
}

/** What is only being written, or was taught before, makes no other course. */
const isOfDesk = (file: string, overlay: string): boolean =>
  file.startsWith(join(overlay, 'drafts')) || file.startsWith(join(overlay, 'versions'));

async function removeOthers(keptIn: string, name: string): Promise<void> {
  const others = (await readdir(keptIn)).filter(
    (other) => /^course-[0-9a-f]+$/.test(other) && other !== name,
  );
  await Promise.all(others.map((other) => rm(join(keptIn, other), { force: true })));
}

/** Of every file of the course by name and content, of what reads them, and of the packages that help. */
async function fingerprint(dir: string, overlay: string | undefined): Promise<string> {
  const here = new URL('.', import.meta.url).pathname;
  const sum = createHash('sha256').update(process.version);
  for (const folder of [dir, here, join(here, '../core'), ...(overlay === undefined ? [] : [overlay])]) {
    const listed = await readdir(folder, { recursive: true, withFileTypes: true }).catch(orNothing);
    const files = (listed ?? [])
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => overlay === undefined || !isOfDesk(file, overlay))
      .sort();
    // Pictures and readings are known by their names alone.
    const bodies = await Promise.all(
      files.map((file) => (file.includes('/media/') ? '' : readFile(file).catch(orNothing))),
    );
    for (const [at, file] of files.entries()) {
      const body = bodies[at] ?? '';
      sum.update(`\n${file} ${body.length}\n`).update(body);
    }
  }
  const packages = await readFile(join(here, '../../package-lock.json')).catch(orNothing);
  return sum
    .update(packages ?? '')
    .digest('hex')
    .slice(0, 32);
}

/** What is not there is nothing; anything else is found out by whoever reads it for good. */
const orNothing = (): undefined => undefined;
