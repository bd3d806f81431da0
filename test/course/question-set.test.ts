import { describe, expect, test } from 'vitest';
import { askedItems } from '../../src/core/quiz.ts';
import { parseLesson } from '../../src/course/lesson-file.ts';
import { check } from './checked.ts';
import { lessonWith, lineOf, place, soundLesson } from './lesson-text.ts';

/** The sound lesson without what stands from one heading up to the next. */
function without(heading: string, lesson = soundLesson): string {
  const start = lesson.indexOf(heading);
  if (start === -1) throw new Error(`the lesson does not hold "${heading}"`);
  const end = lesson.indexOf('\n## ', start);
  return lesson.slice(0, start) + (end === -1 ? '' : lesson.slice(end + 1));
}

const said = (lesson: string) => check({ lesson }).map((it) => [it.rule, it.severity, it.line]);

test('a lesson asks its first three questions; twins and what follows wait for reviews', () => {
  const { document } = parseLesson(place, soundLesson);
  if (document.lesson === undefined) throw new Error('no lesson');
  expect(askedItems(document.lesson).map(({ id }) => id)).toEqual(['4.1-a1', '4.1-a2', '4.1-a3']);
});

test('a question has the same version whether it is a twin or not: it asks the same words', () => {
  const version = (source: string) => parseLesson(place, source).document.lesson?.items[1]?.version;
  expect(version(lessonWith(' (như 4.1-a1)', ''))).toBe(version(soundLesson));
});

