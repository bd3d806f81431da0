import { audienceOfBroadcast, chatsNamed, unitOf } from '../broadcast/audience.ts';
import { type Broadcast, isSending, restsAtNight } from '../broadcast/broadcast.ts';
import { broadcastMessage } from '../broadcast/message.ts';
import { isQuiet, type QuietHours } from '../broadcast/quiet-hours.ts';
import { isReactionDue } from '../broadcast/reaction.ts';
import type { Channels, Delivery, Receive } from '../channels/channel.ts';
import type { Course } from '../core/course.ts';
import { decodeSession } from '../core/session-format.ts';
import { glanceAt } from '../core/session-glance.ts';
import { type Instant, minuteMs, secondMs } from '../core/time.ts';
import { isMuted } from '../core/topics.ts';
import type { Log } from '../log.ts';
import { noteReaction } from '../store/broadcast-control.ts';
import type { Begun, LedgerWork, WalkedChat } from '../store/broadcasts.ts';
import type { Lease, Store } from '../store/store.ts';
import { planPartition } from './broadcast-plan.ts';
import type { Governor } from './governor.ts';
import { Jobs } from './jobs.ts';
import { LedgerTalk } from './ledger-talk.ts';
import { countReaction } from './reaction-count.ts';
import { type Recipient, sendTo } from './recipient.ts';
import { SendLimit } from './send-limit.ts';
import type { Turns } from './turns.ts';
import { WaitingWalk } from './waiting-walk.ts';

export type HeldBroadcastOptions = {
  store: Store;
  channels: Channels;
  governorOf(channel: string, bot: string): Governor;
  receive: Receive;
  course(): Course;
  quietHours: QuietHours;
  clock(): Instant;
  log: Log;
  jobs: Jobs;
  /** All partitions plan by turns. */
  planning: Turns;
  leaseMs: number;
  /** A platform refused the text as it is. */
  contentRefused(id: string, reason: string): void;
  channelDown(id: string, reason: string): void;
  /** There is no more to do here: look whether the whole is done. */
  ended(id: string): void;
};

/** A chat that must wait is met again after this at the latest. */
const longestHoldMs = minuteMs;
/** Taken ahead of what may be sent: enough for so long. */
const aheadMs = 4 * secondMs;
const aheadWithoutLimit = 512;
/** Copies in the outbox on their way to logs, all partitions together, above which no more are added. */
const mostPlaced = 10_000;

/**
 * One broadcast in one partition while its lease is held: plans, then takes those who wait a few seconds ahead of
 * their turn and sends. Whether somebody may be sent to is asked three times: when they are taken, when their turn
 * comes, and by the ledger in the one write before the request leaves.
 */
export class HeldBroadcast {
  readonly #lease: Lease;
  readonly #options: HeldBroadcastOptions;
  readonly #jobs: Jobs;
  readonly #talk: LedgerTalk<Recipient>;
  readonly #limit = new SendLimit();
  readonly #walk: WaitingWalk;
  /** Of chats that the platform asked to leave alone for a while. */
  readonly #holds = new Set<NodeJS.Timeout>();
  /** By number: those taken, waiting for their turn or on their way. */
  readonly #taken = new Map<number, Recipient>();
  #broadcast: Broadcast;
  #budget: LedgerWork['budget'];
  #validUntilAt: Instant;
  #isFilling = false;
  #isPlanning = false;
  #isMeasuring = false;
  #isUnmeasurable = false;
  #isTakenOver = false;
  /** The ledger is shut: nothing is tried before the next look. */
  #isHeldBack = false;
  #hasPlaced = false;
  #isOver = false;
  /** Nobody waits here any more. */
  #isDone = false;

