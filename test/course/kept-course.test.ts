import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { keptCourse } from '../../src/course/kept-course.ts';
import { loadCourse } from '../../src/course/load.ts';
import { courseDir } from './lesson-text.ts';

const all = mkdtempSync(join(tmpdir(), 'banhoc-kept-'));
let [dir, keptIn, readings] = ['', '', 0];

beforeEach(() => {
  const own = mkdtempSync(join(all, 'one-'));
  [dir, keptIn, readings] = [join(own, 'lessons'), join(own, 'cache'), 0];
  cpSync(courseDir, dir, { recursive: true });
});
afterAll(() => rmSync(all, { recursive: true, force: true }));

const open = () =>
  keptCourse(dir, keptIn, async () => {
    readings++;
    const { course, problems } = await loadCourse(dir);
    return { course, problems };
  });

test('a second start takes the course as it was read, every word of it', async () => {
  const first = await open();
  expect(await open()).toEqual(first);
  expect(readings).toBe(1);
});

test('one letter changed in a lesson, and all is read again and the older reading removed', async () => {
  const before = await open();
  const file = join(dir, '4', '4.1.vi.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace('nấu cơm', 'quét nhà'));
  const after = await open();
  expect(readings).toBe(2);
  expect(after.course.version).not.toBe(before.course.version);
  expect(readdirSync(keptIn)).toHaveLength(1);
});

test('a lesson that was taken away is not taught from memory', async () => {
  await open();
  rmSync(join(dir, '4', '4.1.vi.md'));
  expect((await open()).course.lessons.get('4.1')?.vi).toBeUndefined();
});

test('what is wrong with a lesson is said at every start', async () => {
  writeFileSync(join(dir, '4', '4.9.vi.md'), 'not a lesson');
  const { problems } = await open();
  expect(problems).not.toEqual([]);
  expect((await open()).problems).toEqual(problems);
});

test('a kept reading that was cut short is read anew', async () => {
  const whole = await open();
  const [name = ''] = readdirSync(keptIn);
  writeFileSync(join(keptIn, name), readFileSync(join(keptIn, name)).subarray(0, 40));
  expect(await open()).toEqual(whole);
  expect(readings).toBe(2);
});

test('where nothing can be kept the course is taught all the same, and somebody is told', async () => {
  writeFileSync(keptIn, 'a file where a folder should be');
  const { course, problems } = await open();
  expect(course.lessons.size).toBeGreaterThan(0);
  expect(problems.map(({ rule }) => rule)).toContain('course-kept');
});
