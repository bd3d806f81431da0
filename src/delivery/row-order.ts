import type { OutboxRow, OutboxWork } from '../store/store.ts';

/**
 * Brings a partition's rows into the order of their sequence, wherever they come from: handed over by commits
 * of this process, or read because another process wrote them. Each is taken once.
 */
export class RowOrder {
  readonly #take: (row: OutboxRow) => void;
  /** Handed over while rows before them are not yet known. */
  readonly #ahead = new Map<number, OutboxRow>();
  /** All rows through here were taken, or are no more. */
  #cursor = 0;

  constructor(take: (row: OutboxRow) => void) {
    this.#take = take;
  }

  /** @returns whether rows before some of these must be read */
  handOver(rows: OutboxRow[]): boolean {
    for (const row of rows) {
      if (row.sequence === this.#cursor + 1) this.#next(row);
      else if (row.sequence > this.#cursor) this.#ahead.set(row.sequence, row);
    }
    this.#catchUp();
    return this.#ahead.size > 0;
  }

  /** What to read next: what is missing before rows that are here, else all that follows. */
  range(limit: number): NonNullable<OutboxWork['read']> {
    let through: number | undefined;
    for (const sequence of this.#ahead.keys()) through = Math.min(through ?? sequence, sequence - 1);
    return through === undefined ? { after: this.#cursor, limit } : { after: this.#cursor, through, limit };
  }

  /** @returns whether there is still something before rows that are here */
  read(rows: OutboxRow[], readThrough: number): boolean {
    for (const row of rows) if (row.sequence > this.#cursor) this.#next(row);
    this.#cursor = Math.max(this.#cursor, readThrough);
    for (const sequence of this.#ahead.keys()) {
      if (sequence <= this.#cursor) this.#ahead.delete(sequence);
    }
    this.#catchUp();
    return this.#ahead.size > 0;
  }

  #catchUp(): void {
    for (let row = this.#ahead.get(this.#cursor + 1); row !== undefined; ) {
      this.#ahead.delete(row.sequence);
      this.#next(row);
      row = this.#ahead.get(this.#cursor + 1);
    }
  }

  #next(row: OutboxRow): void {
    this.#cursor = row.sequence;
    this.#take(row);
  }
}
