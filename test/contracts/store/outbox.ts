import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../src/core/chat.ts';
import type { Lease, OutboxRow, Store } from '../../../src/store/store.ts';
import { commitNext, commitOne, morning, neighbours, rowSaying, says } from './steps.ts';

/** Rows waiting to be sent: order, retries, the count of unknown ends. */
export function outboxContract(open: () => Store): void {
  describe('outbox', () => {
    let store: Store;
    let lease: Lease;
    let an: Chat;
    let binh: Chat;
    beforeEach(async () => {
      store = open();
      const { partition, chats } = neighbours(store, 2);
      [an, binh] = chats as [Chat, Chat];
      lease = await leaseOf(store, partition);
    });

    const due = async (now = morning, limit = 100): Promise<OutboxRow[]> => store.dueRows(lease, now, limit);
    const dueIds = async (now = morning, limit = 100) => (await due(now, limit)).map((row) => row.id);
    const say = (chat: Chat, ...ids: string[]) =>
      commitNext(store, chat, { outgoing: ids.map((id) => rowSaying(id)) });
    const sequenceOf = async (id: string): Promise<number> => {
      const row = (await due()).find((it) => it.id === id);
      if (row === undefined) throw new Error(`no due row ${id}`);
      return row.sequence;
    };
    const retry = async (id: string, notBeforeAt: number, unknown = false) =>
      store.settle(lease, [{ kind: 'retry', sequence: await sequenceOf(id), notBeforeAt, unknown }]);

    it('hands out what was committed, in the order of the commits', async () => {
      await say(an, 'a1', 'a2');
      await say(binh, 'b1');
      await say(an, 'a3');
      const rows = await due();
      expect(rows.map((row) => row.id)).toEqual(['a1', 'a2', 'b1', 'a3']);
      expect(rows.map((row) => row.chat)).toEqual([an, an, binh, an]);
      expect(rows[0]).toEqual({
        sequence: rows[0]?.sequence,
        id: 'a1',
        chat: an,
        outgoing: says('lời của a1'),
        attempts: 0,
        unknowns: 0,
      });
      const sequences = rows.map((row) => row.sequence);
      expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other));
      expect(await dueIds(morning, 2)).toEqual(['a1', 'a2']);
      expect(await store.outboxSize()).toBe(4);
    });

    it('a sent row is gone, and its number is not given again', async () => {
      await say(an, 'a1');
      const sequence = await sequenceOf('a1');
      expect(await store.settle(lease, [{ kind: 'done', sequence }])).toBe(true);
      expect(await due()).toEqual([]);
      await say(an, 'a2');
      expect(await sequenceOf('a2')).toBeGreaterThan(sequence);
      expect(await store.settle(lease, [{ kind: 'done', sequence }])).toBe(true);
      expect(await store.outboxSize()).toBe(1);
    });

    it('a retry holds back its chat alone, with what it says later, until its time', async () => {
      await say(an, 'a1', 'a2');
      await say(binh, 'b1');
      expect(await retry('a1', morning + 500)).toBe(true);
      await say(an, 'a3');
      expect(await dueIds()).toEqual(['b1']);
      expect(await dueIds(morning + 499)).toEqual(['b1']);
      expect(await store.outboxSize()).toBe(4);
      expect(await dueIds(morning + 500)).toEqual(['a1', 'a2', 'b1', 'a3']);
    });

    it('a chat may wait again and again', async () => {
      await say(an, 'a1', 'a2');
      await retry('a1', morning + 500);
      expect(await dueIds(morning + 500)).toEqual(['a1', 'a2']);
      await retry('a1', morning + 900);
      expect(await dueIds(morning + 500)).toEqual([]);
      await say(an, 'a3');
      expect(await dueIds(morning + 900)).toEqual(['a1', 'a2', 'a3']);
    });

    it('a row of a chat that waits can still be settled', async () => {
      await say(an, 'a1', 'a2');
      const second = await sequenceOf('a2');
      await retry('a1', morning + 500);
      await due();
      await store.settle(lease, [{ kind: 'done', sequence: second }]);
      expect(await store.outboxSize()).toBe(1);
      expect(await dueIds(morning + 500)).toEqual(['a1']);
    });

    it('rows that wait do not stand before others, however many', async () => {
      const { chats } = neighbours(store, 30);
      for (const chat of chats) await say(chat, `of ${chat.user}`);
      const rows = await due();
      const waiting = rows.slice(0, 25).map((row) => ({
        kind: 'retry' as const,
        sequence: row.sequence,
        notBeforeAt: morning + 1_000,
        unknown: false,
      }));
      await store.settle(lease, waiting);
      expect(await dueIds(morning, 5)).toEqual(rows.slice(25).map((row) => row.id));
    });

    it('expired rows are handed out too, for the courier to drop', async () => {
      await commitOne(store, an, { outgoing: [rowSaying('spinner', { expiresAt: morning - 1 })] });
      expect((await due())[0]?.expiresAt).toBe(morning - 1);
    });

    it('counts each beginning, and the beginnings without a known end', async () => {
      await say(an, 'a1');
      const counts = async (now: number) => {
        const [row] = await due(now);
        return [row?.attempts, row?.unknowns];
      };
      const sequence = await sequenceOf('a1');
      expect(await counts(morning)).toEqual([0, 0]);
      await store.beginSending(lease, [sequence]);
      await store.settle(lease, [{ kind: 'retry', sequence, notBeforeAt: morning, unknown: false }]);
      expect(await counts(morning)).toEqual([1, 0]);
      await store.beginSending(lease, [sequence]);
      await store.settle(lease, [{ kind: 'retry', sequence, notBeforeAt: morning, unknown: true }]);
      expect(await counts(morning)).toEqual([2, 1]);
      // A courier dies here: nobody settles.
      await store.beginSending(lease, [sequence]);
      expect(await counts(morning)).toEqual([3, 2]);
      await store.beginSending(lease, [sequence]);
      await store.settle(lease, [{ kind: 'retry', sequence, notBeforeAt: morning, unknown: false }]);
      expect(await counts(morning)).toEqual([4, 2]);
    });

    it('tells listeners of the partition in which rows were added', async () => {
      const told: number[] = [];
      const first = new Promise<void>((resolve) => {
        const stop = store.onRows((partition) => {
          told.push(partition);
          stop();
          resolve();
        });
      });
      await untilTold(first, () => say(an, 'a'));
      expect(told).toEqual([lease.partition]);
    });
  });
}

/** A hint may be lost, and listening may take a moment to begin: speak until one is heard. */
export async function untilTold(told: Promise<void>, speak: () => Promise<unknown>): Promise<void> {
  let isTold = false;
  const heard = told.then(() => {
    isTold = true;
  });
  while (!isTold) {
    await speak();
    await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 20))]);
  }
}

export async function leaseOf(store: Store, partition: number, owner = 'courier'): Promise<Lease> {
  const lease = await store.acquireLease(partition, owner, 600_000);
  if (lease === undefined) throw new Error(`the lease of partition ${partition} is held by another`);
  return lease;
}
