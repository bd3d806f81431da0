import type { Instant } from '../../core/time.ts';
import type { Lease, Store } from '../store.ts';
import type { Database } from './database.ts';

type LeaseRow = { owner: string; fence: number; until_at: Instant };

/** Who may send a partition's rows, by the store's own clock. The fence outlives every holder. */
export function openLeases(
  db: Database,
  clock: () => Instant,
): Pick<Store, 'acquireLease' | 'renewLease' | 'releaseLease'> {
  const find = db.prepare('SELECT owner, fence, until_at FROM leases WHERE partition = ?');
  const take = db.prepare(
    'INSERT OR REPLACE INTO leases (partition, owner, fence, until_at) VALUES (?, ?, ?, ?)',
  );
  // What was given back (0) stays free, also when a renewal was on its way.
  const renew = db.prepare(
    'UPDATE leases SET until_at = ? WHERE partition = ? AND owner = ? AND fence = ? AND until_at > 0',
  );
  return {
    acquireLease: (partition, owner, leaseMs) =>
      db.write(() => {
        const held = find.get(partition) as LeaseRow | undefined;
        const now = clock();
        if (held !== undefined && held.owner !== owner && held.until_at > now) return undefined;
        const lease: Lease = { partition, owner, fence: (held?.fence ?? 0) + 1 };
        take.run(partition, owner, lease.fence, now + leaseMs);
        return lease;
      }),
    renewLease: (lease, leaseMs) =>
      db.write(() => renew.run(clock() + leaseMs, lease.partition, lease.owner, lease.fence).changes === 1),
    releaseLease: (lease) =>
      db.write(() => {
        renew.run(0, lease.partition, lease.owner, lease.fence);
      }),
  };
}

/**
 * Whether a lease still holds. `latest`: nobody has taken it over, so settling is safe.
 * `running`: its time is not over either, so sending may begin.
 */
export function openLeaseCheck(
  db: Database,
  clock: () => Instant,
): (lease: Lease, need: 'latest' | 'running') => boolean {
  const find = db.prepare('SELECT until_at FROM leases WHERE partition = ? AND owner = ? AND fence = ?');
  return (lease, need) => {
    const row = find.get(lease.partition, lease.owner, lease.fence) as { until_at: Instant } | undefined;
    return row !== undefined && (need === 'latest' || row.until_at > clock());
  };
}
