import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBot } from '../../../src/bot.ts';
import { newBroadcast } from '../../../src/broadcast/broadcast.ts';
import { progressOf, sumOf } from '../../../src/broadcast/states.ts';
import { openDemoChannel } from '../../../src/channels/demo/demo-channel.ts';
import type { DemoPeople } from '../../../src/channels/demo/demo-people.ts';
import { demoChat } from '../../../src/channels/demo/person.ts';
import { readConfig } from '../../../src/config.ts';
import type { Chat } from '../../../src/core/chat.ts';
import { screenMessage } from '../../../src/core/screen.ts';
import type { Session } from '../../../src/core/session.ts';
import { dayMs } from '../../../src/core/time.ts';
import { activeLearner } from '../../../src/core/turn.ts';
import { demoPeopleOf, openDemo } from '../../../src/demo-at-start.ts';
import { openMessagedToday } from '../../../src/intake/messaged-today.ts';
import { openTimers } from '../../../src/intake/timers.ts';
import { openLog } from '../../../src/log.ts';
import { deriveSecrets } from '../../../src/secrets.ts';
import type { Store } from '../../../src/store/store.ts';
import { smallCourse } from '../../fixtures/small-course.ts';
import { temporaryStore } from '../../fixtures/temporary-store.ts';

const course = smallCourse();
const log = openLog('silent');
let { store, remove }: { store: Store; remove(): Promise<void> } = temporaryStore();
let people: DemoPeople = demoPeopleOf({ store, course: () => course, log });
beforeEach(async () => {
  await remove();
  ({ store, remove } = temporaryStore());
  people = demoPeopleOf({ store, course: () => course, log });
});
afterEach(async () => {
  await people.stop();
});

const sessions = async (count: number): Promise<Session[]> => {
  const chats = Array.from({ length: count }, (_, number) => ({ chat: demoChat(number), updates: [] }));
  return (await store.load(chats)).flatMap(({ session }) => session ?? []);
};
const traits = ({ language, heardAt, learners }: Session) => {
  const [learner] = learners;
  const finished = Object.values(learner?.progress ?? {}).filter((it) => it.completedAt !== undefined);
  return {
    language,
    days: Math.round((Date.now() - heardAt) / dayMs),
    audience: learner?.audience,
    commune: learner?.commune,
    place: learner?.place.kind,
    finished: finished.length,
  };
};

/** The whole bot over the store, with the simulated platform; sends what waits. */
function botOf() {
  const channel = openDemoChannel({ seed: 'a-seed', clock: Date.now, log });
  const recorded: unknown[] = [];
  const bot = openBot({
    store,
    course: () => course,
    channels: [channel],
    secrets: deriveSecrets('a-secret-of-thirty-two-characters'),
    toArchiveRows: (record) => {
      recorded.push(record);
      return [];
    },
    log,
  });
  return { bot, channel, recorded };
}

test('people of all kinds come, and who was cut off on the way goes on; asked for again nobody comes twice', async () => {
  expect(await people.count()).toBe(0);
  expect(await people.make(150)).toBe(150);
  const found = (await sessions(150)).map(traits);
  expect(found).toHaveLength(150);
  for (const few of ['language', 'audience', 'commune', 'place', 'finished'] as const)
    expect(new Set(found.map((it) => it[few])).size, few).toBeGreaterThan(1);
  expect(found.filter(({ days }) => days >= 14).length).toBeGreaterThan(20);
  expect(found.filter(({ days }) => days === 0).length).toBeGreaterThan(5);
  expect(await people.make(150)).toBe(150);
  expect(await store.chatCount()).toBe(150);
  expect((await sessions(150)).map(traits)).toEqual(found);
  expect((await sessions(150)).every((it) => activeLearner(it).consent?.isGiven === true)).toBe(true);
});

test('work that ends in the middle is taken up by the next process, and its people are counted meanwhile', async () => {
  const making = people.make(300);
  await expect.poll(() => people.work(), { timeout: 20_000 }).toMatchObject({ kind: 'making', done: 64 });
  await people.stop();
  await making;
  const next = demoPeopleOf({ store, course: () => course, log });
  const between = await next.count();
  expect(between).toBeGreaterThanOrEqual(64);
  expect(between).toBeLessThan(300);
  expect(await next.make(300)).toBe(300);
  await next.stop();
});

