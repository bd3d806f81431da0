import { secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';

/** The right to be the one who does something for a bot, where several processes run. */
export type PollerLease = {
  /** @returns false while another process has it */
  acquire(): Promise<boolean>;
  /** Called each `renewMs`. @returns false when it was lost */
  renew(): Promise<boolean>;
  release(): Promise<void>;
  renewMs: number;
};

const leasePauseMs = 2 * secondMs;

export type UnderLease = {
  /** Undefined where this process is alone. */
  lease: PollerLease | undefined;
  stopping: AbortSignal;
  /** Resolves early when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  log: Log;
};

/**
 * Works again and again until stopped, and only while the lease is held.
 * @param work ends soon after its signal aborts: the lease was lost, or all stops
 */
export async function underLease(
  { lease, stopping, wait, log }: UnderLease,
  work: (ended: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    if (lease !== undefined && !(await held(lease, log))) {
      await wait(leasePauseMs, stopping);
      continue;
    }
    const mine = new AbortController();
    const end = (): void => mine.abort(new Error('no longer polling'));
    stopping.addEventListener('abort', end);
    const renewing = lease && setInterval(() => void renewOr(lease, log, end), lease.renewMs);
    try {
      await work(mine.signal);
    } finally {
      clearInterval(renewing);
      stopping.removeEventListener('abort', end);
      if (lease !== undefined && stopping.aborted) await released(lease, log);
    }
  }
}

async function held(right: PollerLease, log: Log): Promise<boolean> {
  try {
    return await right.acquire();
  } catch (error) {
    log.warn({ err: error }, 'The right to poll could not be asked for');
    return false;
  }
}

async function renewOr(right: PollerLease, log: Log, lost: () => void): Promise<void> {
  try {
    if (!(await right.renew())) lost();
  } catch (error) {
    log.warn({ err: error }, 'The right to poll could not be renewed');
    lost();
  }
}

async function released(right: PollerLease, log: Log): Promise<void> {
  try {
    await right.release();
  } catch (error) {
    log.debug({ err: error }, 'The right to poll will lapse by itself');
  }
}
