import { again } from '../broadcast/again.ts';
import {
  type Broadcast,
  type BroadcastAct,
  budgetOf,
  contentErrorsAllowed,
  isOfThisWeek,
  isSending,
  restsAtNight,
  type StopReason,
} from '../broadcast/broadcast.ts';
import { isQuiet, type QuietHours, quietHoursOf } from '../broadcast/quiet-hours.ts';
import type { Channels, Receive } from '../channels/channel.ts';
import type { Course } from '../core/course.ts';
import { dayMs, type Instant, secondMs } from '../core/time.ts';
import type { Log } from '../log.ts';
import { changeBroadcast, openOrShut } from '../store/broadcast-control.ts';
import type { LedgerStanding } from '../store/broadcasts.ts';
import type { Lease, Store } from '../store/store.ts';
import type { Companion } from './courier.ts';
import type { Governor } from './governor.ts';
import { HeldBroadcast } from './held-broadcast.ts';
import { Jobs } from './jobs.ts';
import { Turns } from './turns.ts';

export type BroadcasterOptions = {
  store: Store;
  channels: Channels;
  governorOf(channel: string, bot: string): Governor;
  receive: Receive;
  course(): Course;
  clock(): Instant;
  log: Log;
  /** Told when the last has been sent, and when a broadcast had to stop; by whichever process found it so. */
  over?(broadcast: Broadcast): void;
  leaseMs?: number;
  quietHours?: QuietHours;
  lookEveryMs?: number;
};

/**
 * One page is read while another is decided; more only lie about as garbage, and stand before the answers to people on
 * the way from the store.
 */
const partitionsPlannedAtOnce = 2;

/** The next of a series is not made any more when its time was so long ago. */
const longestLateMs = 7 * dayMs;

type Held = { lease: Lease; validUntilAt: Instant; broadcasts: Map<string, HeldBroadcast> };

/**
 * Sends broadcasts, beside the courier and under its leases. Each look reads how every broadcast stands, starts what is
 * due, and goes on with each in every partition that this process holds. Any process may say that one is planned or
 * done; the record is changed by whoever saw its newest form.
 */
export class Broadcaster implements Companion {
  readonly #options: Required<BroadcasterOptions>;
  readonly #held = new Map<number, Held>();
  readonly #jobs = new Jobs();
  readonly #planning = new Turns(partitionsPlannedAtOnce);
  readonly #contentErrors = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #looking: Promise<void> = Promise.resolve();
  #isAsked = false;

