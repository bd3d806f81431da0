import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { askedQuestions, notingQuestions, withQuestion } from '../../src/delivery/asked-questions.ts';
import { openLog } from '../../src/log.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const chat = { channel: 'web', bot: '-', user: 'lan' };
const now = Date.UTC(2026, 10, 30, 9);
const sent: string[] = [];
const platform: Channel = {
  name: 'web',
  bot: '-',
  capabilities: { textLength: 4_000, choices: 10, labelLength: 60, redeliveryMs: 0 },
  start: async () => {},
  async send(_, { kind }) {
    sent.push(kind);
    return { kind: 'delivered' };
  },
  stop: async () => {},
  trouble: async () => undefined,
};
let kept: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  sent.length = 0;
  kept = temporaryStore();
});
afterEach(() => kept.remove());

const ask = (text: string, store: Parameters<typeof notingQuestions>[1]['store'] = kept.store) =>
  notingQuestions(platform, { store, clock: () => now, log: openLog('silent') }).send(
    chat,
    { kind: 'note_question', text },
    1,
    new AbortController().signal,
  );

test('the same question in other marks counts as one, and nobody can read who asked', async () => {
  await ask('Giá lúa hôm nay bao nhiêu?');
  await ask('gia lua hom nay bao nhieu');
  await ask('con bò bỏ ăn');
  const found = await askedQuestions(kept.store);
  expect(found.map(({ text, times }) => [text, times])).toEqual([
    ['Giá lúa hôm nay bao nhiêu?', 2],
    ['con bò bỏ ăn', 1],
  ]);
  expect(JSON.stringify(found)).not.toContain('lan');
  expect(sent).toEqual([]);
});

test('several who ask at the same moment are all counted, or a few lost, and never one too many', async () => {
  await Promise.all(Array.from({ length: 3 }, () => ask('hỏi cùng một lúc')));
  const [only] = await askedQuestions(kept.store);
  expect(only?.times).toBeGreaterThanOrEqual(1);
  expect(only?.times).toBeLessThanOrEqual(3);
});

test('the list never grows beyond its measure, and a new question always finds a place', () => {
  let list = withQuestion([], 'hay hỏi', now);
  list = withQuestion(list, 'hay hỏi', now);
  for (let number = 0; number < 1_000; number++) list = withQuestion(list, `câu số ${number} lạ`, now);
  expect(list).toHaveLength(300);
  expect(list[0]).toMatchObject({ text: 'hay hỏi', times: 2 });
  expect(list.some(({ text }) => text === 'câu số 999 lạ')).toBe(true);
});

test('a store that is away costs a question, never a chat', async () => {
  const away = async (): Promise<never> => {
    throw new StoreUnavailable('away');
  };
  expect(await ask('giá lúa', { note: away, keepNote: away })).toEqual({ kind: 'delivered' });
});
