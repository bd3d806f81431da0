import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newLesson } from '../../src/commands/lessons.ts';
import {
  type ExportOptions,
  exportLessons,
  type ImportOptions,
  importLessons,
} from '../../src/commands/lessons-formats.ts';
import { checkCourse } from '../../src/course/check.ts';
import { formatProblem } from '../../src/course/problem.ts';

const lessons = new URL('../../lessons', import.meta.url).pathname;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banhoc-formats-'));
  // Where it is there, the course that was read is kept in it from one command to the next.
  await mkdir(join(folder, 'data'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  LESSONS_DIR: lessons,
  DATA_DIR: join(folder, 'data'),
  PUBLIC_URL: 'https://hoc.example.vn',
});

async function exported(id: string, options: Partial<ExportOptions>): Promise<string> {
  const said: string[] = [];
  const wish: ExportOptions = { to: 'gift', lang: 'vi', unit: '38', ...options };
  expect(await exportLessons(environment(), id, wish, (text) => void said.push(text))).toBe(0);
  return said.join('\n');
}

async function imported(text: string, options: Partial<ImportOptions> = {}) {
  const file = join(folder, 'quiz.txt');
  await writeFile(file, text);
  const [said, noted]: [string[], string[]] = [[], []];
  const code = await importLessons(
    environment(),
    file,
    { lang: 'vi', ...options },
    '2026-11-23',
    (line) => void said.push(line),
    (line) => void noted.push(line),
  );
  return { code, said: said.join('\n'), noted: noted.join('\n') };
}

