import type { Channel, Delivery, Receive } from '../channels/channel.ts';
import { chatKey } from '../core/chat.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { Lease, OutboxRow, Settlement, Store } from '../store/store.ts';
import type { Governor } from './governor.ts';
import { verdictOn } from './settlement.ts';

export type CourierOptions = {
  store: Store;
  /** By channel name. */
  channels: ReadonlyMap<string, Channel>;
  governorOf(channel: string, bot: string): Governor;
  receive: Receive;
  clock(): Instant;
  log: Log;
  /** Unique to this process. */
  owner: string;
  leaseMs?: number;
  sweepMs?: number;
  /** Chats written to at the same time, per partition. */
  chatsAtOnce?: number;
};

/** A held partition is worked through again and again until its lease is lost or the courier stops. */
type Round = { lease: Lease; validUntilAt: Instant };

const rowsPerRound = 500;

/**
 * Carries what commits have left in the outbox to the platforms: each chat's rows strictly in order, many
 * chats side by side, each partition by one courier at a time. A courier that dies is replaced within a lease.
 */
export class Courier {
  readonly #options: Required<CourierOptions>;
  readonly #leases = new Map<number, Round>();
  readonly #working = new Map<number, Promise<void>>();
  readonly #wanted = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => {};
  #isStopping = false;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(options: CourierOptions) {
    this.#options = { leaseMs: 4_000, sweepMs: 1_000, chatsAtOnce: 64, ...options };
  }

  start(): void {
    const { store, sweepMs } = this.#options;
    this.#unsubscribe = store.onRows((partition) => this.#want(partition));
    const again = (): void => {
      this.#sweeping = this.sweep().then(() => {
        if (!this.#isStopping) this.#timer = setTimeout(again, sweepMs);
      });
    };
    again();
  }

  /** Finishes the sends in flight, then gives the partitions to others. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await this.#sweeping;
    await Promise.all(this.#working.values());
    for (const { lease } of this.#leases.values())
      await this.#quietly(() => this.#options.store.releaseLease(lease));
    this.#leases.clear();
  }

  /** Renews or takes every partition's lease and works through what is due. Never throws. */
  async sweep(): Promise<void> {
    for (let partition = 0; partition < this.#options.store.partitions; partition++) {
      if (this.#isStopping) return;
      await this.#quietly(() => this.#hold(partition));
      this.#want(partition);
    }
  }

  /** Resolves when no partition is being worked through; for tests and the terminal. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working.values());
  }

  async #hold(partition: number): Promise<void> {
    const { store, owner, leaseMs, clock } = this.#options;
    const askedAt = clock();
    const held = this.#leases.get(partition);
    if (held !== undefined) {
      if (await store.renewLease(held.lease, leaseMs)) held.validUntilAt = askedAt + leaseMs;
      else this.#leases.delete(partition);
      return;
    }
    const lease = await store.acquireLease(partition, owner, leaseMs);
    if (lease !== undefined) this.#leases.set(partition, { lease, validUntilAt: askedAt + leaseMs });
  }

  #want(partition: number): void {
    if (this.#isStopping || !this.#leases.has(partition)) return;
    if (this.#working.has(partition)) {
      this.#wanted.add(partition);
      return;
    }
    const work = this.#quietly(() => this.#work(partition)).then(() => {
      this.#working.delete(partition);
      if (this.#wanted.delete(partition)) this.#want(partition);
    });
    this.#working.set(partition, work);
  }

  async #work(partition: number): Promise<void> {
    const { store, clock } = this.#options;
    for (;;) {
      const round = this.#leases.get(partition);
      if (round === undefined || this.#isStopping) return;
      const rows = await store.dueRows(round.lease, clock(), rowsPerRound);
      if (rows.length === 0) return;
      const sent = await this.#deliverByChat(round, rows);
      if (sent === 0) return;
    }
  }

  /** @returns how many rows were settled; 0 means that everything due must wait */
  async #deliverByChat(round: Round, rows: OutboxRow[]): Promise<number> {
    const byChat = new Map<string, OutboxRow[]>();
    for (const row of rows) {
      const key = chatKey(row.chat);
      const queue = byChat.get(key);
      if (queue === undefined) byChat.set(key, [row]);
      else queue.push(row);
    }
    const queues = [...byChat.values()];
    let settled = 0;
    const worker = async (): Promise<void> => {
      for (;;) {
        const queue = queues.shift();
        if (queue === undefined || this.#isStopping) return;
        settled += await this.#deliverQueue(round, queue);
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#options.chatsAtOnce, queues.length) }, worker));
    return settled;
  }

  /** One chat's rows in order; a row that must wait holds back those behind it. */
  async #deliverQueue(round: Round, queue: OutboxRow[]): Promise<number> {
    let settled = 0;
    for (const [place, row] of queue.entries()) {
      if (this.#isStopping) return settled;
      const outcome = await this.#deliver(round, row);
      if (outcome === undefined) return settled;
      const settlements: Settlement[] = [outcome.settlement];
      if (outcome.isRefused) {
        settlements.push(
          ...queue.slice(place + 1).map((later): Settlement => ({ kind: 'done', sequence: later.sequence })),
        );
      }
      if (!(await this.#options.store.settle(round.lease, settlements))) {
        this.#leases.delete(round.lease.partition);
        return settled;
      }
      settled += settlements.length;
      if (outcome.isRefused || outcome.settlement.kind === 'retry') return settled;
    }
    return settled;
  }

  /** @returns undefined when the row was not touched: the bot must wait, or the lease is gone */
  async #deliver(
    round: Round,
    row: OutboxRow,
  ): Promise<{ settlement: Settlement; isRefused: boolean } | undefined> {
    const { store, channels, clock, log } = this.#options;
    const done = { settlement: { kind: 'done', sequence: row.sequence } as const, isRefused: false };
    const now = clock();
    if (row.expiresAt !== undefined && row.expiresAt <= now) return done;
    const channel = channels.get(row.chat.channel);
    const fields = { channel: row.chat.channel, bot: row.chat.bot, row: row.id };
    if (channel === undefined || channel.bot !== row.chat.bot) {
      // Another process, or a later start, may serve this bot; the row waits for it for a minute at a time.
      return {
        settlement: { kind: 'retry', sequence: row.sequence, notBeforeAt: now + 60_000, unknown: false },
        isRefused: false,
      };
    }
    const governor = this.#options.governorOf(row.chat.channel, row.chat.bot);
    const waitMs = row.outgoing.kind === 'message' ? governor.take('reply', chatKey(row.chat), now) : 0;
    if (waitMs > 0) {
      return {
        settlement: { kind: 'retry', sequence: row.sequence, notBeforeAt: now + waitMs, unknown: false },
        isRefused: false,
      };
    }
    if (!(await store.beginSending(round.lease, [row.sequence]))) {
      this.#leases.delete(round.lease.partition);
      return undefined;
    }
    const delivery = await this.#send(channel, row, round);
    const verdict = verdictOn(row, delivery, clock());
    if (verdict.pauseBotUntilAt !== undefined) governor.pause(verdict.pauseBotUntilAt);
    if (verdict.alarm !== undefined && 'reason' in delivery) {
      log.error({ ...fields, reason: delivery.reason }, `ALARM: ${verdict.alarm}`);
    }
    if (verdict.isBadContent && 'reason' in delivery) {
      await store.bury({ at: clock(), chat: row.chat, update: row.id, reason: delivery.reason });
    }
    if (verdict.isRefused && 'reason' in delivery) await this.#tellRefused(row, delivery.reason);
    return { settlement: verdict.settlement, isRefused: verdict.isRefused === true };
  }

  /** Ends below the rest of the lease, whatever the channel does. */
  async #send(channel: Channel, row: OutboxRow, round: Round): Promise<Delivery> {
    const restMs = Math.max(200, round.validUntilAt - this.#options.clock() - 500);
    const signal = AbortSignal.timeout(Math.min(restMs, 20_000));
    try {
      return await channel.send(row.chat, row.outgoing, row.sequence, signal);
    } catch (error) {
      return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async #tellRefused(row: OutboxRow, reason: string): Promise<void> {
    const receipt = await this.#options.receive({
      chat: row.chat,
      id: `refused:${row.id}`,
      event: { kind: 'delivery_refused', reason, at: this.#options.clock() },
    });
    if (receipt.kind === 'try_later') {
      this.#options.log.warn(
        { channel: row.chat.channel },
        'that a person cannot be reached was not noted; the next refusal will be',
      );
    }
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
