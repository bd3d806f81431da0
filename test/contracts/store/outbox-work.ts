import type { Lease, OutboxRow, Settlement, Store } from '../../../src/store/store.ts';

export async function leaseOf(store: Store, partition: number, owner = 'courier'): Promise<Lease> {
  const lease = await store.acquireLease(partition, owner, 600_000);
  if (lease === undefined) throw new Error(`the lease of partition ${partition} is held by another`);
  return lease;
}

/** All rows of a partition that are not settled, in order. */
export async function rowsOf(store: Store, lease: Lease): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = [];
  for (let after = 0; ; ) {
    const answer = await store.workOutbox(lease, { read: { after, limit: 100 } });
    if (answer === undefined) throw new Error('the lease was lost');
    rows.push(...answer.rows);
    if (!answer.hasMore) return rows;
    after = answer.readThrough;
  }
}

export const idsOf = async (store: Store, lease: Lease): Promise<string[]> =>
  (await rowsOf(store, lease)).map((row) => row.id);

/** @returns false when the lease was lost */
export const settle = async (store: Store, lease: Lease, ...settlements: Settlement[]): Promise<boolean> =>
  (await store.workOutbox(lease, { settlements })) !== undefined;

export const done = (row: OutboxRow | undefined): Settlement => ({
  kind: 'done',
  sequence: row?.sequence ?? -1,
});
export const again = (
  row: OutboxRow | undefined,
  notBeforeAt: number,
  more: { unknown?: true; uncounted?: true } = {},
): Settlement => ({ kind: 'retry', sequence: row?.sequence ?? -1, notBeforeAt, unknown: false, ...more });
