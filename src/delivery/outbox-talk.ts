import type { Log } from '../log.ts';
import type { Lease, OutboxRow, OutboxWork, Settlement, Store } from '../store/store.ts';
import { type ChatQueue, firstRow } from './chat-queue.ts';
import type { Jobs } from './jobs.ts';
import { soon } from './soon.ts';

/** What comes back from the store. */
export type Hearing = {
  /** The mark stands: the queue's first row may leave now. */
  begun(queue: ChatQueue): void;
  /** The queue's first row is no more. */
  gone(queue: ChatQueue): void;
  /** The first row was not begun and may be tried again later. */
  dropped(queue: ChatQueue): void;
  /** The first row by its sequence; undefined when it is no more. */
  fetched(queue: ChatQueue, row: OutboxRow | undefined): void;
  range(): NonNullable<OutboxWork['read']>;
  /** @returns whether to read on */
  read(rows: OutboxRow[], readThrough: number, hasMore: boolean): boolean;
  /** Another courier has the partition. */
  lost(): void;
};

/** Settlements, and rows begun, in one call. */
const mostPerCall = 1_000;
/** So many are worth a call of their own. */
const enoughSettled = 64;

/**
 * One partition's talk with the store: all that its chats want at the same time travels in one call, and
 * while that is on its way the next gathers. So under load a send costs a small part of a round trip.
 */
export class OutboxTalk {
  readonly #store: Pick<Store, 'workOutbox'>;
  readonly #lease: Lease;
  readonly #hearing: Hearing;
  readonly #jobs: Jobs;
  readonly #log: Log;
  #settlements: Settlement[] = [];
  #begins: ChatQueue[] = [];
  #fetches: ChatQueue[] = [];
  readonly #gatherMs: number;
  #wantsRead = false;
  /** Settlements are not to wait any longer. */
  #isSettling = false;
  #gathering: NodeJS.Timeout | undefined;
  #isTalking = false;
  #isLost = false;

  /**
   * @param gatherMs how long rows that were sent may wait for what else wants to travel. Nobody waits for them; those
   * of a process that is killed meanwhile are sent once more, as those are whose requests were under way.
   */
  constructor(
    store: Pick<Store, 'workOutbox'>,
    lease: Lease,
    hearing: Hearing,
    jobs: Jobs,
    log: Log,
    gatherMs: number,
  ) {
    this.#store = store;
    this.#lease = lease;
    this.#hearing = hearing;
    this.#jobs = jobs;
    this.#log = log;
    this.#gatherMs = gatherMs;
  }

  settle(settlement: Settlement): void {
    this.#settlements.push(settlement);
    const canWait = settlement.kind === 'done' && this.#gatherMs > 0 && !this.#isSettling;
    if (!canWait || this.#settlements.length >= enoughSettled) this.settleNow();
    else if (this.#gathering === undefined && !this.#isLost) {
      this.#jobs.begin();
      this.#gathering = setTimeout(() => this.settleNow(), this.#gatherMs);
    }
  }

  settleNow(): void {
    this.#isSettling = true;
    this.#talk();
    this.#stopGathering();
  }

  #stopGathering(): void {
    if (this.#gathering === undefined) return;
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#jobs.end();
  }

  begin(queue: ChatQueue): void {
    this.#begins.push(queue);
    this.#talk();
  }

  fetch(queue: ChatQueue): void {
    this.#fetches.push(queue);
    this.#talk();
  }

  read(): void {
    this.#wantsRead = true;
    this.#talk();
  }

  /** Gives back what was to begin and has not been asked for. */
  dropBegins(): void {
    for (const queue of this.#begins.splice(0)) this.#hearing.dropped(queue);
  }

  #talk(): void {
    if (this.#isTalking || this.#isLost) return;
    this.#isTalking = true;
    this.#jobs.begin();
    // What the other answers of this moment bring about travels along.
    soon(() => void this.#converse());
  }

  async #converse(): Promise<void> {
    try {
      while (!this.#isLost && this.#hasWants()) await this.#exchange();
    } catch (error) {
      this.#log.warn(
        { err: error, partition: this.#lease.partition },
        'the outbox could not be worked; it is tried again within a second',
      );
      this.dropBegins();
    } finally {
      this.#isTalking = false;
      this.#jobs.end();
    }
  }

  #hasWants(): boolean {
    const wantsToSettle = this.#isSettling && this.#settlements.length > 0;
    return this.#wantsRead || wantsToSettle || this.#begins.length > 0 || this.#fetches.length > 0;
  }

  async #exchange(): Promise<void> {
    const settlements = this.#settlements.splice(0, mostPerCall);
    this.#isSettling = this.#settlements.length > 0;
    if (!this.#isSettling) this.#stopGathering();
    const begins = this.#begins.splice(0, mostPerCall);
    const fetches = this.#fetches.splice(0, mostPerCall);
    const work: OutboxWork = {
      settlements,
      begin: begins.flatMap((queue) => firstRow(queue) ?? []),
      fetch: fetches.map((queue) => Number(queue.rows[0])),
    };
    if (this.#wantsRead) work.read = this.#hearing.range();
    this.#wantsRead = false;
    let answer: Awaited<ReturnType<Store['workOutbox']>>;
    try {
      answer = await this.#store.workOutbox(this.#lease, work);
    } catch (error) {
      // Perhaps all of it happened; said again it changes nothing.
      this.#settlements.unshift(...settlements);
      this.#isSettling = true;
      this.#fetches.unshift(...fetches);
      this.#wantsRead ||= work.read !== undefined;
      for (const queue of begins) this.#hearing.dropped(queue);
      throw error;
    }
    if (answer === undefined) {
      this.#isLost = true;
      this.#stopGathering();
      this.#hearing.lost();
      for (const queue of begins) this.#hearing.dropped(queue);
      this.dropBegins();
      return;
    }
    const gone = answer.gone.length === 0 ? undefined : new Set(answer.gone);
    for (const queue of begins) {
      if (!answer.isRunning) this.#hearing.dropped(queue);
      else if (gone?.has(firstRow(queue)?.sequence ?? -1)) this.#hearing.gone(queue);
      else this.#hearing.begun(queue);
    }
    const fetched = new Map(fetches.length === 0 ? [] : answer.rows.map((row) => [row.sequence, row]));
    for (const queue of fetches) this.#hearing.fetched(queue, fetched.get(Number(queue.rows[0])));
    if (work.read === undefined) return;
    const asked = new Set(work.fetch);
    const read = asked.size === 0 ? answer.rows : answer.rows.filter((row) => !asked.has(row.sequence));
    if (this.#hearing.read(read, answer.readThrough, answer.hasMore)) this.#wantsRead = true;
  }
}
