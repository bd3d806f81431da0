import type { Channel, Channels, Delivery } from '../channels/channel.ts';
import { hash32 } from '../core/chance.ts';
import { chatKey } from '../core/chat.ts';
import { type Instant, minuteMs, secondMs } from '../core/time.ts';
import type { Beginning, Lane, Lease, OutboxRow, Step, Store } from '../store/store.ts';
import { type ChatQueue, firstRow, newQueue } from './chat-queue.ts';
import { type DeliverOptions, judge, send } from './deliver.ts';
import type { Governor } from './governor.ts';
import { Jobs } from './jobs.ts';
import { OutboxTalk } from './outbox-talk.ts';
import { RowOrder } from './row-order.ts';
import { SendLimit } from './send-limit.ts';
import { Waits } from './waits.ts';

export type HeldOptions = DeliverOptions & {
  store: Pick<Store, 'workOutbox' | 'bury'>;
  channels: Channels;
  governorOf(channel: string, bot: string): Governor;
  leaseMs: number;
  /** Beyond so many, rows behind a chat's first are kept by their sequence alone. */
  rowsInMemory: number;
  /** How long rows that were sent may wait until the store is told, ms. */
  gatherMs: number;
  jobs: Jobs;
  lost(): void;
};

const rowsPerRead = 500;
const laneOf = (row: OutboxRow): Lane | undefined =>
  row.outgoing.kind !== 'message' ? undefined : isUnasked(row) ? 'bulk' : 'reply';

/** What a timer let the bot say: it answers nobody. */
const isReminder = ({ id }: Pick<OutboxRow, 'id'>): boolean => id.startsWith('timer:');
const isUnasked = (row: Pick<OutboxRow, 'id'>): boolean => row.id.startsWith('broadcast:') || isReminder(row);
/** Reminders keep out of the way: they join the unasked only while no more than so many seconds' worth wait. */
const reminderAheadSeconds = 4;
/** Else they look again after this long, each at another moment. */
const reminderWaitMs = 20 * secondMs;

const hasExpired = ({ expiresAt }: OutboxRow, now: Instant): boolean =>
  expiresAt !== undefined && expiresAt <= now;

/**
 * A partition while its lease is held: what waits for each chat is in memory, strictly in order; a chat that
 * must wait holds back nobody else.
 */
export class HeldPartition {
  readonly lease: Lease;
  readonly #options: HeldOptions;
  readonly #jobs: Jobs;
  readonly #talk: OutboxTalk;
  readonly #order: RowOrder;
  readonly #queues = new Map<string, ChatQueue>();
  readonly #waits: Waits;
  readonly #limit = new SendLimit();
  #validUntilAt: Instant;
  #rowsHere = 0;
  #isOver = false;

  constructor(lease: Lease, validUntilAt: Instant, options: HeldOptions) {
    this.lease = lease;
    this.#validUntilAt = validUntilAt;
    this.#options = options;
    this.#jobs = new Jobs(options.jobs);
    this.#waits = new Waits(options.clock, (queue) => this.#next(queue));
    this.#order = new RowOrder((row) => this.#arrive(row));
    const hearing = {
      begun: (queue: ChatQueue) => this.#send(queue),
      gone: (queue: ChatQueue) => this.#cameToNothing(queue, () => this.#leave(queue)),
      dropped: (queue: ChatQueue) =>
        this.#cameToNothing(queue, () => this.#waits.hold(queue, options.clock())),
      fetched: (queue: ChatQueue, row: OutboxRow | undefined) => this.#fetched(queue, row),
      range: () => this.#order.range(rowsPerRead),
      read: (rows: OutboxRow[], through: number, hasMore: boolean) =>
        this.#order.read(rows, through) || hasMore,
      lost: () => {
        this.#end();
        options.lost();
      },
    };
    this.#talk = new OutboxTalk(options.store, lease, hearing, this.#jobs, options.log, options.gatherMs);
  }

  /** The lease runs on. */
  renewed(validUntilAt: Instant): void {
    this.#validUntilAt = validUntilAt;
    this.#limit.renew();
  }