  constructor(lease: Lease, broadcast: Broadcast, options: HeldBroadcastOptions) {
    this.#lease = lease;
    this.#broadcast = broadcast;
    this.#options = options;
    this.#validUntilAt = 0;
    this.#jobs = new Jobs(options.jobs);
    const named = chatsNamed(broadcast)?.filter(
      (chat) => options.store.partitionOf(chat) === lease.partition,
    );
    this.#walk = new WaitingWalk(options.store, lease, broadcast.id, named);
    this.#talk = new LedgerTalk(
      options.store,
      lease,
      broadcast.id,
      {
        answered: (it, result) => this.#answered(it, result),
        budget: () => this.#budget,
        lost: () => this.#end(),
      },
      this.#jobs,
      options.log,
    );
  }

  /** Tells how the broadcast stands now and goes on with it. Never throws. */
  look(broadcast: Broadcast, budget: LedgerWork['budget'], validUntilAt: Instant): void {
    if (this.#isOver) return;
    if (broadcast.revision !== this.#broadcast.revision) this.#isDone = false;
    this.#broadcast = broadcast;
    this.#budget = budget;
    this.#isHeldBack = false;
    this.renewed(validUntilAt);
    this.#talk.again();
    this.#inBackground(async () => {
      if (!(await this.#takeOver())) return;
      if (this.#broadcast.state.kind === 'planning') await this.#plan();
      else if (isReactionDue(this.#broadcast, this.#options.clock())) await this.#measureReaction();
      else await this.#fill();
    });
  }

  /** The lease runs on. */
  renewed(validUntilAt: Instant): void {
    this.#validUntilAt = validUntilAt;
    this.#limit.renew();
  }

  /** Begins nothing more; resolves when what is on its way has ended and is settled. */
  async drain(): Promise<void> {
    this.#end();
    this.#talk.dropBegins();
    await this.#jobs.idle();
  }

  #end(): void {
    this.#isOver = true;
    for (const hold of this.#holds) clearTimeout(hold);
  }

  /** Once under each lease, before anything else: whom the holder before left half sent. */
  async #takeOver(): Promise<boolean> {
    if (this.#isTakenOver) return !this.#isOver;
    const { store, log } = this.#options;
    const { id, repeatsUnknown } = this.#broadcast;
    const over = await store.takeOverLedger(this.#lease, id, repeatsUnknown ? 'waiting' : 'unknown');
    if (over === undefined) this.#end();
    else this.#isTakenOver = true;
    if (over !== undefined && over > 0) {
      const { partition } = this.#lease;
      log.warn({ broadcast: id, partition, recipients: over }, 'sends were cut off; they count as unknown');
    }
    return !this.#isOver;
  }

  async #plan(): Promise<void> {
    if (this.#isPlanning || this.#isDone) return;
    this.#isPlanning = true;
    const { store, course, planning, ended } = this.#options;
    const broadcast = this.#broadcast;
    try {
      const isIn = audienceOfBroadcast(broadcast, course().units, broadcast.startedAt ?? 0);
      const isHalted = (): boolean => this.#isOver || this.#broadcast.state.kind !== 'planning';
      const plan = () => planPartition(store, this.#lease, broadcast, isIn, isHalted);
      const end = await planning.take(plan);
      if (end === 'lost') this.#end();
      if (end === 'no_ledger') this.#hasLostLedger();
      if (end === 'whole') {
        this.#isDone = true;
        ended(broadcast.id);
      }
    } finally {
      this.#isPlanning = false;
    }
  }

  async #measureReaction(): Promise<void> {
    const { store, clock, log, planning } = this.#options;
    const { id, reactions } = this.#broadcast;
    const { partition } = this.#lease;
    if (this.#isMeasuring || this.#isUnmeasurable || reactions[partition] !== undefined) return;
    this.#isMeasuring = true;
    try {
      const count = () => countReaction(store, partition, this.#broadcast, () => this.#isOver);
      const counted = await planning.take(count);
      if (counted === 'no_ledger') this.#isUnmeasurable = true;
      if (counted === undefined || counted === 'no_ledger') return;
      await noteReaction(store, id, partition, { at: clock(), ...counted });
      log.debug({ broadcast: id, partition }, 'what people did afterwards was counted');
    } finally {
      this.#isMeasuring = false;
    }
  }

  /** Lost with what the store held: nobody is sent to a second time. */
  #hasLostLedger(): void {
    this.#isDone = true;
    this.#options.log.error(
      { broadcast: this.#broadcast.id, partition: this.#lease.partition },
      'ALARM: this partition has lost the ledger of a broadcast; nobody there is sent to again. Cancel it, and send to them by a new one',
    );
  }

  /** Whether somebody's request may leave at this moment, as far as this process knows. */
  #mayBegin(): boolean {
    const { clock, quietHours, leaseMs } = this.#options;
    const now = clock();
    if (this.#isOver || this.#isHeldBack || !isSending(this.#broadcast)) return false;
    if (this.#validUntilAt - now < leaseMs / 4) return false;
    return !restsAtNight(this.#broadcast) || !isQuiet(now, quietHours);
  }

  /** Takes more of those who wait, page by page, while there is room. */
  async #fill(): Promise<void> {
    if (this.#isFilling || this.#isDone) return;
    this.#isFilling = true;
    try {
      while (this.#mayBegin() && this.#taken.size < this.#room()) {
        // Only when nobody is in hand: else a new walk would meet those who are.
        if (this.#walk.isBetween && this.#taken.size > 0) return;
        if (await this.#isLogFull()) return;
        const chats = await this.#walk.next();
        if (chats === undefined) {
          this.#hasLostLedger();
          return;
        }
        for (const chat of chats) this.#take(chat);
        // Those who are passed over or placed have no turn to wait for.
        if (this.#taken.size === 0) await this.#talk.said();
        if (this.#walk.isBetween) {
          if (this.#taken.size === 0) await this.#conclude();
          return;
        }
      }
    } finally {
      this.#isFilling = false;
    }
  }

  async #conclude(): Promise<void> {
    const end = await this.#walk.close();
    if (end === 'goes_on') return;
    if (end === 'lost') this.#end();
    this.#isDone = true;
    this.#options.ended(this.#broadcast.id);
  }

  #room(): number {
    let room = aheadWithoutLimit;
    for (const { governor } of this.#taken.values()) {
      const { bulkPerSecond } = governor;
      if (bulkPerSecond === undefined) continue;
      room = Math.max(16, Math.ceil((bulkPerSecond * aheadMs) / 1_000 / this.#options.store.partitions));
      break;
    }
    return room;
  }

  async #isLogFull(): Promise<boolean> {
    return this.#hasPlaced && (await this.#options.store.outboxSize()) > mostPlaced;
  }

  #take({ chat, number, revision, wire }: WalkedChat): void {
    const { channels, governorOf } = this.#options;
    if (this.#taken.has(number)) return;
    const glance = glanceAt(wire);
    const unit = unitOf(glance);
    if (isMuted(glance.muted, this.#broadcast.topic)) {
      this.#talk.pass({ number, state: 'opted_out', unit });
      return;
    }
    if (glance.isBlocked) {
      this.#talk.pass({ number, state: 'unreachable', unit });
      return;
    }
    const channel = channels.of(chat);
    // Another process, or a later start, may serve this bot: they go on waiting.
    if (channel === undefined) return;
    const sendable = channel.canSend?.(chat, glance.heardAt, this.#options.clock()) ?? 'free';
    if (sendable === 'no' || sendable === 'template') {
      this.#talk.pass({ number, state: 'unreachable', unit });
      return;
    }
    const candidate = { chat, number, revision, unit };
    if (channel.capabilities.isFoundLater === true) {
      const message = broadcastMessage(this.#broadcast, decodeSession(wire));
      const broadcast = { id: this.#broadcast.id, number, unit };
      this.#talk.place({ ...candidate, outgoing: { kind: 'message', message, broadcast } });
      this.#hasPlaced = true;
      return;
    }
    const governor = governorOf(chat.channel, chat.bot);
    const recipient: Recipient = { ...candidate, wire, channel, governor, isRepeated: false };
    this.#taken.set(number, recipient);
    this.#enter(recipient);
  }

  #enter(recipient: Recipient): void {
    const { lane } = this.#broadcast;
    recipient.governor.enter(lane, () => {
      if (this.#mayBegin()) this.#talk.begin(recipient);
      else this.#leave(recipient);
    });
  }

  /** Its place is free; it is met again if it still waits. */
  #leave(recipient: Recipient): void {
    recipient.governor.leave(this.#broadcast.lane);
    this.#letGo(recipient);
  }

  #letGo(recipient: Recipient): void {
    this.#taken.delete(recipient.number);
    if (this.#taken.size < this.#room() / 2) this.#inBackground(() => this.#fill());
  }

  #letGoIn(recipient: Recipient, afterMs: number): void {
    if (this.#isOver) return;
    const hold = setTimeout(() => {
      this.#holds.delete(hold);
      this.#letGo(recipient);
    }, afterMs);
    this.#holds.add(hold);
  }

  #answered(recipient: Recipient, result: Begun | undefined): void {
    if (result === 'begun') {
      this.#send(recipient);
      return;
    }
    if (result === undefined) this.#isHeldBack = true;
    this.#leave(recipient);
  }

  #send(recipient: Recipient): void {
    this.#jobs.begin();
    const signal = this.#limit.signal(this.#options.clock(), this.#validUntilAt);
    sendTo(recipient, this.#broadcast, signal)
      .then((delivery) => this.#judge(recipient, delivery))
      .finally(() => this.#jobs.end());
  }

  #judge(recipient: Recipient, delivery: Delivery): void {
    const { contentRefused, channelDown } = this.#options;
    const { number } = recipient;
    const { id, lane, repeatsUnknown } = this.#broadcast;
    switch (delivery.kind) {
      case 'delivered':
        this.#talk.settle({ number, state: 'sent' });
        break;
      case 'retry':
        this.#talk.settle({ number, state: 'waiting' });
        if (delivery.scope === 'bot') {
          recipient.governor.pause(lane, delivery.afterMs);
          break;
        }
        recipient.governor.leave(lane);
        this.#letGoIn(recipient, Math.min(delivery.afterMs, longestHoldMs));
        return;
      case 'unreachable':
        this.#talk.settle({ number, state: 'unreachable' });
        this.#tellCore(recipient, delivery.reason);
        break;
      case 'bad_content':
        this.#talk.settle({ number, state: 'failed' });
        contentRefused(id, delivery.reason);
        break;
      case 'channel_down':
        this.#talk.settle({ number, state: 'waiting' });
        recipient.governor.pause(lane, minuteMs);
        channelDown(id, delivery.reason);
        break;
      case 'unknown':
        if (repeatsUnknown && !recipient.isRepeated) {
          this.#talk.settle({ number, state: 'waiting' });
          recipient.isRepeated = true;
          recipient.governor.leave(lane);
          this.#enter(recipient);
          return;
        }
        this.#talk.settle({ number, state: 'unknown' });
        break;
    }
    this.#leave(recipient);
  }

  /** So that nothing else is sent there until they write again. */
  #tellCore({ chat, number }: Recipient, reason: string): void {
    const { receive, clock, log } = this.#options;
    this.#inBackground(async () => {
      const event = { kind: 'delivery_refused' as const, reason, at: clock() };
      const receipt = await receive({ chat, id: `refused:broadcast:${this.#broadcast.id}:${number}`, event });
      if (receipt.kind === 'try_later') {
        log.warn(
          { channel: chat.channel },
          'that a person cannot be reached was not noted; the next refusal will be',
        );
      }
    });
  }

  #inBackground(work: () => Promise<void>): void {
    this.#jobs.begin();
    work()
      .catch((error: unknown) => {
        const { partition } = this.#lease;
        this.#options.log.warn(
          { err: error, partition, broadcast: this.#broadcast.id },
          'a broadcast could not go on; it is tried again within a second',
        );
      })
      .finally(() => this.#jobs.end());
  }
}
