import type { Broadcast } from '../broadcast/broadcast.ts';
import { broadcastMessage } from '../broadcast/message.ts';
import type { Channel, Delivery } from '../channels/channel.ts';
import { hash32 } from '../core/chance.ts';
import { decodeSession } from '../core/session-format.ts';
import type { Candidate } from '../store/broadcasts.ts';
import type { Governor } from './governor.ts';

/** One recipient on the way from the ledger to the channel. */
export type Recipient = Candidate & {
  wire: unknown[];
  channel: Channel;
  governor: Governor;
  /** Sent again after an unknown end, as the official chose. */
  isRepeated: boolean;
};

/** Hands the broadcast to the recipient's channel, in their words; whatever the channel throws is an outcome too. */
export async function sendTo(
  { channel, chat, wire }: Recipient,
  broadcast: Broadcast,
  signal: AbortSignal,
): Promise<Delivery> {
  const session = decodeSession(wire);
  const { language } = session;
  const outgoing = { kind: 'message', message: broadcastMessage(broadcast, session), language } as const;
  try {
    // Below any row's sequence: a channel that sends in parts knows by it what it has sent of this one.
    return await channel.send(chat, outgoing, -1 - hash32(broadcast.id), signal);
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
}
