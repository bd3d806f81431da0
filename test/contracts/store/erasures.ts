import { beforeEach, describe, expect, it } from 'vitest';
import type { Step, Store } from '../../../src/store/store.ts';
import { again, idsOf, leaseOf, rowsOf, settle } from './outbox-work.ts';
import {
  commitNext,
  commitOne,
  lan,
  learnersRows,
  loadOne,
  morning,
  neighbours,
  rowSaying,
  says,
} from './steps.ts';

/** "Forget me": everything that names the chat goes, and a last word is still said. */
export function erasureContract(open: () => Store): void {
  describe('erasure', () => {
    let store: Store;
    let partition: number;
    let other: typeof lan;
    beforeEach(async () => {
      store = open();
      partition = store.partitionOf(lan);
      other = neighbours(store, 1).chats[0] ?? lan;
      await fill(lan, 'lan');
      await fill(other, 'other');
    });

    async function fill(chat: typeof lan, name: string): Promise<void> {
      const updates = Array.from({ length: 40 }, (_, index) => ({ id: `${name}-${index}`, at: morning }));
      await commitOne(store, chat, {
        updates,
        timerAt: morning,
        codeHash: `code of ${name}`,
        outgoing: [rowSaying(`${name}:0`), rowSaying(`${name}:1`)],
        counters: { started: 1 },
      });
      await store.appendLog(chat, { sequence: 1, outgoing: says('dòng'), at: morning });
      await store.strike(chat, 'bad');
      await store.bury({ at: morning, chat, update: 'bad', reason: 'năm lần' });
    }

    const farewell: Partial<Step> = {
      session: undefined,
      outgoing: [rowSaying('farewell')],
      counters: { erased: 1 },
      archive: [{ id: 'e1', kind: 'erasure', learner: 'lan-1', at: morning, body: '{}' }],
    };

    it('removes all of the chat and nothing of others, and still says good-bye', async () => {
      expect(await commitNext(store, lan, farewell)).toBe('committed');
      expect(await loadOne(store, lan)).toBeUndefined();
      expect(await store.findCode('code of lan')).toBeUndefined();
      expect(await store.dueTimers(partition, morning, 10)).toEqual([{ chat: other, dueAt: morning }]);
      expect(await store.readLog(lan, 0)).toEqual([]);
      expect((await store.deadLetters()).map((letter) => letter.chat)).toEqual([other]);
      expect(await store.strike(lan, 'bad')).toBe(1);
      const ids = await idsOf(store, await leaseOf(store, partition));
      expect(ids).toEqual(['other:0', 'other:1', 'farewell']);
      expect(await store.outboxSize()).toBe(3);
      expect((await learnersRows(store, partition)).map((row) => row.id)).toEqual(['e1']);
      expect(await store.counters('')).toEqual({ started: 2, erased: 1 });
      expect(await store.chatCount()).toBe(1);
      expect(await store.findCode('code of other')).toEqual(other);
      expect((await loadOne(store, other, ['other-0']))?.knownUpdates).toEqual(['other-0']);
      expect(await store.readLog(other, 0)).toHaveLength(1);
    });

    it('removes rows that wait for a retry too', async () => {
      const lease = await leaseOf(store, partition);
      const [first] = await rowsOf(store, lease);
      await settle(store, lease, again(first, morning + 1_000));
      await commitNext(store, lan, farewell);
      // The last word need not wait for what was forgotten.
      expect((await rowsOf(store, lease)).map((row) => [row.id, row.notBeforeAt])).toEqual([
        ['other:0', undefined],
        ['other:1', undefined],
        ['farewell', undefined],
      ]);
    });

    it('a courier that was sending to a forgotten chat may settle without harm', async () => {
      const lease = await leaseOf(store, partition);
      const [row, next] = await rowsOf(store, lease);
      if (row === undefined || next === undefined) throw new Error('rows are missing');
      await store.workOutbox(lease, { begin: [row] });
      await commitNext(store, lan, farewell);
      const answer = await store.workOutbox(lease, {
        settlements: [again(row, morning + 1_000, { unknown: true })],
        begin: [next],
      });
      expect(answer?.gone).toEqual([next.sequence]);
      expect(await store.outboxSize()).toBe(3);
      expect(await idsOf(store, lease)).toEqual(['other:0', 'other:1', 'farewell']);
    });

    it('is stale when the chat moved, and then removes nothing', async () => {
      const base = (await loadOne(store, lan))?.version;
      await commitNext(store, lan, {});
      expect(await commitOne(store, lan, { ...farewell, base })).toBe('stale');
      expect(await commitOne(store, lan, farewell)).toBe('stale');
      expect((await loadOne(store, lan, ['lan-0']))?.knownUpdates).toEqual(['lan-0']);
      expect(await store.findCode('code of lan')).toEqual(lan);
      expect(await store.counters('erased')).toEqual({});
    });

    it('of a chat that never was still says its word', async () => {
      const nobody = { channel: 'web', bot: '-', user: 'nobody' };
      expect(await commitOne(store, nobody, { session: undefined, outgoing: [rowSaying('bye')] })).toBe(
        'committed',
      );
      expect(await loadOne(store, nobody)).toBeUndefined();
      expect(await store.chatCount()).toBe(2);
      expect(await store.outboxSize()).toBe(5);
    });

    it('a person who comes back is new: another number, no memory, and old versions are stale', async () => {
      const before = await loadOne(store, lan);
      await commitNext(store, lan, farewell);
      expect(await commitOne(store, lan, {})).toBe('committed');
      const after = await loadOne(store, lan, ['lan-0', 'lan-39']);
      expect(after?.number).toBeGreaterThan(1);
      expect(after?.knownUpdates).toEqual([]);
      expect(await commitOne(store, lan, { base: before?.version })).toBe('stale');
      expect(await commitOne(store, lan, { base: undefined })).toBe('stale');
    });
  });
}
