import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Broadcast } from '../../src/broadcast/broadcast.ts';
import { noCounts, type RecipientState, sumOf } from '../../src/broadcast/states.ts';
import type { Channel, Delivery, Update } from '../../src/channels/channel.ts';
import { channelsOf } from '../../src/channels/channel.ts';
import { readEvents } from '../../src/channels/webchat/events.ts';
import type { Chat } from '../../src/core/chat.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { dayMs, minuteMs } from '../../src/core/time.ts';
import { withAllMuted, withMuted } from '../../src/core/topics.ts';
import { Broadcaster } from '../../src/delivery/broadcaster.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { ownPace, type Pace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { changeBroadcast } from '../../src/store/broadcast-control.ts';
import type { Store } from '../../src/store/store.ts';
import { draft } from '../contracts/store/broadcasts.ts';
import { firstStep } from '../fixtures/office.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';
import { type Answer, held, platform } from './platform.ts';

/** Wednesday, 3 March 2027, 12:00 in Hanoi. */
const noon = Date.UTC(2027, 2, 3, 5);
let now = noon;
let { store, remove } = temporaryStore(() => now);
let logged: string[] = [];
let told: Update[] = [];
beforeEach(() => {
  now = noon;
  ({ store, remove } = temporaryStore(() => now));
  logged = [];
  told = [];
});
afterEach(() => remove());

const chatOf = (user: string, channel = 'telegram'): Chat => ({ channel, bot: '-', user });

async function learner(user: string, change: (session: Session) => Session = (it) => it, channel?: string) {
  const chat = chatOf(user, channel);
  const [loaded] = await store.load([{ chat, updates: [] }]);
  const session = change(loaded?.session ?? newSession('0123456789abcdef', 'vi', now - dayMs));
  const step = { ...firstStep(chat, session), base: loaded?.version };
  expect(await store.commit(0, [step], now)).toEqual(['committed']);
}
const crowd = async (count: number): Promise<void> => {
  for (let user = 0; user < count; user++) await learner(String(user));
};

async function post(more: Partial<Broadcast> = {}): Promise<void> {
  await store.putBroadcast({ ...draft('tin'), state: { kind: 'scheduled' }, ...more }, 0);
}
const found = async (id = 'tin'): Promise<Broadcast> => {
  const it = (await store.broadcasts()).find((one) => one.id === id);
  if (it === undefined) throw new Error(`there is no ${id}`);
  return it;
};
const counts = async (id = 'tin') => sumOf([(await store.ledger(0, id))?.counts ?? noCounts()]);
const only = (some: Partial<Record<RecipientState, number>>) => ({ ...noCounts(), ...some });

type Team = { courier: Courier; broadcaster: Broadcaster; work(): Promise<void> };

function team(
  channels: Channel[],
  over: { store?: Store; owner?: string; pace?: Pace; ended?(broadcast: Broadcast): void } = {},
): Team {
  const byName = channelsOf(channels);
  const shared = {
    store: over.store ?? store,
    channels: byName,
    receive: async (update: Update) => {
      told.push(update);
      return { kind: 'committed' as const };
    },
    clock: () => now,
    log: openLog('warn', { write: (line: string) => void logged.push(line) }),
  };
  const broadcaster: Broadcaster = new Broadcaster({
    ...shared,
    course: () => smallCourse(),
    ...(over.ended === undefined ? {} : { over: over.ended }),
    governorOf: (channel, bot) => courier.governorOf(channel, bot),
  });
  const courier: Courier = new Courier({
    ...shared,
    paceOf: () => over.pace ?? ownPace,
    owner: over.owner ?? 'courier',
    companion: broadcaster,
  });
  return {
    courier,
    broadcaster,
    async work() {
      await courier.sweep();
      for (let look = 0; look < 6; look++) {
        await broadcaster.look();
        await broadcaster.idle();
      }
      await courier.idle();
    },
  };
}
const telegram = (answer?: Answer) => platform(answer, 'telegram');
/** To whom, without what. */
const usersOf = (sent: string[]): string[] => sent.map((line) => line.split(':')[0] ?? '');

