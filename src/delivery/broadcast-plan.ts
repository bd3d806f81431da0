import { asksForChat, type IsInAudience, unitOf } from '../broadcast/audience.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import { isHoldout } from '../broadcast/holdout.ts';
import { type Chat, parseChatKey } from '../core/chat.ts';
import { type Glance, glanceAt, glanceOf } from '../core/session-format.ts';
import type { GlancePage, Walk } from '../store/broadcasts.ts';
import { MarkSheet } from '../store/mark-sheet.ts';
import type { Lease, Store } from '../store/store.ts';

/** Decided in one turn of the event loop: some two milliseconds. */
const chatsAtOnce = 1_024;
/** Looked at before it is written down: what one call marks, and what is looked at again after a kill. */
const chatsPerSheet = 65_536;

type Ledgers = Pick<Store, 'ledger' | 'walkGlances' | 'plan' | 'load' | 'partitionOf'>;

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
): Promise<PlanEnd> {
  const { partition } = lease;
  if (broadcast.audience.chats !== undefined) return planNamed(store, lease, broadcast, isInAudience);
  const withChats = asksForChat(broadcast);
  while (!isHalted()) {
    const standing = await store.ledger(partition, broadcast.id);
    if (standing === undefined) return 'no_ledger';
    let due = standing.due;
    let page = due === undefined ? undefined : store.walkGlances(partition, due, chatsAtOnce, withChats);
    for (let isPlanned = true; isPlanned && due !== undefined; ) {
      const sheet = new MarkSheet();
      let next: Walk | undefined = due;
      for (let looked = 0; page !== undefined && looked < chatsPerSheet; ) {
        const found: GlancePage = await page;
        if (isHalted()) return 'halted';
        next = found.next;
        // The next page is read while this one is decided.
        page = next === undefined ? undefined : store.walkGlances(partition, next, chatsAtOnce, withChats);
        // Read for nothing when the lease was lost; its failure is then nobody's.
        page?.catch(() => {});
        for (const { chat, number, wire } of found.glances) {
          mark(sheet, { chat, number, glance: glanceAt(wire) }, partition, broadcast, isInAudience);
        }
        looked += found.glances.length;
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

/** A few chats that are named: they are looked up, and nobody else is walked past. */
async function planNamed(
  store: Ledgers,
  lease: Lease,
  broadcast: Broadcast,
  isInAudience: IsInAudience,
): Promise<PlanEnd> {
  const { partition } = lease;
  const standing = await store.ledger(partition, broadcast.id);
  if (standing === undefined) return 'no_ledger';
  if (standing.due === undefined) return 'whole';
  const chats = (broadcast.audience.chats ?? [])
    .flatMap((key) => parseChatKey(key) ?? [])
    .filter((chat) => store.partitionOf(chat) === partition);
  const found = await store.load(chats.map((chat) => ({ chat, updates: [] })));
  const sheet = new MarkSheet();
  for (const [place, chat] of chats.entries()) {
    const loaded = found[place];
    if (loaded?.session === undefined) continue;
    const met = { chat, number: loaded.number, glance: glanceOf(loaded.session) };
    mark(sheet, met, partition, broadcast, isInAudience);
  }
  const written = await store.plan(lease, broadcast.id, { walk: standing.due, next: undefined, sheet });
  if (written === 'moved') return planNamed(store, lease, broadcast, isInAudience);
  return written === 'lost' ? 'lost' : 'whole';
}

type Met = { chat: Chat | undefined; number: number; glance: Glance };

function mark(
  sheet: MarkSheet,
  { chat, number, glance }: Met,
  partition: number,
  broadcast: Broadcast,
  isInAudience: IsInAudience,
): void {
  if (!isInAudience(chat, glance)) return;
  const isLeftOut = isHoldout(broadcast.id, partition, number, broadcast.holdoutShare);
  sheet.mark(number, isLeftOut ? 'holdout' : 'waiting', unitOf(glance));
}
