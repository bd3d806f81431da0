import { type Broadcast, isOfThisWeek, overAt } from '../broadcast/broadcast.ts';
import { dayMs, hourMs, type Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import type { Archive } from '../store/archive/archive.ts';
import type { Store } from '../store/store.ts';

export type BroadcastKeeper = Repeated & {
  /** One round: what changed goes to the archive, what is long over leaves the store. */
  sweep(): Promise<void>;
};

export type BroadcastKeeperOptions = {
  store: Pick<Store, 'broadcasts' | 'putBroadcast' | 'countsByUnit' | 'dropBroadcast'>;
  archive: Pick<Archive, 'keepBroadcast' | 'keptBroadcasts'>;
  clock(): Instant;
  log: Log;
};

/** Ledgers stay so long after a broadcast is over: its week is past then, and what people did was counted. */
export const ledgerDays = 35;
/** People find what lies in their log after it is over too: for a week it is written down anew. */
const anewMs = hourMs;

/**
 * Keeps every broadcast in the archive, drafts too, with what became of its recipients by place, and takes it out of
 * the store when it is long over. Any number of processes may do it, and any of them may die in its midst: once it is
 * marked `archivedAt` its outcome is written down once, then its ledgers go, and last its record.
 */
export function openBroadcastKeeper({ store, archive, clock, log }: BroadcastKeeperOptions): BroadcastKeeper {
  /** By id: what this process wrote last. */
  const kept = new Map<string, { revision: number; at: Instant }>();

  const keep = async (broadcast: Broadcast, now: Instant): Promise<void> => {
    const { id, revision } = broadcast;
    const last = kept.get(id);
    const isStale = last?.revision !== revision || (isOfThisWeek(broadcast, now) && now - last.at > anewMs);
    if (!isStale) return;
    await archive.keepBroadcast(broadcast, await store.countsByUnit(id));
    kept.set(id, { revision, at: now });
  };

  const takeOut = async (broadcast: Broadcast): Promise<void> => {
    const { id } = broadcast;
    // Kept already: its ledgers may be half gone, and would count for less.
    const isKept = (await archive.keptBroadcasts(true)).some((it) => it.id === id);
    if (!isKept) await archive.keepBroadcast(broadcast, await store.countsByUnit(id));
    await store.dropBroadcast(id);
    kept.delete(id);
    log.info({ broadcast: id }, 'a broadcast that is long over is in the archive from now on');
  };

  const sweep = async (): Promise<void> => {
    const now = clock();
    for (const broadcast of await store.broadcasts()) {
      if (broadcast.tryOf !== undefined) continue;
      const { archivedAt, revision } = broadcast;
      const endedAt = overAt(broadcast);
      if (archivedAt !== undefined) await takeOut(broadcast);
      else if (endedAt === undefined || endedAt > now - ledgerDays * dayMs) await keep(broadcast, now);
      else {
        const marked = { ...broadcast, archivedAt: now, revision: revision + 1 };
        if (await store.putBroadcast(marked, revision)) await takeOut(marked);
      }
    }
  };
  return {
    ...repeated(sweep, log, 'broadcasts could not be kept in the archive; it is tried again'),
    sweep,
  };
}
