import type { Timeline } from './timeline.ts';

/**
 * Hangs the virtual clock on the wall: until it is taken down, timers and `performance.now` of this program
 * follow the timeline, so that a run depends on its seed alone. Only for runs that wait for nothing real.
 * @returns what takes it down
 */
export function hangVirtualClock(timeline: Timeline): () => void {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const realAbort = AbortSignal.timeout;
  const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): VirtualTimer => {
    const timer = new VirtualTimer(run, args);
    timeline.in(Math.max(1, ms), timer.ring);
    return timer;
  };
  const clear = (timer: unknown): void => {
    if (timer instanceof VirtualTimer) timer.letGo();
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  Object.defineProperty(performance, 'now', { value: timeline.clock, configurable: true, writable: true });
  AbortSignal.timeout = () => new AbortController().signal;
  return () => {
    Object.assign(globalThis, real);
    Reflect.deleteProperty(performance, 'now');
    AbortSignal.timeout = realAbort;
  };
}

/**
 * One `setTimeout` on the timeline. Cleared, it lets go of its work at once, though its entry stays until its
 * moment: that may be weeks away, and the work may hold a whole process that was killed. Hence a class: closures
 * made beside the work would share its scope and hold it all the same.
 */
class VirtualTimer {
  #run: ((...args: unknown[]) => void) | undefined;
  #args: unknown[];

  constructor(run: (...args: unknown[]) => void, args: unknown[]) {
    this.#run = run;
    this.#args = args;
  }

  readonly ring = (): void => this.#run?.(...this.#args);

  letGo(): void {
    this.#run = undefined;
    this.#args = [];
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  refresh(): this {
    return this;
  }

  close(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

/** Timers of processes that were killed must not keep the program waiting at its end. @returns what lets them be again */
export function leashTimers(): () => void {
  const real = globalThis.setTimeout;
  const leashed = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout =>
    real(run, ms, ...args).unref();
  Object.assign(globalThis, { setTimeout: leashed });
  return () => Object.assign(globalThis, { setTimeout: real });
}

/** Real time since this call, ms, whatever hangs on the wall. */
export function stopwatch(): () => number {
  const startedAt = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - startedAt) / 1e6;
}
