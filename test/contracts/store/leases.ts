import { beforeEach, describe, expect, it } from 'vitest';
import type { Lease, Store } from '../../../src/store/store.ts';
import { leaseOf } from './outbox.ts';
import { commitOne, lan, morning, rowSaying, type StoreUnderTest } from './steps.ts';

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

    const firstSequence = async (lease: Lease): Promise<number> =>
      (await store.dueRows(lease, morning, 1))[0]?.sequence ?? -1;

    /** One courier's lease has run out and another took the partition. */
    async function takeover(): Promise<{ old: Lease; now: Lease; sequence: number }> {
      const old = await store.acquireLease(partition, 'an', shortMs);
      if (old === undefined) throw new Error('a free lease was refused');
      const sequence = await firstSequence(old);
      await pass(shortMs);
      return { old, now: await leaseOf(store, partition, 'binh'), sequence };
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

    it('a renewed lease is not taken over', async () => {
      const lease = await store.acquireLease(partition, 'an', shortMs);
      if (lease === undefined) throw new Error('a free lease was refused');
      expect(await store.renewLease(lease, longMs)).toBe(true);
      await pass(shortMs);
      expect(await store.acquireLease(partition, 'binh', longMs)).toBeUndefined();
    });

    it('after a takeover the old courier may not send, settle, read or renew', async () => {
      const { old, now, sequence } = await takeover();
      expect(now.fence).toBeGreaterThan(old.fence);
      expect(await store.beginSending(old, [sequence])).toBe(false);
      expect(await store.settle(old, [{ kind: 'done', sequence }])).toBe(false);
      expect(await store.renewLease(old, longMs)).toBe(false);
      expect(await store.dueRows(old, morning, 10)).toEqual([]);
      const [row] = await store.dueRows(now, morning, 10);
      expect(row).toMatchObject({ id: 'a', attempts: 0, unknowns: 0 });
      expect(await store.beginSending(now, [sequence])).toBe(true);
      expect(await store.settle(now, [{ kind: 'done', sequence }])).toBe(true);
      expect(await store.outboxSize()).toBe(0);
    });

    it('a lease that ran out allows no sending until it is renewed, but what was sent may be settled', async () => {
      const lease = await store.acquireLease(partition, 'an', shortMs);
      if (lease === undefined) throw new Error('a free lease was refused');
      const sequence = await firstSequence(lease);
      await pass(shortMs);
      expect(await store.beginSending(lease, [sequence])).toBe(false);
      expect(await store.renewLease(lease, longMs)).toBe(true);
      expect(await store.beginSending(lease, [sequence])).toBe(true);
      await store.releaseLease(lease);
      expect(await store.settle(lease, [{ kind: 'done', sequence }])).toBe(true);
    });
  });
}
