import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, Delivery, Update } from '../../src/channels/channel.ts';
import { channelsOf } from '../../src/channels/channel.ts';
import type { Chat } from '../../src/core/chat.ts';
import { newSession } from '../../src/core/new-session.ts';
import { Courier, type CourierOptions } from '../../src/delivery/courier.ts';
import { ownPace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import {
  type OutboxWork,
  type OutgoingRow,
  type Step,
  type Store,
  StoreUnavailable,
} from '../../src/store/store.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';
import { held, platform } from './platform.ts';

let now = 1_000_000;
let { store, remove } = temporaryStore(() => now);
let calls: OutboxWork[] = [];
let logged: string[] = [];
beforeEach(() => {
  now = 1_000_000;
  ({ store, remove } = temporaryStore(() => now));
  calls = [];
  logged = [];
});
afterEach(() => remove());

const chatOf = (user: string, channel = 'web'): Chat => ({ channel, bot: '-', user });
const message = (user: string, text: string): OutgoingRow => ({
  id: `${user}:${text}`,
  outgoing: { kind: 'message', message: { text, choices: [] } },
});

/** A step whose rows go to the outbox. */
async function stepOf(chat: Chat, outgoing: OutgoingRow[], session = true): Promise<Step> {
  const [loaded] = await store.load([{ chat, updates: [] }]);
  return {
    chat,
    base: loaded?.version,
    updates: [],
    redeliveryMs: 0,
    session: session ? newSession('seed-for-the-courier', 'vi', now) : undefined,
    timerAt: undefined,
    outgoing,
    counters: {},
    archive: [],
  };
}
/** Puts rows into the outbox, as a commit would. */
async function commit(chat: Chat, outgoing: OutgoingRow[], session = true): Promise<void> {
  const step = await stepOf(chat, outgoing, session);
  expect(await store.commit(0, [step], now)).toEqual(['committed']);
}
const say = (user: string, ...texts: string[]) =>
  commit(
    chatOf(user),
    texts.map((text) => message(user, text)),
  );

/** The store, noting what couriers ask of it. */
const watched = (): Store => ({
  ...store,
  workOutbox(lease, work) {
    calls.push(work);
    return store.workOutbox(lease, work);
  },
});

function courierOf(channel: Channel, over: Partial<CourierOptions> = {}, told: Update[] = []) {
  return new Courier({
    store: watched(),
    channels: channelsOf([channel]),
    paceOf: () => ownPace,
    receive: async (update) => {
      told.push(update);
      return { kind: 'committed' };
    },
    clock: () => now,
    log: openLog('warn', { write: (line) => void logged.push(line) }),
    owner: 'courier',
    ...over,
  });
}

async function work(courier: Courier): Promise<void> {
  await courier.sweep();
  await courier.idle();
}

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });
const toUser = (sent: string[], user: string) => sent.filter((line) => line.startsWith(`${user}:`));

