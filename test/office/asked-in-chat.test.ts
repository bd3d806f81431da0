import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/access/person.ts';
import type { Update } from '../../src/channels/channel.ts';
import type { Outgoing } from '../../src/core/effect.ts';
import { openLog } from '../../src/log.ts';
import { askingOffice } from '../../src/office/asked-in-chat.ts';
import { aside, openOfficeInChat } from '../../src/office/in-chat.ts';
import { StoreUnavailable } from '../../src/store/store.ts';

const chat = { channel: 'telegram', bot: '4711', user: '99' };
const minh: Person = {
  id: 'minh',
  name: 'Minh',
  role: 'official',
  unit: '14797',
  chat: 'telegram:4711:99',
  joinedAt: 1,
  revision: 1,
  revokedAt: undefined,
};
const open: Outgoing = { kind: 'ask_office', question: { kind: 'open' }, language: 'vi' };

/** A channel behind the office, whose chat belongs to this person. */
async function channelOf(personOfChat: () => Promise<Person | undefined>, asks = 1) {
  const received: Update[] = [];
  const served: string[] = [];
  const office = openOfficeInChat({
    people: { personOfChat },
    tally: async () => asks,
    async serve({ caller }, question) {
      served.push(`${caller.person.name} from ${caller.from}: ${question.kind}`);
      return { kind: 'office_answered', message: { text: 'Danh sách', choices: [] } };
    },
    recognise: async (text) => aside(`So với: ${text}`),
  });
  const channel = askingOffice(
    {
      name: 'telegram',
      bot: '4711',
      capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 1 },
      start: async () => {},
      send: async () => ({ kind: 'delivered' }),
      stop: async () => {},
      trouble: async () => undefined,
    },
    { office, clock: () => 5, log: openLog('silent') },
  );
  await channel.start(async (update) => {
    received.push(update);
    return { kind: 'committed' };
  });
  const ask = async (outgoing: Outgoing) => {
    expect(await channel.send(chat, outgoing, 7, new AbortController().signal)).toEqual({
      kind: 'delivered',
    });
    const event = received.at(-1)?.event;
    if (event?.kind !== 'office_answered') throw new Error('no answer of the office came back');
    return event;
  };
  return { ask, received, served };
}

describe('a chat that asks the office', () => {
  test('is served as the official whose chat it is, once however often it is asked', async () => {
    const { ask, received, served } = await channelOf(async () => minh);
    expect(await ask(open)).toEqual({
      kind: 'office_answered',
      message: { text: 'Danh sách', choices: [] },
      at: 5,
    });
    await ask(open);
    expect(served[0]).toBe('Minh from telegram: open');
    expect(received.map(({ id }) => id)).toEqual(['office:7', 'office:7']);
  });

  test.each([
    { who: 'a learner', person: undefined },
    { who: 'somebody who was revoked since', person: { ...minh, revokedAt: 3 } },
  ])('$who hears a kind sentence, and nothing is served', async ({ person }) => {
    const { ask, served } = await channelOf(async () => person);
    const { message, isAside } = await ask(open);
    expect(message.text).toContain('dành cho cán bộ được mời');
    expect(isAside).toBe(true);
    expect(served).toEqual([]);
  });

  test('a learner may ask whether a message came from here', async () => {
    const { ask } = await channelOf(async () => undefined);
    const question = { kind: 'is_it_ours', text: 'Mã 4821' } as const;
    const { message } = await ask({ kind: 'ask_office', question, language: 'vi' });
    expect(message.text).toBe('So với: Mã 4821');
  });

  test('whoever taps without end is asked to rest', async () => {
    const { ask, served } = await channelOf(async () => minh, 121);
    expect((await ask(open)).message.text).toContain('Nghỉ 15 phút');
    expect(served).toEqual([]);
  });

  test('while those who know are away it says so, in the language of the chat', async () => {
    const { ask } = await channelOf(() => Promise.reject(new StoreUnavailable('away')));
    expect((await ask(open)).message.text).toContain('Máy chủ đang bận');
    expect((await ask({ ...open, language: 'en' })).message.text).toContain('The server is busy');
  });
});
