import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Lesson } from '../../core/course.ts';
import { lessonRules } from '../check.ts';
import { draftOf, type LessonDraft } from '../draft.ts';
import { type Fact, loadFacts, readFacts } from '../facts.ts';
import { type LessonDocument, parseLesson } from '../lesson-file.ts';
import { type LoadedCourse, loadCourse } from '../load.ts';
import { newDraft } from '../new-draft.ts';
import { factsFile, type OffList, offFile, readOff, stampOf } from '../overlay.ts';
import { errorsAmong, formatProblem, type LessonProblem } from '../problem.ts';
import { sameInBothLanguages } from '../rules/languages.ts';
import type { RuleContext } from '../rules/rule.ts';
import { writeLesson } from '../write-lesson.ts';
import {
  type KeptDraft,
  keyName,
  type LessonKey,
  type LessonVersion,
  openDeskFiles,
  writeWhole,
} from './desk-files.ts';
import { byField, type Finding, mustBeMended } from './fields.ts';

/** One line of the list: a lesson in one language. */
export type DeskLesson = {
  key: LessonKey;
  title: string;
  /** Where the text that is taught comes from; `new` is taught nowhere yet. */
  origin: 'release' | 'desk' | 'new';
  isOff: boolean;
  hasDraft: boolean;
  /** Why its file is left out, as the linter says it. */
  leftOut: string | undefined;
};

/** A lesson open at the desk. `kept` is undefined until somebody changes it; `revision` 0 then. */
export type OpenLesson = { draft: LessonDraft; revision: number; kept: KeptDraft | undefined };

export type Looked = {
  findings: Finding[];
  /** As it would be taught; undefined while a part is missing. */
  lesson: Lesson | undefined;
};

export type Published =
  | { kind: 'published' }
  /** Somebody else must look at it first. */
  | { kind: 'own' }
  | { kind: 'errors'; findings: Finding[] }
  /** It was changed meanwhile: look again. */
  | { kind: 'stale' }
  | { kind: 'missing' };

export type LessonDesk = ReturnType<typeof openLessonDesk>;

/**
 * Where lessons are written, looked at, published by a second person, taken back, switched off, and where facts are
 * corrected. It writes to its own folder only; what is in the release stays as it came.
 * @param refresh makes this process teach what was just published
 */
