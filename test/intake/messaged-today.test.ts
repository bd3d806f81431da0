import { expect, test } from 'vitest';
import { newBroadcast } from '../../src/broadcast/broadcast.ts';
import type { Event } from '../../src/core/event.ts';
import { dayOf, midnightOf } from '../../src/core/local-calendar.ts';
import { newSession } from '../../src/core/new-session.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import { openTimers } from '../../src/intake/timers.ts';
import { openLog } from '../../src/log.ts';
import type { Store } from '../../src/store/store.ts';

const now = midnightOf(dayOf(2027, 5, 10)) + 20 * hourMs;
const chatOf = (user: string) => ({ channel: 'web', bot: '-', user });

/** What a sweep hands in when two people are due, of whom the first was sent to by the broadcasts of `startedAt`. */
async function sweptWith(startedAt: number | undefined, endedAt?: number) {
  const asked = { loads: 0 };
  const events: Event[] = [];
  const texts = { vi: { text: 'Chào {ban}.' } };
  const draft = newBroadcast({ id: 'b-1', unit: '38', author: 'x', createdAt: 0, texts, topic: 'learning' });
  const state =
    endedAt === undefined ? ({ kind: 'running' } as const) : ({ kind: 'done', at: endedAt } as const);
  let due = [chatOf('a'), chatOf('b')];
  const store: Partial<Store> = {
    partitions: 1,
    async dueTimers() {
      const found = due.map((chat) => ({ chat, dueAt: now }));
      due = [];
      return found;
    },
    broadcasts: async () => [{ ...draft, startedAt, state }],
    async load(chats) {
      asked.loads++;
      return chats.map((_, number) => ({
        session: newSession('s', 'vi', 0),
        version: '',
        number,
        knownUpdates: [],
      }));
    },
    hadBy: async (_, broadcasts, numbers) => numbers.map((number) => (number === 0 ? broadcasts.length : 0)),
  };
  const timers = openTimers({
    store: store as Store,
    async receive({ event }) {
      events.push(event);
      return { kind: 'committed' };
    },
    clock: () => now,
    log: openLog('silent'),
  });
  await timers.sweep();
  return { had: events.map((event) => event.kind === 'timer_due' && event.hadMessage === true), ...asked };
}

test('whoever officials wrote to today is told so to the core, and nobody else', async () => {
  expect((await sweptWith(now - hourMs)).had).toEqual([true, false]);
  expect((await sweptWith(now - 30 * hourMs, now - 13 * hourMs)).had).toEqual([true, false]);
});

test('yesterday’s messages are no reason, and on days without any nothing is read for it', async () => {
  expect(await sweptWith(now - 2 * dayMs, now - 21 * hourMs)).toEqual({ had: [false, false], loads: 0 });
  expect(await sweptWith(undefined)).toEqual({ had: [false, false], loads: 0 });
});
