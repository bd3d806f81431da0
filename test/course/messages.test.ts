import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { loadCourse } from '../../src/course/load.ts';
import { readMessages } from '../../src/course/messages.ts';

const today = { today: '2026-11-25' };
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The real course with another `messages.yaml`. */
async function courseWith(messages: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'banhoc-messages-'));
  folders.push(folder);
  await cp('lessons', folder, { recursive: true });
  await writeFile(join(folder, 'messages.yaml'), messages);
  return folder;
}

const message = (change: string): string => `- id: a
  topic: scam
  title: { vi: Cảnh báo, en: Warning }
  vi: Bà con cúp máy.
  en: Hang up.
${change}`;

test('the course hands on six ready messages, each in both languages, three of them for one audience', async () => {
  const { course, problems } = await loadCourse('lessons');
  expect(problems).toEqual([]);
  expect(course.readyMessages.map(({ id }) => id)).toEqual([
    'moi-hoc',
    'can-bo-hoc-truoc',
    'cuoc-goi-xung-cong-an',
    'day-ong-ba',
    'quet-thu-ma-qr',
    'canh-giac-cuoi-nam',
  ]);
  expect(course.readyMessages.flatMap(({ audience }) => audience ?? [])).toEqual([
    'official',
    'student',
    'worker',
  ]);
  for (const { texts } of course.readyMessages) {
    expect(texts.vi.text).toMatch(/^\p{Lu}/u);
    expect(texts.en.text).toMatch(/^\p{Lu}/u);
  }
});

test('the course knows which pages and numbers may be named to people', async () => {
  const { course } = await loadCourse('lessons');
  expect(course.official.links).toContain('gov.vn');
  expect(course.official.phones).toEqual(expect.arrayContaining(['113', '111', '156', '1900 0368']));
});

test('nothing is wrong with the ready messages', async () => {
  const problems = await checkCourse('lessons', today);
  expect(problems.filter(({ file }) => file.endsWith('messages.yaml'))).toEqual([]);
});

test.each([
  { case: 'a message twice', yaml: `${message('')}${message('')}`, line: 6, says: 'stands here twice' },
  { case: 'an unknown topic', yaml: message('').replace('scam', 'lotto'), line: 2, says: 'expected one of' },
  { case: 'no English', yaml: message('').replace('  en: Hang up.\n', ''), line: 1, says: 'in English' },
  {
    case: 'too long',
    yaml: message('').replace('Bà con cúp máy.', 'Bà con cúp máy. '.repeat(20)),
    line: 4,
    says: 'has 80 tiếng',
  },
])('an author is told where the mistake is: $case', ({ yaml, line, says }) => {
  const [problem] = readMessages('messages.yaml', yaml).problems;
  expect(problem).toMatchObject({ line, severity: 'error' });
  expect(problem?.message).toContain(says);
});

test('lessons check names a ready message that asks for a code', async () => {
  const yaml = message('').replace('Bà con cúp máy.', 'Bà con đọc mã OTP cho cán bộ.');
  const problems = await checkCourse(await courseWith(yaml), today);
  expect(problems).toContainEqual(
    expect.objectContaining({ rule: 'message-text', severity: 'error', line: 4 }),
  );
});

test('a course without ready messages is taught all the same', async () => {
  const folder = await courseWith('');
  await rm(join(folder, 'messages.yaml'));
  const { course, problems } = await loadCourse(folder);
  expect(problems).toEqual([]);
  expect(course.readyMessages).toEqual([]);
});
