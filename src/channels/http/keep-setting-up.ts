import { minuteMs, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import { Unusable } from '../../unusable.ts';

const firstPauseMs = 2 * secondMs;
const longestPauseMs = 1 * minuteMs;

/**
 * A platform may be away, or blocked where this machine stands; the rest of the bot works meanwhile. Tries until it
 * answers or all stops.
 */
export async function keepSettingUp(
  {
    stopping,
    wait,
    log,
  }: { stopping: AbortSignal; wait(ms: number, signal: AbortSignal): Promise<void>; log: Log },
  trySetUp: () => Promise<void>,
  told: { done(): void; failed(error: unknown): void },
): Promise<void> {
  for (let pauseMs = firstPauseMs; !stopping.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    await wait(pauseMs, stopping);
    if (stopping.aborted) return;
    try {
      await trySetUp();
      told.done();
      return;
    } catch (error) {
      told.failed(error);
      if (error instanceof Unusable) log.error({ err: error }, error.message);
    }
  }
}
