import type { Instant } from '../core/time.ts';

type Entry = { at: Instant; order: number; run(): void };

/** The virtual clock and what is due on it, earliest first; of two at the same moment the one filed first. */
export class Timeline {
  #now: Instant;
  #order = 0;
  readonly #heap: Entry[] = [];

  constructor(startAt: Instant) {
    this.#now = startAt;
  }

  readonly clock = (): Instant => this.#now;

  get size(): number {
    return this.#heap.length;
  }

  in(ms: number, run: () => void): void {
    this.#push({ at: this.#now + ms, order: this.#order++, run });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.in(ms, resolve));
  }

  /** Goes on by so much, running each entry at its own moment. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined || first.at > until) break;
      this.#pop();
      // After a jump an entry may lie in the past: time still never runs backwards.
      this.#now = Math.max(this.#now, first.at);
      first.run();
    }
    this.#now = until;
  }

  /** The clock leaps; what became due meanwhile runs late, as after an outage. */
  jump(ms: number): void {
    this.#now += ms;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(entry, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, left)) child++;
      const least = heap[child];
      if (least === undefined || !isBefore(least, last)) break;
      heap[place] = least;
      place = child;
    }
    heap[place] = last;
  }
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
