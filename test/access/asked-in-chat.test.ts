import { describe, expect, test } from 'vitest';
import { askingDesk } from '../../src/access/asked-in-chat.ts';
import type { Channel, Receipt, Update } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { Outgoing } from '../../src/core/effect.ts';
import type { AccessAnswer } from '../../src/core/staff.ts';
import { openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const chat = { channel: 'telegram', bot: '4711', user: '99' };
const ask: Outgoing = { kind: 'ask_access', question: { kind: 'console_link' } };
const bound: AccessAnswer = { kind: 'bound', role: 'official', unit: '38' };
const { signal } = new AbortController();

/** A channel that notes what it is given to send, behind a desk that answers so. */
async function channelAsking(answer: () => Promise<AccessAnswer>, receipts: Receipt[] = []) {
  const [sent, received]: [Outgoing[], Update[]] = [[], []];
  const logged: string[] = [];
  const platform: Channel = {
    name: 'telegram',
    bot: '4711',
    capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 1 },
    start: async () => {},
    async send(_chat, outgoing) {
      sent.push(outgoing);
      return { kind: 'delivered' };
    },
    stop: async () => {},
    trouble: async () => undefined,
  };
  const log = openLog('warn', { write: (line) => void logged.push(line) });
  const channel = askingDesk(platform, { desk: { answer }, clock: () => 5, log });
  await channel.start(async (update) => {
    received.push(update);
    return receipts.shift() ?? { kind: 'committed' };
  });
  return { channel, sent, received, logged };
}

describe('a channel whose chats may ask', () => {
  test('sends everything else as it is', async () => {
    const { channel, sent, received } = await channelAsking(async () => bound);
    const message: Outgoing = { kind: 'message', message: { text: 'Chào', choices: [] } };
    await channel.send(chat, message, 1, signal);
    expect(sent).toEqual([message]);
    expect(received).toEqual([]);
  });

  test('hands the answer in as an event, under one id however often it is asked', async () => {
    const { channel, sent, received } = await channelAsking(async () => bound);
    expect(await channel.send(chat, ask, 7, signal)).toEqual({ kind: 'delivered' });
    await channel.send(chat, ask, 7, signal);
    expect(sent).toEqual([]);
    expect(received.map(({ id }) => id)).toEqual(['access:7', 'access:7']);
    expect(received[0]?.event).toEqual({ kind: 'access_answered', answer: bound, at: 5 });
  });

  test.each([
    { who: 'an archive that is away', error: new StoreUnavailable('away'), level: 40 },
    { who: 'our own mistake', error: new TypeError('oops'), level: 50 },
  ])('tells the person to try later on $who, and holds up nothing', async ({ error, level }) => {
    const { channel, received, logged } = await channelAsking(() => Promise.reject(error));
    expect(await channel.send(chat, ask, 1, signal)).toEqual({ kind: 'delivered' });
    expect(received[0]?.event).toMatchObject({ answer: { kind: 'refused', reason: 'away' } });
    expect(JSON.parse(logged[0] ?? '{}')).toMatchObject({ level });
  });

  test('hands it in again while the intake is full, and not for ever', async () => {
    const later: Receipt = { kind: 'try_later', afterMs: 1 };
    const soon = await channelAsking(async () => bound, [later, later]);
    expect(await soon.channel.send(chat, ask, 1, signal)).toEqual({ kind: 'delivered' });
    expect(soon.received).toHaveLength(3);
    const never = await channelAsking(async () => bound, Array(9).fill(later));
    expect(await never.channel.send(chat, ask, 1, signal)).toMatchObject({ kind: 'retry', scope: 'chat' });
    expect(never.received).toHaveLength(5);
  });
});

test('an answer that comes after the chat was erased opens no new one', async () => {
  const { store, remove } = temporaryStore();
  const { receive } = openIntake({
    store,
    course: () => smallCourse(),
    advance,
    nextDueAt,
    toArchiveRows: () => [],
    paperCode: () => ({ code: '', hash: '' }),
    newSeed: () => 'seed-for-this-one-chat',
    redeliveryMs: () => 1,
    clock: () => 5,
    log: openLog('error'),
  });
  const event = { kind: 'access_answered', answer: bound, at: 5 } as const;
  expect(await receive({ chat, id: 'access:1', event })).toEqual({ kind: 'committed' });
  expect(await store.chatCount()).toBe(0);
  await remove();
});
