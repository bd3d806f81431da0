import { setImmediate as turn } from 'node:timers/promises';
import type { Broadcast, PartitionReaction } from '../broadcast/broadcast.ts';
import { hasReacted } from '../broadcast/reaction.ts';
import { glanceAt } from '../core/session-glance.ts';
import type { Walk } from '../store/broadcasts.ts';
import type { Store } from '../store/store.ts';

const chatsAtOnce = 1_024;

/**
 * Counts in one partition what people did after a broadcast: those it was sent to, and those left out by lot. Counted
 * again it gives the same, but for those who had themselves forgotten or opened a lesson later once more.
 * @returns 'no_ledger' where it is lost: nobody is known to have been in it; undefined when it was told to stop
 */
export async function countReaction(
  store: Pick<Store, 'ledgerStates' | 'beginWalk' | 'walkGlances'>,
  partition: number,
  broadcast: Broadcast,
  isHalted: () => boolean,
): Promise<Omit<PartitionReaction, 'at'> | 'no_ledger' | undefined> {
  const stateOf = await store.ledgerStates(partition, broadcast.id);
  if (stateOf === undefined) return 'no_ledger';
  const counted = { written: { n: 0, reacted: 0 }, leftOut: { n: 0, reacted: 0 } };
  let walk: Walk | undefined = await store.beginWalk(partition);
  while (walk !== undefined) {
    const page = await store.walkGlances(partition, walk, chatsAtOnce, false);
    if (isHalted()) return undefined;
    for (const { number, wire } of page.glances) {
      const state = stateOf(number);
      if (state !== 'sent' && state !== 'holdout') continue;
      const group = state === 'sent' ? counted.written : counted.leftOut;
      group.n++;
      if (hasReacted(glanceAt(wire), broadcast)) group.reacted++;
    }
    walk = page.next;
    // As in a plan.
    await turn();
  }
  return counted;
}
