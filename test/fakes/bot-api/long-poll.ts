import { Refusal } from './refusal.ts';
import type { UpdateQueue } from './update-queue.ts';

/** One `getUpdates` at a time: a second one ends the first with 409, as two processes with one token learn. */
export class LongPoll {
  readonly #queue: UpdateQueue;
  readonly #secondMs: number;
  #waiting: { refuse: (refusal: Refusal) => void } | undefined;

  constructor(queue: UpdateQueue, secondMs: number) {
    this.#queue = queue;
    this.#secondMs = secondMs;
  }

  /** @param gone aborts when the caller hangs up */
  take(
    { offset, limit, timeout }: { offset: number; limit: number; timeout: number },
    gone: AbortSignal,
  ): Promise<object[]> {
    this.refuse('terminated by other getUpdates request; make sure that only one bot instance is running');
    if (offset !== 0) this.#queue.confirm(offset);
    const bodies = (): object[] =>
      this.#queue
        .pending()
        .slice(0, limit)
        .map((queued) => queued.body);
    const ready = bodies();
    if (ready.length > 0 || timeout === 0) return Promise.resolve(ready);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        unsubscribe();
        gone.removeEventListener('abort', finish);
        if (this.#waiting === waiting) this.#waiting = undefined;
      };
      const finish = (): void => {
        end();
        resolve(bodies());
      };
      const waiting = {
        refuse(refusal: Refusal) {
          end();
          reject(refusal);
        },
      };
      const timer = setTimeout(finish, timeout * this.#secondMs);
      const unsubscribe = this.#queue.onAdd(finish);
      gone.addEventListener('abort', finish);
      this.#waiting = waiting;
    });
  }

  /** Ends a waiting poll with 409. */
  refuse(why: string): void {
    this.#waiting?.refuse(new Refusal(409, `Conflict: ${why}`));
  }
}