describe('banhoc lessons export', () => {
  test('says "bạn" to a class, and keeps the braces for who will bring it back', async () => {
    expect(await exported('4.1', {})).toContain('căn cước của bạn. Bạn nghĩ sao?');
    expect(await exported('4.1', { keepBraces: true })).toContain('căn cước của \\{ban\\}.');
    expect(await exported('4.1', { address: 'em' })).toContain('căn cước của em.');
  });

  test('puts every sheet into a file whose name says what it is', async () => {
    for (const to of ['poster', 'paper', 'card'] as const) {
      const said = await exported('4.1', { to, out: folder });
      expect(said).toBe(join(folder, `4.1-${to}.vi.html`));
      const page = await readFile(said, 'utf8');
      expect(page).toContain('<html lang="vi">');
      expect(page).not.toMatch(/\{[Bb]an\}|\{a\}/);
    }
  });

  test('a poster’s code opens that lesson, and the address stands below it', async () => {
    const link = 'https://hoc.example.vn/?j=14797-l-4_1';
    const page = await exported('4.1', { to: 'poster', unit: '14797', out: '-' });
    expect(page).toContain('hoc.example.vn/?j=14797-l-4_1');
    const { modules } = create(link, { errorCorrectionLevel: 'M' });
    const dark = [...page.matchAll(/M\d+ \d+h1v1h-1z/g)].length;
    expect(dark).toBe(modules.data.reduce((sum, square) => sum + square, 0));
  });

  test('the key of a paper quiz stands on a page of its own', async () => {
    const page = await exported('4.1', { to: 'paper', out: '-' });
    const [quiz = '', key = ''] = page.split('<section class="sheet answers">');
    expect(quiz).toContain('Họ và tên');
    expect(quiz).not.toContain('Đúng rồi');
    expect(key).toContain('Đúng rồi');
    expect(page).toContain('break-before: page');
  });

  test('the loudspeaker reads every lesson in two minutes at most, with no figure left to guess', async () => {
    const text = await exported('all', { to: 'script' });
    const scripts = text.split('\n\n\n');
    expect(scripts).toHaveLength(36);
    for (const script of scripts) {
      const [head = '', ...body] = script.split('\n\n');
      expect(Number(/khoảng (\d+) giây/.exec(head)?.[1]), head).toBeLessThanOrEqual(121);
      expect(Number(/khoảng (\d+) giây/.exec(head)?.[1]), head).toBeGreaterThan(50);
      expect(body.join(' '), head).not.toMatch(/\d|[“”"()[\]{}]|\bOTP\b|\bQR\b/);
    }
    expect(scripts.find((script) => script.startsWith('# Bài 4.1,'))).toContain(
      'ô-tê-pê, tức là mã dùng một lần',
    );
  });

  test('names the lessons there are when asked for another', async () => {
    await expect(exported('9.9', {})).rejects.toThrow('no lesson 9.9; there are: all, 1.1');
    await expect(exported('4.1', { unit: 'x' })).rejects.toThrow('--unit');
  });
});

describe('banhoc lessons new', () => {
  test.each(['vi', 'en'] as const)('begins a lesson that passes but for its blanks (%s)', async (lang) => {
    const dir = join(folder, `new-${lang}`);
    await cp(lessons, dir, { recursive: true });
    const said: string[] = [];
    const settings = { ...environment(), LESSONS_DIR: dir };
    const out = (line: string): void => void said.push(line);
    expect(
      await newLesson(
        settings,
        '4.7',
        { lang, title: lang === 'vi' ? 'Bài mới' : 'A new one' },
        '2026-11-23',
        out,
      ),
    ).toBe(0);
    const file = join(dir, `4/4.7.${lang}.md`);
    const found = (await checkCourse(dir, { today: '2026-11-24' })).filter(
      (problem) => problem.file === file,
    );
    const blanks = found.filter(({ rule }) => rule === 'blank');
    expect(said).toEqual([`${file}: ${blanks.length} blanks to fill in, which "banhoc lessons check" names`]);
    expect(blanks.length).toBeGreaterThan(50);
    // Which mistaken idea a wrong option stands for is chosen from a list: that too is a blank.
    const others = found.filter(({ rule }) => rule !== 'blank' && rule !== 'misconception');
    expect(others.map(formatProblem)).toEqual([]);
    await expect(newLesson(settings, '4.7', { lang }, '2026-11-23', out)).rejects.toThrow('is there already');
    await expect(newLesson(settings, 'four', { lang }, '2026-11-23', out)).rejects.toThrow('for example 4.7');
  });
});

describe('banhoc lessons import', () => {
  const gift = '::Mật khẩu::Mật khẩu nào khó đoán?{=một câu hát#Đúng rồi. ~tên con}\n\nViết đi.{}\n';

  test('makes a lesson that the linter judges, its blanks named', async () => {
    const to = join(folder, 'course');
    const { code, said, noted } = await imported(gift, { to: join(to, '1/1.7') });
    expect(code).toBe(0);
    expect(said).toContain(`${to}/1/1.7.vi.md: 1 questions; `);
    expect(noted).toContain('quiz.txt:3  A question was left out: it is an essay');
    expect(noted).toContain('1 questions taken over, 1 left out');
    const found = await checkCourse(to, { today: '2026-11-24' });
    const blanks = found.filter(({ rule }) => rule === 'blank').map(({ message }) => message);
    expect(blanks).toContain('Still to be written: tên bài, ngắn như nói chuyện');
    expect(blanks).toContain('Still to be written: vì sao chưa đúng');
    // The course it stands in is empty beside it; what is said of the lesson itself is what an author must choose.
    const others = found.filter(({ file, rule }) => file.endsWith('.md') && rule !== 'blank');
    expect(others.map(({ rule }) => rule)).toEqual(['question-count', 'missing-twin', 'misconception']);
  });

  test('never writes over a lesson', async () => {
    const to = join(folder, 'twice', '1.7.vi.md');
    await imported(gift, { to });
    await expect(imported(gift, { to })).rejects.toThrow('is there already and was left as it is');
  });

  test('asks for the lesson when the file does not say it', async () => {
    await expect(imported(gift)).rejects.toThrow('--to 4.7');
    await expect(imported(gift, { to: 'quiz.md' })).rejects.toThrow('expected one like 4.7.vi.md');
  });

  test('takes a whole exported course back, one file a lesson', async () => {
    const xml = await exported('all', { to: 'moodle-xml', keepBraces: true });
    const { code, said } = await imported(xml, { to: join(folder, 'all') });
    expect(code).toBe(0);
    expect(said.split('\n')).toHaveLength(36);
  });

  test('a file in which nothing can be asked is an error', async () => {
    expect((await imported('Viết đi.{}', { to: '1.7' })).code).toBe(1);
  });
});
