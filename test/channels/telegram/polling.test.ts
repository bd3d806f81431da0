import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PollerLease } from '../../../src/channels/http/under-lease.ts';
import { type BotApi, type Person, startBotApi } from '../../fakes/bot-api/bot-api.ts';
import { openToyBot, type ToyBot, type ToyOptions } from './toy-bot.ts';

let api: BotApi;
let lan: Person;
const bots: ToyBot[] = [];

beforeEach(async () => {
  api = await startBotApi({ secondMs: 20 });
  lan = api.person();
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
  await api.stop();
});

async function open(options: Partial<ToyOptions> = {}): Promise<ToyBot> {
  const bot = await openToyBot({ apiRoot: api.url, token: api.token, ...options });
  bots.push(bot);
  return bot;
}

/** Resolves when a claim holds, looking again whenever the machine has nothing else to do. */
async function until(claim: () => boolean): Promise<void> {
  const endAt = performance.now() + 10_000;
  while (!claim()) {
    if (performance.now() > endAt) throw new Error(`Waited in vain for ${claim.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
const texts = (bot: ToyBot): string[] =>
  bot.committed.flatMap(({ event }) => (event.kind === 'text_written' ? [event.text] : []));

test('a person writes and is answered, taps and is heard', async () => {
  const bot = await open();
  await bot.start();
  lan.writes('/start K7M');
  lan.writes('xin chào');
  expect(await lan.hears()).toMatchObject({ text: 'nghe: xin chào', buttons: ['Menu'] });
  lan.taps('Menu');
  await until(() => bot.committed.length === 3);
  expect(bot.committed.map(({ event }) => event.kind)).toEqual([
    'chat_opened',
    'text_written',
    'choice_tapped',
  ]);
  expect(bot.committed[2]?.event).toMatchObject({ choice: 'menu', message: String(lan.sees()[0]?.id) });
});

test('what was written while the bot was away is taken when it comes, in order', async () => {
  for (const text of ['một', 'hai', 'ba']) lan.writes(text);
  const bot = await open();
  await bot.start();
  await until(() => bot.committed.length === 3);
  expect(texts(bot)).toEqual(['một', 'hai', 'ba']);
});

test('Telegram is told to forget only what is committed', async () => {
  const bot = await open({
    instead: ({ event }, time) =>
      event.kind === 'text_written' && event.text === 'hai' && time < 4
        ? { kind: 'try_later', afterMs: 1_000 }
        : undefined,
  });
  for (const text of ['một', 'hai', 'ba']) lan.writes(text);
  const ids = api.bot.queue.pending().map(({ updateId }) => updateId);
  await bot.start();
  await until(() => bot.committed.length === 3);
  await bot.telegram.stop();
  expect(bot.handedIn.filter(({ id }) => id === String(ids[1]))).toHaveLength(4);
  expect(bot.handedIn.filter(({ id }) => id === String(ids[2]))).toHaveLength(1);
  expect(api.bot.queue.pending()).toEqual([]);
});

test('a bot that stops with something unsaved leaves it and what follows with Telegram', async () => {
  const bot = await open({
    instead: ({ event }) =>
      event.kind === 'text_written' && event.text === 'hai'
        ? { kind: 'try_later', afterMs: 60_000 }
        : undefined,
  });
  for (const text of ['một', 'hai', 'ba']) lan.writes(text);
  const ids = api.bot.queue.pending().map(({ updateId }) => updateId);
  await bot.start();
  await until(() => bot.handedIn.length >= 3);
  await bot.telegram.stop();
  expect(api.bot.queue.pending().map(({ updateId }) => updateId)).toEqual(ids.slice(1));
});

test('an update whose receipt never came is given to the next process', async () => {
  let die: (() => void) | undefined;
  const first = await open({
    // Perhaps committed, perhaps not: the process ends before it can know.
    instead: () =>
      new Promise((resolve) => {
        die = () => resolve({ kind: 'try_later', afterMs: 60_000 });
      }),
  });
  lan.writes('xin chào');
  await first.start();
  await until(() => first.handedIn.length === 1);
  die?.();
  await first.telegram.stop();
  const second = await open();
  await second.start();
  await until(() => second.committed.length === 1);
  expect(second.committed[0]?.id).toBe(first.handedIn[0]?.id);
});

test('an update that cannot be read is passed over and does not block those behind it', async () => {
  const bot = await open();
  api.bot.happen('message', 'odd', { text: 'no chat' });
  lan.writes('sau đó');
  await bot.start();
  await until(() => bot.committed.length === 1);
  await bot.telegram.stop();
  expect(bot.told.lines).toContain('Telegram sent an update that cannot be read; it is passed over');
  expect(api.bot.queue.pending()).toEqual([]);
});

test('kinds that are not ours are forgotten without a word', async () => {
  const bot = await open();
  await bot.start();
  api.bot.happen('edited_message', 'edits', {});
  lan.blocks();
  lan.unblocks();
  await until(() => bot.committed.length === 2);
  expect(bot.committed.map(({ event }) => event.kind)).toEqual(['chat_blocked', 'chat_unblocked']);
});

test('a second poller is told once that another takes the updates, and goes on when it is gone', async () => {
  const bot = await open();
  api.faults.next({
    kind: 'refuse',
    code: 409,
    description: 'Conflict: terminated by other getUpdates request',
    method: 'getUpdates',
    times: 3,
  });
  await bot.start();
  lan.writes('xin chào');
  await until(() => bot.committed.length === 1);
  const conflicts = bot.told.lines.filter((line) => line.includes('to someone else'));
  expect(conflicts).toHaveLength(1);
  expect(conflicts[0]).toContain('stop the other process or webhook with this token');
  await until(() => bot.told.lines.includes('Telegram answers again'));
  expect(await bot.telegram.trouble()).toBeUndefined();
});

test('an outage is waited out', async () => {
  const bot = await open();
  api.faults.next(
    { kind: 'server_error', method: 'getUpdates', times: 2 },
    { kind: 'cut', method: 'getUpdates' },
    { kind: 'proxy_page', method: 'getUpdates' },
    { kind: 'flood', method: 'getUpdates', retryAfter: 3 },
  );
  lan.writes('xin chào');
  await bot.start();
  await until(() => bot.committed.length === 1);
  expect(api.faults.areOver()).toBe(true);
});

test('a lost answer to the confirmation repeats nothing that was committed', async () => {
  const bot = await open();
  api.faults.next({ kind: 'lost_response', method: 'getUpdates', after: 1 });
  lan.writes('một');
  await bot.start();
  await until(() => bot.committed.length === 1);
  lan.writes('hai');
  await until(() => bot.committed.length === 2);
  expect(bot.handedIn).toHaveLength(2);
});

test('of two processes with a lease only the holder polls, and the other follows when it ends', async () => {
  let holder: string | undefined;
  const leaseOf = (name: string): PollerLease => ({
    renewMs: 5,
    async acquire() {
      holder ??= name;
      return holder === name;
    },
    renew: async () => holder === name,
    async release() {
      if (holder === name) holder = undefined;
    },
  });
  const first = await open({ lease: leaseOf('first') });
  const second = await open({ lease: leaseOf('second') });
  await first.start();
  lan.writes('một');
  await until(() => first.committed.length === 1);
  await second.start();
  lan.writes('hai');
  await until(() => first.committed.length === 2);
  await first.telegram.stop();
  lan.writes('ba');
  await until(() => second.committed.length === 1);
  expect(texts(second)).toEqual(['ba']);
  expect([...first.told.lines, ...second.told.lines].filter((line) => line.includes('someone else'))).toEqual(
    [],
  );
});

test('a process that lost its lease stops asking', async () => {
  let isMine = true;
  let refusals = 0;
  const lease: PollerLease = {
    renewMs: 5,
    async acquire() {
      if (!isMine) refusals++;
      return isMine;
    },
    renew: async () => isMine,
    release: async () => {},
  };
  const bot = await open({ lease });
  await bot.start();
  lan.writes('một');
  await until(() => bot.committed.length === 1);
  // The next question has reached the server and waits there.
  await until(() => api.callsOf('getUpdates').at(-1)?.answer === undefined);
  isMine = false;
  await until(() => refusals > 0);
  const asked = api.callsOf('getUpdates').length;
  lan.writes('hai');
  const refusedBefore = refusals;
  await until(() => refusals > refusedBefore + 5);
  expect(api.callsOf('getUpdates')).toHaveLength(asked);
  isMine = true;
  await until(() => bot.committed.length === 2);
});
