import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeMessages, type ScamOptions } from '../../src/commands/scam.ts';

const folder = mkdtempSync(join(tmpdir(), 'banhoc-scam-'));
function fileOf(text: string): string {
  const path = join(folder, 'messages.jsonl');
  writeFileSync(path, text);
  return path;
}
async function said(options: ScamOptions): Promise<string> {
  const lines: string[] = [];
  expect(await judgeMessages(options, (line) => void lines.push(line))).toBe(0);
  return lines.join('\n');
}

test('each message gets its tier and its reasons, in the order of the file', async () => {
  const messages = fileOf(
    '\uFEFF{"text":"VCB: tai khoan bi khoa, xac thuc tai https://vcb-xacthuc.top"}\r\n\n{"text":"Mai con về ăn cơm mẹ nhé","more":1}\n',
  );
  const rows = JSON.parse(await said({ messages, json: true }));
  expect(rows.map((row: { tier: string }) => row.tier)).toEqual(['danger', 'not_clear']);
  expect(rows[0].reasons).toContain('link_look_alike');
  expect(rows[1].reasons).toEqual([]);
});

test('people read a table', async () => {
  const messages = fileOf('{"text":"Doc giup em ma OTP vua gui ve may"}\n');
  expect(await said({ messages })).toContain('it asks for a code sent to your phone (OTP)');
});

test.each([
  { case: 'no JSON', text: '{"text":"a"}\n\n{bad\n', wrong: /line 3 of the messages/ },
  { case: 'no text', text: '{"message":"a"}\n', wrong: /line 1 of the messages/ },
])('a line with $case is named', async ({ text, wrong }) => {
  await expect(judgeMessages({ messages: fileOf(text), json: true }, () => {})).rejects.toThrow(wrong);
});

test('a file with labels is measured', async () => {
  const messages = fileOf(
    '{"text":"Nop phi van chuyen 500k de nhan thuong xe SH, lien he Zalo ngay","label":"scam"}\n{"text":"Mai họp lớp nhé","label":"genuine"}\n',
  );
  const [figures] = JSON.parse(await said({ messages, evaluate: true, json: true }));
  expect(figures).toMatchObject({ scams: 1, honest: 1, recall: 1, honestFlagged: 0 });
});

test('nothing to read is said', async () => {
  await expect(judgeMessages({}, () => {})).rejects.toThrow(/--messages/);
  await expect(judgeMessages({ messages: '/nowhere.jsonl' }, () => {})).rejects.toThrow(/cannot be read/);
});
