import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/core/course.ts';
import { draftOf, type LessonDraft } from '../../src/course/draft.ts';
import { parseLesson } from '../../src/course/lesson-file.ts';
import { errorsAmong } from '../../src/course/problem.ts';
import { writeLesson } from '../../src/course/write-lesson.ts';
import { anyDraft } from './any-draft.ts';

const lessons = new URL('../../lessons', import.meta.url).pathname;

const readBack = (draft: LessonDraft) => {
  const source = writeLesson(draft);
  const read = parseLesson({ file: 'x.md', id: draft.id, language: draft.language }, source);
  return { source, ...read, draft: draftOf(read.document) };
};

describe('a lesson written as a file', () => {
  test('reads back as the same lesson, whatever its words are', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const { source, problems, draft: back } = readBack(draft);
        expect(errorsAmong(problems), source).toEqual([]);
        expect(back, source).toEqual(draft);
      }),
      { numRuns: 300 },
    );
  });

  test('every lesson of the course survives being opened and saved, word for word', async () => {
    const files = (await readdir(lessons, { recursive: true })).filter((name) =>
      /\d\.\d+\.(vi|en)\.md$/.test(name),
    );
    expect(files.length).toBeGreaterThan(71);
    for (const name of files) {
      const [, id = '', language] = /(\d\.\d+)\.(vi|en)\.md$/.exec(name) ?? [];
      const place = { file: name, id, language: language as Language };
      const before = parseLesson(place, await readFile(join(lessons, name), 'utf8'));
      const draft = draftOf(before.document);
      expect(draft, name).toBeDefined();
      if (draft === undefined) return;
      const { document, source } = readBack(draft);
      expect(document.lesson, source).toEqual(before.document.lesson);
      expect(document.frontMatter, name).toEqual(before.document.frontMatter);
    }
  });
});
