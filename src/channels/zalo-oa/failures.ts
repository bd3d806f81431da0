import { minuteMs, secondMs } from '../../core/time.ts';
import type { Delivery } from '../channel.ts';
import type { Refusal } from './api.ts';

/** "Too many" a minute: the account's bucket was emptied by others. */
const ratePauseMs = 15 * secondMs;

/** These numbers mean other things on Zalo's other hosts. Source: Official Account, "Error codes". */
const unreachable = new Set([-213, -230, -232, -227, -217, -244, -218]);
const money = new Set([-211, -221, -224, -235, -320, -321]);
const token = new Set([-216, -220, -209, -212, -223, -14003, -240]);
const content = new Set([-201, -210, -233, -100, -248]);
/** Between 22:00 and 06:00 some messages are refused. */
const night = -234;
const tooMany = -32;

/** The token is refused: once renewed, the same call may be made again. */
export const isTokenRefused = (code: number): boolean => code === -216 || code === -220;

/** What to do after Zalo answered with an error, which it does with HTTP 200. */
export function deliveryAfterRefusal({ error: code, message }: Refusal): Delivery {
  const reason = `Zalo OA ${code}: ${message}`;
  if (code === tooMany) return { kind: 'retry', afterMs: ratePauseMs, scope: 'bot', reason };
  if (code === night) return { kind: 'retry', afterMs: 30 * minuteMs, scope: 'chat', reason };
  if (unreachable.has(code)) return { kind: 'unreachable', reason };
  if (money.has(code) || token.has(code)) return { kind: 'channel_down', reason };
  if (content.has(code)) return { kind: 'bad_content', reason };
  // What no table names: a proxy's page, a server's fault. It may have been done.
  return { kind: 'unknown', reason };
}
