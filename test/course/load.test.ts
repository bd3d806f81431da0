import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Course, findItem, itemKey } from '../../src/core/course.ts';
import { loadCourse } from '../../src/course/load.ts';
import { formatProblems, isTeachable } from '../../src/course/problem.ts';
import { courseDir, lessonWith, lineOf } from './lesson-text.ts';

const made: string[] = [];
afterAll(() => Promise.all(made.map((dir) => rm(dir, { recursive: true }))));

/** A copy of the sound course with some files written over. */
async function courseWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'banhoc-course-'));
  made.push(dir);
  await cp(courseDir, dir, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return dir;
}

const rulesOf = async (dir: string) =>
  (await loadCourse(dir)).problems.map(({ rule, file, line, severity }) => ({
    rule,
    file: file.slice(dir.length + 1),
    line,
    severity,
  }));

describe('a sound course', () => {
  test('is read without a problem, in both languages', async () => {
    const { course, problems } = await loadCourse(courseDir);
    expect(problems).toEqual([]);
    expect([...course.lessons.keys()]).toEqual(['4.1']);
    expect(Object.keys(course.lessons.get('4.1') ?? {}).sort()).toEqual(['en', 'vi']);
  });

  test('shows no module without lessons and no path to a lesson not yet written', async () => {
    const { course } = await loadCourse(courseDir);
    expect(course.modules.map((module) => module.number)).toEqual([4]);
    expect(course.paths).toEqual({ citizen: ['4.1'], worker: ['4.1'], official: ['4.1'], student: ['4.1'] });
  });

  test('lists lesson 4.2 before 4.10', async () => {
    const numbered = (id: string) =>
      lessonWith('id: "4.1"', `id: "${id}"`).replaceAll('Câu 4.1', `Câu ${id}`);
    const dir = await courseWith({ '4/4.10.vi.md': numbered('4.10'), '4/4.2.vi.md': numbered('4.2') });
    const { course, problems } = await loadCourse(dir);
    expect(problems).toEqual([]);
    expect([...course.lessons.keys()]).toEqual(['4.1', '4.2', '4.10']);
  });

  test('has the same version wherever it is read, and another when a word changes', async () => {
    const first = await loadCourse(courseDir);
    const copy = await loadCourse(await courseWith({}));
    const edited = await loadCourse(await courseWith({ '4/4.1.vi.md': lessonWith('nấu cơm', 'quét nhà') }));
    expect(copy.course.version).toBe(first.course.version);
    expect(edited.course.version).not.toBe(first.course.version);
  });

  test('names who runs it only when someone does', async () => {
    const operator = { name: 'UBND xã Nga Sơn' };
    expect((await loadCourse(courseDir, { operator })).course.operator).toEqual(operator);
    expect((await loadCourse(courseDir)).course).not.toHaveProperty('operator');
  });
});

describe('wordings of questions', () => {
  test('of both languages can be graded', async () => {
    const { course } = await loadCourse(courseDir);
    const { vi, en } = course.lessons.get('4.1') ?? {};
    for (const item of [...(vi?.items ?? []), ...(en?.items ?? [])]) {
      expect(findItem(course, item.id, item.version)).toBe(item);
    }
    expect(course.pastItems.size).toBe(16);
  });

  test('asked before an edit can still be graded', async () => {
    const before = await loadCourse(courseDir);
    const dir = await courseWith({ '4/4.1.vi.md': lessonWith('Cúp máy\n', 'Cúp máy ngay\n') });
    const { course } = await loadCourse(dir, { pastItems: [...before.course.pastItems.values()] });
    const second = (of: Course) => of.lessons.get('4.1')?.vi?.items.find(({ id }) => id === '4.1-a2');
    const old = second(before.course);
    expect(second(course)?.version).not.toBe(old?.version);
    expect(course.pastItems.get(itemKey('4.1-a2', old?.version ?? ''))).toEqual(old);
  });
});