  constructor(options: BroadcasterOptions) {
    this.#options = {
      over: () => {},
      leaseMs: 4_000,
      quietHours: quietHoursOf(options.course()),
      lookEveryMs: secondMs,
      ...options,
    };
  }

  start(): void {
    const again = (): void => {
      void this.look().then(() => {
        if (!this.#isStopping) this.#timer = setTimeout(again, this.#options.lookEveryMs);
      });
    };
    again();
  }

  /** What is on its way ends as the courier gives its partitions back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  held(lease: Lease, validUntilAt: Instant): void {
    const known = this.#held.get(lease.partition);
    if (known?.lease.fence === lease.fence) {
      known.validUntilAt = validUntilAt;
      for (const it of known.broadcasts.values()) it.renewed(validUntilAt);
      return;
    }
    this.#held.set(lease.partition, { lease, validUntilAt, broadcasts: new Map() });
  }

  async leave(lease: Lease): Promise<void> {
    const held = this.#held.get(lease.partition);
    if (held === undefined || held.lease.fence !== lease.fence) return;
    this.#held.delete(lease.partition);
    await Promise.all([...held.broadcasts.values()].map((it) => it.drain()));
  }

  /** One look at everything; looks do not overtake each other. Never throws. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      try {
        await this.#look();
      } catch (error) {
        this.#options.log.warn(
          { err: error },
          'broadcasts could not be looked after; it is tried again within a second',
        );
      }
    });
    return this.#looking;
  }

  /** Resolves when nothing is on its way; for tests. */
  async idle(): Promise<void> {
    await this.#looking;
    await this.#jobs.idle();
  }

  async #look(): Promise<void> {
    const { store, clock } = this.#options;
    const all = await store.broadcasts();
    const now = clock();
    for (const broadcast of all) {
      if (broadcast.state.kind === 'scheduled') await this.#startIfDue(broadcast, now);
      // Also one that is over: a holder may yet find half sent ones.
      else if (isOfThisWeek(broadcast, now)) {
        await this.#goOn(broadcast, all, now);
        await this.#repeat(broadcast, all, now);
      }
    }
    const known = new Set(all.map(({ id }) => id));
    for (const { broadcasts } of this.#held.values()) {
      for (const id of broadcasts.keys()) if (!known.has(id)) broadcasts.delete(id);
    }
  }

  async #startIfDue(broadcast: Broadcast, now: Instant): Promise<void> {
    if (broadcast.scheduledAt !== undefined && broadcast.scheduledAt > now) return;
    // The audience is frozen when sending can begin, not on the evening before.
    if (restsAtNight(broadcast) && isQuiet(now, this.#options.quietHours)) return;
    await this.#change(broadcast.id, { kind: 'start', at: now });
    this.#lookAgainSoon();
  }

  /**
   * Once a broadcast that repeats has begun its next one is there, for everybody to see and to cancel. By its start alone
   * it is known which that is: whoever makes it, and however often, it is one.
   */
  async #repeat(broadcast: Broadcast, all: Broadcast[], now: Instant): Promise<void> {
    const { state, startedAt } = broadcast;
    if (startedAt === undefined || state.kind === 'cancelled' || state.kind === 'stopped') return;
    const next = again(broadcast, startedAt);
    if (next === undefined || all.some(({ id }) => id === next.id)) return;
    // It was there, was sent, and has gone to the archive since.
    if ((next.scheduledAt ?? now) < now - longestLateMs) return;
    const { id, scheduledAt } = next;
    if (await this.#options.store.putBroadcast(next, 0)) {
      this.#options.log.info(
        { broadcast: broadcast.id, next: id, scheduledAt },
        'the next of a series was made',
      );
    }
  }

  async #goOn(broadcast: Broadcast, all: Broadcast[], now: Instant): Promise<void> {
    const { store } = this.#options;
    const budget = budgetOf(broadcast, all, now);
    for (const held of this.#held.values()) {
      const { lease, validUntilAt, broadcasts } = held;
      let here = broadcasts.get(broadcast.id);
      if (here === undefined) {
        here = new HeldBroadcast(lease, broadcast, this.#heldOptions());
        broadcasts.set(broadcast.id, here);
        // Whoever changed the broadcast may have been killed before every gate knew of it.
        await store.setGate(lease.partition, broadcast.id, broadcast.revision, isSending(broadcast));
      }
      here.look(broadcast, budget, validUntilAt);
    }
    const { kind } = broadcast.state;
    if (this.#held.size > 0 && (kind === 'planning' || kind === 'running')) {
      await this.#conclude(broadcast, now);
    }
  }

  /** Says of the whole what can be said of it. */
  async #conclude(broadcast: Broadcast, now: Instant): Promise<void> {
    const { store } = this.#options;
    const { id, state } = broadcast;
    const standings = await Promise.all(
      Array.from({ length: store.partitions }, (_, partition) => store.ledger(partition, id)),
    );
    const every = (is: (standing: LedgerStanding) => boolean): boolean =>
      standings.every((standing) => standing !== undefined && is(standing));
    const failed = standings.reduce((sum, standing) => sum + (standing?.counts.failed ?? 0), 0);
    if (failed >= contentErrorsAllowed) {
      await this.#stop(id, 'content_refused', 'refused by the platform again and again');
      return;
    }
    if (state.kind === 'planning' && every(({ due }) => due === undefined)) {
      await this.#change(id, { kind: 'planned' });
      this.#lookAgainSoon();
    } else if (state.kind === 'running') {
      if (!every(({ isOpen }) => isOpen)) await openOrShut(store, broadcast);
      if (every(({ counts }) => counts.waiting === 0 && counts.sending === 0)) {
        await this.#change(id, { kind: 'finish', at: now });
      }
    }
  }

  #heldOptions() {
    return {
      ...this.#options,
      jobs: this.#jobs,
      planning: this.#planning,
      contentRefused: (id: string, reason: string) => {
        const errors = (this.#contentErrors.get(id) ?? 0) + 1;
        this.#contentErrors.set(id, errors);
        if (errors === contentErrorsAllowed) void this.#stop(id, 'content_refused', reason);
      },
      channelDown: (id: string, reason: string) => void this.#stop(id, 'channel_down', reason),
      ended: () => this.#lookAgainSoon(),
    };
  }

  async #stop(id: string, reason: StopReason, detail: string): Promise<void> {
    const { clock, log } = this.#options;
    this.#jobs.begin();
    try {
      const changed = await this.#change(id, { kind: 'stop', reason, detail, at: clock() });
      if (changed) log.error({ broadcast: id, reason, detail }, `ALARM: a broadcast was stopped: ${detail}`);
      this.#lookAgainSoon();
    } catch (error) {
      log.error({ err: error, broadcast: id, reason }, 'ALARM: a broadcast must be stopped and could not be');
    } finally {
      this.#jobs.end();
    }
  }

  async #change(id: string, act: BroadcastAct): Promise<boolean> {
    const changed = await changeBroadcast(this.#options.store, id, act);
    if (changed.kind !== 'changed') return false;
    if (act.kind === 'finish' || act.kind === 'stop') this.#options.over(changed.broadcast);
    return true;
  }

  /** Something has come to its end: what follows need not wait for the next look. */
  #lookAgainSoon(): void {
    if (this.#isAsked || this.#isStopping) return;
    this.#isAsked = true;
    this.#jobs.begin();
    setImmediate(() => {
      this.#isAsked = false;
      void this.look().finally(() => this.#jobs.end());
    });
  }
}
