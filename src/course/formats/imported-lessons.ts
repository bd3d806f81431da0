import type { Language } from '../../core/course.ts';
import type { DraftQuestion, LessonDraft } from '../draft.ts';
import { newDraft } from '../new-draft.ts';
import { itemIdPattern } from '../question.ts';
import { readTags } from './exported.ts';
import type { ForeignQuestion } from './foreign-question.ts';

export type ImportWish = {
  language: Language;
  /** The lesson that takes all questions; undefined leaves each to the lesson its file names. */
  lesson: string | undefined;
  /** `2026-11-23` */
  today: string;
};

/**
 * Lessons in which everything is still to be written but their questions.
 * @returns also the questions whose file does not say which lesson they belong to
 */
export function importedLessons(
  questions: readonly ForeignQuestion[],
  wish: ImportWish,
): { drafts: LessonDraft[]; homeless: ForeignQuestion[] } {
  const byLesson = new Map<string, ForeignQuestion[]>();
  const homeless: ForeignQuestion[] = [];
  for (const question of questions) {
    const lesson = wish.lesson ?? lessonOf(question);
    if (lesson === '') homeless.push(question);
    else byLesson.set(lesson, [...(byLesson.get(lesson) ?? []), question]);
  }
  const drafts = [...byLesson].map(([id, own]) => ({
    ...newDraft(id, wish.language, wish.today, titleIn(own[0]?.category ?? '', id)),
    questions: withIds(own, id),
  }));
  return { drafts, homeless };
}

const lessonOf = ({ id, name, tags }: ForeignQuestion): string =>
  readTags(tags, 0).lesson || (/^([1-9]\d?\.[1-9]\d?)-/.exec(id === '' ? name : id)?.[1] ?? '');

/** Our own files end a category in "4.1 Cuộc gọi …". */
function titleIn(category: string, lesson: string): string {
  const last = category.replaceAll('//', '\u0000').split('/').at(-1)?.replaceAll('\u0000', '/') ?? '';
  return last.startsWith(`${lesson} `) ? last.slice(lesson.length + 1) : '';
}

/** Ids that are already of this lesson are kept; the others get the next free ones. */
function withIds(questions: readonly ForeignQuestion[], lesson: string): DraftQuestion[] {
  const taken = new Set<string>();
  const kept = questions.map(({ id, name }) => {
    const own = [id, name].find(
      (candidate) =>
        itemIdPattern.test(candidate) && candidate.startsWith(`${lesson}-`) && !taken.has(candidate),
    );
    if (own !== undefined) taken.add(own);
    return own;
  });
  let number = 0;
  const next = (): string => {
    do number += 1;
    while (taken.has(`${lesson}-a${number}`));
    return `${lesson}-a${number}`;
  };
  const drafts = questions.map((question, at) => draftQuestion(question, kept[at] ?? next()));
  // A twin whose original stayed behind is a question of its own.
  const ids = new Set(drafts.map(({ id }) => id));
  return drafts.map((draft) => (ids.has(draft.twinOf) ? draft : { ...draft, twinOf: '' }));
}

function draftQuestion({ stem, options, hint, tags }: ForeignQuestion, id: string): DraftQuestion {
  const { letters, ideas, twinOf } = readTags(tags, options.length);
  return {
    id,
    twinOf,
    stem,
    hint,
    options: options.map(({ text, feedback, isKey }, at) => {
      const letter = letters[at] ?? '';
      // A stem and a feedback have paragraphs; a button is one line.
      const words = text.replace(/\s+/g, ' ');
      return { id: letter, isKey, text: words, feedback, misconception: isKey ? '' : (ideas[letter] ?? '') };
    }),
  };
}
