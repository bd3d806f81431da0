import { setTimeout as pause } from 'node:timers/promises';

/** Waits, or less where the signal aborts. */
export async function waitOrStop(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
