import type { Timeline } from './timeline.ts';

/**
 * Hangs the virtual clock on the wall: until it is taken down, timers and `performance.now` of this program
 * follow the timeline, so that a run depends on its seed alone. Only for runs that wait for nothing real.
 * @returns what takes it down
 */
export function hangVirtualClock(timeline: Timeline): () => void {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const realAbort = AbortSignal.timeout;
  // What is cleared is let go of at once: it may hold a whole process that was killed.
  const runs = new WeakMap<object, () => void>();
  const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): object => {
    const timer = {
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      refresh: () => timer,
      close: () => timer,
    };
    runs.set(timer, () => run(...args));
    timeline.in(Math.max(1, ms), () => runs.get(timer)?.());
    return timer;
  };
  const clear = (timer: unknown): void => {
    if (typeof timer === 'object' && timer !== null) runs.delete(timer);
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
