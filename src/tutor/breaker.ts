import type { Instant } from '../core/time.ts';

/** So many failures in a row, and nobody is made to wait for the next one. */
const failuresToOpen = 5;
const restMs = 60_000;

/** Leaves a server alone that fails again and again; after a rest one call finds out whether it is back. */
export class Breaker {
  #failures = 0;
  #closedUntil: Instant = 0;
  #isProbing = false;
  #isRefused = false;

  /** Whether a call may be made now. Whoever is told so must then say how it went. */
  mayCall(now: Instant): boolean {
    if (this.#isRefused || now < this.#closedUntil) return false;
    if (this.#failures < failuresToOpen) return true;
    if (this.#isProbing) return false;
    this.#isProbing = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#isProbing = false;
  }

  failed(now: Instant): void {
    this.#failures++;
    this.#isProbing = false;
    if (this.#failures >= failuresToOpen) this.#closedUntil = now + restMs;
  }

  /** The key is not accepted: no call can go well until somebody has mended it and started again. */
  refused(): void {
    this.#isRefused = true;
  }

  get state(): 'closed' | 'open' | 'refused' {
    if (this.#isRefused) return 'refused';
    return this.#failures >= failuresToOpen ? 'open' : 'closed';
  }
}
