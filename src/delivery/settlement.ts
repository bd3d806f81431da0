import type { Delivery } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { OutboxRow, Settlement } from '../store/store.ts';

/** What to do with a row after a send, and what else must be known of it. */
export type Verdict = {
  settlement: Settlement;
  /** The whole bot must wait until then. */
  pauseBotUntilAt?: Instant;
  /** The person cannot be reached: tell the core, and drop what else waits for them. */
  isRefused?: true;
  /** Ours to mend. */
  isBadContent?: true;
  alarm?: string;
};

/** How long a bot whose token or plan has ended is left alone before the next try. */
const channelDownMs = 60_000;
/** A reply whose fate is unknown is repeated after this, once: a doubled card is harmless, a missing one is not. */
const repeatMs = 1_000;

/** Each outcome says what to do next; this is that, for replies. Pure. */
export function verdictOn(row: OutboxRow, delivery: Delivery, now: Instant): Verdict {
  const { sequence } = row;
  const done: Settlement = { kind: 'done', sequence };
  const isMessage = row.outgoing.kind === 'message';
  switch (delivery.kind) {
    case 'delivered':
      return { settlement: done };
    case 'retry': {
      const notBeforeAt = now + delivery.afterMs;
      // A late acknowledgement or mark is worth nothing: only messages are tried again.
      if (delivery.scope === 'chat') {
        return { settlement: isMessage ? { kind: 'retry', sequence, notBeforeAt, unknown: false } : done };
      }
      const settlement: Settlement = {
        kind: 'retry',
        sequence,
        notBeforeAt,
        unknown: false,
        uncounted: true,
      };
      return { settlement: isMessage ? settlement : done, pauseBotUntilAt: notBeforeAt };
    }
    case 'unreachable':
      return { settlement: done, isRefused: true };
    case 'bad_content':
      return isMessage
        ? { settlement: done, isBadContent: true, alarm: 'a platform refused our message as it is' }
        : { settlement: done };
    case 'channel_down':
      return {
        settlement: { kind: 'retry', sequence, notBeforeAt: now + channelDownMs, unknown: false },
        pauseBotUntilAt: now + channelDownMs,
        alarm: 'the platform no longer serves this bot: look at its token and plan',
      };
    case 'unknown':
      return isMessage && row.unknowns === 0
        ? { settlement: { kind: 'retry', sequence, notBeforeAt: now + repeatMs, unknown: true } }
        : { settlement: done };
  }
}
