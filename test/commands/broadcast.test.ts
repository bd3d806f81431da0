import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noCounts, progressOf } from '../../src/broadcast/states.ts';
import {
  actOnBroadcast,
  decideBroadcast,
  draftBroadcast,
  listBroadcasts,
  lookAtBroadcast,
  lookAtDraft,
  reportBroadcast,
  showBroadcast,
  tryBroadcast,
} from '../../src/commands/broadcast.ts';
import { readMoment, readProgress, type WishOptions } from '../../src/commands/broadcast-wish.ts';
import { progressBar } from '../../src/commands/progress-bar.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { Unusable } from '../../src/unusable.ts';
import { lessonsDir } from '../fixtures/running-service.ts';

let environment: Record<string, string>;
let file: string;
beforeAll(async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'banhoc-broadcast-'));
  environment = { DATA_DIR, LESSONS_DIR: lessonsDir, OPERATOR_NAME: 'UBND tỉnh Thanh Hóa' };
  file = join(DATA_DIR, 'tin.txt');
  writeFileSync(file, 'Mỗi ngày năm phút, mình cùng học dùng điện thoại cho an toàn.\n');
  // A service has been here before.
  await openSqliteStore({ file: join(DATA_DIR, 'banhoc.db') }).close();
});
afterAll(() => rmSync(environment.DATA_DIR ?? '', { recursive: true, force: true }));

const wish: WishOptions = { topic: 'learning', repeat: 'no', holdout: 0 };
const nothing = Readable.from([]);

async function printed(command: (out: (text: string) => void) => Promise<number>) {
  const lines: string[] = [];
  const code = await command((text) => void lines.push(text));
  return { code, text: lines.join('\n') };
}
async function drafted(change: Partial<WishOptions> = {}): Promise<string> {
  const { text } = await printed((out) =>
    draftBroadcast(environment, file, { ...wish, ...change, json: true }, out, nothing),
  );
  return (JSON.parse(text) as { id: string }).id;
}