describe('the courier', () => {
  test('sends each person’s messages in order, and leaves nothing behind', async () => {
    for (const user of ['a', 'b', 'c']) await say(user, '1', '2', '3');
    const { channel, sent } = platform();
    await work(courierOf(channel));
    for (const user of ['a', 'b', 'c'])
      expect(toUser(sent, user)).toEqual(['1', '2', '3'].map((it) => `${user}:${it}`));
    expect(await store.outboxSize()).toBe(0);
  });

  test('a reminder that the channel does not take just now is dropped, and the answer behind it leaves', async () => {
    await commit(chatOf('a'), [{ ...message('a', 'reminder'), id: 'timer:5:0' }]);
    await say('a', 'answer');
    const { channel, sent } = platform();
    await work(courierOf({ ...channel, canSend: () => 'no' }));
    expect(sent).toEqual(['a:answer']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('a message is on its way alone: the chat’s next one leaves after its end is known', async () => {
    await say('a', '1', '2');
    const first = held<Delivery>();
    const { channel, sent } = platform((text) => (text === '1' ? first.promise : { kind: 'delivered' }));
    const courier = courierOf(channel);
    await courier.sweep();
    await eventually(() => sent).toEqual(['a:1']);
    await courier.sweep();
    expect(sent).toEqual(['a:1']);
    first.give({ kind: 'delivered' });
    await courier.idle();
    expect(sent).toEqual(['a:1', 'a:2']);
  });

  test('what many chats want at the same moment is one call, so a send costs a small part of one', async () => {
    for (let user = 0; user < 200; user++) await say(String(user), '1', '2');
    const { channel, sent } = platform();
    await work(courierOf(channel));
    expect(sent).toHaveLength(400);
    expect(calls.length).toBeLessThan(20);
    // Noted as begun before it left, settled after: both for each row.
    expect(calls.flatMap((call) => call.begin ?? [])).toHaveLength(400);
    expect(calls.flatMap((call) => call.settlements ?? [])).toHaveLength(400);
  });

  describe('a message that began with its commit', () => {
    /** As the intake commits, for a courier that works already. */
    async function reply(courier: Courier, user: string, ...texts: string[]): Promise<void> {
      const step = await stepOf(
        chatOf(user),
        texts.map((text) => message(user, text)),
      );
      await store.commit(0, [step], now, courier.beginning(0, [step]));
    }
    const begun = () => calls.flatMap((call) => call.begin ?? []).length;

    test('leaves with no other word to the store before it', async () => {
      const { channel, sent } = platform();
      const courier = courierOf(channel);
      courier.start();
      await eventually(() => courier.holds(0)).toBe(true);
      for (const user of ['a', 'b']) await reply(courier, user, '1', '2');
      await eventually(() => sent).toHaveLength(4);
      await courier.stop();
      for (const user of ['a', 'b']) expect(toUser(sent, user)).toEqual([`${user}:1`, `${user}:2`]);
      // Only the second ones, which had to wait for the first.
      expect(begun()).toBe(2);
      expect(await store.outboxSize()).toBe(0);
    });

    test('is sent once more by the next courier when its own was killed meanwhile, and then no more', async () => {
      const never = held<Delivery>();
      const first = platform(() => never.promise);
      const killed = courierOf(first.channel);
      killed.start();
      await eventually(() => killed.holds(0)).toBe(true);
      await reply(killed, 'a', '1');
      await eventually(() => first.sent).toEqual(['a:1']);
      const { channel, sent } = platform(() => ({ kind: 'unknown', reason: 'no answer' }));
      const next = courierOf(channel);
      await work(next);
      now += 60_000;
      await work(next);
      expect(sent).toEqual(['a:1']);
      expect(await store.outboxSize()).toBe(0);
      never.give({ kind: 'delivered' });
      await killed.stop();
    });

    test('is taken back when it must wait, so that a killed courier leaves it as never sent', async () => {
      const { channel, sent } = platform();
      const slow = courierOf(channel, { paceOf: () => ({ ...ownPace, chatBurst: 1 }) });
      slow.start();
      await eventually(() => slow.holds(0)).toBe(true);
      await reply(slow, 'a', '1');
      await eventually(() => sent).toEqual(['a:1']);
      await slow.idle();
      await reply(slow, 'a', '2');
      await slow.idle();
      expect(sent).toEqual(['a:1']);
      const lease = await store.acquireLease(0, 'courier', 60_000);
      if (lease === undefined) throw new Error('the lease was refused');
      const answer = await store.workOutbox(lease, { read: { after: 0, limit: 9 } });
      expect(answer?.rows).toMatchObject([{ id: 'a:2', attempts: 0, unknowns: 0 }]);
      await slow.stop();
    });
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
    now += 4_999;
    await work(courier);
    expect(sent).toEqual(['a:wait', 'b:now']);
    now += 1;
    await work(courier);
    expect(sent).toEqual(['a:wait', 'b:now', 'a:wait', 'a:after']);
  });

  test('a chat that waits goes on waiting under the next courier', async () => {
    await say('a', '1', '2');
    const one = platform(() => ({ kind: 'retry', afterMs: 60_000, scope: 'chat', reason: 'slow' }));
    await work(courierOf(one.channel, { owner: 'one' }));
    now += 4_001;
    const other = platform();
    const next = courierOf(other.channel, { owner: 'other' });
    await work(next);
    expect(other.sent).toEqual([]);
    for (; now < 1_060_000; now += 2_000) await work(next);
    expect(other.sent).toEqual([]);
    now = 1_060_000;
    await work(next);
    expect(other.sent).toEqual(['a:1', 'a:2']);
  });

  test('who has blocked the bot is told to the core once, and the rest for them is dropped', async () => {
    await say('a', '1', '2');
    await say('b', '1');
    const told: Update[] = [];
    const { channel, sent } = platform((_, user) =>
      user === 'a' ? { kind: 'unreachable', reason: 'blocked' } : { kind: 'delivered' },
    );
    await work(courierOf(channel, {}, told));
    expect(sent.sort()).toEqual(['a:1', 'b:1']);
    expect(told.map((update) => [update.chat.user, update.id, update.event.kind])).toEqual([
      ['a', 'refused:a:1', 'delivery_refused'],
    ]);
    expect(await store.outboxSize()).toBe(0);
  });

  test('what is said to a person who comes back while their refusal is told is not dropped', async () => {
    await say('a', '1', '2');
    const told = held<void>();
    let isBlocked = true;
    const { channel, sent } = platform(() =>
      isBlocked ? { kind: 'unreachable', reason: 'blocked' } : { kind: 'delivered' },
    );
    const receive: CourierOptions['receive'] = async () => {
      isBlocked = false;
      await told.promise;
      return { kind: 'committed' };
    };
    const courier = courierOf(channel, { receive });
    await courier.sweep();
    await eventually(() => isBlocked).toBe(false);
    await say('a', 'welcome back');
    await courier.sweep();
    await eventually(() => calls.filter((call) => call.read !== undefined).length).toBeGreaterThan(1);
    told.give();
    await work(courier);
    expect(sent).toEqual(['a:1', 'a:welcome back']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('bad content is put aside with an alarm, and the chat goes on', async () => {
    await say('a', 'bad', 'good');
    const { channel, sent } = platform((text) =>
      text === 'bad' ? { kind: 'bad_content', reason: 'cannot parse' } : { kind: 'delivered' },
    );
    await work(courierOf(channel));
    expect(sent).toEqual(['a:bad', 'a:good']);
    expect((await store.deadLetters()).map((letter) => [letter.update, letter.reason])).toEqual([
      ['a:bad', 'cannot parse'],
    ]);
    expect(logged.join()).toContain('ALARM');
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

  test('a row that a dead courier had begun counts as one unknown end: it is sent once more, not twice', async () => {
    await say('a', 'half');
    const dead = await store.acquireLease(0, 'dead', 4_000);
    if (dead === undefined) throw new Error('a free lease was refused');
    const begun = await store.workOutbox(dead, { read: { after: 0, limit: 1 } });
    await store.workOutbox(dead, { begin: begun?.rows ?? [] });
    now += 4_001;
    const { channel, sent } = platform(() => ({ kind: 'unknown', reason: 'cut off' }));
    const courier = courierOf(channel);
    for (let round = 0; round < 3; round++) {
      await work(courier);
      now += 2_000;
    }
    expect(sent).toEqual(['a:half']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('what is past its time is dropped unsent', async () => {
    await commit(chatOf('a'), [
      { ...message('a', 'late'), expiresAt: now },
      { ...message('a', 'still good'), expiresAt: now + 1 },
    ]);
    const { channel, sent } = platform();
    await work(courierOf(channel));
    expect(sent).toEqual(['a:still good']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('reminders of a crowded evening wait outside, and whoever writes meanwhile gets an answer and no reminder', async () => {
    const reminder = (user: string): OutgoingRow => ({ ...message(user, 'reminder'), id: `timer:5:${user}` });
    const users = [...'abcdefgh'];
    for (const user of users) await commit(chatOf(user), [reminder(user)]);
    const { channel, sent } = platform();
    const slow = { ...ownPace, perSecond: { reply: 1_000, bulk: 1 } };
    const courier = courierOf(channel, { paceOf: () => slow });
    await courier.sweep();
    await eventually(() => sent).toEqual(['a:reminder']);
    await say('h', 'answer');
    await courier.sweep();
    await eventually(() => sent).toEqual(['a:reminder', 'h:answer']);
    await eventually(() => store.outboxSize()).toBe(6);
    await courier.stop();
    expect(sent).not.toContain('h:reminder');
  });

  test('a reminder whose turn comes after its hour is not sent', async () => {
    const reminder = { ...message('a', 'reminder'), id: 'timer:5:0', expiresAt: now + 2_000 };
    await commit(chatOf('first'), [{ ...reminder, id: 'timer:5:1' }]);
    await commit(chatOf('a'), [reminder]);
    const { channel, sent } = platform();
    const slow = { ...ownPace, perSecond: { reply: 1_000, bulk: 1 } };
    const courier = courierOf(channel, { paceOf: () => slow });
    await courier.sweep();
    await eventually(() => sent).toEqual(['first:reminder']);
    now += 2_001;
    await eventually(() => store.outboxSize()).toBe(0);
    await courier.stop();
    expect(sent).toEqual(['first:reminder']);
  });

  test('a chat of a channel that another process serves waits a minute, and holds back nobody', async () => {
    const zalo = chatOf('z', 'zalo');
    await commit(zalo, [message('z', 'later')]);
    await say('a', 'now');
    const serving = [platform().channel];
    const courier = courierOf(platform().channel, {
      channels: { of: (chat) => channelsOf(serving).of(chat) },
    });
    await work(courier);
    expect(await store.outboxSize()).toBe(1);
    const { channel, sent } = platform(undefined, 'zalo');
    serving.push(channel);
    for (; now < 1_059_000; now += 2_000) await work(courier);
    expect(sent).toEqual([]);
    now = 1_060_000;
    await work(courier);
    expect(sent).toEqual(['z:later']);
  });

  test('an erased chat’s rows are dropped, even those in memory, and the last word is said', async () => {
    await say('a', '1', '2', '3');
    const first = held<Delivery>();
    const { channel, sent } = platform((text) => (text === '1' ? first.promise : { kind: 'delivered' }));
    const courier = courierOf(channel);
    await courier.sweep();
    await eventually(() => sent).toEqual(['a:1']);
    await commit(chatOf('a'), [message('a', 'farewell')], false);
    first.give({ kind: 'delivered' });
    await work(courier);
    expect(sent).toEqual(['a:1', 'a:farewell']);
    expect(await store.outboxSize()).toBe(0);
  });

  test('a backlog larger than memory is sent in full and in order', async () => {
    const texts = Array.from({ length: 30 }, (_, place) => String(place));
    for (const user of ['a', 'b', 'c']) await say(user, ...texts);
    let isAway = true;
    const { channel, sent } = platform(() =>
      isAway ? { kind: 'retry', afterMs: 1_000, scope: 'chat', reason: 'away' } : { kind: 'delivered' },
    );
    const courier = courierOf(channel, { rowsInMemory: 10 });
    await work(courier);
    // One that came behind them is not held up.
    isAway = false;
    await say('d', 'me too');
    await work(courier);
    expect(sent.at(-1)).toBe('d:me too');
    expect(calls.some((call) => (call.fetch ?? []).length > 0)).toBe(false);
    sent.length = 0;
    now += 1_000;
    await work(courier);
    expect(calls.some((call) => (call.fetch ?? []).length > 0)).toBe(true);
    for (const user of ['a', 'b', 'c'])
      expect(toUser(sent, user)).toEqual(texts.map((text) => `${user}:${text}`));
    expect(await store.outboxSize()).toBe(0);
  });

  test('when calls to the store or its answers are lost nothing is sent twice, and all is sent in the end', async () => {
    for (let user = 0; user < 20; user++) await say(String(user), '1', '2', '3');
    let count = 0;
    const shaky: Store = {
      ...store,
      async workOutbox(lease, work) {
        if (++count % 3 === 0 && count < 40) throw new StoreUnavailable('the call never arrived');
        const answer = await store.workOutbox(lease, work);
        if (count % 3 === 1 && count < 40) throw new StoreUnavailable('the answer was lost');
        return answer;
      },
    };
    const { channel, sent } = platform();
    const courier = courierOf(channel, { store: shaky });
    for (let round = 0; round < 40 && (await store.outboxSize()) > 0; round++) {
      await work(courier);
      now += 100;
    }
    expect(await store.outboxSize()).toBe(0);
    expect(sent).toHaveLength(60);
    for (let user = 0; user < 20; user++)
      expect(toUser(sent, String(user))).toEqual(['1', '2', '3'].map((text) => `${user}:${text}`));
  });

  test('stops only when what is on its way has ended and is settled', async () => {
    await say('a', '1', '2');
    const first = held<Delivery>();
    const { channel, sent } = platform(() => first.promise);
    const courier = courierOf(channel);
    await courier.sweep();
    await eventually(() => sent).toEqual(['a:1']);
    const stopped = courier.stop();
    first.give({ kind: 'delivered' });
    await stopped;
    expect(sent).toEqual(['a:1']);
    const next = platform();
    await work(courierOf(next.channel, { owner: 'next' }));
    expect(next.sent).toEqual(['a:2']);
  });

  test('one of two holds the partition; when it falls silent the other takes over within the lease', async () => {
    const [first, second] = [platform(), platform()];
    const [one, other] = [
      courierOf(first.channel, { owner: 'one' }),
      courierOf(second.channel, { owner: 'other' }),
    ];
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

describe('rows from commits', () => {
  test('of this process are sent without being read again', async () => {
    const { channel, sent } = platform();
    const courier = courierOf(channel, { sweepMs: 3_600_000 });
    courier.start();
    await eventually(() => calls.length).toBe(1);
    await courier.idle();
    await say('a', '1');
    await eventually(() => sent).toEqual(['a:1']);
    await say('a', '2');
    await eventually(() => sent).toEqual(['a:1', 'a:2']);
    await courier.idle();
    expect(calls.filter((call) => call.read !== undefined)).toHaveLength(1);
    await courier.stop();
    expect(await store.outboxSize()).toBe(0);
  });

  test('of another process, in between or after, are read: each once and in order', async () => {
    const { channel, sent } = platform();
    let isOurs = true;
    const shared: Store = {
      ...watched(),
      onRows: (listener) => store.onRows((partition, rows) => listener(partition, isOurs ? rows : undefined)),
    };
    const silent = {
      ...shared,
      onRows: (listener: Parameters<Store['onRows']>[0]) =>
        store.onRows((partition, rows) => (isOurs ? listener(partition, rows) : undefined)),
    };
    const courier = courierOf(channel, { sweepMs: 3_600_000, store: silent });
    courier.start();
    await eventually(() => calls.length).toBe(1);
    isOurs = false;
    await say('a', 'theirs, hint lost');
    isOurs = true;
    await say('a', 'ours');
    await eventually(() => sent).toEqual(['a:theirs, hint lost', 'a:ours']);
    await courier.stop();
    const hinted = courierOf(channel, { sweepMs: 3_600_000, store: shared, owner: 'hinted' });
    hinted.start();
    await hinted.idle();
    isOurs = false;
    await say('a', 'theirs');
    await eventually(() => sent.at(-1)).toBe('a:theirs');
    await hinted.stop();
    expect(sent).toHaveLength(3);
    expect(await store.outboxSize()).toBe(0);
  });
});