export function openLessonDesk(options: {
  dir: string;
  overlay: string;
  refresh(): Promise<unknown>;
  today(): string;
}) {
  const { dir, overlay, refresh, today } = options;
  const files = openDeskFiles(overlay);
  let ground: { stamp: string; loaded: LoadedCourse; facts: ReadonlyMap<string, Fact> } | undefined;
  /** Saving is one after the other, so that a revision is given once. */
  let last: Promise<unknown> = Promise.resolve();

  return {
    async list(): Promise<{ lessons: DeskLesson[]; off: OffList }> {
      const [{ loaded }, drafts, off] = await Promise.all([groundNow(), files.draftKeys(), readOff(overlay)]);
      const isDraft = new Set(drafts.map(keyName));
      const known = loaded.documents.map((document): DeskLesson => {
        const { id, language, frontMatter, lesson, file } = document;
        const problem = errorsAmong(loaded.problems).find((found) => found.file === file);
        return {
          key: { id, language },
          title: frontMatter?.title ?? '',
          origin: file.startsWith(overlay) ? 'desk' : 'release',
          isOff: Object.hasOwn(off, id),
          hasDraft: isDraft.has(keyName({ id, language })),
          leftOut: lesson !== undefined || problem === undefined ? undefined : formatProblem(problem),
        };
      });
      const names = new Set(known.map(({ key }) => keyName(key)));
      const fresh = await Promise.all(
        drafts
          .filter((key) => !names.has(keyName(key)))
          .map(async (key): Promise<DeskLesson> => {
            const title = (await files.draft(key))?.draft.title ?? '';
            return { key, title, origin: 'new', isOff: false, hasDraft: true, leftOut: undefined };
          }),
      );
      const lessons = [...known, ...fresh].sort(
        (one, other) =>
          // 4.2 before 4.10, and Vietnamese, which leads, before its translation.
          one.key.id.localeCompare(other.key.id, 'en', { numeric: true }) ||
          other.key.language.localeCompare(one.key.language),
      );
      return { lessons, off };
    },

    /** The draft that is kept, or the lesson as it is taught. @returns undefined when the form cannot hold the file */
    async open(key: LessonKey): Promise<OpenLesson | undefined> {
      const kept = await files.draft(key);
      if (kept !== undefined) return { draft: kept.draft, revision: kept.revision, kept };
      const { loaded } = await groundNow();
      const document = documentOf(loaded, key);
      if (document === undefined)
        return { draft: newDraft(key.id, key.language, today()), revision: 0, kept };
      const draft = draftOf(document);
      return draft === undefined || !survives(document, draft) ? undefined : { draft, revision: 0, kept };
    },

    /** @param revision as it was opened @returns the new one; undefined when somebody else saved meanwhile */
    save: (
      key: LessonKey,
      draft: LessonDraft,
      by: string,
      revision: number,
      at: number,
    ): Promise<number | undefined> =>
      inTurn(async () => {
        const before = await files.draft(key);
        if ((before?.revision ?? 0) !== revision) return undefined;
        const writers = [...(before?.writers ?? []).filter((writer) => writer !== by), by];
        await files.keepDraft(key, { revision: revision + 1, writers, at, draft });
        return revision + 1;
      }),

    async look(draft: LessonDraft): Promise<Looked> {
      const { loaded, facts } = await groundNow();
      return look(draft, loaded, facts);
    },

    /** Teaches the draft from now on. @param revision the one that was looked at */
    publish: (key: LessonKey, by: string, revision: number, at: number): Promise<Published> =>
      inTurn(async () => {
        const kept = await files.draft(key);
        if (kept === undefined) return { kind: 'missing' };
        if (kept.revision !== revision) return { kind: 'stale' };
        if (kept.writers.includes(by)) return { kind: 'own' };
        const { loaded, facts } = await groundNow();
        const errors = mustBeMended(look(kept.draft, loaded, facts).findings);
        if (errors.length > 0) return { kind: 'errors', findings: errors };
        const about = { at, by, writers: kept.writers, from: undefined };
        await files.publish(key, writeLesson(kept.draft), about);
        await files.dropDraft(key);
        await refresh();
        return { kind: 'published' };
      }),

    /** Forgets a draft; what is taught stays. */
    drop: (key: LessonKey): Promise<void> => files.dropDraft(key),

    versions: (key: LessonKey): Promise<LessonVersion[]> => files.versions(key),

    /** Whether the release brings a text of its own, to which one can go back as number 0. */
    isOfRelease: async ({ id, language }: LessonKey): Promise<boolean> =>
      existsSync(`${dir}/${id.split('.')[0]}/${id}.${language}.md`),

    /** Teaches an earlier text again; 0 is the release's. @returns whether there was one */
    async rollBack(key: LessonKey, number: number, by: string, at: number): Promise<boolean> {
      if (number === 0) {
        if (!(await this.isOfRelease(key))) return false;
        await files.withdraw(key);
      } else {
        const text = await files.versionText(key, number);
        if (text === undefined) return false;
        await files.publish(key, text, { at, by, writers: [], from: number });
      }
      await refresh();
      return true;
    },

    async switchOff(id: string, by: string, at: number, why: string): Promise<void> {
      await writeWhole(
        offFile(overlay),
        JSON.stringify({ ...(await readOff(overlay)), [id]: { by, at, why } }),
      );
      await files.stamp();
      await refresh();
    },

    async switchOn(id: string): Promise<void> {
      const { [id]: _, ...others } = await readOff(overlay);
      await writeWhole(offFile(overlay), JSON.stringify(others));
      await files.stamp();
      await refresh();
    },

    /** All facts, with the lessons that stand on each. */
    async facts(): Promise<{ fact: Fact; lessons: string[] }[]> {
      const { loaded, facts } = await groundNow();
      return [...facts.values()].map((fact) => ({
        fact,
        lessons: [
          ...new Set(
            loaded.documents.flatMap(({ id, frontMatter }) =>
              frontMatter?.facts.includes(fact.id) ? [id] : [],
            ),
          ),
        ],
      }));
    },

    misconceptions: async () => (await groundNow()).loaded.courseFile?.value?.misconceptions ?? {},

    /** Puts a corrected fact in the place of the one with its id. @returns what is wrong with it; nothing when kept */
    correct: (fact: Omit<Fact, 'line'>): Promise<LessonProblem[]> =>
      inTurn(async () => {
        const file = factsFile(overlay);
        const own = existsSync(file)
          ? readFacts(file, await readFile(file, 'utf8')).facts
          : new Map<string, Fact>();
        const rows = [...own.values()].filter(({ id }) => id !== fact.id).concat({ ...fact, line: 0 });
        const text = stringify(rows.map(rowOf), { lineWidth: 0 });
        const { problems } = readFacts(file, text);
        if (errorsAmong(problems).length > 0) return problems;
        await writeWhole(file, text);
        await files.stamp();
        await refresh();
        return [];
      }),
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  }

  /** The course, read again when something was published. */
  async function groundNow() {
    const stamp = await stampOf(overlay);
    if (ground?.stamp !== stamp) {
      const [loaded, { facts }] = await Promise.all([loadCourse(dir, { overlay }), loadFacts(dir, overlay)]);
      ground = { stamp, loaded, facts };
    }
    return ground;
  }

  function look(draft: LessonDraft, loaded: LoadedCourse, facts: ReadonlyMap<string, Fact>): Looked {
    const place = { file: `${keyName(draft)}.md`, id: draft.id, language: draft.language };
    const { document, problems } = parseLesson(place, writeLesson(draft));
    const context: RuleContext = {
      facts,
      courseFile: loaded.courseFile?.value,
      media: loaded.media,
      today: today(),
    };
    const others = loaded.documents.filter(
      ({ id, language }) => id === draft.id && language !== draft.language,
    );
    const module = Number(draft.id.split('.')[0]);
    const isNamed = context.courseFile?.modules.some(({ number }) => number === module) ?? true;
    const inNoModule: LessonProblem[] = isNamed
      ? []
      : [
          {
            file: place.file,
            line: 1,
            severity: 'error',
            rule: 'module',
            message: `There is no module ${module}`,
            hint: 'Choose another number.',
          },
        ];
    const all = [
      ...problems,
      ...inNoModule,
      ...lessonRules.flatMap((rule) => rule(document, context)),
      ...sameInBothLanguages([document, ...others]).filter(({ file }) => file === place.file),
    ];
    return { findings: byField(document, all), lesson: document.lesson };
  }
}

const documentOf = (loaded: LoadedCourse, key: LessonKey): LessonDocument | undefined =>
  loaded.documents.find(({ id, language }) => id === key.id && language === key.language);

/** Whether a file comes back from the form as the same lesson: what the form knows nothing of is never lost. */
function survives(document: LessonDocument, draft: LessonDraft): boolean {
  if (document.lesson === undefined) return true;
  const place = { file: document.file, id: document.id, language: document.language };
  const again = parseLesson(place, writeLesson(draft)).document.lesson;
  return JSON.stringify(again) === JSON.stringify(document.lesson);
}

const rowOf = ({ checkedOn, recheckBy, line: _, ...rest }: Fact) => ({
  ...rest,
  checked_on: checkedOn,
  recheck_by: recheckBy,
});