describe('places and organisations', () => {
  test('communes are found without marks and told apart by what they were', async () => {
    const { units } = (await loadCourse(courseDir)).course;
    expect(units.get('15772')).toEqual({
      id: '15772',
      kind: 'commune',
      name: 'Đồng Tiến',
      fullName: 'xã Đồng Tiến',
      formerly: 'Huyện Triệu Sơn',
      parent: '38',
      searchKeys: ['dong tien', 'xa dong tien'],
    });
    expect(units.get('16369')).toMatchObject({
      fullName: 'phường Đông Tiến',
      searchKeys: ['dong tien', 'phuong dong tien'],
    });
    expect(units.get('38')).toMatchObject({ kind: 'province', name: 'Thanh Hóa' });
  });

  test('a school, its class and a village hang below their commune', async () => {
    const { units } = (await loadCourse(courseDir)).course;
    expect(units.get('thcs_hoang_hoa_7a')).toMatchObject({ kind: 'class', parent: 'thcs_hoang_hoa' });
    expect(units.get('thon_3')).toMatchObject({ kind: 'village', parent: '15772', formerly: 'Xóm Đình' });
  });

  test.each([
    ['a class below a commune', '{ id: a, kind: class, name: A, parent: "15772" }', 'units-local'],
    ['an unknown parent', '{ id: a, kind: office, name: A, parent: "99999" }', 'units-local'],
    ['a taken id', '{ id: "15772", kind: office, name: A, parent: "38" }', 'units-local'],
    ['an unknown kind', '{ id: a, kind: castle, name: A, parent: "38" }', 'yaml-value'],
  ])('%s is refused', async (_, row, rule) => {
    const dir = await courseWith({ 'units-local.yaml': `# ours\n- ${row}\n` });
    expect(await rulesOf(dir)).toEqual([{ rule, file: 'units-local.yaml', line: 2, severity: 'error' }]);
  });

  test('a commune’s line that is none is named', async () => {
    const head = 'code,name,type,ascii,alt_name,former_districts';
    const dir = await courseWith({
      'units.csv': `${head}\n14758,Hàm Rồng,phường,ham rong,,"A, B"\n1475,Hỏng,xã,hong,,\n`,
      'units-local.yaml': '[]',
    });
    expect(await rulesOf(dir)).toEqual([
      { rule: 'units-csv', file: 'units.csv', line: 3, severity: 'error' },
    ]);
    expect((await loadCourse(dir)).course.units.get('14758')?.formerly).toBe('A, B');
  });
});

describe('public events', () => {
  const head = 'point,name,unit';
  const self = '-,Ngày hội thử,38';

  test('have a name, and points that belong to units', async () => {
    const example = await readFile(new URL('../fixtures/events/vi_du_ngayhoi.csv', import.meta.url));
    const dir = await courseWith({ 'events/vi_du_ngayhoi.csv': example });
    const { course, problems } = await loadCourse(dir);
    expect(problems).toEqual([]);
    const event = course.events.get('vi_du_ngayhoi');
    expect(event).toMatchObject({ name: 'VÍ DỤ: ngày hội học số (để thử)', unit: '38' });
    expect(event?.points.get('012')).toEqual({ id: '012', name: 'Nhà văn hóa thôn 3', unit: '15772' });
    expect(event?.points.get('014')?.name).toBe('Trường THCS Hoằng Hóa, cơ sở 2');
  });

  test('none are shipped with the real lessons: places announce their own', async () => {
    const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
    expect(course.events.size).toBe(0);
  });

  test.each([
    ['columns by other names', ['a,b,c', self], 1],
    ['no name for the event', [head, '1,Nhà văn hóa,15772'], 1],
    ['two names for the event', [head, self, self], 3],
    ['an unknown unit', [head, self, '1,Nhà văn hóa,99999'], 3],
    ['a point’s id with a space', [head, self, 'a b,Nhà văn hóa,15772'], 3],
    ['a point’s id taken twice', [head, self, '1,Một,15772', '1,Hai,15772'], 4],
    ['a point without a name', [head, self, '1,,15772'], 3],
    ['a cell too many', [head, self, '1,Thôn 3, xã Đồng Tiến,15772'], 3],
  ])('%s is refused', async (_, lines, line) => {
    const dir = await courseWith({ 'events/thu.csv': lines.join('\n') });
    expect(await rulesOf(dir)).toEqual([{ rule: 'event', file: 'events/thu.csv', line, severity: 'error' }]);
    expect((await loadCourse(dir)).course.events.has('thu')).toBe(false);
  });

  test('a file whose name cannot stand in a link is refused', async () => {
    const dir = await courseWith({ 'events/Ngày hội.csv': `${head}\n${self}` });
    expect(await rulesOf(dir)).toMatchObject([{ rule: 'event', file: 'events/Ngày hội.csv', line: 1 }]);
  });
});

