import { setTimeout as pause } from 'node:timers/promises';
import type { Chat } from '../core/chat.ts';
import type { Outgoing } from '../core/effect.ts';
import type { EventBody } from '../core/event.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Channel, Receive } from './channel.ts';

/** How often an answer is handed in that the intake cannot take just now; after that the person asks again. */
const tries = 5;

type Question<K extends Outgoing['kind']> = Extract<Outgoing, { kind: K }>;

export type Asked<K extends Outgoing['kind']> = {
  kind: K;
  /** Begins the update's id, so that an answer counts once however often it is asked for. */
  name: string;
  answer(chat: Chat, question: Question<K>): Promise<EventBody>;
  /** What is said when nobody could be asked. */
  away(question: Question<K>): EventBody;
};

/**
 * A channel whose chats may ask somebody of ours: such a row is not sent to the platform, its answer comes back as an
 * event. It travels like every other row, so whichever process sends for the chat also asks for it, a crash asks again,
 * and the update that led to it never waited.
 */
export function askingChannel<K extends Outgoing['kind']>(
  channel: Channel,
  asked: Asked<K>,
  { clock, log }: { clock(): Instant; log: Log },
): Channel {
  let receive: Receive = async () => ({ kind: 'try_later', afterMs: 1_000 });
  const isAsked = (outgoing: Outgoing): outgoing is Question<K> => outgoing.kind === asked.kind;
  return {
    ...channel,
    start(given) {
      receive = given;
      return channel.start(given);
    },
    async send(chat, outgoing, sequence, signal) {
      if (!isAsked(outgoing)) return channel.send(chat, outgoing, sequence, signal);
      const answer = await asked.answer(chat, outgoing).catch((error: unknown): EventBody => {
        const isAway = error instanceof StoreUnavailable;
        log[isAway ? 'warn' : 'error'](
          { err: error, channel: chat.channel, asked: asked.name },
          'a chat asked and could not be answered',
        );
        return asked.away(outgoing);
      });
      const event = { ...answer, at: clock() };
      for (let left = tries; left > 0; left--) {
        const receipt = await receive({ chat, id: `${asked.name}:${sequence}`, event });
        if (receipt.kind !== 'try_later') return { kind: 'delivered' };
        if (signal.aborted) break;
        await pause(Math.min(receipt.afterMs, 1_000));
      }
      return { kind: 'retry', afterMs: 1_000, scope: 'chat', reason: 'the answer could not be handed in' };
    },
  };
}
