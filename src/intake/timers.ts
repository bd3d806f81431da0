import type { Receive } from '../channels/channel.ts';
import { chatKey } from '../core/chat.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import type { Store } from '../store/store.ts';
import { openMessagedToday } from './messaged-today.ts';

/** So many of a partition's timers are in hand at once; what people send goes before them. */
const inHand = 64;

/**
 * Hands what has fallen due to the intake, as events like any other. A timer leaves the store only with the
 * commit of its event, so a crash between repeats it and the event itself makes that harmless.
 */
export function openTimers(options: {
  store: Store;
  receive: Receive;
  clock(): Instant;
  log: Log;
  /** Whether this process is to look after a partition; by default after all. */
  isOurs?(partition: number): boolean;
}): Repeated & {
  /** Goes through every partition until nothing is due there. @returns how many were handed in */
  sweep(): Promise<number>;
} {
  const { store, receive, clock, log, isOurs = () => true } = options;
  const messagedToday = openMessagedToday({ store, clock });
  let isStopping = false;

  const through = async (partition: number): Promise<number> => {
    let handed = 0;
    while (!isStopping) {
      const now = clock();
      const due = await store.dueTimers(partition, now, inHand);
      const had = await messagedToday(
        partition,
        due.map(({ chat }) => chat),
      );
      const receipts = await Promise.all(
        due.map(({ chat, dueAt }) =>
          receive({
            chat,
            id: `timer:${dueAt}`,
            event: {
              kind: 'timer_due',
              dueAt,
              at: now,
              ...(had.has(chatKey(chat)) ? { hadMessage: true as const } : {}),
            },
          }),
        ),
      );
      handed += due.length;
      // Where nothing was taken the same would come back at once: better with the next round.
      const isTaken = receipts.some(({ kind }) => kind !== 'try_later' && kind !== 'dead_letter');
      if (due.length < inHand || !isTaken) return handed;
    }
    return handed;
  };

  const sweep = async (): Promise<number> => {
    const partitions = Array.from({ length: store.partitions }, (_, partition) => partition).filter(isOurs);
    const counts = await Promise.all(partitions.map(through));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const rounds = repeated(sweep, log, 'timers could not be read; they wait for the next second');
  return {
    sweep,
    start(everyMs) {
      isStopping = false;
      rounds.start(everyMs);
    },
    stop() {
      isStopping = true;
      return rounds.stop();
    },
  };
}
