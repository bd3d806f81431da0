import type { PollerLease } from './channels/http/under-lease.ts';
import { hash32 } from './core/chance.ts';
import { secondMs } from './core/time.ts';
import type { Lease, Store } from './store/store.ts';

const usualLeaseMs = 6 * secondMs;

/** Far above any partition: the same leases, for bots. */
const leaseOf = (channel: string, bot: string): number =>
  channel === 'telegram'
    ? 1_000_000 + (Number(bot) % 1_000_000_000)
    : 2_000_000_000 + hash32(`${channel}:${bot}`);

/** One at a time does something for a bot, however many processes share the store; a dead one is replaced within the lease. */
export function pollerLease(
  store: Store,
  channel: string,
  bot: string,
  owner: string,
  leaseMs = usualLeaseMs,
): PollerLease {
  let held: Lease | undefined;
  return {
    renewMs: leaseMs / 3,
    async acquire() {
      held = await store.acquireLease(leaseOf(channel, bot), owner, leaseMs);
      return held !== undefined;
    },
    renew: async () => held !== undefined && store.renewLease(held, leaseMs),
    async release() {
      if (held !== undefined) await store.releaseLease(held);
      held = undefined;
    },
  };
}
