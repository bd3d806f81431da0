import type { Channel, Delivery, Receive } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { OutboxRow, Store } from '../store/store.ts';
import { type Verdict, verdictOn } from './settlement.ts';

export type DeliverOptions = {
  store: Pick<Store, 'bury'>;
  receive: Receive;
  clock(): Instant;
  log: Log;
};

/** Hands a row to its channel; whatever the channel throws is an outcome too. */
export function send(channel: Channel, row: OutboxRow, signal: AbortSignal): Promise<Delivery> {
  const unknown = (error: unknown): Delivery => ({
    kind: 'unknown',
    reason: error instanceof Error ? error.message : String(error),
  });
  try {
    return channel.send(row.chat, row.outgoing, row.sequence, signal).catch(unknown);
  } catch (error) {
    return Promise.resolve(unknown(error));
  }
}

/** Carries out what an outcome asks for beyond the row itself: alarms, dead letters, a word to the core. */
export async function judge(
  { store, receive, clock, log }: DeliverOptions,
  row: OutboxRow,
  delivery: Delivery,
): Promise<Verdict> {
  const now = clock();
  const verdict = verdictOn(row, delivery, now);
  if (!('reason' in delivery)) return verdict;
  const { channel, bot } = row.chat;
  if (verdict.alarm !== undefined) {
    log.error({ channel, bot, row: row.id, reason: delivery.reason }, `ALARM: ${verdict.alarm}`);
  }
  if (verdict.isBadContent) {
    try {
      await store.bury({ at: now, chat: row.chat, update: row.id, reason: delivery.reason });
    } catch (error) {
      // Sent once more it is refused once more, and then it can be buried.
      log.warn({ err: error, channel }, 'a refused message could not be put aside; it is tried again');
      return {
        ...verdict,
        settlement: { kind: 'retry', sequence: row.sequence, notBeforeAt: now + 1_000, unknown: false },
      };
    }
  }
  if (verdict.isRefused) {
    const receipt = await receive({
      chat: row.chat,
      id: `refused:${row.id}`,
      event: { kind: 'delivery_refused', reason: delivery.reason, at: now },
    });
    if (receipt.kind === 'try_later') {
      log.warn({ channel }, 'that a person cannot be reached was not noted; the next refusal will be');
    }
  }
  return verdict;
}