describe('banhoc broadcast', () => {
  test('looks at what is piped in, keeps nothing, and says that there is nobody yet', async () => {
    const piped = Readable.from(['Mời bà con đến nhà văn hóa ', 'học dùng điện thoại.\n']);
    const looked = await printed((out) => lookAtBroadcast(environment, '-', wish, out, piped));
    expect(looked.code).toBe(0);
    expect(looked.text).toContain('│ Mời bà con đến nhà văn hóa học dùng điện thoại.');
    expect(looked.text).toContain('Nobody to send to: everyone in tỉnh Thanh Hóa.');
    expect((await printed((out) => listBroadcasts(environment, { json: true }, out))).text).toBe('[]');
  });

  test('keeps a draft, changes it, looks at it, shows it and cancels it', async () => {
    const id = await drafted({ at: '2027-03-02 19:30' });
    writeFileSync(file, 'Tối thứ Ba có lớp học dùng điện thoại ở nhà văn hóa.\n');
    const changed = await printed((out) =>
      draftBroadcast(environment, file, { ...wish, change: id }, out, nothing),
    );
    expect(changed.text).toContain(`${id}  draft, revision 2`);
    const looked = await printed((out) => lookAtDraft(environment, id, { json: true }, out));
    expect(JSON.parse(looked.text)).toMatchObject({ audience: { total: 0 }, problems: [] });
    const shown = await printed((out) => showBroadcast(environment, id, {}, out));
    expect(shown.text).toContain(`${id}  draft, revision 2, by terminal`);
    expect(shown.text).toContain('│ Tối thứ Ba có lớp học');
    const report = await printed((out) => reportBroadcast(environment, id, {}, out));
    expect(report.text).toContain('not measured yet');
    const inJson = await printed((out) => reportBroadcast(environment, id, { json: true }, out));
    expect(JSON.parse(inJson.text)).toMatchObject({ byUnit: [], smallPlaces: null });
    const listed = await printed((out) => listBroadcasts(environment, {}, out));
    expect(listed.text).toContain('tỉnh Thanh Hóa');
    const cancelled = await printed((out) => actOnBroadcast(environment, 'cancel', id, {}, out));
    expect(cancelled).toMatchObject({ code: 0, text: expect.stringMatching(/Cancelled at .* by terminal/) });
  });

  test('what is refused is said, and ends with another exit code than 0', async () => {
    const id = await drafted();
    const cases = [
      {
        said: /Nobody can receive it/,
        of: (out: Out) => decideBroadcast(environment, 'submit', id, {}, out),
      },
      {
        said: /It was changed after/,
        of: (out: Out) => decideBroadcast(environment, 'submit', id, { revision: 7 }, out),
      },
      {
        said: /somebody else must approve/,
        of: (out: Out) => decideBroadcast(environment, 'approve', id, {}, out),
      },
      { said: /It has changed since/, of: (out: Out) => actOnBroadcast(environment, 'pause', id, {}, out) },
      { said: /No chat is bound/, of: (out: Out) => tryBroadcast(environment, id, {}, out) },
    ];
    for (const { said, of } of cases) {
      const { code, text } = await printed(of);
      expect(text).toMatch(said);
      expect(code).toBe(1);
    }
    const asJson = await printed((out) => actOnBroadcast(environment, 'pause', id, { json: true }, out));
    expect(JSON.parse(asJson.text)).toEqual({ kind: 'refused', why: 'not_now' });
    await expect(showBroadcast(environment, 'tb-0', {}, () => {})).rejects.toThrow(/banhoc broadcast list/);
  });

  test.each([
    { option: { unit: '99999' }, said: /--unit: no place or organisation "99999"/ },
    { option: { place: ['99999'] }, said: /--place: no place "99999"/ },
    { option: { at: '2027-02-30 19:30' }, said: /--at: expected a day and a time here/ },
    { option: { progress: 'silent' }, said: /--progress: expected not_started/ },
  ])('$option cannot be meant', async ({ option, said }) => {
    await expect(
      lookAtBroadcast(environment, file, { ...wish, ...option }, () => {}, nothing),
    ).rejects.toThrow(said);
  });

  test('a text that cannot be read is named', async () => {
    const missing = join(environment.DATA_DIR ?? '', 'nix.txt');
    await expect(lookAtBroadcast(environment, missing, wish, () => {}, nothing)).rejects.toThrow(Unusable);
  });
});
type Out = (text: string) => void;

test('a time is the one on the wall here', () => {
  expect(readMoment('2026-12-01 19:30')).toBe(Date.UTC(2026, 11, 1, 12, 30));
  expect(readMoment('2026-12-01T00:10')).toBe(Date.UTC(2026, 10, 30, 17, 10));
});

test.each([
  { written: 'not_started', read: { kind: 'not_started' } },
  { written: 'unfinished', read: { kind: 'unfinished' } },
  { written: 'unfinished:4.1', read: { kind: 'unfinished', lesson: '4.1' } },
  { written: 'failed:4.1', read: { kind: 'failed', lesson: '4.1' } },
  { written: 'silent:14', read: { kind: 'silent', days: 14 } },
])('progress is read as $written', ({ written, read }) => {
  expect(readProgress(written)).toEqual(read);
});

test.each([
  { what: 'nobody counted yet', counts: {}, bar: /^\[·{30}\] {3}0% {2}sent 0 of 0, waiting 0$/ },
  {
    what: 'half of it',
    counts: { sent: 40, over_budget: 10, waiting: 45, sending: 5 },
    bar: /^\[#{15}·{15}\] {2}50% {2}sent 40 of 100, waiting 50$/,
  },
  {
    what: 'what lies there for the next visit needs nothing more',
    counts: { sent: 1_000, placed: 500 },
    bar: /^\[#{30}\] 100% {2}sent 1,000 of 1,500, waiting 0, at their next visit 500$/,
  },
])('the bar: $what', ({ counts, bar }) => {
  expect(progressBar(progressOf({ ...noCounts(), ...counts }))).toMatch(bar);
});
