import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { drawings, drawn } from '../../scripts/practise/render.ts';
import { judge } from '../../src/core/scam/judge.ts';
import { checkCourse } from '../../src/course/check.ts';
import { loadCourse } from '../../src/course/load.ts';
import { readPractise } from '../../src/course/practise.ts';
import { ofLessons } from '../../src/course/problem.ts';
import { readRound } from '../../src/course/round-messages.ts';
import { practiseRules, roundRules } from '../../src/course/rules/practise.ts';

const today = { today: '2026-11-25' };
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The real course with another file of that name. */
async function courseWith(name: string, content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'banhoc-practise-'));
  folders.push(folder);
  await cp('lessons', folder, { recursive: true });
  await writeFile(join(folder, name), content);
  return folder;
}

const alt = 'Một màn hình vẽ có ba chỗ để bấm. Số 1: nút đầu. Số 2: nút giữa. Số 3: nút cuối.';
const altEn =
  'A drawn screen with three places to tap. Number 1: first. Number 2: middle. Number 3: last one.';
const screen = (id = 'a'): string => `- id: ${id}
  lesson: "4.1"
  picture: practise-otp.png
  ask: { vi: Bấm vào đâu?, en: Where to tap? }
  alt:
    vi: "${alt}"
    en: "${altEn}"
  places:
    - label: { vi: Nút đầu, en: First }
      says: { vi: Chưa phải nút này., en: Not this one. }
      misconception: gap
    - label: { vi: Nút giữa, en: Middle }
      says: { vi: Đúng rồi., en: Right. }
      right: true
    - label: { vi: Nút cuối, en: Last }
      says: { vi: Chưa phải nút này., en: Not this one. }
      misconception: otp
`;

describe('the course’s own screens', () => {
  test('there are at least twelve, each of a lesson, and nothing is wrong with them', async () => {
    const { course } = await loadCourse('lessons');
    const screens = course.practise?.screens ?? [];
    expect(screens.length).toBeGreaterThanOrEqual(12);
    const problems = await checkCourse('lessons', today);
    expect(problems.filter(({ file }) => file.endsWith('practise.yaml'))).toEqual([]);
  });

  test('each shows a drawing of ours, and no drawing lies unused', async () => {
    const { course } = await loadCourse('lessons');
    const used = course.practise?.screens.map(({ picture }) => picture) ?? [];
    expect([...used].sort()).toEqual(Object.keys(drawings).sort());
  });

  test.each(Object.entries(drawings))('%s is as it is drawn now, and light', async (name, svg) => {
    const kept = await readFile(join('lessons/media', name));
    const hint = 'node scripts/practise/render.ts';
    expect(kept.equals(drawn(svg)), `draw it anew: ${hint}`).toBe(true);
    expect(kept.length).toBeLessThan(60_000);
  });
});

