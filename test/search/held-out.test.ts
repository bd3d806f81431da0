import { beforeAll, describe, expect, test } from 'vitest';
import { heldOut, outOfScope } from '../../bench/search/questions.ts';
import { inShortForms, type Writing, withoutMarks, withSlips } from '../../bench/search/ways-of-writing.ts';
import { type LessonSearch, openLessonSearch } from '../../src/core/search/lesson-search.ts';
import { loadCourse } from '../../src/course/load.ts';

let search: LessonSearch;
let ids: ReadonlySet<string>;
beforeAll(async () => {
  const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
  search = openLessonSearch(course);
  ids = new Set(course.lessons.keys());
});

const asWritten: Writing = (text) => text;

/** A little under what docs/search.md reports, so that a new lesson may cost a question or two but not more. */
describe('people who ask in their own words', () => {
  test.each([
    { case: 'with marks', write: asWritten, least: 0.94 },
    { case: 'without marks', write: withoutMarks, least: 0.94 },
    { case: 'with slips of the finger', write: withSlips(1), least: 0.91 },
    { case: 'in short forms', write: inShortForms, least: 0.92 },
  ])('find their lesson among the first three $case', ({ write, least }) => {
    const questions = heldOut();
    const found = questions.filter(({ text, lessons }) =>
      search(write(text))
        .slice(0, 3)
        .some(({ id }) => lessons.includes(id)),
    );
    expect(found.length / questions.length).toBeGreaterThanOrEqual(least);
  });

  test('are met with silence when no lesson answers them', () => {
    const questions = outOfScope();
    const answered = questions.filter(({ text }) => search(text).length > 0);
    expect(answered.length / questions.length).toBeLessThanOrEqual(0.07);
  });
});

test('every held-out question names lessons that exist', () => {
  expect(heldOut().flatMap(({ lessons }) => lessons.filter((id) => !ids.has(id)))).toEqual([]);
});

test('whoever repeats a measurement with the same seed reads the same slips', () => {
  const text = 'Chuyển tiền nhầm người thì lấy lại thế nào';
  expect(withSlips(7)(text)).toBe(withSlips(7)(text));
  expect(withSlips(7)(text)).not.toBe(withSlips(8)(text));
});

test('somebody in a hurry writes short', () => {
  expect(inShortForms('Tôi không biết đặt mật khẩu như thế nào')).toBe('t k bt dat mk ntn');
});

test.each(['vậy để làm gì', 'có được không ạ', 'tôi muốn làm được', 'nen lam gi bay gio'])(
  'whoever names no subject is led nowhere: %s',
  (question) => {
    expect(search(question)).toEqual([]);
  },
);