describe('the linter', () => {
  test('names a lesson of three questions', () => {
    const lesson = without('## Câu 4.1-a4', without('## Câu 4.1-b4'));
    expect(said(lesson)).toEqual([['question-count', 'error', lineOf('## Câu 4.1-a3', lesson)]]);
  });

  test('names a question without a twin, and how the twin is headed', () => {
    const lesson = without('## Câu 4.1-b2');
    expect(said(lesson)).toEqual([['missing-twin', 'error', lineOf('## Câu 4.1-a2', lesson)]]);
    expect(check({ lesson })[0]?.hint).toContain('"## Câu 4.1-b2 (như 4.1-a2)"');
  });

  test('names a question without a hint', () => {
    const lesson = lessonWith('\nGợi ý: Câu nhớ có ba chữ, rồi đến việc phải làm.\n', '');
    expect(said(lesson)).toEqual([['missing-hint', 'error', lineOf('## Câu 4.1-a2', lesson)]]);
  });

  test('names a hint that says the right option', () => {
    const lesson = lessonWith(
      'Chỗ ở của mình ghi trên những giấy nào?',
      'Nhớ: chỗ ở không chứng tỏ điều gì.',
    );
    expect(said(lesson)).toEqual([['telling-hint', 'error', lineOf('Gợi ý: Nhớ', lesson)]]);
  });

  test('names the twin of a question that is not there', () => {
    const lesson = lessonWith('4.1-b1 (như 4.1-a1)', '4.1-b1 (như 4.1-a7)');
    const at = lineOf('## Câu 4.1-b1', lesson);
    expect(said(lesson)).toEqual([
      ['missing-twin', 'error', lineOf('## Câu 4.1-a1', lesson)],
      ['twin-of', 'error', at],
    ]);
  });

  test('names the twin of a twin, and whose it should be', () => {
    const lesson = lessonWith('4.1-b2 (như 4.1-a2)', '4.1-b2 (như 4.1-b1)');
    expect(check({ lesson }).find(({ rule }) => rule === 'twin-of')).toMatchObject({
      line: lineOf('## Câu 4.1-b2', lesson),
      hint: 'Name the question both belong to: "## Câu 4.1-b2 (như 4.1-a1)".',
    });
  });

  test('names a heading that only resembles a twin’s', () => {
    const lesson = lessonWith('4.1-b1 (như 4.1-a1)', '4.1-b1 (giống 4.1-a1)');
    expect(check({ lesson }).find(({ rule }) => rule === 'question-id')).toMatchObject({
      line: lineOf('## Câu 4.1-b1', lesson),
      hint: expect.stringContaining('"## Câu 4.1-b1 (như 4.1-a1)"'),
    });
  });

  test('names a twin that stands apart from its question', () => {
    const start = soundLesson.indexOf('## Câu 4.1-b1');
    const end = soundLesson.indexOf('## Câu 4.1-a2');
    const moved = `${soundLesson.slice(0, start)}${soundLesson.slice(end)}\n${soundLesson.slice(start, end)}`;
    expect(said(moved)).toEqual([['twin-place', 'warning', lineOf('## Câu 4.1-b1', moved)]]);
  });

  test('names a twin whose right option stands where its question’s does', () => {
    const lesson = lessonWith(
      '- [ ] a. Chỉ công an mới biết chỗ ở {xungdanh}',
      '- [x] a. Công an chưa hẳn',
    ).replace('- [x] b. Chỗ ở không chứng tỏ điều gì', '- [ ] b. Chỗ ở chứng tỏ tất cả {xungdanh}');
    expect(said(lesson)).toEqual([['twin-key-place', 'error', lineOf('- [x] a. Công an', lesson)]]);
  });

  test('names a twin in its question’s own words', () => {
    const lesson = lessonWith(
      '“Ra vườn đứng một mình mà nghe máy.” Người gọi muốn gì?',
      'Họ dặn không kể với con cháu. Vì sao?',
    )
      .replace('- [x] a. Không cho ai khuyên mình', '- [x] a. Vì con cháu sẽ cản')
      .replace('- [ ] b. Cho sóng khỏe hơn', '- [ ] b. Để con cháu khỏi lo')
      .replace('- [ ] c. Giữ thể diện cho mình', '- [ ] c. Để giữ kín vụ án');
    expect(said(lesson)).toEqual([['twin-alike', 'error', lineOf('## Câu 4.1-b3', lesson)]]);
  });

  test('names a favourite place of the right option', () => {
    /** Moves the right option of each question named to the top of its list. */
    const toTop = (lesson: string, ...ids: string[]): string =>
      ids.reduce((text, id) => {
        const start = text.indexOf(`## Câu ${id}`);
        const list = text.indexOf('- [', start);
        const key = text.indexOf('- [x]', start);
        const end = text.indexOf('\n', text.indexOf('\n', key) + 1) + 1;
        return text.slice(0, list) + text.slice(key, end) + text.slice(list, key) + text.slice(end);
      }, lesson);
    const five = check({ lesson: toTop(soundLesson, '4.1-a2', '4.1-a3') });
    expect(five.filter(({ rule }) => rule === 'key-position')).toMatchObject([
      { message: 'In 5 of 8 questions the right option is number 1', severity: 'warning' },
    ]);
    const four = check({ lesson: toTop(soundLesson, '4.1-a2') });
    expect(four.filter(({ rule }) => rule === 'key-position')).toEqual([]);
  });

  test('names a habit of long right options', () => {
    const longer = soundLesson
      .replace('- [x] c. Cúp máy', '- [x] c. Cúp máy ngay, không cần thưa gửi')
      .replace('- [x] a. Tắt điện thoại', '- [x] a. Tắt điện thoại rồi đi làm')
      .replace('- [x] b. Vì con cháu sẽ cản', '- [x] b. Vì con cháu sẽ ngăn cản mình');
    expect(said(longer)).toEqual([['longest-habit', 'warning', lineOf('## Câu 4.1-b3', longer)]]);
  });
});

test('twins alone are no lesson: nothing would be asked', () => {
  const only = ['4.1-a1', '4.1-a2', '4.1-a3', '4.1-a4'].reduce(
    (lesson, id) => without(`## Câu ${id}`, lesson),
    soundLesson,
  );
  expect(parseLesson(place, only).problems.map(({ rule }) => rule)).toEqual(['lesson-parts']);
});
