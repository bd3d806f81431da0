import type { PollerLease } from './channels/telegram/polling.ts';
import { secondMs } from './core/time.ts';
import type { Lease, Store } from './store/store.ts';

const leaseMs = 6 * secondMs;

/** Far above any partition: the same leases, for bots. */
const leaseOf = (bot: string): number => 1_000_000 + (Number(bot) % 1_000_000_000);

/** One poller per bot, however many processes share the store; a dead one is replaced within the lease. */
export function pollerLease(store: Store, bot: string, owner: string): PollerLease {
  let held: Lease | undefined;
  return {
    renewMs: leaseMs / 3,
    async acquire() {
      held = await store.acquireLease(leaseOf(bot), owner, leaseMs);
      return held !== undefined;
    },
    renew: async () => held !== undefined && store.renewLease(held, leaseMs),
    async release() {
      if (held !== undefined) await store.releaseLease(held);
      held = undefined;
    },
  };
}
