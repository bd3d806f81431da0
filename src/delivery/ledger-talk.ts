import type { Log } from '../log.ts';
import type { Begun, Candidate, LedgerWork } from '../store/broadcasts.ts';
import type { Lease, Store } from '../store/store.ts';
import type { Jobs } from './jobs.ts';
import { soon } from './soon.ts';

type Settled = NonNullable<LedgerWork['settle']>[number];
type Passed = NonNullable<LedgerWork['pass']>[number];
type Placed = NonNullable<LedgerWork['place']>[number];

export type LedgerHearing<T extends Candidate> = {
  /** What the ledger said to one that was to begin; undefined: nothing was begun, it still waits. */
  answered(it: T, result: Begun | undefined): void;
  budget(): LedgerWork['budget'];
  /** Another process has the partition. */
  lost(): void;
};

/** Of each kind in one call. */
const mostPerCall = 250;

/**
 * One broadcast's talk with the ledger of one partition: what is to begin and what has ended at the same time travels in
 * one call, and while that is on its way the next gathers.
 */
export class LedgerTalk<T extends Candidate> {
  readonly #store: Pick<Store, 'workLedger'>;
  readonly #lease: Lease;
  readonly #id: string;
  readonly #hearing: LedgerHearing<T>;
  readonly #jobs: Jobs;
  readonly #log: Log;
  #settle: Settled[] = [];
  #pass: Passed[] = [];
  #place: Placed[] = [];
  #begin: T[] = [];
  #isTalking = false;
  #talking: Promise<void> = Promise.resolve();
  #isLost = false;

  constructor(
    store: Pick<Store, 'workLedger'>,
    lease: Lease,
    id: string,
    hearing: LedgerHearing<T>,
    jobs: Jobs,
    log: Log,
  ) {
    this.#store = store;
    this.#lease = lease;
    this.#id = id;
    this.#hearing = hearing;
    this.#jobs = jobs;
    this.#log = log;
  }

  settle(settled: Settled): void {
    this.#settle.push(settled);
    this.#talk();
  }

  pass(passed: Passed): void {
    this.#pass.push(passed);
    this.#talk();
  }

  place(placed: Placed): void {
    this.#place.push(placed);
    this.#talk();
  }

  begin(candidate: T): void {
    this.#begin.push(candidate);
    this.#talk();
  }

  /** What could not be said is said again. */
  again(): void {
    if (this.#hasWants()) this.#talk();
  }

  /** Resolves when all that was to be said so far has been said, or could not be. */
  async said(): Promise<void> {
    await this.#talking;
  }

  /** Gives back what was to begin and has not been asked for. */
  dropBegins(): void {
    this.#place = [];
    for (const it of this.#begin.splice(0)) this.#hearing.answered(it, undefined);
  }

  #talk(): void {
    if (this.#isTalking || this.#isLost) return;
    this.#isTalking = true;
    this.#jobs.begin();
    this.#talking = new Promise((resolve) => soon(() => void this.#converse().then(resolve)));
  }

  #hasWants(): boolean {
    return this.#settle.length + this.#pass.length + this.#place.length + this.#begin.length > 0;
  }

  async #converse(): Promise<void> {
    try {
      while (!this.#isLost && this.#hasWants()) await this.#exchange();
    } catch (error) {
      const { partition } = this.#lease;
      this.#log.warn(
        { err: error, partition, broadcast: this.#id },
        'the ledger of a broadcast could not be worked; it is tried again within a second',
      );
      this.dropBegins();
    } finally {
      this.#isTalking = false;
      this.#jobs.end();
    }
  }

  async #exchange(): Promise<void> {
    const settle = this.#settle.splice(0, mostPerCall);
    const pass = this.#pass.splice(0, mostPerCall);
    const place = this.#place.splice(0, mostPerCall);
    const begin = this.#begin.splice(0, mostPerCall);
    const budget = this.#hearing.budget();
    let answer: Awaited<ReturnType<Store['workLedger']>>;
    try {
      answer = await this.#store.workLedger(this.#lease, this.#id, {
        settle,
        pass,
        place,
        begin,
        ...(budget === undefined ? {} : { budget }),
      });
    } catch (error) {
      // Perhaps all of it happened: said again it changes nothing, and whoever was begun was surely not sent to.
      this.#settle.unshift(...settle, ...begin.map(({ number }): Settled => ({ number, state: 'waiting' })));
      this.#pass.unshift(...pass);
      for (const it of begin) this.#hearing.answered(it, undefined);
      throw error;
    }
    if (answer === undefined) {
      this.#isLost = true;
      for (const it of begin) this.#hearing.answered(it, undefined);
      this.dropBegins();
      this.#hearing.lost();
      return;
    }
    for (const [at, it] of begin.entries()) this.#hearing.answered(it, answer.begun[at]);
  }
}
