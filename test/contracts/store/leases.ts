import { beforeEach, describe, expect, it } from 'vitest';
import type { Lease, OutboxRow, Store } from '../../../src/store/store.ts';
import { done, leaseOf, rowsOf, settle } from './outbox-work.ts';
import { commitNext, commitOne, lan, rowSaying, type StoreUnderTest } from './steps.ts';

const longMs = 600_000;
const shortMs = 20;

/** Who may send: one holder at a time, and an old holder is refused wherever it matters. */
export function leaseContract(open: () => StoreUnderTest): void {
  describe('leases', () => {
    let store: Store;
    let pass: StoreUnderTest['pass'];
    let partition: number;
    beforeEach(async () => {
      ({ store, pass } = open());
      partition = store.partitionOf(lan);
      await commitOne(store, lan, { outgoing: [rowSaying('a')] });
    });

    const firstRow = async (lease: Lease): Promise<OutboxRow> => {
      const [row] = await rowsOf(store, lease);
      if (row === undefined) throw new Error('there is no row');
      return row;
    };
    const look = { read: { after: 0, limit: 10 } };

    /** One courier's lease has run out and another took the partition. */
    async function takeover(): Promise<{ old: Lease; now: Lease; row: OutboxRow }> {
      const old = await store.acquireLease(partition, 'an', shortMs);
      if (old === undefined) throw new Error('a free lease was refused');
      const row = await firstRow(old);
      await pass(shortMs);
      return { old, now: await leaseOf(store, partition, 'binh'), row };
    }

    it('a partition has one courier at a time', async () => {
      await leaseOf(store, partition, 'an');
      expect(await store.acquireLease(partition, 'binh', longMs)).toBeUndefined();
    });

    it('the holder takes its own lease again with a higher fence, and the lower one is refused', async () => {
      const first = await leaseOf(store, partition, 'an');
      const second = await leaseOf(store, partition, 'an');
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await store.renewLease(first, longMs)).toBe(false);
      expect(await store.renewLease(second, longMs)).toBe(true);
    });

    it('a lease given back is free at once, and the next fence is higher', async () => {
      const first = await leaseOf(store, partition, 'an');
      await store.releaseLease(first);
      const second = await leaseOf(store, partition, 'binh');
      expect(second.fence).toBeGreaterThan(first.fence);
      await store.releaseLease(first);
      expect(await store.acquireLease(partition, 'an', longMs)).toBeUndefined();
    });

    it('a renewal that comes after a lease was given back does not hold it up', async () => {
      const lease = await leaseOf(store, partition, 'an');
      await store.releaseLease(lease);
      expect(await store.renewLease(lease, longMs)).toBe(false);
      expect(await store.acquireLease(partition, 'binh', longMs)).toBeDefined();
    });

    it('a renewed lease is not taken over', async () => {
      const lease = await store.acquireLease(partition, 'an', shortMs);
      if (lease === undefined) throw new Error('a free lease was refused');
      expect(await store.renewLease(lease, longMs)).toBe(true);
      await pass(shortMs);
      expect(await store.acquireLease(partition, 'binh', longMs)).toBeUndefined();
    });

    it('after a takeover the old courier may not send, settle, read or renew', async () => {
      const { old, now, row } = await takeover();
      expect(now.fence).toBeGreaterThan(old.fence);
      expect(await store.workOutbox(old, { begin: [row] })).toBeUndefined();
      expect(await settle(store, old, done(row))).toBe(false);
      expect(await store.renewLease(old, longMs)).toBe(false);
      expect(await store.workOutbox(old, look)).toBeUndefined();
      expect(await firstRow(now)).toMatchObject({ id: 'a', attempts: 0, unknowns: 0 });
      expect(await store.workOutbox(now, { begin: [row] })).toMatchObject({ isRunning: true, gone: [] });
      expect(await settle(store, now, done(row))).toBe(true);
      expect(await store.outboxSize()).toBe(0);
    });

    it('a lost lease settles nothing of a call, even what it might have begun', async () => {
      const { old, row } = await takeover();
      expect(
        await store.workOutbox(old, { settlements: [done(row)], begin: [row], ...look }),
      ).toBeUndefined();
      expect(await store.outboxSize()).toBe(1);
    });

    it('a lease that ran out allows no sending until it is renewed, but what was sent may be settled', async () => {
      await commitNext(store, lan, { outgoing: [rowSaying('b')] });
      const lease = await store.acquireLease(partition, 'an', shortMs);
      if (lease === undefined) throw new Error('a free lease was refused');
      const [first, second] = await rowsOf(store, lease);
      if (first === undefined || second === undefined) throw new Error('rows are missing');
      await pass(shortMs);
      const late = await store.workOutbox(lease, { settlements: [done(first)], begin: [second], ...look });
      expect(late).toMatchObject({ isRunning: false, rows: [{ id: 'b', attempts: 0 }] });
      expect(await store.renewLease(lease, longMs)).toBe(true);
      expect(await store.workOutbox(lease, { begin: [second] })).toMatchObject({ isRunning: true });
      await store.releaseLease(lease);
      expect(await settle(store, lease, done(second))).toBe(true);
      expect(await store.outboxSize()).toBe(0);
    });

    it('the next holder finds what was never settled, however much was before it', async () => {
      const lease = await leaseOf(store, partition, 'an');
      const outgoing = Array.from({ length: 1_500 }, (_, place) => rowSaying(`many ${place}`));
      await commitNext(store, lan, { outgoing });
      const rows = await rowsOf(store, lease);
      for (const from of [0, 700]) await settle(store, lease, ...rows.slice(from, from + 700).map(done));
      for (let time = 0; time < 3; time++) expect(await store.renewLease(lease, longMs)).toBe(true);
      await store.releaseLease(lease);
      const left = (await rowsOf(store, await leaseOf(store, partition, 'binh'))).map((row) => row.sequence);
      expect(left).toEqual(rows.slice(1_400).map((row) => row.sequence));
    });

    it('knows how many workers live', async () => {
      const ttlMs = 1_000;
      await store.present('one', ttlMs);
      const several = (await store.present('two', ttlMs)) > 1;
      // A store for one service has one worker, whatever its name.
      if (!several) return;
      expect(await store.present('one', 2 * ttlMs)).toBe(2);
      await pass(ttlMs);
      expect(await store.present('three', ttlMs)).toBe(2);
      expect(await store.present('three', 0)).toBe(1);
    });
  });
}