describe('a course with mistakes', () => {
  test('teaches the lessons that are sound and names the others', async () => {
    const broken = lessonWith('- [x] c.', '- [ ] c.');
    const dir = await courseWith({ '4/4.1.vi.md': broken });
    const { course, problems, documents } = await loadCourse(dir);
    expect(Object.keys(course.lessons.get('4.1') ?? {})).toEqual(['en']);
    expect(isTeachable(problems)).toBe(false);
    expect(documents).toHaveLength(2);
    expect(formatProblems(problems)).toBe(
      `${join(dir, '4/4.1.vi.md')}:${lineOf('## Câu 4.1-a2', broken)}  4.1-a2 has 0 right options, expected exactly one. Mark the right option with [x] and every other with [ ]. (question-key)`,
    );
  });

  test('that is not there says so once', async () => {
    const { problems, course } = await loadCourse('no-such-folder');
    expect(problems).toMatchObject([{ rule: 'folder', file: 'no-such-folder', severity: 'error' }]);
    expect(problems[0]?.message).toContain('no such file or directory');
    expect(course.lessons.size).toBe(0);
  });

  test('that is a file says so', async () => {
    expect((await loadCourse(join(courseDir, 'course.yaml'))).problems).toMatchObject([{ rule: 'folder' }]);
  });

  test('without course.yaml says so once and teaches what it has', async () => {
    const dir = await courseWith({});
    await rm(join(dir, 'course.yaml'));
    expect(await rulesOf(dir)).toEqual([
      { rule: 'file-readable', file: 'course.yaml', line: 1, severity: 'error' },
    ]);
    expect((await loadCourse(dir)).course.lessons.size).toBe(1);
  });

  test('whose course.yaml lacks a path names it', async () => {
    const dir = await courseWith({
      'course.yaml':
        'modules: []\npaths: { citizen: [], worker: [4.1], official: [] }\nmisconceptions: {}\nofficial_domains: []\n',
    });
    const { problems } = await loadCourse(dir);
    expect(problems.map(({ line, rule, message }) => [line, rule, message.split(':')[0]])).toEqual([
      [2, 'yaml-value', 'paths.worker.0'],
      [2, 'yaml-value', 'paths.student'],
    ]);
  });

  test.each(['4.1.md', '4.1.fr.md', '5.1.vi.md', 'notes.vi.md', '4.1.vi.old.md'])(
    'a file called %s is not passed over in silence',
    async (name) => {
      const dir = await courseWith({ [`4/${name}`]: 'x' });
      expect(await rulesOf(dir)).toEqual([
        { rule: 'file-name', file: `4/${name}`, line: 1, severity: 'error' },
      ]);
    },
  );

  test('an editor’s own files are passed over', async () => {
    const dir = await courseWith({ '4/.4.1.vi.md.swp': 'x', '4/4.1.vi.md~': 'x', 'README.md': 'x' });
    expect(await rulesOf(dir)).toEqual([]);
  });
});

describe('a file saved by another program', () => {
  const sound = lessonWith('', '');

  test('with a byte order mark is taught, with a warning', async () => {
    const dir = await courseWith({ '4/4.1.vi.md': `\uFEFF${sound}` });
    expect(await rulesOf(dir)).toEqual([
      { rule: 'file-bom', file: '4/4.1.vi.md', line: 1, severity: 'warning' },
    ]);
  });

  test('with Windows line ends is the same lesson, with a warning', async () => {
    const dir = await courseWith({ '4/4.1.vi.md': sound.replaceAll('\n', '\r\n') });
    expect(await rulesOf(dir)).toEqual([
      { rule: 'file-line-ends', file: '4/4.1.vi.md', line: 1, severity: 'warning' },
    ]);
    const original = (await loadCourse(courseDir)).course.version;
    expect((await loadCourse(dir)).course.version).toBe(original);
  });

  test('in another encoding is named with its line, once', async () => {
    const bytes = Buffer.from(sound);
    const latin = Buffer.concat([bytes.subarray(0, 10), Buffer.from([0xe9]), bytes.subarray(10)]);
    const dir = await courseWith({ '4/4.1.vi.md': latin });
    expect(await rulesOf(dir)).toEqual([
      { rule: 'file-utf8', file: '4/4.1.vi.md', line: 2, severity: 'error' },
    ]);
  });

  test.each(['\uFEFF', ''])('as UTF-16 is told to be UTF-8 (mark: %j)', async (mark) => {
    const dir = await courseWith({ '4/4.1.vi.md': Buffer.from(`${mark}${sound}`, 'utf16le') });
    expect(await rulesOf(dir)).toEqual([
      { rule: 'file-utf8', file: '4/4.1.vi.md', line: 1, severity: 'error' },
    ]);
  });
});
