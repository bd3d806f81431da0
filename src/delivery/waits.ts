import { type Instant, minuteMs } from '../core/time.ts';
import type { ChatQueue } from './chat-queue.ts';

/** Waits that end about together are looked after together. */
const leastWakeMs = 50;

/** The chats of a partition that must wait; each is let go when its time has come. */
export class Waits {
  readonly #clock: () => Instant;
  readonly #letGo: (queue: ChatQueue) => void;
  readonly #held = new Set<ChatQueue>();
  #timer: NodeJS.Timeout | undefined;
  #wakeAt: Instant = 0;
  #isClosed = false;

  constructor(clock: () => Instant, letGo: (queue: ChatQueue) => void) {
    this.#clock = clock;
    this.#letGo = letGo;
  }

  hold(queue: ChatQueue, untilAt: Instant): void {
    queue.state = 'held';
    queue.heldUntilAt = untilAt;
    this.#held.add(queue);
    this.#wakeBy(untilAt);
  }

  /** Lets those go whose wait is over. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#clock();
    const rested = [...this.#held].filter((queue) => queue.heldUntilAt <= now);
    for (const queue of rested) {
      this.#held.delete(queue);
      queue.state = 'free';
      this.#letGo(queue);
    }
    let earliest: Instant | undefined;
    for (const queue of this.#held) earliest = Math.min(earliest ?? queue.heldUntilAt, queue.heldUntilAt);
    if (earliest !== undefined) this.#wakeBy(earliest);
  }

  /** This one need not wait any longer. */
  release(queue: ChatQueue): void {
    if (this.#held.delete(queue)) queue.state = 'free';
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #wakeBy(at: Instant): void {
    if (this.#isClosed || (this.#timer !== undefined && this.#wakeAt <= at)) return;
    clearTimeout(this.#timer);
    this.#wakeAt = at;
    const inMs = Math.max(leastWakeMs, at - this.#clock());
    this.#timer = setTimeout(() => this.wake(), Math.min(inMs, minuteMs));
  }
}
