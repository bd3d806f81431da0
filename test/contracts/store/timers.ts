import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../src/core/chat.ts';
import { hourMs } from '../../../src/core/time.ts';
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

    it('the earliest comes first', async () => {
      await commitNext(store, an, { timerAt: morning });
      await commitNext(store, binh, { timerAt: morning - hourMs });
      expect((await due(morning)).map((it) => it.chat)).toEqual([binh, an]);
      expect((await due(morning, 1)).map((it) => it.chat)).toEqual([binh]);
    });
  });
}
