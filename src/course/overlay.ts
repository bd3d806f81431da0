import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { listFolder } from './folder.ts';
import type { LessonPlace } from './lesson-file.ts';
import { errorAt, type LessonProblem } from './problem.ts';

/**
 * What was written at the desk, in a folder of its own beside the course that a release brings: lessons that are
 * taught instead of the release's, corrected facts, and which lessons are switched off. The release's own folder is
 * never written to.
 */
export type Overlay = {
  lessons: LessonPlace[];
  /** Lessons nobody is taught for now, in any language. */
  off: ReadonlySet<string>;
  hasFacts: boolean;
  problems: LessonProblem[];
};

export const nothingLaidOver: Overlay = { lessons: [], off: new Set(), hasFacts: false, problems: [] };

export const offFile = (overlay: string): string => join(overlay, 'off.json');
export const factsFile = (dir: string): string => join(dir, 'facts.yaml');
const stampFile = (overlay: string): string => join(overlay, 'stamp');

/** By lesson, who switched it off and when. */
export const offList = z.record(z.string(), z.object({ by: z.string(), at: z.number(), why: z.string() }));
export type OffList = z.infer<typeof offList>;

/** Reads what lies in the desk's folder. A folder that is not there holds nothing. */
export async function readOverlay(overlay: string | undefined): Promise<Overlay> {
  if (overlay === undefined) return nothingLaidOver;
  const folder = await listFolder(overlay);
  if (folder.kind === 'missing') return nothingLaidOver;
  const problems = [...folder.problems];
  const off = await readOff(overlay).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = 'Mend it, or take the file away: then no lesson is off.';
    problems.push(
      errorAt({ file: offFile(overlay), line: 1 }, 'off', `This cannot be read: ${reason}`, hint),
    );
    return {};
  });
  return {
    lessons: folder.lessons,
    off: new Set(Object.keys(off)),
    hasFacts: folder.names.has('facts.yaml'),
    problems,
  };
}

/** @throws Error when the file holds something else; a file that is not there switches nothing off */
export async function readOff(overlay: string): Promise<OffList> {
  const text = await readFile(offFile(overlay), 'utf8').catch(orNothing);
  return text === undefined ? {} : offList.parse(JSON.parse(text));
}

/** Changes with everything that is published, corrected or switched off; '' before the first time. */
export const stampOf = async (overlay: string): Promise<string> =>
  (await readFile(stampFile(overlay), 'utf8').catch(orNothing)) ?? '';

export const stampPath = stampFile;

export const orNothing = (cause: unknown): undefined => {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw cause;
};
