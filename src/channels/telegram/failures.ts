import { secondMs } from '../../core/time.ts';
import type { Delivery } from '../channel.ts';

/** Telegram's refusal of a call. `error_code` "is subject to change": the words count as much. */
export type Refusal = {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number | undefined; migrate_to_chat_id?: number | undefined } | undefined;
};

/** When Telegram says "too many" without saying how long. */
const unnamedPauseMs = 5 * secondMs;

/** Refusals that mean the thing is already as we want it. */
const harmless = [/message is not modified/i, /query is too old/i, /query id is invalid/i];

/** This person cannot be written to, until they write again. Some come as 400 with capitals, some as 403. */
const gone = [
  /bot was blocked by the user/i,
  /USER_IS_BLOCKED/,
  /user is deactivated/i,
  /INPUT_USER_DEACTIVATED/,
  /bot can't initiate conversation/i,
  /bot can't send messages to bots/i,
  /chat not found/i,
  /user not found/i,
  /PEER_ID_INVALID/,
  /bot was kicked/i,
  /bot is not a member/i,
  /group chat was (deleted|upgraded)/i,
];

/** What to do after Telegram answered with an error. Source: the Bot API server's own error texts. */
export function deliveryAfterRefusal(refusal: Refusal): Delivery {
  const { error_code: code, description } = refusal;
  const reason = `Telegram ${code}: ${description}`;
  if (harmless.some((words) => words.test(description))) return { kind: 'delivered' };
  if (code === 429) {
    const seconds = refusal.parameters?.retry_after;
    const afterMs = seconds === undefined ? unnamedPauseMs : seconds * secondMs;
    return { kind: 'retry', afterMs, scope: 'bot', reason };
  }
  if (gone.some((words) => words.test(description))) return { kind: 'unreachable', reason };
  if (code === 401 || code === 404) return { kind: 'channel_down', reason };
  if (code === 403) return { kind: 'unreachable', reason };
  if (code >= 500) return { kind: 'unknown', reason };
  return { kind: 'bad_content', reason };
}

/**
 * For calls whose loss is harmless (a tap's spinner, a mark): whatever went wrong with this one message must
 * not hold back what follows. Only what concerns the whole bot is passed on.
 */
export function forgiven(delivery: Delivery): Delivery {
  switch (delivery.kind) {
    case 'delivered':
    case 'retry':
    case 'channel_down':
      return delivery;
    case 'unreachable':
    case 'bad_content':
    case 'unknown':
      return { kind: 'delivered' };
  }
}
