import { type Instant, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Receive } from '../channel.ts';
import { type PollerLease, underLease } from '../http/under-lease.ts';
import type { ZaloBotApi } from './api.ts';
import { decode } from './decode.ts';

export type PollerOptions = {
  bot: string;
  api: Pick<ZaloBotApi, 'call'>;
  lease: PollerLease | undefined;
  clock(): Instant;
  /** Resolves early when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  log: Log;
};

export type Poller = {
  start(receive: Receive): void;
  /** The update already taken is finished. */
  stop(): Promise<void>;
  /** What is wrong now, in a sentence. */
  trouble(): string | undefined;
};

/** How long Zalo may hold the line when there is nothing. */
const longPollSeconds = 30;
const lateMs = 5 * secondMs;
const errorPauseMs = 5 * secondMs;
const longestPauseMs = 60 * secondMs;
/** The poll was over and there was nothing. */
const nothingCode = 408;
/** An empty answer sooner than this comes from a server that does not wait. */
const hastyMs = 1 * secondMs;

/**
 * Asks Zalo for updates, one at a time, and hands each in until it is committed. There is no offset: what was handed
 * out is not brought again, so a crash just then loses it, and the person writes once more. For trials; webhooks else.
 */
export function openPoller({ bot, api, lease, clock, wait, log }: PollerOptions): Poller {
  const stopping = new AbortController();
  let trouble: string | undefined;
  let running: Promise<void> = Promise.resolve();

  async function pollUntil(ended: AbortSignal, receive: Receive): Promise<void> {
    for (let failures = 0; !ended.aborted; ) {
      const askedAt = clock();
      const problem = await pollOnce(ended, receive);
      if (problem === undefined) {
        failures = 0;
        trouble = undefined;
        continue;
      }
      if (ended.aborted) return;
      if (problem === 'nothing') {
        trouble = undefined;
        if (clock() - askedAt < hastyMs) await wait(hastyMs, ended);
        continue;
      }
      failures++;
      if (trouble !== problem) log.warn({ channel: 'zalo-bot', bot }, problem);
      trouble = problem;
      await wait(Math.min(errorPauseMs * failures, longestPauseMs), ended);
    }
  }

  /** @returns undefined after an update, 'nothing' after an empty poll, else what is wrong */
  async function pollOnce(ended: AbortSignal, receive: Receive): Promise<string | undefined> {
    const limit = AbortSignal.any([ended, AbortSignal.timeout(longPollSeconds * secondMs + lateMs)]);
    try {
      const answer = await api.call('getUpdates', { timeout: String(longPollSeconds) }, limit);
      if (answer.ok) {
        await handIn(answer, ended, receive);
        return undefined;
      }
      if (answer.error_code === nothingCode) return 'nothing';
      if (answer.error_code === 401 || answer.error_code === 404)
        return `ZALO_BOT_TOKEN: Zalo no longer knows the token of bot ${bot}; get the present one in the Zalo app, Zalo Bot Manager`;
      return `Zalo gives no updates (${answer.error_code} ${answer.description}); another process may have set a webhook`;
    } catch (error) {
      return `Zalo cannot be reached: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** What was handed out does not come again: it is handed in until it is saved. */
  async function handIn(raw: unknown, ended: AbortSignal, receive: Receive): Promise<void> {
    const decoded = decode(raw, bot, clock());
    if (decoded.kind === 'malformed')
      log.error({ channel: 'zalo-bot', bot }, 'Zalo sent an update that cannot be read; it is passed over');
    if (decoded.kind !== 'update') return;
    for (;;) {
      const receipt = await receive(decoded.update);
      if (receipt.kind !== 'try_later') return;
      if (ended.aborted) {
        log.error({ channel: 'zalo-bot', bot }, 'an update was taken and could not be saved before the end');
        return;
      }
      await wait(receipt.afterMs, ended);
    }
  }

  return {
    start(receive) {
      running = underLease({ lease, stopping: stopping.signal, wait, log }, (ended) =>
        pollUntil(ended, receive),
      );
    },
    async stop() {
      stopping.abort(new Error('stopping'));
      await running;
    },
    trouble: () => trouble,
  };
}
