/**
 * A queue of one partition's updates. Whoever asks for the next batch gets what waits, never waiting for
 * more: alone, an update is taken at once; under load, batches grow by themselves.
 */
export class Mailbox<T> {
  readonly #limit: number;
  #waiting: T[] = [];
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
    return this.#waiting.length;
  }

  /** @returns false when the mailbox is full: the sender must try later */
  put(letter: T): boolean {
    if (this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(letter);
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
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#batchSize);
      this.#waiting = this.#waiting.slice(batch.length);
      await this.#handle(batch);
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
