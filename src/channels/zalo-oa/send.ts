import type { Chat } from '../../core/chat.ts';
import type { Outgoing } from '../../core/effect.ts';
import { minuteMs } from '../../core/time.ts';
import type { Delivery } from '../channel.ts';
import { deliveryAfterFault } from '../http/after-fault.ts';
import { openParts } from '../http/half-sent.ts';
import { TransportFault } from '../http/transport-fault.ts';
import type { ZaloOaApi } from './api.ts';
import { deliveryAfterRefusal } from './failures.ts';
import { type Call, render } from './render.ts';
import type { TapPayloads } from './tap-payload.ts';
import { NoToken } from './tokens.ts';

/** Without a token all wait; look again then. */
const noTokenPauseMs = minuteMs;

export type SenderOptions = {
  api: Pick<ZaloOaApi, 'call'>;
  payloads: TapPayloads;
  pictureUrl(file: string): string | undefined;
};

export type Sender = {
  send(chat: Chat, outgoing: Outgoing, sequence: number, signal: AbortSignal): Promise<Delivery>;
};

export function openSender({ api, payloads, pictureUrl }: SenderOptions): Sender {
  const parts = openParts();

  async function make(user: string, call: Call, signal: AbortSignal): Promise<Delivery> {
    const body = { recipient: { user_id: user }, message: messageOf(call) };
    try {
      const answer = await api.call('/v3.0/oa/message/cs', body, signal);
      if (answer.error !== 0) return deliveryAfterRefusal(answer);
      const { message_id: id } = (answer.data ?? {}) as { message_id?: unknown };
      return typeof id === 'string' ? { kind: 'delivered', message: id } : { kind: 'delivered' };
    } catch (error) {
      if (error instanceof TransportFault) return deliveryAfterFault(error);
      if (error instanceof NoToken)
        return { kind: 'retry', afterMs: noTokenPauseMs, scope: 'bot', reason: error.message };
      throw error;
    }
  }

  return {
    async send(chat, outgoing, sequence, signal) {
      // There is no spinner to stop and no sent message to change; and each call counts.
      if (outgoing.kind !== 'message') return { kind: 'delivered' };
      const { user } = chat;
      const payloadOf = (choice: string): string => payloads.of(user, choice);
      const calls = render(outgoing.message, outgoing.language ?? 'vi', payloadOf, pictureUrl);
      return parts.send(chat, sequence, calls, (call) => make(user, call, signal));
    },
  };
}

/** Source: Zalo Official Account OpenAPI v3, "Send consultation message"; text beside the buttons, as live services do. */
function messageOf({ text, buttons, picture }: Call): object {
  if (picture !== undefined) {
    const elements = [{ media_type: 'image', url: picture }];
    return { text, attachment: { type: 'template', payload: { template_type: 'media', elements } } };
  }
  if (buttons.length === 0) return { text };
  const shown = buttons.map(({ title, payload }) => ({ title, type: 'oa.query.hide', payload }));
  return { text, attachment: { type: 'template', payload: { buttons: shown } } };
}
