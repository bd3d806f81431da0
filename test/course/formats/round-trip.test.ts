import fc from 'fast-check';
import { parse } from 'gift-pegjs';
import { describe, expect, test } from 'vitest';
import type { DraftQuestion, LessonDraft } from '../../../src/course/draft.ts';
import { type ExportedLesson, exportedLesson } from '../../../src/course/formats/exported.ts';
import { importedLessons } from '../../../src/course/formats/imported-lessons.ts';
import { readGift } from '../../../src/course/formats/read-gift.ts';
import { readMoodleXml } from '../../../src/course/formats/read-moodle-xml.ts';
import { writeGift } from '../../../src/course/formats/write-gift.ts';
import { writeMoodleXml } from '../../../src/course/formats/write-moodle-xml.ts';
import { parseLesson } from '../../../src/course/lesson-file.ts';
import { loadCourse } from '../../../src/course/load.ts';
import { writeLesson } from '../../../src/course/write-lesson.ts';
import { anyDraft } from '../any-draft.ts';

const words = { right: 'Đúng', wrong: 'Sai' };
const formats = {
  gift: { write: writeGift, read: readGift },
  'Moodle XML': { write: writeMoodleXml, read: readMoodleXml },
};
const names = Object.keys(formats) as (keyof typeof formats)[];

function exported(draft: LessonDraft): ExportedLesson {
  const { document } = parseLesson({ file: 'x', id: draft.id, language: draft.language }, writeLesson(draft));
  if (document.lesson === undefined) throw new Error('the draft makes no lesson');
  return exportedLesson(document.lesson, undefined, undefined);
}

function imported(text: string, format: keyof typeof formats, draft: LessonDraft): DraftQuestion[] {
  const { questions, problems } = formats[format].read('f', text, words);
  expect(problems, text).toEqual([]);
  const wish = { language: draft.language, lesson: undefined, today: '2026-11-23' };
  const { drafts, homeless } = importedLessons(questions, wish);
  expect(homeless).toEqual([]);
  expect(drafts.map(({ id, title }) => [id, title])).toEqual([[draft.id, draft.title]]);
  return drafts[0]?.questions ?? [];
}

/** The one thing that GIFT cannot say as it stands; a hint is a note and says it all the same. */
const withArrows = (questions: DraftQuestion[]): DraftQuestion[] =>
  questions.map((question) => ({
    ...question,
    stem: arrow(question.stem),
    options: question.options.map((it) => ({ ...it, text: arrow(it.text), feedback: arrow(it.feedback) })),
  }));
const arrow = (text: string): string => text.replaceAll('->', '→');

describe.each(names)('questions sent out as %s and taken back', (format) => {
  test('are the same questions: words, right option, feedback, hint, mistaken ideas, ids', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const text = formats[format].write([exported(draft)]);
        const asSaid = format === 'gift' ? withArrows(draft.questions) : draft.questions;
        expect(imported(text, format, draft), text).toEqual(asSaid);
      }),
      { numRuns: 150 },
    );
  });

  test('keep the letters of options that stand in another order', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const turned = draft.questions.map((it) => ({ ...it, options: [...it.options].reverse() }));
        const text = formats[format].write([exported({ ...draft, questions: turned })]);
        expect(imported(text, format, draft)).toEqual(format === 'gift' ? withArrows(turned) : turned);
      }),
      { numRuns: 30 },
    );
  });
});

describe('GIFT as an independent reader sees it', () => {
  test('is what was written, whatever the words', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const lesson = exported(draft);
        const read = parse(writeGift([lesson])).filter((question) => question.type !== 'Category');
        expect(read.length).toBe(lesson.questions.length);
        for (const [at, question] of read.entries()) {
          const own = lesson.questions[at];
          if (question.type !== 'MC' || own === undefined) throw new Error(`${question.type}?`);
          const { id, title, stem, choices, tags } = question;
          expect({ id, title, stem: stem.text, tags }).toEqual({
            id: own.id,
            title: own.id,
            stem: arrow(own.stem),
            tags: own.tags,
          });
          expect(
            choices.map(({ isCorrect, text, feedback }) => [isCorrect, text.text, feedback?.text]),
          ).toEqual(own.options.map(({ isKey, text, feedback }) => [isKey, arrow(text), arrow(feedback)]));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('the whole course is read by it, question by question', async () => {
    const { course } = await loadCourse(new URL('../../../lessons', import.meta.url).pathname);
    const lessons = [...course.lessons.values()].flatMap(({ vi }) => vi ?? []);
    const out = lessons.map((lesson) =>
      exportedLesson(
        lesson,
        course.modules.find(({ number }) => number === lesson.module),
        'bạn',
      ),
    );
    const read = parse(writeGift(out));
    const count = lessons.flatMap(({ items }) => items).length;
    expect(read.filter(({ type }) => type === 'MC')).toHaveLength(count);
    expect(read.filter(({ type }) => type === 'Category')).toHaveLength(lessons.length);
    expect(writeGift(out)).not.toMatch(/(?<!\\)\{ban\}|\\\{ban/i);
  });
});
