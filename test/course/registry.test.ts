import { expect, test } from 'vitest';
import { type Course, itemKey } from '../../src/core/course.ts';
import { previewLesson } from '../../src/course/preview.ts';
import { type ItemVersions, openCourse } from '../../src/course/registry.ts';
import { courseDir } from './lesson-text.ts';

/** What a store does with wordings. */
function versionsOf(kept: { key: string; body: string }[]): ItemVersions {
  return {
    itemVersions: async () => [...kept],
    keepItemVersions: async (items) => {
      kept.push(...items);
    },
  };
}

const open = async (kept: { key: string; body: string }[]): Promise<Course> =>
  (await openCourse({ dir: courseDir, versions: versionsOf(kept) })).course();

test('each wording is kept before anyone is asked, and kept once', async () => {
  const kept: { key: string; body: string }[] = [];
  const course = await open(kept);
  expect(kept.map(({ key }) => key).sort()).toEqual([...course.pastItems.keys()].sort());
  await open(kept);
  expect(kept).toHaveLength(course.pastItems.size);
});

test('a wording from an older course can still be graded', async () => {
  const [item] = [...(await open([])).pastItems.values()];
  if (item === undefined) throw new Error('no item');
  const old = { ...item, id: '4.1-old', version: '00000000' };
  const course = await open([{ key: itemKey(old.id, old.version), body: JSON.stringify(old) }]);
  expect(course.pastItems.get('4.1-old@00000000')).toEqual(old);
});

test('a wording that cannot be read is named, with the way out', async () => {
  await expect(open([{ key: '4.1-a1@12345678', body: '{"id":1}' }])).rejects.toThrow(
    /4\.1-a1@12345678 cannot be read; restore/,
  );
});

test('who runs it goes into the course', async () => {
  const operator = { name: 'UBND xã Nga Sơn' };
  const opened = await openCourse({ dir: courseDir, operator, versions: versionsOf([]) });
  expect(opened.course().operator).toEqual(operator);
  expect(opened.problems()).toEqual([]);
});

test('a preview shows what an elder will read, screen by screen', async () => {
  const screens = previewLesson(await open([]), '4.1', 'vi', 'bác');
  expect(screens).toHaveLength(3 + 1 + 3 + 1 + 5);
  expect(screens[0]).toBe(
    'Chuyện thường gặp (1/3)\nBác đang nấu cơm thì chuông reo. Người gọi nói là công an. Họ đọc đúng tên bác.\n\nNghe rất thật, nhưng đây là kẻ gian.\n(Một bà cụ đang nghe điện thoại)\n[Tiếp]',
  );
  expect(screens[4]).toContain('[Kẻ gian cũng có thể biết] ✓\n  > Đúng rồi ạ. Tên có thể bị lộ');
  expect(screens[4]).toContain('? Ai đã từng chụp căn cước của bác?');
  expect(screens[8]).toMatch(/^Câu 4\.1-b1 \(như 4\.1-a1\)\nMột số lạ gọi bà Lan/);
  expect(screens.join('\n')).not.toMatch(/[{}]/);
});

test('a preview in English, and of a lesson that is not there', async () => {
  const course = await open([]);
  expect(previewLesson(course, '4.1', 'en')[0]).toMatch(/^It happens like this/);
  expect(previewLesson(course, '9.9', 'vi')).toEqual([]);
});
