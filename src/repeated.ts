import type { Log } from './log.ts';

/** Work that is done again and again, one after the other, until it is stopped. */
export type Repeated = {
  /** @param everyMs the pause between the end of one round and the next */
  start(everyMs?: number): void;
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
};

/** A round that fails is told and followed by the next: whoever was away comes back. */
export function repeated(work: () => Promise<unknown>, log: Log, whenItFails: string): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();
  return {
    start(everyMs = 1_000) {
      const again = (): void => {
        round = work()
          .catch((error: unknown) => log.warn({ err: error }, whenItFails))
          .then(() => {
            if (timer !== undefined) timer = setTimeout(again, everyMs);
          });
      };
      timer = setTimeout(again, everyMs);
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await round;
    },
  };
}
