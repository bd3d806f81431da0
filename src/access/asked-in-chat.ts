import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, Receive } from '../channels/channel.ts';
import type { AccessAnswer } from '../core/staff.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Desk } from './desk.ts';

/** How often an answer is handed in that the intake cannot take just now; after that the person asks again. */
const tries = 5;

/**
 * A channel whose chats may ask the desk: such a row is not sent to the platform, its answer comes back as an event.
 * It travels like every other row, so whichever process sends for the chat also asks for it, a crash asks again,
 * and the update that led to it never waited.
 */
export function askingDesk(
  channel: Channel,
  { desk, clock, log }: { desk: Pick<Desk, 'answer'>; clock(): Instant; log: Log },
): Channel {
  let receive: Receive = async () => ({ kind: 'try_later', afterMs: 1_000 });
  return {
    ...channel,
    start(given) {
      receive = given;
      return channel.start(given);
    },
    async send(chat, outgoing, sequence, signal) {
      if (outgoing.kind !== 'ask_access') return channel.send(chat, outgoing, sequence, signal);
      const answer = await desk.answer(chat, outgoing.question).catch((error: unknown): AccessAnswer => {
        const isAway = error instanceof StoreUnavailable;
        log[isAway ? 'warn' : 'error'](
          { err: error, channel: chat.channel },
          'a chat asked for the console and could not be answered',
        );
        return { kind: 'refused', reason: 'away' };
      });
      const event = { kind: 'access_answered', answer, at: clock() } as const;
      for (let left = tries; left > 0; left--) {
        const receipt = await receive({ chat, id: `access:${sequence}`, event });
        if (receipt.kind !== 'try_later') return { kind: 'delivered' };
        if (signal.aborted) break;
        await pause(Math.min(receipt.afterMs, 1_000));
      }
      return { kind: 'retry', afterMs: 1_000, scope: 'chat', reason: 'the answer could not be handed in' };
    },
  };
}
