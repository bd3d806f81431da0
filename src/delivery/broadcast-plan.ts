import { type IsInAudience, unitOf } from '../broadcast/audience.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import { isHoldout } from '../broadcast/holdout.ts';
import { glanceAt } from '../core/session-format.ts';
import type { Mark, WalkedChat, WalkPage } from '../store/broadcasts.ts';
import type { Lease, Store } from '../store/store.ts';

/** Decided in one turn of the event loop: some two milliseconds. */
const chatsAtOnce = 512;

type Ledgers = Pick<Store, 'ledger' | 'walkChats' | 'plan'>;

export type PlanEnd =
  | 'whole'
  /** Told to. */
  | 'halted'
  /** The lease is another's. */
  | 'lost'
  /** The partition has no ledger of it: the store was emptied under it. Nobody is sent to a second time. */
  | 'no_ledger';

/**
 * Writes who of a partition's chats is in the audience, page by page. It may end at any moment and be begun again by
 * anybody: a page is written together with the place of the next one.
 */
export async function planPartition(
  store: Ledgers,
  lease: Lease,
  broadcast: Broadcast,
  isInAudience: IsInAudience,
  isHalted: () => boolean,
): Promise<PlanEnd> {
  const { partition } = lease;
  const read = (walk: string): Promise<WalkPage> => store.walkChats(partition, walk, chatsAtOnce);
  /** The page after the one being written, read meanwhile. */
  let ahead: { walk: string; page: Promise<WalkPage> } | undefined;
  let due: string | undefined;
  for (let isKnown = false; !isHalted(); ) {
    if (!isKnown) {
      const standing = await store.ledger(partition, broadcast.id);
      if (standing === undefined) return 'no_ledger';
      due = standing.due;
    }
    if (due === undefined) return 'whole';
    const page = await (ahead?.walk === due ? ahead.page : read(due));
    ahead = page.next === undefined ? undefined : { walk: page.next, page: read(page.next) };
    // Read for nothing when the lease was lost; its failure is then nobody's.
    ahead?.page.catch(() => {});
    const marks = page.chats.flatMap((chat) => markOf(chat, partition, broadcast, isInAudience));
    const written = await store.plan(lease, broadcast.id, { walk: due, next: page.next, marks });
    if (written === 'lost') return 'lost';
    isKnown = written === 'planned';
    due = page.next;
  }
  return 'halted';
}

function markOf(
  { chat, number, wire }: WalkedChat,
  partition: number,
  broadcast: Broadcast,
  isInAudience: IsInAudience,
): Mark[] {
  const glance = glanceAt(wire);
  if (!isInAudience(chat, glance)) return [];
  const isLeftOut = isHoldout(broadcast.id, partition, number, broadcast.holdoutShare);
  return [{ number, state: isLeftOut ? 'holdout' : 'waiting', unit: unitOf(glance) }];
}

/** How many would be sent to at once, how many would find it later, and whom nothing reaches. */
export type Survey = { atOnce: number; atNextVisit: number; unreachable: number; optedOut: number };

/** Counts an audience without writing anything: what an official sees while composing. */
export async function survey(
  store: Pick<Store, 'partitions' | 'beginWalk' | 'walkChats'>,
  isInAudience: IsInAudience,
  isFoundLater: (channel: string) => boolean,
  isOptedOut: (muted: number) => boolean,
): Promise<Survey> {
  const found: Survey = { atOnce: 0, atNextVisit: 0, unreachable: 0, optedOut: 0 };
  for (let partition = 0; partition < store.partitions; partition++) {
    let walk: string | undefined = await store.beginWalk(partition);
    while (walk !== undefined) {
      const page: WalkPage = await store.walkChats(partition, walk, chatsAtOnce);
      for (const { chat, wire } of page.chats) {
        const glance = glanceAt(wire);
        if (!isInAudience(chat, glance)) continue;
        if (isOptedOut(glance.muted)) found.optedOut++;
        else if (glance.isBlocked) found.unreachable++;
        else if (isFoundLater(chat.channel)) found.atNextVisit++;
        else found.atOnce++;
      }
      walk = page.next;
    }
  }
  return found;
}
