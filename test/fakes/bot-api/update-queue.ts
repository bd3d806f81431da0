export type Queued = {
  updateId: number;
  /** `message`, `callback_query`, `my_chat_member` … */
  kind: string;
  /** Updates of one lane are pushed one after another; the server makes lanes per kind, not per person. */
  lane: string;
  /** After this moment the update is gone for good. */
  expiresAt: number;
  body: object;
};

const secondMs = 1_000;
/** How long the server keeps an update: taps are worth nothing soon. */
const keptMs = (kind: string): number => (kind === 'callback_query' ? 150 : 86_400) * secondMs;

/** What a bot has not taken yet. Ids rise by one from some large number. */
export class UpdateQueue {
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();
  #waiting: Queued[] = [];
  #nextId = 704_000_001;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  add(kind: string, lane: string, content: object): Queued {
    const updateId = this.#nextId++;
    const expiresAt = this.#clock() + keptMs(kind);
    const queued = { updateId, kind, lane, expiresAt, body: { update_id: updateId, [kind]: content } };
    this.#waiting.push(queued);
    for (const listener of [...this.#listeners]) listener();
    return queued;
  }

  pending(): Queued[] {
    const now = this.#clock();
    this.#waiting = this.#waiting.filter((queued) => queued.expiresAt > now);
    return [...this.#waiting];
  }

  has(updateId: number): boolean {
    return this.pending().some((queued) => queued.updateId === updateId);
  }

  remove(updateId: number): void {
    this.#waiting = this.#waiting.filter((queued) => queued.updateId !== updateId);
  }

  /** A poller's offset: everything before it is forgotten; a negative one keeps the last so many. */
  confirm(offset: number): void {
    if (offset < 0) this.#waiting = this.#waiting.slice(offset);
    else this.#waiting = this.#waiting.filter((queued) => queued.updateId >= offset);
  }

  clear(): void {
    this.#waiting = [];
  }

  onAdd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
