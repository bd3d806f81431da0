import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../src/core/chat.ts';
import { dayMs, hourMs, minuteMs } from '../../../src/core/time.ts';
import type { Store } from '../../../src/store/store.ts';
import { commitNext, morning, neighbours } from './steps.ts';

/** When a chat next wants to be woken: one time at most, moved by commits alone. */
export function timerContract(open: () => Store): void {
  describe('timers', () => {
    let store: Store;
    let partition: number;
    let an: Chat;
    let binh: Chat;
    beforeEach(() => {
      store = open();
      const some = neighbours(store, 2);
      partition = some.partition;
      [an, binh] = some.chats as [Chat, Chat];
    });
    const due = (now: number, limit = 10) => store.dueTimers(partition, now, limit);

    it('a timer is due at its time and not before', async () => {
      await commitNext(store, an, { timerAt: morning });
      expect(await due(morning - 1)).toEqual([]);
      expect(await due(morning)).toEqual([{ chat: an, dueAt: morning }]);
    });

    it('a due timer stays until a commit moves it', async () => {
      await commitNext(store, an, { timerAt: morning });
      await due(morning);
      expect(await due(morning)).toHaveLength(1);
      await commitNext(store, an, { timerAt: morning + hourMs });
      expect(await due(morning)).toEqual([]);
      expect(await due(morning + hourMs)).toEqual([{ chat: an, dueAt: morning + hourMs }]);
      await commitNext(store, an, { timerAt: undefined });
      expect(await due(morning + hourMs)).toEqual([]);
    });

    it('is never early and at most a minute late', async () => {
      await commitNext(store, an, { timerAt: morning + 1 });
      expect(await due(morning)).toEqual([]);
      expect(await due(morning + minuteMs)).toEqual([{ chat: an, dueAt: morning + 1 }]);
    });

    it.each([
      { what: 'minutes', ms: 90 * minuteMs },
      { what: 'hours', ms: 30 * hourMs },
      { what: 'weeks', ms: 40 * dayMs },
      { what: 'years', ms: 2_000 * dayMs },
    ])('a timer $what ahead waits its time, and a long sleep misses none', async ({ ms }) => {
      await commitNext(store, an, { timerAt: morning + ms });
      await commitNext(store, binh, { timerAt: morning + ms + 5 * minuteMs });
      for (const share of [0.2, 0.5, 0.9, 0.999]) {
        expect(await due(morning + ms * share)).toEqual([]);
      }
      expect(await due(morning + ms - 1)).toEqual([]);
      expect(await due(morning + ms + minuteMs)).toEqual([{ chat: an, dueAt: morning + ms }]);
      await commitNext(store, an, { timerAt: undefined });
      expect(await due(morning + 10_000 * dayMs)).toEqual([
        { chat: binh, dueAt: morning + ms + 5 * minuteMs },
      ]);
    });

    it('all of many chats due at once are found, however few are asked for at a time', async () => {
      const { chats } = neighbours(store, 300);
      for (const chat of chats) await commitNext(store, chat, { timerAt: morning });
      const found = new Set<string>();
      for (let round = 0; round < 200 && found.size < chats.length; round++) {
        const some = await due(morning, 7);
        expect(some.length).toBeGreaterThan(0);
        for (const { chat } of some) {
          found.add(chat.user);
          await commitNext(store, chat, { timerAt: morning + dayMs });
        }
      }
      expect(found.size).toBe(chats.length);
      expect(await due(morning)).toEqual([]);
    });
  });
}