  /** Reads on, and tries again whose wait is over. */
  look(): void {
    if (this.#isOver) return;
    this.#talk.read();
    this.#waits.wake();
  }

  /** Rows that a commit of this process has just added. */
  handOver(rows: OutboxRow[]): void {
    if (!this.#isOver && this.#order.handOver(rows)) this.#talk.read();
  }

  /** @returns what may leave as soon as it is committed; undefined when nothing may */
  beginning(steps: Step[]): Beginning | undefined {
    if (this.#isOver || this.#isLate(this.#options.clock())) return undefined;
    const rows = steps.map(({ chat, outgoing }) => {
      if (this.#options.channels.of(chat) === undefined) return [];
      const message = outgoing.findIndex((row) => row.outgoing.kind === 'message');
      const touchUp = outgoing.findIndex((row) => row.outgoing.kind !== 'message');
      return [message, touchUp].filter((place) => {
        const row = outgoing[place];
        // What was not asked for may have to wait, or be dropped.
        if (row === undefined || isUnasked(row)) return false;
        return !this.#queues.has(queueOf({ chat, outgoing: row.outgoing }));
      });
    });
    return { lease: this.lease, rows };
  }

  /** Begins nothing more; resolves when what is on its way has ended and is settled. */
  async drain(): Promise<void> {
    this.#end();
    this.#talk.dropBegins();
    for (const queue of this.#queues.values()) this.#takeBack(firstRow(queue));
    this.#talk.settleNow();
    await this.#jobs.idle();
  }

  /** The lease is gone: what is on its way ends, and another holder counts it as unknown. */
  #end(): void {
    this.#isOver = true;
    this.#waits.close();
  }

  /** A chat's messages are one queue; what only touches up messages that are there goes beside it. */
  #arrive(row: OutboxRow): void {
    const key = queueOf(row);
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      queue = newQueue(key);
      this.#queues.set(key, queue);
    }
    const isHere = queue.rows.length === 0 || this.#rowsHere < this.#options.rowsInMemory;
    // It came behind another after all.
    if (queue.rows.length > 0) this.#takeBack(row);
    queue.rows.push(isHere ? row : row.sequence);
    if (isHere) this.#rowsHere++;
    this.#dropReminder(queue, row);
    if (queue.state === 'free') this.#next(queue);
  }

  /** Whoever wrote meanwhile needs no reminder, and their answer need not wait behind one. */
  #dropReminder(queue: ChatQueue, arrived: OutboxRow): void {
    const first = firstRow(queue);
    if (queue.state !== 'held' || first === undefined || !isReminder(first) || isUnasked(arrived)) return;
    this.#waits.release(queue);
    this.#talk.settle({ kind: 'done', sequence: first.sequence });
    this.#dropFirst(queue);
  }

  /** Decides what a free chat's first row needs. */
  #next(queue: ChatQueue): void {
    while (!this.#isOver) {
      if (queue.rows.length === 0) {
        this.#queues.delete(queue.key);
        return;
      }
      const row = firstRow(queue);
      if (row === undefined) {
        queue.state = 'busy';
        this.#talk.fetch(queue);
        return;
      }
      const now = this.#options.clock();
      if (!hasExpired(row, now)) {
        this.#prepare(queue, row, now);
        return;
      }
      this.#talk.settle({ kind: 'done', sequence: row.sequence });
      this.#dropFirst(queue);
    }
  }

