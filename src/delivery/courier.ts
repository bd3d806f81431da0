import type { Channels, Receive } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { Beginning, Lease, OutboxRow, Step, Store } from '../store/store.ts';
import { Governor, type Pace } from './governor.ts';
import { HeldPartition } from './held-partition.ts';
import { Jobs } from './jobs.ts';

/** What else is worked under a partition's lease. */
export type Companion = {
  /** The partition is ours until then; told again with each renewal. */
  held(lease: Lease, validUntilAt: Instant): void;
  /** Begins nothing more there; resolves when what is on its way has ended and is settled. */
  leave(lease: Lease): Promise<void>;
};

export type CourierOptions = {
  store: Store;
  channels: Channels;
  paceOf(channel: string, bot: string): Pace;
  receive: Receive;
  clock(): Instant;
  log: Log;
  /** Unique to this process. */
  owner: string;
  leaseMs?: number;
  /** Less than a second, so that a dead courier's partitions are taken over within a lease and a second. */
  sweepMs?: number;
  /** Rows kept in full, per partition. */
  rowsInMemory?: number;
  /** How long rows that were sent may wait until the store is told, ms; 0 tells it at once. */
  gatherMs?: number;
  companion?: Companion;
};

/**
 * Carries what commits have left in the outbox to the platforms: each chat's rows strictly in order, many
 * chats side by side, each partition by one courier at a time. All couriers that live share the partitions
 * evenly; one that dies is replaced within a lease.
 */
export class Courier {
  readonly #options: Required<Omit<CourierOptions, 'companion'>>;
  readonly #companion: Companion | undefined;
  readonly #held = new Map<number, HeldPartition>();
  readonly #leaving = new Map<number, HeldPartition>();
  readonly #governors = new Map<string, Governor>();
  readonly #jobs = new Jobs();
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => {};
  #isStopping = false;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(options: CourierOptions) {
    this.#companion = options.companion;
    this.#options = { leaseMs: 4_000, sweepMs: 800, rowsInMemory: 5_000, gatherMs: 0, ...options };
  }

  start(): void {
    this.#unsubscribe = this.#options.store.onRows((partition, rows) => this.#rowsAdded(partition, rows));
    const again = (): void => {
      this.#sweeping = this.sweep().then(() => {
        if (!this.#isStopping) this.#timer = setTimeout(again, this.#options.sweepMs);
      });
    };
    again();
  }

  /** Finishes the sends in flight, then gives the partitions to others. */
  async stop(): Promise<void> {
    const { store, owner } = this.#options;
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await this.#sweeping;
    await Promise.all([...this.#held.values()].map((held) => this.#giveBack(held)));
    await this.#jobs.idle();
    for (const governor of this.#governors.values()) governor.close();
    await this.#quietly(async () => {
      await store.present(owner, 0);
    });
  }

  /** Says that it lives, renews its leases, takes or gives back up to its share, and works what is due. Never throws. */
  async sweep(): Promise<void> {
    const { store, owner, leaseMs } = this.#options;
    await this.#quietly(async () => {
      const workers = await store.present(owner, leaseMs);
      const share = Math.ceil(store.partitions / Math.max(1, workers));
      await Promise.all([...this.#held.values(), ...this.#leaving.values()].map((held) => this.#renew(held)));
      const surplus = [...this.#held.values()].slice(share);
      for (const held of surplus) void this.#giveBack(held);
      await this.#take(share);
    });
    for (const held of this.#held.values()) held.look();
  }

  /** Whether this process now looks after a partition. */
  holds(partition: number): boolean {
    return this.#held.has(partition);
  }

  /** Which rows of steps about to be committed may leave at once: those that would be the first of their chat. */
  beginning(partition: number, steps: Step[]): Beginning | undefined {
    return this.#held.get(partition)?.beginning(steps);
  }

  /** The partitions it holds and works. */
  get partitions(): number[] {
    return [...this.#held.keys()];
  }

  /** Resolves when nothing is on its way; for tests and the terminal. */
  async idle(): Promise<void> {
    await this.#jobs.idle();
  }

  #rowsAdded(partition: number, rows: OutboxRow[] | undefined): void {
    const held = this.#held.get(partition);
    if (rows === undefined) held?.look();
    else held?.handOver(rows);
  }

  async #renew(held: HeldPartition): Promise<void> {
    const { store, leaseMs, clock } = this.#options;
    const askedAt = clock();
    if (await store.renewLease(held.lease, leaseMs)) {
      held.renewed(askedAt + leaseMs);
      if (this.#held.get(held.lease.partition) === held) this.#companion?.held(held.lease, askedAt + leaseMs);
    } else {
      void held.drain();
      this.#forget(held);
    }
  }

  /** Takes free partitions until the share is full; each courier begins elsewhere, so that they rarely meet. */
  async #take(share: number): Promise<void> {
    const { store, owner, leaseMs, clock } = this.#options;
    const first = [...owner].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 0);
    for (let place = 0; place < store.partitions; place++) {
      if (this.#isStopping || this.#held.size >= share) return;
      const partition = (first + place) % store.partitions;
      if (this.#held.has(partition) || this.#leaving.has(partition)) continue;
      const askedAt = clock();
      const lease = await store.acquireLease(partition, owner, leaseMs);
      if (lease === undefined) continue;
      const held: HeldPartition = new HeldPartition(lease, askedAt + leaseMs, {
        ...this.#options,
        jobs: this.#jobs,
        governorOf: (channel, bot) => this.governorOf(channel, bot),
        lost: () => this.#forget(held),
      });
      this.#held.set(partition, held);
      this.#companion?.held(lease, askedAt + leaseMs);
    }
  }

  /** Another may have it once all that is on its way has ended. */
  async #giveBack(held: HeldPartition): Promise<void> {
    const { partition } = held.lease;
    this.#held.delete(partition);
    this.#leaving.set(partition, held);
    this.#jobs.begin();
    await Promise.all([held.drain(), this.#companion?.leave(held.lease)]);
    // First no longer renewed, then given back.
    this.#leaving.delete(partition);
    await this.#quietly(() => this.#options.store.releaseLease(held.lease));
    this.#jobs.end();
  }

  #forget(held: HeldPartition): void {
    const { partition } = held.lease;
    if (this.#held.get(partition) !== held) return;
    this.#held.delete(partition);
    void this.#companion?.leave(held.lease);
  }

  /** Who says when a bot may send; one for all that this process sends. */
  governorOf(channel: string, bot: string): Governor {
    const name = `${channel}:${bot}`;
    const known = this.#governors.get(name);
    if (known !== undefined) return known;
    const { store, paceOf, log } = this.#options;
    const made = new Governor({ store, bot: name, pace: paceOf(channel, bot), jobs: this.#jobs, log });
    this.#governors.set(name, made);
    return made;
  }

  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.warn(
        { err: error },
        'the outbox could not be worked; it is tried again within a second',
      );
    }
  }
}
