import { type Instant, secondMs } from '../core/time.ts';

/** A send that has not ended by then is given up, however long the lease still runs. */
const longestMs = 20 * secondMs;
/** Left of the lease, for settling. */
const spareMs = 500;

/**
 * When a send must have ended: below the lease's rest. Sends that begin about together share one signal,
 * since a timer each would cost more than the send.
 */
export class SendLimit {
  #last: { signal: AbortSignal; madeAt: Instant; uses: number } | undefined;

  /** The lease was renewed: what begins from now on has longer. */
  renew(): void {
    this.#last = undefined;
  }

  signal(now: Instant, leaseUntilAt: Instant): AbortSignal {
    const last = this.#last;
    if (last !== undefined && last.uses < 64 && now - last.madeAt < 100 && !last.signal.aborted) {
      last.uses++;
      return last.signal;
    }
    const restMs = Math.max(200, leaseUntilAt - now - spareMs);
    const signal = AbortSignal.timeout(Math.min(restMs, longestMs));
    this.#last = { signal, madeAt: now, uses: 1 };
    return signal;
  }
}