test('nothing of theirs is counted, recorded, reported or archived, whatever they do and whatever timers bring', async () => {
  await people.make(120);
  const { bot, recorded } = botOf();
  await bot.flush();
  const timers = openTimers({ store, receive: bot.receive, clock: () => Date.now() + 2 * dayMs, log });
  await timers.sweep();
  const learned = (await sessions(120)).filter((it) => Object.keys(activeLearner(it).progress).length > 0);
  expect(learned.length).toBeGreaterThan(30);
  expect(recorded).toEqual([]);
  expect(await store.counters('')).toEqual({});
  for (let partition = 0; partition < store.partitions; partition++)
    expect(await store.archiveRows(partition, 1_000)).toEqual([]);
  await bot.stop();
});

test('a person who is there is counted by the same bot, so that nothing above was silent for another reason', async () => {
  const { bot, recorded } = botOf();
  const act = (chat: Chat, id: string, choice: string) =>
    bot.receive({ chat, id, event: { kind: 'choice_tapped', choice, at: Date.now() } });
  const chat = { channel: 'web', bot: '-', user: 'a-person' };
  await bot.receive({ chat, id: '0', event: { kind: 'chat_opened', at: Date.now() } });
  await act(chat, '1', 'consent-yes');
  await act(chat, '2', 'learn');
  for (let step = 0; step < 60; step++) {
    const [loaded] = await store.load([{ chat, updates: [] }]);
    if (loaded?.session === undefined) throw new Error('the chat is there');
    await act(chat, `step-${step}`, screenMessage(course, loaded.session).choices[0]?.id ?? 'learn');
  }
  expect(recorded.length).toBeGreaterThan(0);
  expect(Object.keys(await store.counters('')).length).toBeGreaterThan(0);
  await bot.stop();
});

test('a message of officials reaches them or does not, and every one of them is accounted for', async () => {
  await people.make(40);
  const { bot } = botOf();
  const wish = { id: 'thu-1', unit: '38', author: 'x', createdAt: Date.now(), topic: 'danger' } as const;
  const texts = { vi: { text: 'Chào {ban}.' } };
  const draft = newBroadcast({ ...wish, texts, crossesQuietHours: true, reach: 'test_accounts' });
  await store.putBroadcast({ ...draft, state: { kind: 'scheduled' } }, 0);
  await bot.start();
  await expect.poll(async () => (await store.broadcasts())[0]?.state.kind, { timeout: 30_000 }).toBe('done');
  const progress = progressOf(sumOf(Object.values(await store.countsByUnit('thu-1'))));
  expect(progress.recipients).toBe(40);
  expect(progress.sent + progress.unreachable + progress.unknown).toBe(40);
  expect(progress.sent).toBeGreaterThan(30);
  // Whoever it came to is not reminded of a lesson today as well.
  const chats = Array.from({ length: 40 }, (_, number) => demoChat(number));
  const had = (clock: () => number) => openMessagedToday({ store, clock })(0, chats);
  expect((await had(Date.now)).size).toBe(progress.sent + progress.unknown);
  expect((await had(() => Date.now() + 2 * dayMs)).size).toBe(0);
  await bot.stop();
});

test('they go as they came: nobody is left, and only that they were erased is', async () => {
  await people.make(130);
  await people.remove();
  expect(await people.count()).toBe(0);
  expect(await store.chatCount()).toBe(0);
  const kinds = new Set<string>();
  for (let partition = 0; partition < store.partitions; partition++)
    for (const { row } of await store.archiveRows(partition, 1_000)) kinds.add(row.kind);
  expect([...kinds].sort()).toEqual(['chat_erased', 'erasure']);
});

test('once an agency answers for the bot they are erased at the start, and later starts know nothing of them', async () => {
  await people.make(30);
  const config = readConfig({ OPERATOR_NAME: 'UBND xã Nga An' });
  const start = () => openDemo({ config, store, course: () => course, clock: Date.now, log });
  const first = await start();
  // Their goodbyes must still leave.
  expect(first.channel?.name).toBe('demo');
  await first.leave();
  await first.people.stop();
  expect(await store.chatCount()).toBe(0);
  expect((await start()).channel).toBeUndefined();
});
