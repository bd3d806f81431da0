import { addressed } from '../../core/address.ts';
import type { Item, Lesson, Module } from '../../core/course.ts';
import { itemIdPattern } from '../question.ts';

/** A question on its way into another program's file, every text as it is to stand there. */
export type ExportedQuestion = {
  id: string;
  lesson: string;
  stem: string;
  options: { id: string; text: string; feedback: string; isKey: boolean }[];
  hint: string;
  tags: string[];
};

export type ExportedLesson = { id: string; category: string[]; questions: ExportedQuestion[] };

/**
 * A lesson's questions for another program.
 * @param address the form of address put in place of `{ban}`; undefined keeps the braces, so that the file comes back
 * word for word
 */
export function exportedLesson(
  lesson: Lesson,
  module: Module | undefined,
  address: string | undefined,
): ExportedLesson {
  const put = (text: string): string =>
    address === undefined ? text : addressed(text, address, lesson.language);
  const moduleName =
    module === undefined ? String(lesson.module) : `${module.number} ${module.title[lesson.language]}`;
  return {
    id: lesson.id,
    category: ['Bạn Học Số', moduleName, `${lesson.id} ${put(lesson.title)}`],
    questions: lesson.items.map((item) => ({
      id: item.id,
      lesson: lesson.id,
      stem: put(item.stem),
      options: item.options.map(({ id, text, feedback }) => ({
        id,
        text: put(text),
        feedback: put(feedback),
        isKey: id === item.key,
      })),
      hint: put(item.hint ?? ''),
      tags: tagsOf(item),
    })),
  };
}

const optionTag = 'options-';
const ideaTag = 'misconception-';
const twinTag = 'twin-of-';

/** What no other program has a place for, as tags. */
function tagsOf(item: Item): string[] {
  const letters = item.options.map(({ id }) => id).join('');
  return [
    `lesson-${item.lesson}`,
    ...item.options.flatMap(({ id, misconception }) =>
      misconception === undefined ? [] : [`${ideaTag}${id}-${misconception}`],
    ),
    ...(item.twinOf === undefined ? [] : [`${twinTag}${item.twinOf}`]),
    ...('abcdef'.startsWith(letters) ? [] : [`${optionTag}${letters}`]),
  ];
}

/** What `tagsOf` wrote: the options' letters in the order of the file, and the mistaken idea of each. */
export function readTags(
  tags: readonly string[],
  count: number,
): { letters: string[]; ideas: Record<string, string>; lesson: string; twinOf: string } {
  const written = tags.find((tag) => tag.startsWith(optionTag))?.slice(optionTag.length) ?? '';
  const isSound = /^[a-f]+$/.test(written) && new Set(written).size === count && written.length === count;
  const ideas = tags.flatMap((tag) => {
    const [, letter, idea] = /^misconception-([a-f])-([a-z0-9_]{1,16})$/.exec(tag) ?? [];
    return letter === undefined || idea === undefined ? [] : [[letter, idea] as const];
  });
  const twinOf = tags.find((tag) => tag.startsWith(twinTag))?.slice(twinTag.length) ?? '';
  return {
    twinOf: itemIdPattern.test(twinOf) ? twinOf : '',
    letters: [...(isSound ? written : 'abcdef'.slice(0, count))],
    ideas: Object.fromEntries(ideas),
    lesson: tags.flatMap((tag) => /^lesson-([1-9]\d?\.[1-9]\d?)$/.exec(tag)?.[1] ?? [])[0] ?? '',
  };
}
