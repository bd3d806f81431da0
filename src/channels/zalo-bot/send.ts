import type { Chat } from '../../core/chat.ts';
import type { Outgoing } from '../../core/effect.ts';
import { hourMs, type Instant } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Delivery } from '../channel.ts';
import { deliveryAfterFault } from '../http/after-fault.ts';
import { openParts } from '../http/half-sent.ts';
import { TransportFault } from '../http/transport-fault.ts';
import type { ZaloBotApi } from './api.ts';
import { deliveryAfterRefusal } from './failures.ts';
import type { Quota } from './quota.ts';
import { type Call, render } from './render.ts';

/** Refused on so many different days: the person is taken to be gone, as no code says so. */
const refusedDays = 3;

export type SenderOptions = {
  api: Pick<ZaloBotApi, 'call'>;
  quota: Quota;
  pictureUrl(file: string): string | undefined;
  clock(): Instant;
  log: Log;
};

export type Sender = {
  send(chat: Chat, outgoing: Outgoing, sequence: number, signal: AbortSignal): Promise<Delivery>;
};

export function openSender({ api, quota, pictureUrl, clock, log }: SenderOptions): Sender {
  const parts = openParts();
  /** "Quota exceeded" since the last message that arrived. */
  let exceeded = 0;

  async function make(chat: Chat, call: Call, signal: AbortSignal): Promise<Delivery> {
    const now = clock();
    const usedUpUntil = quota.usedUpUntil(now);
    if (usedUpUntil !== undefined)
      return {
        kind: 'retry',
        afterMs: usedUpUntil - now,
        scope: 'bot',
        reason: `the free plan's messages of this month are used up`,
      };
    const [method, body] = requestOf(chat.user, call);
    try {
      const answer = await api.call(method, body, signal);
      if (answer.ok) {
        exceeded = 0;
        await quota.sent(now);
        const { message_id: id } = (answer.result ?? {}) as { message_id?: unknown };
        return typeof id === 'string' ? { kind: 'delivered', message: id } : { kind: 'delivered' };
      }
      const delivery = deliveryAfterRefusal(answer, exceeded);
      if (answer.error_code === 429) {
        exceeded++;
        if (delivery.kind === 'retry' && delivery.afterMs >= hourMs)
          log.error(
            { channel: 'zalo-bot', bot: chat.bot },
            'ALARM: Zalo says "quota exceeded" again and again; this bot sends nothing for an hour. See its plan',
          );
      }
      if (answer.error_code === 400 && (await quota.refused(chat.user, now)) >= refusedDays)
        return { kind: 'unreachable', reason: `${answer.description}, on ${refusedDays} different days` };
      return delivery;
    } catch (error) {
      if (!(error instanceof TransportFault)) throw error;
      if (error.wasSent) await quota.sent(now);
      return deliveryAfterFault(error);
    }
  }

  return {
    async send(chat, outgoing, sequence, signal) {
      // Zalo shows no spinner on a number that was typed, and a sent message cannot be changed.
      if (outgoing.kind !== 'message') return { kind: 'delivered' };
      const calls = render(outgoing.message, outgoing.language ?? 'vi', pictureUrl);
      return parts.send(chat, sequence, calls, (call) => make(chat, call, signal));
    },
  };
}

function requestOf(user: string, call: Call): [method: string, body: object] {
  if (call.kind === 'photo')
    return ['sendPhoto', { chat_id: user, photo: call.photo, caption: call.caption }];
  const styles =
    call.boldLength === 0 ? {} : { text_styles: [{ start: 0, len: call.boldLength, st: ['b'] }] };
  return ['sendMessage', { chat_id: user, text: call.text, ...styles }];
}
