import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLesson } from '../../src/course/lesson-file.ts';
import { errorsAmong, formatProblem, type LessonProblem, ofLessons } from '../../src/course/problem.ts';
import { openCourse } from '../../src/course/registry.ts';
import { decodeText } from '../../src/course/text-file.ts';
import { courseDir } from './lesson-text.ts';

const folder = new URL('../fixtures/broken-lessons/', import.meta.url).pathname;
const files = readdirSync(folder).sort();

function problemsOf(name: string): LessonProblem[] {
  const { text, problems } = decodeText(readFileSync(join(folder, name)), name);
  const place = { file: name, id: '4.1', language: 'vi' } as const;
  return errorsAmong(problems).length > 0 ? problems : [...problems, ...parseLesson(place, text).problems];
}

describe('a lesson file that cannot be taught', () => {
  test('says what is wrong, on which line and how to mend it: all of them in one file to read', async () => {
    const told = files.flatMap((name) => [...problemsOf(name).map(formatProblem), '']).join('\n');
    await expect(told).toMatchFileSnapshot(join(folder, 'messages.txt'));
  });

  const broken = files.filter((name) => name.endsWith('.md'));
  test.each(broken)('%s is an error, with a message no other has', (name) => {
    const [first] = errorsAmong(problemsOf(name));
    if (first === undefined) throw new Error('no error');
    const others = broken
      .filter((other) => other !== name)
      .map((other) => errorsAmong(problemsOf(other))[0]?.message);
    expect(first.hint).not.toBe('');
    expect(others).not.toContain(first.message);
  });
});

describe('a course with one broken lesson', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'banhoc-broken-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  test.each(files.filter((name) => name.endsWith('.md')))('is taught without it: %s', async (name) => {
    const own = join(dir, name);
    await cp(courseDir, own, { recursive: true });
    const sound = await readFile(join(own, '4/4.1.vi.md'), 'utf8');
    await writeFile(join(own, '4/4.2.vi.md'), sound.replaceAll('4.1', '4.2'));
    await writeFile(join(own, '4/4.1.vi.md'), await readFile(join(folder, name)));
    await rm(join(own, '4/4.1.en.md'));
    const { course, problems } = await openCourse({
      dir: own,
      versions: { keepItemVersions: async () => {}, itemVersions: async () => [] },
    });
    expect([...course().lessons.keys()]).toEqual(['4.2']);
    expect(ofLessons(problems()).map(({ file }) => file)).toContain(join(own, '4/4.1.vi.md'));
  });
});
