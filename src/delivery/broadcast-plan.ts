import { setImmediate as turn } from 'node:timers/promises';
import { asksForChat, chatsNamed, type IsInAudience, unitOf } from '../broadcast/audience.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import { isHoldout } from '../broadcast/holdout.ts';
import { glanceAt } from '../core/session-glance.ts';
import type { GlancePage, Walk, WalkedGlance } from '../store/broadcasts.ts';
import { MarkSheet } from '../store/mark-sheet.ts';
import type { Lease, Store } from '../store/store.ts';

export type PlanPace = {
  /** Decided in one turn of the event loop. */
  chatsAtOnce: number;
  /** Looked at before it is written down: what one call marks, and what is looked at again after a kill. */
  chatsPerSheet: number;
};
/** A page takes some three milliseconds, a sheet a quarter of a second. */
export const planPace: PlanPace = { chatsAtOnce: 1_024, chatsPerSheet: 65_536 };

type Ledgers = Pick<Store, 'ledger' | 'walkGlances' | 'lookUp' | 'partitionOf' | 'plan'>;

export type PlanEnd =
  | 'whole'
  /** Told to. */
  | 'halted'
  /** The lease is another's. */
  | 'lost'
  /** The partition has no ledger of it: the store was emptied under it. Nobody is sent to a second time. */
  | 'no_ledger';

/**
 * Writes who of a partition's chats is in the audience, sheet by sheet. It may end at any moment and be begun again by
 * anybody: a sheet is written together with the place where the next one begins.
 */
export async function planPartition(
  store: Ledgers,
  lease: Lease,
  broadcast: Broadcast,
  isInAudience: IsInAudience,
  isHalted: () => boolean,
  { chatsAtOnce, chatsPerSheet } = planPace,
): Promise<PlanEnd> {
  const { partition } = lease;
  const withChats = asksForChat(broadcast);
  const named = chatsNamed(broadcast)?.filter((chat) => store.partitionOf(chat) === partition);
  /** A page of glances, or all who are named. */
  const read = async (walk: Walk): Promise<GlancePage> =>
    named === undefined
      ? store.walkGlances(partition, walk, chatsAtOnce, withChats)
      : { glances: await store.lookUp(partition, named), next: undefined };
  while (!isHalted()) {
    const standing = await store.ledger(partition, broadcast.id);
    if (standing === undefined) return 'no_ledger';
    let due = standing.due;
    let page = due === undefined ? undefined : read(due);
    for (let isPlanned = true; isPlanned && due !== undefined; ) {
      const sheet = new MarkSheet();
      let next: Walk | undefined = due;
      for (let looked = 0; page !== undefined && looked < chatsPerSheet; ) {
        const found: GlancePage = await page;
        if (isHalted()) return 'halted';
        next = found.next;
        // The next page is read while this one is decided.
        page = next === undefined ? undefined : read(next);
        // Read for nothing when the lease was lost; its failure is then nobody's.
        page?.catch(() => {});
        for (const glance of found.glances) mark(sheet, glance, partition, broadcast, isInAudience);
        looked += found.glances.length;
        // A store in this process answers at once: others have their turn all the same.
        await turn();
      }
      const written = await store.plan(lease, broadcast.id, { walk: due, next, sheet });
      if (written === 'lost') return 'lost';
      isPlanned = written === 'planned';
      due = next;
    }
    if (due === undefined) return 'whole';
  }
  return 'halted';
}

function mark(
  sheet: MarkSheet,
  { chat, number, wire }: WalkedGlance,
  partition: number,
  broadcast: Broadcast,
  isInAudience: IsInAudience,
): void {
  const glance = glanceAt(wire);
  if (!isInAudience(chat, glance)) return;
  const isLeftOut = isHoldout(broadcast.id, partition, number, broadcast.holdoutShare);
  sheet.mark(number, isLeftOut ? 'holdout' : 'waiting', unitOf(glance));
}
