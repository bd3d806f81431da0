import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { audiences, type Language, languages } from '../../core/course.ts';
import type { LessonDraft } from '../draft.ts';
import { orNothing, stampPath } from '../overlay.ts';

/** Names a lesson in one language as the desk's files do: `4.1.vi`. */
export type LessonKey = { id: string; language: Language };
export const keyName = ({ id, language }: LessonKey): string => `${id}.${language}`;

/** @returns undefined when a name is no lesson's; nothing else ever becomes a part of a path */
export function readKey(name: string): LessonKey | undefined {
  const [, id, tag] = /^([1-9]\d?\.[1-9]\d?)\.([a-z]{2})$/.exec(name) ?? [];
  const language = languages.find((known) => known === tag);
  return id === undefined || language === undefined ? undefined : { id, language };
}

const option = z.object({
  ...{
    id: z.string(),
    isKey: z.boolean(),
    text: z.string(),
    feedback: z.string(),
    misconception: z.string(),
  },
});
const question = z.object({
  ...{ id: z.string(), twinOf: z.string(), stem: z.string(), options: z.array(option), hint: z.string() },
});
const card = z.object({
  title: z.string(),
  text: z.string(),
  picture: z.object({ file: z.string(), alt: z.string() }).exactOptional(),
  voice: z.object({ file: z.string() }).exactOptional(),
});
const texts = z.array(z.string());
const draftShape: z.ZodType<LessonDraft> = z.object({
  ...{ id: z.string(), language: z.enum(languages), title: z.string(), outcome: z.string() },
  ...{ audiences: z.array(z.enum(audiences)), nls: z.string(), kn: z.string() },
  ...{
    level: z.enum(['co_ban', 'trung_cap']),
    facts: texts,
    factsCheckedOn: z.string(),
    recheckBy: z.string(),
  },
  ...{ reviewedBy: z.string(), reviewedOn: z.string(), storyFigures: texts, learnersSay: texts },
  ...{
    more: z.record(z.string(), z.unknown()),
    cards: z.array(card),
    task: z.string(),
    remember: z.string(),
  },
  questions: z.array(question),
});

/** A lesson that is being written. `revision` rises with each saving; `writers` wrote in it, the last one last. */
export type KeptDraft = { revision: number; writers: string[]; at: number; draft: LessonDraft };
const keptDraft: z.ZodType<KeptDraft> = z.object({
  ...{ revision: z.number(), writers: texts, at: z.number(), draft: draftShape },
});

/** One text that was taught. `number` counts from 1. */
export type LessonVersion = {
  number: number;
  at: number;
  by: string;
  writers: string[];
  from: number | undefined;
};
const version = z.object({
  ...{ at: z.number(), by: z.string(), writers: texts, from: z.number().optional() },
});

/** What the desk keeps in its folder; see `Overlay` for what of it is taught. Every file is written whole or not at all. */
export function openDeskFiles(folder: string) {
  const draftPath = (key: LessonKey): string => join(folder, 'drafts', `${keyName(key)}.json`);
  const versionsOf = (key: LessonKey): string => join(folder, 'versions', keyName(key));
  const numbered = (number: number, ending: string): string => `${String(number).padStart(4, '0')}.${ending}`;
  const publishedPath = ({ id, language }: LessonKey): string =>
    join(folder, id.split('.')[0] ?? '', `${id}.${language}.md`);

  return {
    publishedPath,
    writeWhole,
    async draft(key: LessonKey): Promise<KeptDraft | undefined> {
      const text = await readFile(draftPath(key), 'utf8').catch(orNothing);
      return text === undefined ? undefined : keptDraft.parse(JSON.parse(text));
    },
    keepDraft: (key: LessonKey, kept: KeptDraft) => writeWhole(draftPath(key), JSON.stringify(kept)),
    dropDraft: (key: LessonKey) => rm(draftPath(key), { force: true }),
    async draftKeys(): Promise<LessonKey[]> {
      const names = (await readdir(join(folder, 'drafts')).catch(orNothing)) ?? [];
      return names.flatMap((name) => readKey(name.replace(/\.json$/, '')) ?? []);
    },
    /** All texts that were published at the desk, the newest first. */
    async versions(key: LessonKey): Promise<LessonVersion[]> {
      const names = (await readdir(versionsOf(key)).catch(orNothing)) ?? [];
      const numbers = names
        .filter((name) => /^\d{4}\.json$/.test(name))
        .map((name) => Number(name.slice(0, 4)));
      const read = numbers.map(async (number) => {
        const body = await readFile(join(versionsOf(key), numbered(number, 'json')), 'utf8');
        const { from, ...rest } = version.parse(JSON.parse(body));
        return { number, ...rest, from };
      });
      return (await Promise.all(read)).sort((one, other) => other.number - one.number);
    },
    versionText: (key: LessonKey, number: number) =>
      readFile(join(versionsOf(key), numbered(number, 'md')), 'utf8').catch(orNothing),
    /** Keeps a text under the next number for ever, then teaches it. */
    async publish(key: LessonKey, text: string, about: Omit<LessonVersion, 'number'>): Promise<void> {
      await mkdir(versionsOf(key), { recursive: true });
      const names = await readdir(versionsOf(key));
      let number = Math.max(0, ...names.map((name) => Number.parseInt(name, 10) || 0)) + 1;
      // Another process may take the same number at the same moment: whoever comes second takes the next.
      while (!(await writeNew(join(versionsOf(key), numbered(number, 'md')), text))) number += 1;
      await writeWhole(join(versionsOf(key), numbered(number, 'json')), JSON.stringify(about));
      await writeWhole(publishedPath(key), text);
      await this.stamp();
    },
    /** The text that came with the release is taught again. */
    async withdraw(key: LessonKey): Promise<void> {
      await rm(publishedPath(key), { force: true });
      await this.stamp();
    },
    /** Tells every process that what is taught has changed. */
    stamp: () => writeWhole(stampPath(folder), randomBytes(12).toString('hex')),
  };
}
export type DeskFiles = ReturnType<typeof openDeskFiles>;

export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = join(dirname(file), `.${randomBytes(6).toString('hex')}`);
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

/** @returns false when the file is there already */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}
