import {
  type Broadcast,
  type BroadcastAct,
  change,
  isSending,
  type PartitionReaction,
  type Refusal,
} from '../broadcast/broadcast.ts';
import { type Store, StoreUnavailable } from './store.ts';

type Ledgers = Pick<Store, 'broadcasts' | 'putBroadcast' | 'setGate' | 'freeze' | 'partitions'>;

export type Changed =
  | { kind: 'changed'; broadcast: Broadcast }
  | { kind: 'refused'; why: Refusal }
  | { kind: 'missing' };

/** Others may change it at the same moment; each time it is decided anew on what stands there. */
const rounds = 16;

/**
 * Changes a broadcast, and with it whether anybody may be sent to. Once a pause, a stop or a cancel has resolved nobody
 * more is begun, in any process; what is on its way ends and is counted.
 */
export async function changeBroadcast(store: Ledgers, id: string, act: BroadcastAct): Promise<Changed> {
  for (let round = 0; round < rounds; round++) {
    const broadcast = (await store.broadcasts()).find((it) => it.id === id);
    if (broadcast === undefined) return { kind: 'missing' };
    // The audience is frozen before anybody plans it: a start that was cut off freezes nothing twice.
    if (act.kind === 'start' && change(broadcast, act).kind === 'changed') {
      await everywhere(store, (partition) => store.freeze(partition, id));
    }
    const result = change(broadcast, act);
    if (result.kind === 'refused') return result;
    if (!(await store.putBroadcast(result.broadcast, broadcast.revision))) continue;
    if (isSending(broadcast) || isSending(result.broadcast)) await openOrShut(store, result.broadcast);
    return result;
  }
  return { kind: 'refused', why: 'not_now' };
}

/** Writes what people of one partition did afterwards, once: the first count stays. */
export async function noteReaction(
  store: Pick<Store, 'broadcasts' | 'putBroadcast'>,
  id: string,
  partition: number,
  reaction: PartitionReaction,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const broadcast = (await store.broadcasts()).find((it) => it.id === id);
    if (broadcast === undefined || broadcast.reactions[partition] !== undefined) return;
    const { revision, reactions } = broadcast;
    const next = { ...broadcast, revision: revision + 1, reactions: { ...reactions, [partition]: reaction } };
    if (await store.putBroadcast(next, revision)) return;
  }
  throw new StoreUnavailable(
    `broadcast ${id} is changed again and again; what people did is counted once more`,
  );
}

/** Brings every partition's gate to what the broadcast now says; said again it changes nothing. */
export const openOrShut = (
  store: Pick<Store, 'setGate' | 'partitions'>,
  broadcast: Broadcast,
): Promise<void> =>
  everywhere(store, (partition) =>
    store.setGate(partition, broadcast.id, broadcast.revision, isSending(broadcast)),
  );

async function everywhere(
  { partitions }: Pick<Store, 'partitions'>,
  work: (partition: number) => Promise<void>,
): Promise<void> {
  await Promise.all(Array.from({ length: partitions }, (_, partition) => work(partition)));
}
