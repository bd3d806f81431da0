import { hourMs, minuteMs, secondMs } from '../../core/time.ts';
import type { Delivery } from '../channel.ts';
import type { Refusal } from './api.ts';

/** After the first, the second … "quota exceeded" in a row: it may be the minute's limit or the month's. */
const pausesMs = [30 * secondMs, 2 * minuteMs, 10 * minuteMs, hourMs] as const;

/**
 * What to do after the platform answered with an error.
 * @param inARow how many "quota exceeded" came before this answer with nothing delivered between
 * Source: Zalo Bot Platform, "Error codes"; 403 is labelled "Internal server error" there.
 */
export function deliveryAfterRefusal({ error_code: code, description }: Refusal, inARow: number): Delivery {
  const reason = `Zalo Bot ${code}: ${description}`;
  switch (code) {
    case 400:
      return { kind: 'bad_content', reason };
    case 401:
    case 404:
      return { kind: 'channel_down', reason };
    case 429:
      return { kind: 'retry', afterMs: pausesMs[Math.min(inARow, 3)] ?? hourMs, scope: 'bot', reason };
    default:
      // 403, 408, 5xx and whatever is not in the table: it may have been done.
      return code < 500 && code !== 403 && code !== 408
        ? { kind: 'bad_content', reason }
        : { kind: 'unknown', reason };
  }
}
