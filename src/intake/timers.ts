import type { Receive } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import type { Store } from '../store/store.ts';

const perPartition = 200;

/**
 * Hands what has fallen due to the intake, as events like any other. A timer leaves the store only with the
 * commit of its event, so a crash between repeats it and the update's id makes that harmless.
 */
export function openTimers(options: {
  store: Store;
  receive: Receive;
  clock(): Instant;
  log: Log;
}): Repeated & {
  /** Looks once at every partition. @returns how many were handed in */
  sweep(): Promise<number>;
} {
  const { store, receive, clock, log } = options;
  const sweep = async (): Promise<number> => {
    const now = clock();
    let handed = 0;
    for (let partition = 0; partition < store.partitions; partition++) {
      const due = await store.dueTimers(partition, now, perPartition);
      await Promise.all(
        due.map(({ chat, dueAt }) =>
          receive({ chat, id: `timer:${dueAt}`, event: { kind: 'timer_due', dueAt, at: now } }),
        ),
      );
      handed += due.length;
    }
    return handed;
  };
  return { sweep, ...repeated(sweep, log, 'timers could not be read; they wait for the next second') };
}
