import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, Delivery, Update } from '../../src/channels/channel.ts';
import type { Chat } from '../../src/core/chat.ts';
import { newSession } from '../../src/core/new-session.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { Governor, ownPace, telegramPace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

let now = 1_000_000;
let { store, remove } = temporaryStore(() => now);
beforeEach(() => {
  now = 1_000_000;
  ({ store, remove } = temporaryStore(() => now));
});
afterEach(() => remove());

const chatOf = (user: string): Chat => ({ channel: 'web', bot: '-', user });

/** Puts messages into the outbox, as a commit would. */
async function say(user: string, ...texts: string[]): Promise<void> {
  const chat = chatOf(user);
  const [loaded] = await store.load([{ chat, updates: [] }]);
  const step = {
    chat,
    base: loaded?.version,
    updates: [],
    redeliveryMs: 0,
    session: newSession('seed-for-the-courier', 'vi', now),
    timerAt: undefined,
    outgoing: texts.map((text) => ({
      id: `${user}:${text}`,
      outgoing: { kind: 'message' as const, message: { text, choices: [] } },
    })),
    counters: {},
    archive: [],
  };
  expect(await store.commit(0, [step], now)).toEqual(['committed']);
}

/** A platform that records what reaches it and answers as told. */
function platform(answer: (text: string) => Delivery | Promise<Delivery> = () => ({ kind: 'delivered' })) {
  const sent: string[] = [];
  const channel: Channel = {
    name: 'web',
    bot: '-',
    capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 0 },
    start: async () => {},
    stop: async () => {},
    trouble: async () => undefined,
    async send(chat, outgoing) {
      const text = outgoing.kind === 'message' ? outgoing.message.text : outgoing.kind;
      sent.push(`${chat.user}:${text}`);
      return answer(text);
    },
  };
  return { channel, sent };
}

function courierOf(
  channel: Channel,
  told: Update[] = [],
  owner = 'courier',
  governor = new Governor(ownPace, now),
) {
  return new Courier({
    store,
    channels: new Map([[channel.name, channel]]),
    governorOf: () => governor,
    receive: async (update) => {
      told.push(update);
      return { kind: 'committed' };
    },
    clock: () => now,
    log: openLog('silent'),
    owner,
  });
}

async function work(courier: Courier): Promise<void> {
  await courier.sweep();
  await courier.idle();
}

describe('the courier', () => {
  test('sends each person’s messages in order, and leaves nothing behind', async () => {
    for (const user of ['a', 'b', 'c']) await say(user, '1', '2', '3');
    const { channel, sent } = platform();
    await work(courierOf(channel));
    for (const user of ['a', 'b', 'c'])
      expect(sent.filter((line) => line.startsWith(user))).toEqual([`${user}:1`, `${user}:2`, `${user}:3`]);
    expect(await store.outboxSize()).toBe(0);
  });

  test('a message that must wait holds back its own chat only', async () => {
    await say('a', 'wait', 'after');
    await say('b', 'now');
    let isFirst = true;
    const { channel, sent } = platform((text) => {
      if (text !== 'wait' || !isFirst) return { kind: 'delivered' };
      isFirst = false;
      return { kind: 'retry', afterMs: 5_000, scope: 'chat', reason: 'slow' };
    });
    const courier = courierOf(channel);
    await work(courier);
    expect(sent).toEqual(['a:wait', 'b:now']);
    now += 5_000;
    await work(courier);
    expect(sent).toEqual(['a:wait', 'b:now', 'a:wait', 'a:after']);
  });

  test('who has blocked the bot is told to the core once, and the rest for them is dropped', async () => {
    await say('a', '1', '2');
    const told: Update[] = [];
    const { channel, sent } = platform(() => ({ kind: 'unreachable', reason: 'blocked' }));
    await work(courierOf(channel, told));
    expect(sent).toEqual(['a:1']);
    expect(told.map((update) => update.event.kind)).toEqual(['delivery_refused']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('a send that throws is of unknown fate: repeated once, then let go', async () => {
    await say('a', 'lost');
    const { channel, sent } = platform(() => {
      throw new Error('cut off');
    });
    const courier = courierOf(channel);
    for (let round = 0; round < 4; round++) {
      await work(courier);
      now += 2_000;
    }
    expect(sent).toEqual(['a:lost', 'a:lost']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('one of two holds the partition; when it falls silent the other takes over within the lease', async () => {
    const [first, second] = [platform(), platform()];
    const [one, other] = [courierOf(first.channel, [], 'one'), courierOf(second.channel, [], 'other')];
    await work(one);
    await work(other);
    await say('a', '1');
    await work(other);
    expect(second.sent).toEqual([]);
    now += 4_001;
    await work(other);
    expect(second.sent).toEqual(['a:1']);
    await say('a', '2');
    await work(one);
    expect(first.sent).toEqual([]);
  });
});

describe('the governor', () => {
  test('lets a bot send no more than its lane allows in any second', () => {
    const governor = new Governor({ perSecond: { reply: 100, bulk: 25 }, chatBurst: 5 }, 0);
    let sent = 0;
    for (let at = 0; at < 10_000; at += 10) if (governor.take('bulk', `chat-${at}`, at) === 0) sent++;
    expect(sent).toBeLessThanOrEqual(25 * 10 + 25);
    expect(sent).toBeGreaterThanOrEqual(25 * 10 * 0.95);
  });

  test('slows one chat to a message a second after a short burst', () => {
    const governor = new Governor(telegramPace, 0);
    const sent = Array.from({ length: 100 }, (_, place) => governor.take('reply', 'one', place * 100)).filter(
      (wait) => wait === 0,
    );
    expect(sent.length).toBeLessThanOrEqual(telegramPace.chatBurst + 10);
  });

  test('a pause holds the whole bot until it is over', () => {
    const governor = new Governor(telegramPace, 0);
    governor.pause(3_000);
    expect(governor.take('reply', 'a', 1_000)).toBe(2_000);
    expect(governor.take('reply', 'a', 3_000)).toBe(0);
  });
});
