import type { Api } from 'grammy';
import { type Instant, minuteMs, secondMs } from '../../core/time.ts';
import { webhookPath } from './webhook.ts';

/** Readiness is asked every few seconds; Telegram need not be. */
const freshMs = 30 * secondMs;
const recentMs = 5 * minuteMs;
const answerLimitMs = 3 * secondMs;

/**
 * Asks Telegram how its calls to us are going.
 * @returns a question whose answer is undefined when all is well, else what is wrong and how to mend it
 */
export function webhookTrouble(
  api: Api,
  options: { publicUrl: string; clock(): Instant },
  bot: string,
): (stopping: AbortSignal) => Promise<string | undefined> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let last: string | undefined;
  const ask = async (stopping: AbortSignal): Promise<string | undefined> => {
    const url = options.publicUrl + webhookPath(bot);
    try {
      const limit = AbortSignal.any([stopping, AbortSignal.timeout(answerLimitMs)]);
      const info = await api.raw.getWebhookInfo(limit as never);
      if (info.url !== url) {
        return `Telegram: the webhook is ${info.url || 'not set'}, expected ${url}; another process uses this token, or restart this one`;
      }
      const failedAt = (info.last_error_date ?? 0) * secondMs;
      const isRecent = options.clock() - failedAt < recentMs;
      if (!isRecent || info.pending_update_count === 0) return undefined;
      return `Telegram cannot hand in ${info.pending_update_count} updates at ${url}: ${info.last_error_message}`;
    } catch (error) {
      return `Telegram cannot be reached: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  return async (stopping) => {
    if (options.clock() - askedAt < freshMs) return last;
    askedAt = options.clock();
    last = await ask(stopping);
    return last;
  };
}
