import type { Timeline } from './timeline.ts';

/**
 * Hangs the virtual clock on the wall: until it is taken down, timers and `performance.now` of this program
 * follow the timeline, so that a run depends on its seed alone. Only for runs that wait for nothing real.
 * @returns what takes it down
 */
export function hangVirtualClock(timeline: Timeline): () => void {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const realAbort = AbortSignal.timeout;
  const cleared = new WeakSet<object>();
  const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): object => {
    const timer = {
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      refresh: () => timer,
      close: () => timer,
    };
    timeline.in(Math.max(1, ms), () => {
      if (!cleared.has(timer)) run(...args);
    });
    return timer;
  };
  const clear = (timer: unknown): void => {
    if (typeof timer === 'object' && timer !== null) cleared.add(timer);
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

/** Real time since this call, ms, whatever hangs on the wall. */
export function stopwatch(): () => number {
  const startedAt = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - startedAt) / 1e6;
}
