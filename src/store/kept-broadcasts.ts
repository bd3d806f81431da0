import { type Broadcast, change, newestFirst } from '../broadcast/broadcast.ts';
import type { BroadcastArchive } from './archive/broadcast-archive.ts';
import type { Store } from './store.ts';

type Broadcasts = Pick<Store, 'broadcasts' | 'countsByUnit'>;

/** For people, who look back further than a store does: also broadcasts that have gone to the archive, and what became of them. */
export function withKept(store: Broadcasts, archive: BroadcastArchive): Broadcasts {
  return {
    async broadcasts() {
      const present = await store.broadcasts();
      const ids = new Set(present.map(({ id }) => id));
      const past = (await archive.keptBroadcasts(true)).filter(({ id }) => !ids.has(id));
      return [...present, ...past].sort(newestFirst);
    },
    async countsByUnit(id) {
      const counts = await store.countsByUnit(id);
      // Its ledgers are gone, or were lost with a store that was wiped.
      return Object.keys(counts).length > 0 ? counts : ((await archive.outcomeOf(id)) ?? {});
    },
  };
}

/**
 * Puts back what the archive holds and a wiped store has lost: records, no ledgers. Nobody is sent to by that: what was
 * handed in and not begun, as far as the archive knows, is a draft again. It may have begun in the last seconds before
 * the loss, so whether it is sent is for a person to say.
 */
export async function restoreBroadcasts(
  store: Pick<Store, 'putBroadcast'>,
  archive: Pick<BroadcastArchive, 'keptBroadcasts'>,
): Promise<Broadcast[]> {
  const back: Broadcast[] = [];
  for (const kept of await archive.keptBroadcasts(false)) {
    const broadcast = kept.startedAt === undefined ? draftAgain(kept) : kept;
    if (await store.putBroadcast(broadcast, 0)) back.push(broadcast);
  }
  return back;
}

function draftAgain(kept: Broadcast): Broadcast {
  const sentBack = change(kept, { kind: 'send_back' });
  return sentBack.kind === 'changed' ? sentBack.broadcast : kept;
}
