import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../src/core/chat.ts';
import type { Lease, OutboxRow, Store } from '../../../src/store/store.ts';
import { again, done, leaseOf, rowsOf, settle } from './outbox-work.ts';
import { commitNext, commitOne, morning, neighbours, rowSaying, says, stepFor } from './steps.ts';

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

    const say = (chat: Chat, ...ids: string[]) =>
      commitNext(store, chat, { outgoing: ids.map((id) => rowSaying(id)) });
    const rowOf = async (id: string): Promise<OutboxRow | undefined> =>
      (await rowsOf(store, lease)).find((row) => row.id === id);

    it('hands out what was committed, in the order of the commits', async () => {
      await say(an, 'a1', 'a2');
      await say(binh, 'b1');
      await say(an, 'a3');
      const rows = await rowsOf(store, lease);
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
      expect(await store.outboxSize()).toBe(4);
    });

    it('is read page by page, and between two rows, however many were settled there', async () => {
      await say(an, ...Array.from({ length: 9 }, (_, place) => `a${place}`));
      const rows = await rowsOf(store, lease);
      const [first, , third, fourth] = rows;
      if (!first || !third || !fourth) throw new Error('rows are missing');
      await settle(store, lease, ...[1, 4, 5, 6].map((place) => done(rows[place])));
      const read = async (after: number, limit: number, through?: number) => {
        const wanted = through === undefined ? { after, limit } : { after, limit, through };
        const answer = await store.workOutbox(lease, { read: wanted });
        return { ...answer, ids: answer?.rows.map((row) => row.id) };
      };
      const page = await read(0, 3);
      expect(page).toMatchObject({ ids: ['a0', 'a2', 'a3'], hasMore: true });
      expect(await read(page.readThrough ?? -1, 100)).toMatchObject({ ids: ['a7', 'a8'], hasMore: false });
      const between = await read(first.sequence, 100, third.sequence);
      expect(between).toMatchObject({ ids: ['a2'], readThrough: third.sequence });
      const gap = await read(fourth.sequence, 100, fourth.sequence + 3);
      expect(gap).toMatchObject({ ids: [], readThrough: fourth.sequence + 3 });
    });

    it('rows are fetched by their sequence too, those that still exist', async () => {
      await say(an, 'a1', 'a2', 'a3');
      const rows = await rowsOf(store, lease);
      await settle(store, lease, done(rows[1]));
      const answer = await store.workOutbox(lease, { fetch: rows.map((row) => row.sequence) });
      expect(answer?.rows).toEqual([rows[0], rows[2]]);
    });

    it('a sent row is gone, and its number is not given again', async () => {
      await say(an, 'a1');
      const row = await rowOf('a1');
      expect(await settle(store, lease, done(row))).toBe(true);
      expect(await rowsOf(store, lease)).toEqual([]);
      await say(an, 'a2');
      expect((await rowOf('a2'))?.sequence).toBeGreaterThan(row?.sequence ?? Number.POSITIVE_INFINITY);
      expect(await settle(store, lease, done(row))).toBe(true);
      expect(await store.outboxSize()).toBe(1);
    });

    it('settling, beginning and reading go in one call, in this order', async () => {
      await say(an, 'a1', 'a2', 'a3');
      const [first, second] = await rowsOf(store, lease);
      if (first === undefined || second === undefined) throw new Error('rows are missing');
      const answer = await store.workOutbox(lease, {
        settlements: [done(first)],
        begin: [second],
        read: { after: 0, limit: 10 },
      });
      expect(answer).toMatchObject({ isRunning: true, gone: [], hasMore: false });
      expect(answer?.rows.map((row) => [row.id, row.attempts])).toEqual([
        ['a2', 1],
        ['a3', 0],
      ]);
    });

    it('says which rows to begin are no more', async () => {
      await say(an, 'a1', 'a2');
      const rows = await rowsOf(store, lease);
      await settle(store, lease, done(rows[0]));
      const answer = await store.workOutbox(lease, { begin: rows });
      expect(answer?.gone).toEqual([rows[0]?.sequence]);
      expect((await rowsOf(store, lease)).map((row) => [row.id, row.attempts])).toEqual([['a2', 1]]);
    });

    it('a row keeps the time of its next try, whoever looks; the others have none', async () => {
      await say(an, 'a1', 'a2');
      await say(binh, 'b1');
      expect(await settle(store, lease, again(await rowOf('a1'), morning + 500))).toBe(true);
      await say(an, 'a3');
      const seen = (await rowsOf(store, await leaseOf(store, lease.partition))).map((row) => [
        row.id,
        row.notBeforeAt,
      ]);
      expect(seen).toEqual([
        ['a1', morning + 500],
        ['a2', undefined],
        ['b1', undefined],
        ['a3', undefined],
      ]);
      expect(await store.outboxSize()).toBe(4);
    });

    it('a row may wait again and again, and waits no more once it is begun', async () => {
      await say(an, 'a1');
      await settle(store, lease, again(await rowOf('a1'), morning + 500));
      await settle(store, lease, again(await rowOf('a1'), morning + 900));
      expect((await rowOf('a1'))?.notBeforeAt).toBe(morning + 900);
      const row = await rowOf('a1');
      await store.workOutbox(lease, { begin: row === undefined ? [] : [row] });
      expect((await rowOf('a1'))?.notBeforeAt).toBeUndefined();
    });

    it('a settled row is not brought back by a retry that comes late', async () => {
      await say(an, 'a1');
      const row = await rowOf('a1');
      await settle(store, lease, done(row));
      await settle(store, lease, again(row, morning + 500));
      expect(await rowsOf(store, lease)).toEqual([]);
      expect(await store.outboxSize()).toBe(0);
    });

    it('expired rows are handed out too, for the courier to drop', async () => {
      await commitOne(store, an, { outgoing: [rowSaying('spinner', { expiresAt: morning - 1 })] });
      expect((await rowOf('spinner'))?.expiresAt).toBe(morning - 1);
    });

    it('counts each beginning, and the beginnings without a known end', async () => {
      await say(an, 'a1');
      const counts = async () => {
        const row = await rowOf('a1');
        return [row?.attempts, row?.unknowns];
      };
      const begin = async () => {
        const row = await rowOf('a1');
        await store.workOutbox(lease, { begin: row === undefined ? [] : [row] });
        return row;
      };
      expect(await counts()).toEqual([0, 0]);
      await settle(store, lease, again(await begin(), morning));
      expect(await counts()).toEqual([1, 0]);
      await settle(store, lease, again(await begin(), morning, { unknown: true }));
      expect(await counts()).toEqual([2, 1]);
      // A courier dies here: nobody settles.
      await begin();
      expect(await counts()).toEqual([3, 2]);
      await settle(store, lease, again(await begin(), morning));
      expect(await counts()).toEqual([4, 2]);
      // The platform asked the whole bot to wait.
      await settle(store, lease, again(await begin(), morning, { uncounted: true }));
      expect(await counts()).toEqual([4, 2]);
    });

    it('a beginning said twice, because its answer was lost, counts once', async () => {
      await say(an, 'a1');
      const row = await rowOf('a1');
      if (row === undefined) throw new Error('the row is missing');
      await store.workOutbox(lease, { begin: [row] });
      await store.workOutbox(lease, { begin: [row] });
      await settle(store, lease, again(row, morning));
      expect(await rowOf('a1')).toMatchObject({ attempts: 1, unknowns: 0 });
    });

    describe('rows that begin as they are committed', () => {
      /** The first row of a step begins with it, the second does not. */
      const beginning = async (by: Lease, ...ids: string[]): Promise<OutboxRow[]> => {
        const told: OutboxRow[] = [];
        const stop = store.onRows((_, rows) => void told.push(...(rows ?? [])));
        const [loaded] = await store.load([{ chat: an, updates: [] }]);
        const step = stepFor(an, { base: loaded?.version, outgoing: ids.map((id) => rowSaying(id)) });
        const committed = await store.commit(by.partition, [step], morning, { lease: by, rows: [[0]] });
        expect(committed).toEqual(['committed']);
        // A hint may come before its listener: then the rows are read.
        stop();
        return told;
      };
      const counts = async (by: Lease) =>
        (await rowsOf(store, by)).map((row) => [row.id, row.attempts, row.unknowns]);

      it('are handed over as begun, and read as never begun by whoever holds the lease', async () => {
        const told = await beginning(lease, 'a1', 'a2');
        expect(told.map((row) => [row.id, row.isBegun, row.attempts])).toEqual([
          ['a1', true, 0],
          ['a2', undefined, 0],
        ]);
        expect(await counts(lease)).toEqual([
          ['a1', 0, 0],
          ['a2', 0, 0],
        ]);
        expect(await settle(store, lease, done(told[0]))).toBe(true);
        expect(await counts(lease)).toEqual([['a2', 0, 0]]);
      });

      it('count as half sent for the next holder, unless they were taken back', async () => {
        const told = await beginning(lease, 'a1');
        const [taken] = await beginning(lease, 'b1');
        await settle(store, lease, again(taken, 0, { uncounted: true }));
        const next = await leaseOf(store, lease.partition);
        expect(await counts(next)).toEqual([
          ['a1', 1, 1],
          ['b1', 0, 0],
        ]);
        // The next holder's own beginning and its end are counted as ever.
        await store.workOutbox(next, { begin: (await rowsOf(store, next)).slice(0, 1) });
        await settle(store, next, again(told[0], morning));
        expect(await counts(next)).toEqual([
          ['a1', 2, 1],
          ['b1', 0, 0],
        ]);
      });

      it('do not begin under a lease that another took over, that ran out or was given back', async () => {
        const old = lease;
        lease = await leaseOf(store, lease.partition);
        expect((await beginning(old, 'a1')).map((row) => row.isBegun)).toEqual([undefined]);
        await store.releaseLease(lease);
        expect((await beginning(lease, 'a2')).map((row) => row.isBegun)).toEqual([undefined]);
        expect(await counts(await leaseOf(store, lease.partition))).toEqual([
          ['a1', 0, 0],
          ['a2', 0, 0],
        ]);
      });

      it('a stale step begins nothing', async () => {
        await beginning(lease, 'a1');
        const step = stepFor(an, { outgoing: [rowSaying('late')] });
        expect(await store.commit(lease.partition, [step], morning, { lease, rows: [[0]] })).toEqual([
          'stale',
        ]);
        expect(await counts(await leaseOf(store, lease.partition))).toEqual([['a1', 1, 1]]);
      });
    });

    it('hands rows over to listeners in the same process, just as they would read them', async () => {
      const told: [number, OutboxRow[] | undefined][] = [];
      const first = new Promise<void>((resolve) => {
        const stop = store.onRows((partition, rows) => {
          told.push([partition, rows]);
          stop();
          resolve();
        });
      });
      await untilTold(first, () => say(an, 'a'));
      expect(told).toEqual([[lease.partition, (await rowsOf(store, lease)).slice(0, 1)]]);
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
