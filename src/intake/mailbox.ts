/**
 * A queue of updates. Whoever asks for the next batch gets what waits, never waiting for more: alone, an update is
 * taken at once; under load, batches grow by themselves. What people sent goes before what can wait, such as the
 * timers of an evening: a reply waits for one batch of them, never for the whole wave.
 */
export class Mailbox<T> {
  readonly #limit: number;
  #waiting: T[] = [];
  #unhurried: T[] = [];
  #isBusy = false;
  readonly #handle: (batch: T[]) => Promise<void>;
  readonly #batchSize: number;
  #idle: (() => void)[] = [];

  /** @param limit how many may wait; beyond it `put` refuses */
  constructor(options: { limit: number; batchSize: number; handle(batch: T[]): Promise<void> }) {
    this.#limit = options.limit;
    this.#batchSize = options.batchSize;
    this.#handle = options.handle;
  }

  get size(): number {
    return this.#waiting.length + this.#unhurried.length;
  }

  /** @returns false when the mailbox is full: the sender must try later */
  put(letter: T, pace: 'now' | 'can wait'): boolean {
    const lane = pace === 'now' ? this.#waiting : this.#unhurried;
    if (lane.length >= this.#limit) return false;
    lane.push(letter);
    if (!this.#isBusy) {
      this.#isBusy = true;
      inOneTurn(() => void this.#work());
    }
    return true;
  }

  /** Resolves when nothing waits and nothing is being handled. */
  idle(): Promise<void> {
    return this.#isBusy ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  async #work(): Promise<void> {
    while (this.size > 0) {
      const first = this.#waiting.slice(0, this.#batchSize);
      this.#waiting = this.#waiting.slice(first.length);
      const rest = this.#unhurried.slice(0, this.#batchSize - first.length);
      this.#unhurried = this.#unhurried.slice(rest.length);
      await this.#handle([...first, ...rest]);
    }
    this.#isBusy = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

let woken: (() => void)[] = [];

/**
 * A turn of the event loop, so that updates that arrived together travel together; and all mailboxes woken
 * meanwhile in the same one, so that what they ask of the store leaves in one write.
 */
function inOneTurn(work: () => void): void {
  if (woken.length === 0) {
    setImmediate(() => {
      const all = woken;
      woken = [];
      for (const one of all) one();
    });
  }
  woken.push(work);
}