describe('the broadcaster', () => {
  test('sends to everybody once and says that it is done', async () => {
    await crowd(300);
    await post();
    const { channel, sent } = telegram();
    const { work } = team([channel]);
    await work();
    expect(sent).toHaveLength(300);
    expect(new Set(sent).size).toBe(300);
    expect(await counts()).toEqual(only({ sent: 300 }));
    expect((await found()).state).toEqual({ kind: 'done', at: noon });
    await work();
    expect(sent).toHaveLength(300);
  });

  test('leaves out whom the channel cannot carry it to, without a try and without an error', async () => {
    await learner('long-silent', (it) => ({ ...it, heardAt: now - 9 * dayMs }));
    await learner('silent', (it) => ({ ...it, heardAt: now - 3 * dayMs }));
    await learner('here', (it) => ({ ...it, heardAt: now - 1_000 }));
    await post();
    const { channel, sent } = telegram();
    const { work } = team([
      {
        ...channel,
        canSend: (_, heardAt, at) =>
          at - heardAt > 7 * dayMs ? 'template' : at - heardAt > 2 * dayMs ? 'paid' : 'free',
      },
    ]);
    await work();
    expect(usersOf(sent).toSorted()).toEqual(['here', 'silent']);
    expect(await counts()).toEqual(only({ sent: 2, unreachable: 1 }));
    expect(told).toEqual([]);
  });

  test('tells once that it is over, and also when it had to stop', async () => {
    const over: string[] = [];
    const ended = ({ id, state }: Broadcast): void => void over.push(`${id} ${state.kind}`);
    await crowd(3);
    await post();
    const { work } = team([telegram().channel], { ended });
    await work();
    await work();
    expect(over).toEqual(['tin done']);
    await post({ ...draft('sau'), state: { kind: 'scheduled' } });
    const broken = telegram(() => ({ kind: 'channel_down', reason: 'Telegram 401: Unauthorized' }));
    const late = team([broken.channel], { ended, owner: 'courier' });
    await late.work();
    expect(over).toEqual(['tin done', 'sau stopped']);
  });

  test('starts no earlier than it is meant to, and not at night', async () => {
    await crowd(3);
    await post({ scheduledAt: noon + minuteMs });
    const { channel, sent } = telegram();
    const { work } = team([channel]);
    await work();
    expect((await found()).state.kind).toBe('scheduled');
    now = Date.UTC(2027, 2, 3, 14);
    await work();
    expect((await found()).state.kind).toBe('scheduled');
    now = Date.UTC(2027, 2, 3, 23, 30);
    await work();
    expect(sent).toHaveLength(3);
  });

  test('a long send rests at 20:45 and goes on at 6:30; public danger does not', async () => {
    await crowd(40);
    await post();
    await post({
      ...draft('nguy'),
      id: 'nguy',
      topic: 'danger',
      crossesQuietHours: true,
      scheduledAt: now + 9 * 60 * minuteMs,
      state: { kind: 'scheduled' },
    });
    let left = 15;
    const { channel, sent } = telegram(() => {
      if (--left === 0) now = Date.UTC(2027, 2, 3, 13, 45);
      return { kind: 'delivered' };
    });
    const pace = { ...ownPace, sendsAtOnce: 2 };
    const { work } = team([channel], { pace });
    await work();
    const before = sent.length;
    expect(before).toBeGreaterThanOrEqual(15);
    expect(before).toBeLessThan(20);
    expect(await counts()).toEqual(only({ sent: before, waiting: 40 - before }));
    now = Date.UTC(2027, 2, 3, 18);
    await work();
    expect(await counts()).toMatchObject({ sent: before });
    expect(await counts('nguy')).toEqual(only({ sent: 40 }));
    now = Date.UTC(2027, 2, 3, 23, 30);
    await work();
    expect(await counts()).toEqual(only({ sent: 40 }));
    expect((await found()).state.kind).toBe('done');
  });

  test('once a pause has resolved nobody more is begun; after it the rest is sent', async () => {
    await crowd(100);
    await post();
    const first = held<Delivery>();
    const { channel, sent } = telegram((_, user) => (user === '0' ? first.promise : { kind: 'delivered' }));
    const { courier, broadcaster, work } = team([channel], { pace: { ...ownPace, sendsAtOnce: 2 } });
    await courier.sweep();
    for (let look = 0; look < 3; look++) await broadcaster.look();
    await expect.poll(() => sent.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const changed = await changeBroadcast(store, 'tin', { kind: 'pause', by: 'an', at: now });
    expect(changed.kind).toBe('changed');
    const begun = (await counts()).sending + (await counts()).sent;
    first.give({ kind: 'delivered' });
    await work();
    expect((await counts()).sent).toBe(begun);
    expect(sent.length).toBe(begun);
    await changeBroadcast(store, 'tin', { kind: 'resume' });
    await work();
    expect(await counts()).toEqual(only({ sent: 100 }));
    expect(new Set(sent).size).toBe(100);
  });

  test('a cancelled one stays as it is', async () => {
    await crowd(10);
    await post();
    const { channel, sent } = telegram(async () => {
      await changeBroadcast(store, 'tin', { kind: 'cancel', by: 'an', at: now });
      return { kind: 'delivered' };
    });
    const { work } = team([channel], { pace: { ...ownPace, sendsAtOnce: 2 } });
    await work();
    expect(sent.length).toBeLessThan(10);
    expect(await counts()).toEqual(only({ sent: sent.length, waiting: 10 - sent.length }));
    expect((await found()).state.kind).toBe('cancelled');
  });

  test('whoever said stop is left out, also a moment before their turn', async () => {
    await learner('all', withAllMuted);
    await learner('scams', (it) => withMuted(it, 'scam'));
    await learner('events', (it) => withMuted(it, 'events'));
    await learner('late');
    await post();
    // Written after they were taken into hand and before the request leaves.
    const late: Store = {
      ...store,
      async workLedger(lease, id, work) {
        if (work.begin?.some(({ chat }) => chat.user === 'late')) await learner('late', withAllMuted);
        return store.workLedger(lease, id, work);
      },
    };
    const { channel, sent } = telegram();
    await team([channel], { store: late }).work();
    expect(sent.map((line) => line.split(':')[0])).toEqual(['events']);
    expect(await counts()).toEqual(only({ sent: 1, opted_out: 3 }));
  });

  test('whoever blocked us is not tried; whom we cannot reach is noted in the core', async () => {
    await learner('blocked', (it) => ({ ...it, isBlocked: true }));
    await learner('gone');
    await learner('there');
    await post();
    const { channel, sent } = telegram((_, user) =>
      user === 'gone' ? { kind: 'unreachable', reason: '403' } : { kind: 'delivered' },
    );
    await team([channel]).work();
    expect(sent).toHaveLength(2);
    expect(await counts()).toEqual(only({ sent: 1, unreachable: 2 }));
    expect(told).toMatchObject([{ chat: { user: 'gone' }, event: { kind: 'delivery_refused' } }]);
  });

  test('three refusals of our text stop the broadcast and say why', async () => {
    await crowd(200);
    await post();
    const { channel } = telegram(() => ({ kind: 'bad_content', reason: 'Telegram 400: cannot parse' }));
    await team([channel], { pace: { ...ownPace, sendsAtOnce: 2 } }).work();
    const { state } = await found();
    expect(state).toMatchObject({
      kind: 'stopped',
      reason: 'content_refused',
      detail: expect.stringContaining('400'),
    });
    const { failed, waiting } = await counts();
    expect(failed).toBeGreaterThanOrEqual(3);
    expect(failed).toBeLessThan(10);
    expect(failed + waiting).toBe(200);
    expect(logged.join()).toContain('ALARM: a broadcast was stopped');
  });

  test('a revoked token stops it loudly, and nobody is lost', async () => {
    await crowd(20);
    await post();
    const { channel } = telegram(() => ({ kind: 'channel_down', reason: 'Telegram 401: Unauthorized' }));
    await team([channel]).work();
    expect((await found()).state).toMatchObject({ kind: 'stopped', reason: 'channel_down' });
    expect(await counts()).toEqual(only({ waiting: 20 }));
    expect(logged.join()).toContain('ALARM');
  });

  test('asked to wait, the whole lane waits; it is no attempt and nobody is lost', async () => {
    await crowd(30);
    await post();
    let refusals = 3;
    const { channel, sent } = telegram(() =>
      refusals-- > 0
        ? { kind: 'retry', afterMs: 300, scope: 'bot', reason: 'Telegram 429' }
        : { kind: 'delivered' },
    );
    const { work } = team([channel], { pace: { ...ownPace, sendsAtOnce: 2 } });
    await work();
    expect(sent.length).toBeLessThan(5);
    await expect
      .poll(
        async () => {
          await work();
          return (await counts()).sent;
        },
        { timeout: 20_000 },
      )
      .toBe(30);
  });

  test('an unknown end is counted as unknown and not repeated, unless the official chose so', async () => {
    await crowd(4);
    await post();
    await post({ ...draft('hai'), id: 'hai', repeatsUnknown: true, state: { kind: 'scheduled' } });
    const { channel, sent } = telegram((_, user) =>
      user === '1' ? { kind: 'unknown', reason: 'cut off' } : { kind: 'delivered' },
    );
    await team([channel]).work();
    expect(await counts()).toEqual(only({ sent: 3, unknown: 1 }));
    expect(await counts('hai')).toEqual(only({ sent: 3, unknown: 1 }));
    expect(sent.filter((line) => line.startsWith('1:'))).toHaveLength(3);
  });

  test('in the web chat it lies in the log in order, and counts as sent once it was read', async () => {
    await learner('lan', (it) => it, 'web');
    await post();
    const web = platform(undefined, 'web');
    const channel: Channel = {
      ...web.channel,
      capabilities: { ...web.channel.capabilities, isFoundLater: true },
      async send(chat, outgoing, sequence, signal) {
        await store.appendLog(chat, { sequence, outgoing, at: now });
        return web.channel.send(chat, outgoing, sequence, signal);
      },
    };
    const { work } = team([channel]);
    await work();
    await work();
    expect(web.sent).toHaveLength(1);
    expect(await counts()).toEqual(only({ placed: 1 }));
    expect((await found()).state.kind).toBe('done');
    const [event] = await readEvents(store, chatOf('lan', 'web'), 0);
    expect(event?.choices).toHaveLength(2);
    expect(await counts()).toEqual(only({ sent: 1 }));
    await readEvents(store, chatOf('lan', 'web'), 0);
    expect(await counts()).toEqual(only({ sent: 1 }));
  });

  test('more than a week allows is left out with the reason', async () => {
    await crowd(5);
    await post({ ...draft('truoc'), id: 'truoc', state: { kind: 'scheduled' } });
    const { channel } = telegram();
    const { work } = team([channel]);
    await work();
    await post({ weeklyCap: 1 });
    await learner('new');
    await work();
    expect(await counts()).toEqual(only({ over_budget: 5, sent: 1 }));
  });

  test('the holdout receives nothing', async () => {
    await crowd(200);
    await post({ holdoutShare: 0.2 });
    const { channel, sent } = telegram();
    await team([channel]).work();
    const { holdout, sent: done } = await counts();
    expect(holdout).toBeGreaterThan(20);
    expect(holdout).toBeLessThan(60);
    expect(done).toBe(200 - holdout);
    expect(sent).toHaveLength(done);
  });

  test('a courier that is stopped finishes what is on its way; the next goes on without a doubt', async () => {
    await crowd(60);
    await post();
    const { channel, sent } = telegram(async () => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return { kind: 'delivered' };
    });
    const one = team([channel], { owner: 'one', pace: { ...ownPace, sendsAtOnce: 4 } });
    await one.courier.sweep();
    await one.broadcaster.look();
    await one.broadcaster.look();
    await expect.poll(() => sent.length, { timeout: 20_000 }).toBeGreaterThan(5);
    await one.broadcaster.stop();
    await one.courier.stop();
    const { sending, sent: done } = await counts();
    expect(sending).toBe(0);
    expect(done).toBe(sent.length);
    expect(done).toBeLessThan(60);
    await team([channel], { owner: 'two' }).work();
    expect(await counts()).toEqual(only({ sent: 60 }));
    expect(new Set(sent).size).toBe(60);
  });

  test('who has themselves forgotten meanwhile holds nothing up', async () => {
    await crowd(5);
    await post();
    const idle = team([]);
    await idle.work();
    const [loaded] = await store.load([{ chat: chatOf('2'), updates: [] }]);
    await store.commit(
      0,
      [
        {
          chat: chatOf('2'),
          base: loaded?.version,
          updates: [],
          redeliveryMs: 0,
          session: undefined,
          timerAt: undefined,
          outgoing: [],
          counters: {},
          archive: [],
        },
      ],
      now,
    );
    expect(await counts()).toEqual(only({ waiting: 5 }));
    const { channel } = telegram();
    await team([channel]).work();
    expect(await counts()).toEqual(only({ sent: 4, erased: 1 }));
    expect((await found()).state.kind).toBe('done');
  });

  test('a try reaches the chats it names at any hour, marked, and nobody else', async () => {
    await crowd(40);
    now = Date.UTC(2027, 2, 3, 18);
    await post({
      tryOf: 'nhap',
      audience: { chats: ['telegram:-:7', 'telegram:-:11', 'telegram:-:gone'] },
      crossesQuietHours: true,
      weeklyCap: undefined,
    });
    const { channel, sent } = telegram();
    await team([channel]).work();
    expect(sent.sort()).toEqual([expect.stringMatching(/^11:Tin thử/), expect.stringMatching(/^7:Tin thử/)]);
    expect(await counts()).toEqual(only({ sent: 2 }));
    expect((await found()).state.kind).toBe('done');
  });

  test('a partition that has lost its ledger is not sent to again, and said so loudly', async () => {
    await crowd(5);
    await post({ startedAt: noon, state: { kind: 'planning' } });
    const { channel, sent } = telegram();
    await team([channel]).work();
    expect(sent).toEqual([]);
    expect(logged.join()).toContain('has lost the ledger of a broadcast');
  });

  test('one that repeats makes its next one as it begins, once, however often and by whomever it is looked at', async () => {
    await crowd(2);
    await post({ repeats: 'weekly' });
    const { channel, sent } = telegram();
    const one = team([channel]);
    const other = team([channel], { owner: 'other' });
    await one.work();
    await other.work();
    const all = await store.broadcasts();
    expect(all.map(({ id, state }) => `${id} ${state.kind}`).sort()).toEqual([
      'tin done',
      'tin-20270310 scheduled',
    ]);
    now += 7 * dayMs;
    await one.work();
    expect(sent).toHaveLength(4);
    expect((await store.broadcasts()).map(({ id }) => id).sort()).toEqual([
      'tin',
      'tin-20270310',
      'tin-20270317',
    ]);
  });

  test('a series ends with the next one cancelled, whatever becomes of those before', async () => {
    await crowd(2);
    await post({ repeats: 'weekly' });
    const { channel, sent } = telegram();
    const { work } = team([channel]);
    await work();
    await changeBroadcast(store, 'tin-20270310', { kind: 'cancel', by: 'an', at: now });
    for (let day = 0; day < 15; day++) {
      now += dayMs;
      await work();
    }
    expect(sent).toHaveLength(2);
    expect(await store.broadcasts()).toHaveLength(2);
  });

  test('a next one that went to the archive is not made again by one that still runs', async () => {
    await crowd(2);
    await post({ repeats: 'weekly' });
    const { channel } = telegram();
    const { work } = team([channel]);
    await work();
    now += 15 * dayMs;
    const running = await found();
    await store.dropBroadcast('tin-20270310');
    await store.putBroadcast(
      { ...running, revision: running.revision + 1, state: { kind: 'running' } },
      running.revision,
    );
    await work();
    expect((await store.broadcasts()).map(({ id }) => id)).toEqual(['tin']);
  });

  test('a try goes out at night to those it names and nobody else, and counts in nobody’s week', async () => {
    await crowd(40);
    now = Date.UTC(2027, 2, 3, 16);
    const { channel, sent } = telegram();
    const { work } = team([channel]);
    const chats = ['telegram:-:7', 'telegram:-:9', 'telegram:-:unknown'];
    for (const id of ['try-1', 'try-2', 'try-3', 'try-4'])
      await post({ id, tryOf: 'tin', audience: { chats } });
    await work();
    expect(usersOf(sent).toSorted()).toEqual([...Array(4).fill('7'), ...Array(4).fill('9')]);
    expect((await found('try-4')).state.kind).toBe('done');
    now = noon + dayMs;
    await post({ audience: { chats } });
    await work();
    expect(await counts()).toEqual(only({ sent: 2 }));
  });

  test('a trial reaches nobody but testers and simulated people', async () => {
    await crowd(5);
    await post({ reach: 'test_accounts', testers: ['telegram:-:3'] });
    const { channel, sent } = telegram();
    await team([channel]).work();
    expect(usersOf(sent)).toEqual(['3']);
  });

  test('what people did is counted 72 hours after the last send, of the written to and of the left out', async () => {
    await crowd(60);
    await post({ holdoutShare: 0.5 });
    const { channel, sent } = telegram();
    const { work } = team([channel]);
    await work();
    const opens = (at: number) => (it: Session) => ({
      ...it,
      latestAt: at,
      heardAt: at,
      learners: it.learners.map((learner) => ({ ...learner, lessonOpenedAt: at })),
    });
    const written = new Set(usersOf(sent));
    const leftOut = Array.from({ length: 60 }, (_, user) => String(user)).filter((it) => !written.has(it));
    for (const user of [...written].slice(0, 5)) await learner(user, opens(noon + dayMs));
    await learner([...written][5] as string, opens(noon - dayMs));
    await learner([...written][6] as string, opens(noon + 3 * dayMs + minuteMs));
    for (const user of leftOut.slice(0, 2)) await learner(user, opens(noon + 3 * dayMs));
    now = noon + 3 * dayMs - 1;
    await work();
    expect((await found()).reactions).toEqual({});
    now = noon + 3 * dayMs + 5 * minuteMs;
    await work();
    const expected = {
      at: now,
      written: { n: written.size, reacted: 5 },
      leftOut: { n: leftOut.length, reacted: 2 },
    };
    expect((await found()).reactions).toEqual({ 0: expected });
    expect(leftOut.length).toBeGreaterThan(10);
    const { revision } = await found();
    now += minuteMs;
    await work();
    expect((await found()).revision).toBe(revision);
  });
});