test.each([
  {
    case: 'no right place',
    yaml: screen().replace('      right: true\n', '      misconception: gap\n'),
    line: 9,
    says: 'one place is right, found 0',
  },
  {
    case: 'a wrong place without its mistaken idea',
    yaml: screen().replace('      misconception: otp\n', ''),
    line: 15,
    says: 'names its misconception',
  },
  {
    case: 'two places',
    yaml: screen().replace(/ {4}- label: \{ vi: Nút cuối[\s\S]*/, ''),
    line: 9,
    says: 'expected 3 to 6 places',
  },
  { case: 'no English alt', yaml: screen().replace(/ {4}en: "A drawn.*\n/, ''), line: 6, says: 'in English' },
  {
    case: 'a picture elsewhere',
    yaml: screen().replace('practise-otp.png', '../../etc/passwd'),
    line: 3,
    says: 'PNG file in the media folder',
  },
  { case: 'an id twice', yaml: screen() + screen(), line: 18, says: 'stands here twice' },
])('a broken screen is named at its line and left out: $case', ({ yaml, line, says }) => {
  const { screens, problems } = readPractise('practise.yaml', `${yaml}${screen('sound')}`);
  expect(problems[0]).toMatchObject({ line, severity: 'error', rule: 'practise' });
  expect(problems[0]?.message).toContain(says);
  expect(screens.map(({ id }) => id)).toContain('sound');
  // The service starts without it.
  expect(ofLessons(problems)).toEqual(problems);
});

test.each([
  { case: 'an unknown lesson', from: '"4.1"', to: '"9.9"', line: 2 },
  { case: 'a picture that is not there', from: 'practise-otp.png', to: 'practise-none.png', line: 3 },
  { case: 'a number left out of the alt', from: 'Số 3: nút cuối.', to: 'Còn một nút cuối.', line: 6 },
  { case: 'too few words for the blind', from: alt, to: 'Số 1, số 2, số 3.', line: 6 },
  { case: 'an unknown mistaken idea', from: 'misconception: otp', to: 'misconception: khac', line: 17 },
  {
    case: 'feedback that asks for a code',
    from: 'vi: Đúng rồi.',
    to: 'vi: Bác đọc mã OTP cho trợ lý.',
    line: 13,
  },
  { case: 'a hard-coded address', from: 'vi: Đúng rồi.', to: 'vi: Các bác bấm đúng.', line: 13 },
])('lessons check names $case', ({ from, to, line }) => {
  expect(screen()).toContain(from);
  const found = (yaml: string): number[] =>
    practiseRules('practise.yaml', readPractise('practise.yaml', yaml), known).map((problem) => problem.line);
  expect(found(screen())).toEqual([]);
  expect(found(screen().replace(from, to))).toContain(line);
});

/** What the linter knows of a course. */
const known = {
  lessons: new Set(['4.1']),
  misconceptions: new Set(['gap', 'otp']),
  media: new Set(['practise-otp.png']),
};

const message = (id: string, is: string, text = 'Tối nay họp thôn.'): string => `- id: ${id}
  is: ${is}
  text: { vi: "${text}", en: A meeting tonight. }
  why: { vi: Không đòi gì., en: It asks for nothing. }
`;

test('a broken message of the round is named and left out', () => {
  const { messages, problems } = readRound(
    'that-hay-lua.yaml',
    `${message('a', 'real')}${message('b', 'maybe')}`,
  );
  expect(problems).toMatchObject([{ line: 6, rule: 'round', severity: 'error' }]);
  expect(messages.map(({ id }) => id)).toEqual(['a']);
});

test('lessons check wants enough messages, about half of them scams, and no strange address in a real one', () => {
  const yaml = message('a', 'real') + message('b', 'real', 'Xem tin ở thon-ta.top nhé.');
  const problems = roundRules('that-hay-lua.yaml', readRound('that-hay-lua.yaml', yaml), ['gov.vn']);
  expect(problems.map(({ line, severity }) => ({ line, severity }))).toEqual([
    { line: 7, severity: 'error' },
    { line: 1, severity: 'warning' },
    { line: 1, severity: 'warning' },
  ]);
});

test('lessons check reads both files of a course', async () => {
  const folder = await courseWith('practise.yaml', screen().replace('"4.1"', '"9.9"'));
  await writeFile(join(folder, 'that-hay-lua.yaml'), message('a', 'real'));
  const problems = await checkCourse(folder, today);
  expect(problems.map(({ rule }) => rule)).toEqual(['practise', 'round', 'round']);
});

test('a course without these files is taught all the same, and its menu does not name them', async () => {
  const folder = await courseWith('practise.yaml', '');
  await rm(join(folder, 'practise.yaml'));
  await rm(join(folder, 'that-hay-lua.yaml'), { force: true });
  const { course, problems } = await loadCourse(folder);
  expect(problems).toEqual([]);
  expect(course.practise).toBeUndefined();
});

test('the weekly round draws from at least sixty messages, half of them scams, and nothing is wrong with them', async () => {
  const { course } = await loadCourse('lessons');
  const messages = course.practise?.messages ?? [];
  expect(messages.length).toBeGreaterThanOrEqual(60);
  expect(messages.filter(({ isScam }) => isScam)).toHaveLength(messages.length / 2);
  const problems = await checkCourse('lessons', today);
  expect(problems.filter(({ file }) => file.endsWith('that-hay-lua.yaml'))).toEqual([]);
});

test('no real message of the round would be called dangerous where people bring theirs', async () => {
  const { course } = await loadCourse('lessons');
  const judged = (course.practise?.messages ?? []).map((one) => ({
    id: one.id,
    isScam: one.isScam,
    tier: judge(one.text.vi, course.official.links).tier,
  }));
  expect(judged.filter(({ isScam, tier }) => !isScam && tier === 'danger')).toEqual([]);
  // These two ask for nothing yet: their reason says what to do.
  const missed = judged.filter(({ isScam, tier }) => isScam && tier === 'not_clear').map(({ id }) => id);
  expect(missed).toEqual(['hoc-bong', 'anh-chuyen-khoan']);
});
