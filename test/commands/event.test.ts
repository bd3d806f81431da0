import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventLinksOptions, printBoardLink, printEventLinks } from '../../src/commands/event.ts';
import { type JoinOptions, printJoinLinks } from '../../src/commands/join.ts';
import { csvRows } from '../../src/course/csv.ts';
import { deriveSecrets } from '../../src/secrets.ts';
import { exampleEvent, lessonsWithEvent } from '../fixtures/lessons-with-event.ts';

const secret = 'a secret of at least thirty-two letters';
let lessons: ReturnType<typeof lessonsWithEvent>;
let empty: string;
beforeAll(() => {
  lessons = lessonsWithEvent();
  empty = mkdtempSync(join(tmpdir(), 'banhoc-data-'));
});
afterAll(() => {
  lessons.remove();
  rmSync(empty, { recursive: true, force: true });
});

/** What a command printed, line by line. */
async function printed(
  command: (environment: NodeJS.ProcessEnv, out: (text: string) => void) => Promise<number>,
  environment: Record<string, string> = {},
): Promise<string[]> {
  const lines: string[] = [];
  const settings = {
    LESSONS_DIR: lessons.dir,
    DATA_DIR: empty,
    PUBLIC_URL: 'https://hoc.example.vn',
    ...environment,
  };
  expect(await command(settings, (text) => void lines.push(...text.split('\n')))).toBe(0);
  return lines;
}
const links = (options: EventLinksOptions = {}, id = exampleEvent) =>
  printed((environment, out) => printEventLinks(environment, id, options, out));
const join14758 = (options: JoinOptions) =>
  printed((environment, out) => printJoinLinks(environment, '14758', options, out));

describe('banhoc event links', () => {
  test('prints a line a point that a spreadsheet reads back, with the links for the codes', async () => {
    const [head, ...rows] = csvRows((await links({ telegram: '@banhocso_bot' })).join('\n')).map(
      ({ cells }) => cells,
    );
    expect(head).toEqual(['point', 'name', 'place', 'code', 'web', 'telegram']);
    expect(rows).toHaveLength(5);
    expect(rows.at(-1)).toEqual([
      '014',
      'Trường THCS Hoằng Hóa, cơ sở 2',
      'phường Nguyệt Viên',
      `15925-e-${exampleEvent}-014`,
      `https://hoc.example.vn/?j=15925-e-${exampleEvent}-014`,
      `https://t.me/banhocso_bot?start=15925-e-${exampleEvent}-014`,
    ]);
  });

  test('answers who as well, and prints JSON', async () => {
    const json = JSON.parse((await links({ audience: 'student', json: true })).join('\n'));
    expect(json.points[0]).toMatchObject({ point: '001', code: `14758-s-e-${exampleEvent}-001` });
    expect(json.points[0]).not.toHaveProperty('telegram');
  });

  test('names the events there are when asked for another', async () => {
    await expect(links({}, 'khac')).rejects.toThrow(`there are: ${exampleEvent}`);
  });

  test('a bot’s name that cannot be one is refused', async () => {
    await expect(links({ telegram: 't.me/bot' })).rejects.toThrow('--telegram');
  });
});

describe('banhoc join with an event', () => {
  test('prints the links of one point', async () => {
    expect(await join14758({ event: exampleEvent, point: '001' })).toEqual([
      'phường Hàm Rồng, VÍ DỤ: ngày hội học số (để thử), Nhà văn hóa phố Đông',
      `https://hoc.example.vn/?j=14758-e-${exampleEvent}-001`,
    ]);
  });

  test.each<{ what: string; options: JoinOptions; says: string }>([
    { what: 'an unknown event', options: { event: 'khac' }, says: 'no event "khac"' },
    { what: 'an unknown point', options: { event: exampleEvent, point: '999' }, says: 'no point "999"' },
    { what: 'a point without its event', options: { point: '001' }, says: '--event' },
  ])('$what is refused with what to do', async ({ options, says }) => {
    await expect(join14758(options)).rejects.toThrow(says);
  });
});

describe('banhoc event board', () => {
  const board = (environment: Record<string, string>) =>
    printed((settings, out) => printBoardLink(settings, exampleEvent, false, out), environment);
  const key = deriveSecrets(secret).boardKey(exampleEvent);

  test('prints the link with the key the service will ask for', async () => {
    const link = `https://hoc.example.vn/admin/events/${exampleEvent}?key=${key}`;
    expect(await board({ BANHOC_SECRET: secret })).toEqual([link]);
    writeFileSync(join(empty, 'secret'), `${secret}\n`);
    expect(await board({})).toEqual([link]);
    rmSync(join(empty, 'secret'));
  });

  test('without a secret makes none up, and says what to do', async () => {
    await expect(board({})).rejects.toThrow('BANHOC_SECRET');
  });

  test('each event has a key of its own', () => {
    expect(deriveSecrets(secret).boardKey('khac')).not.toBe(key);
    expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