  #prepare(queue: ChatQueue, row: OutboxRow, now: Instant): void {
    if (row.notBeforeAt !== undefined && row.notBeforeAt > now) {
      this.#hold(queue, row.notBeforeAt);
      return;
    }
    // Another process, or a later start, may serve this bot; the chat waits for it for a minute at a time.
    if (this.#channelOf(row) === undefined) {
      this.#hold(queue, now + minuteMs);
      return;
    }
    const governor = this.#governorOf(row);
    if (isReminder(row) && isCrowded(governor)) {
      this.#hold(queue, now + reminderWaitMs + (hash32(queue.key) % reminderWaitMs));
      return;
    }
    const waitMs = row.outgoing.kind === 'message' ? governor.chatWaitMs(queue.key, now) : 0;
    if (waitMs > 0) {
      this.#hold(queue, now + waitMs);
      return;
    }
    queue.state = 'busy';
    if (governor.isHeldUp(laneOf(row))) this.#takeBack(row);
    governor.enter(laneOf(row), () => {
      const at = this.#options.clock();
      // Its turn may have come long after it was put in line: then it is given up as if it had just come.
      if (this.#isOver || this.#isLate(at) || hasExpired(row, at)) {
        governor.leave(laneOf(row));
        this.#hold(queue, now);
      } else if (row.isBegun === true) {
        delete row.isBegun;
        this.#send(queue);
      } else this.#talk.begin(queue);
    });
  }

  /** With little of the lease left a send could not end within it; the renewal comes first. */
  #isLate(now: Instant): boolean {
    return this.#validUntilAt - now < this.#options.leaseMs / 4;
  }

  #hold(queue: ChatQueue, untilAt: Instant): void {
    this.#takeBack(firstRow(queue));
    this.#waits.hold(queue, untilAt);
  }

  /** What its commit has begun does not leave at once: nothing was sent, and whoever comes after a crash is to know. */
  #takeBack(row: OutboxRow | undefined): void {
    if (row?.isBegun !== true) return;
    delete row.isBegun;
    const { sequence } = row;
    this.#talk.settle({ kind: 'retry', sequence, notBeforeAt: 0, unknown: false, uncounted: true });
  }

  #send(queue: ChatQueue): void {
    const row = firstRow(queue);
    const channel = row === undefined ? undefined : this.#channelOf(row);
    if (row === undefined || channel === undefined) return;
    const now = this.#options.clock();
    // The channel takes nothing unasked just now: a reminder that cannot be sent is worth nothing later.
    if (isUnasked(row) && channel.canSend?.(row.chat, now, now) === 'no') {
      this.#jobs.begin();
      this.#sent(queue, row, { kind: 'delivered' }, 0);
      return;
    }
    row.attempts++;
    const signal = this.#limit.signal(now, this.#validUntilAt);
    this.#jobs.begin();
    // What comes while the request is under way is of another day: whom it cannot reach may have come back.
    const waiting = queue.rows.length;
    void send(channel, row, signal).then((delivery) => this.#sent(queue, row, delivery, waiting));
  }

  #sent(queue: ChatQueue, row: OutboxRow, delivery: Delivery, waiting: number): void {
    this.#governorOf(row).leave(laneOf(row));
    if (delivery.kind === 'delivered') {
      this.#talk.settle({ kind: 'done', sequence: row.sequence });
      this.#leave(queue);
      this.#jobs.end();
      return;
    }
    this.#judge(queue, row, delivery, waiting).finally(() => this.#jobs.end());
  }

  /** @param waiting how many rows the chat had, this one among them, when the request left */
  async #judge(queue: ChatQueue, row: OutboxRow, delivery: Delivery, waiting: number): Promise<void> {
    const verdict = await judge(this.#options, row, delivery);
    const { settlement, pauseBotUntilAt } = verdict;
    const now = this.#options.clock();
    if (pauseBotUntilAt !== undefined)
      this.#governorOf(row).pause(laneOf(row) ?? 'reply', pauseBotUntilAt - now);
    this.#talk.settle(settlement);
    if (settlement.kind === 'retry') {
      if (settlement.unknown) row.unknowns++;
      if (settlement.uncounted) row.attempts--;
      this.#waits.hold(queue, settlement.notBeforeAt);
      return;
    }
    for (let place = 1; verdict.isRefused && place < waiting; place++) {
      this.#dropFirst(queue);
      const [first] = queue.rows;
      if (first !== undefined) {
        this.#talk.settle({ kind: 'done', sequence: typeof first === 'number' ? first : first.sequence });
      }
    }
    this.#leave(queue);
  }

  /** The first row is done with. */
  #leave(queue: ChatQueue): void {
    this.#dropFirst(queue);
    queue.state = 'free';
    this.#next(queue);
  }

  #dropFirst(queue: ChatQueue): void {
    if (typeof queue.rows.shift() === 'object') this.#rowsHere--;
  }

  #fetched(queue: ChatQueue, row: OutboxRow | undefined): void {
    if (row === undefined) {
      this.#leave(queue);
      return;
    }
    queue.rows[0] = row;
    this.#rowsHere++;
    queue.state = 'free';
    this.#next(queue);
  }

  /** A turn was given for nothing. */
  #cameToNothing(queue: ChatQueue, then: () => void): void {
    const row = firstRow(queue);
    if (row !== undefined) this.#governorOf(row).leave(laneOf(row));
    then();
  }

  #channelOf(row: OutboxRow): Channel | undefined {
    return this.#options.channels.of(row.chat);
  }

  #governorOf(row: OutboxRow): Governor {
    return this.#options.governorOf(row.chat.channel, row.chat.bot);
  }
}

const isCrowded = ({ bulkPerSecond, bulkWaiting }: Governor): boolean =>
  bulkPerSecond !== undefined && bulkWaiting >= bulkPerSecond * reminderAheadSeconds;

/**
 * Stopping a spinner and marking a chosen button are harmless to lose and say nothing new: a learner's feedback need
 * not wait for them.
 */
const queueOf = (row: Pick<OutboxRow, 'chat' | 'outgoing'>): string =>
  row.outgoing.kind === 'message' ? chatKey(row.chat) : `${chatKey(row.chat)} touch-up`;
