import { GrammyError } from 'grammy';
import { z } from 'zod';
import { type Instant, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Receive, Update } from '../channel.ts';
import { type PollerLease, underLease } from '../http/under-lease.ts';
import { decode } from './decode.ts';

export type PollerOptions = {
  bot: string;
  /** One `getUpdates`: waits for updates on Telegram's side, and forgets those before `offset`. */
  fetchUpdates(
    ask: { offset?: number; timeout: number; limit: number },
    signal: AbortSignal,
  ): Promise<unknown[]>;
  lease?: PollerLease | undefined;
  clock(): Instant;
  /** Resolves early when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  log: Log;
};

export type Poller = {
  start(receive: Receive): void;
  /** Updates already taken are finished; what was committed is confirmed to Telegram. */
  stop(): Promise<void>;
  /** What is wrong now, in a sentence. */
  trouble(): string | undefined;
};

/** How long Telegram may hold the line when there is nothing. */
const longPollSeconds = 25;
const batchLimit = 100;
/** Longer than this beyond the long poll, and the line is dead. */
const deadLineMs = 15 * secondMs;
const conflictPauseMs = 5 * secondMs;
/** An empty answer sooner than this comes from a server that does not wait; asking at once again would race. */
const hastyMs = 1 * secondMs;
const hastyPauseMs = 200;
const longestBackOffMs = 30 * secondMs;

type Taken = { updateId: number; update: Update | undefined };

/**
 * Asks Telegram for updates and hands them to the intake. The offset moves only past what is committed, so a
 * crash at any point costs a repetition, which de-duplication swallows, and never an update.
 */
export function openPoller({ bot, fetchUpdates, lease, clock, wait, log }: PollerOptions): Poller {
  const stopping = new AbortController();
  /** What Telegram may forget. Named once only: after a quiet week update ids may start anywhere. */
  let offset: number | undefined;
  let trouble: string | undefined;
  let running: Promise<void> = Promise.resolve();

  async function pollUntil(ended: AbortSignal, receive: Receive): Promise<void> {
    for (let failures = 0; !ended.aborted; ) {
      const asked = offset;
      const askedAt = clock();
      try {
        const timeout = failures > 0 ? 0 : longPollSeconds;
        const raw = await ask(
          { ...(asked === undefined ? {} : { offset: asked }), timeout, limit: batchLimit },
          ended,
        );
        if (failures > 0) log.info({ channel: 'telegram' }, 'Telegram answers again');
        failures = 0;
        trouble = undefined;
        offset = undefined;
        if (raw.length > 0) await handIn(raw, ended, receive);
        else if (timeout > 0 && clock() - askedAt < hastyMs) await wait(hastyPauseMs, ended);
      } catch (error) {
        if (ended.aborted) break;
        failures++;
        await wait(pauseAfter(error, failures), ended);
      }
    }
    // Where the right to poll was lost, asking once more would cut off the new poller.
    if (stopping.signal.aborted) await confirm();
  }

  /** Hands a batch in, in order of arrival, and again what could not be saved, until all of it is. */
  async function handIn(raw: unknown[], ended: AbortSignal, receive: Receive): Promise<void> {
    const taken = raw.map(take).filter((entry) => entry !== undefined);
    const last = taken.at(-1);
    if (last === undefined) return;
    let waiting = taken;
    for (;;) {
      const receipts = await Promise.all(waiting.map(({ update }) => update && receive(update)));
      let afterMs = 0;
      waiting = waiting.filter((_, place) => {
        const receipt = receipts[place];
        if (receipt?.kind !== 'try_later') return false;
        afterMs = Math.max(afterMs, receipt.afterMs);
        return true;
      });
      const [earliest] = waiting;
      // Up to here everything is committed; beyond it some may be, but Telegram must bring the rest again.
      if (earliest === undefined) offset = last.updateId + 1;
      else if (earliest.updateId !== taken[0]?.updateId) offset = earliest.updateId;
      if (earliest === undefined || ended.aborted) return;
      await wait(afterMs, ended);
      if (ended.aborted) return;
    }
  }

  function take(raw: unknown): Taken | undefined {
    const decoded = decode(raw, bot, clock());
    switch (decoded.kind) {
      case 'update':
        return { updateId: decoded.updateId, update: decoded.update };
      case 'ignored':
        return { updateId: decoded.updateId, update: undefined };
      case 'malformed': {
        const id = z.object({ update_id: z.int() }).safeParse(raw);
        log.error(
          { update: id.data?.update_id },
          'Telegram sent an update that cannot be read; it is passed over',
        );
        return id.success ? { updateId: id.data.update_id, update: undefined } : undefined;
      }
    }
  }

  /** Lets Telegram forget what is committed, so that the next poller is not told it again. */
  async function confirm(): Promise<void> {
    if (offset === undefined) return;
    try {
      await ask({ offset, timeout: 0, limit: 1 }, AbortSignal.timeout(2 * secondMs));
      offset = undefined;
    } catch (error) {
      log.debug(
        { err: error },
        'The last updates were not confirmed; they will come again and be recognised',
      );
    }
  }

  async function ask(
    what: { offset?: number; timeout: number; limit: number },
    ended: AbortSignal,
  ): Promise<unknown[]> {
    const own = new AbortController();
    const end = (): void => own.abort(ended.reason);
    const timer = setTimeout(
      () => own.abort(new Error('the line is dead')),
      what.timeout * secondMs + deadLineMs,
    );
    ended.addEventListener('abort', end);
    if (ended.aborted) end();
    try {
      return await fetchUpdates(what, own.signal);
    } finally {
      clearTimeout(timer);
      ended.removeEventListener('abort', end);
    }
  }

  function pauseAfter(error: unknown, failures: number): number {
    const refusal = error instanceof GrammyError ? error : undefined;
    const told = (sentence: string): void => {
      // Once a spell, not once a try.
      if (trouble !== sentence) log.warn({ channel: 'telegram', err: error }, sentence);
      trouble = sentence;
    };
    if (refusal?.error_code === 409) {
      told(
        `Telegram gives the updates of bot ${bot} to someone else (${refusal.description}); stop the other process or webhook with this token`,
      );
      return conflictPauseMs;
    }
    if (refusal?.error_code === 401 || refusal?.error_code === 404) {
      told(
        `TELEGRAM_BOT_TOKEN: Telegram no longer knows the token of bot ${bot}; ask BotFather for the present one`,
      );
      return longestBackOffMs;
    }
    told(`Telegram cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
    const askedMs = (refusal?.parameters.retry_after ?? 0) * secondMs;
    return Math.max(askedMs, Math.min(secondMs * 2 ** (failures - 1), longestBackOffMs));
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
