import type { Pace } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { Lane, Store } from '../store/store.ts';
import { tokenLifeMs } from '../store/token-buckets.ts';
import { ChatBursts } from './chat-bursts.ts';
import { Fifo } from './fifo.ts';
import type { Jobs } from './jobs.ts';
import { soon } from './soon.ts';

export type { Pace } from '../channels/channel.ts';

/**
 * Telegram asks for about 30 a second in what is sent unasked; answering a thousand people a second is fine.
 * It lets short bursts to one chat pass: a whole lesson tapped through in a hurry is one; beyond it a message
 * a second. Source: Bot FAQ, "My bot is hitting limits".
 */
export const telegramPace = (repliesPerSecond: number): Pace => ({
  perSecond: { reply: repliesPerSecond, bulk: Math.min(25, repliesPerSecond) },
  chatBurst: 20,
  sendsAtOnce: 512,
});
/** Channels of our own have no limit but courtesy. */
export const ownPace: Pace = { perSecond: undefined, chatBurst: 100, sendsAtOnce: 512 };

export type GovernorOptions = {
  store: Pick<Store, 'takeTokens' | 'pauseLane'>;
  /** `<channel>:<id>`; all processes share its pace by this name. */
  bot: string;
  pace: Pace;
  jobs: Jobs;
  log: Log;
};

type LaneState = {
  waiting: Fifo<() => void>;
  tokens: number;
  /** By the process's own steady clock, ms. */
  usableUntil: number;
  pausedUntil: number;
  isAsking: boolean;
  timer: NodeJS.Timeout | undefined;
};

const newLane = (): LaneState => ({
  waiting: new Fifo(),
  tokens: 0,
  usableUntil: 0,
  pausedUntil: 0,
  isAsking: false,
  timer: undefined,
});

/**
 * Keeps one bot within its platform's limits, together with all other processes: whoever may send next is
 * told so in turn, replies before bulk. Rights are asked of the store for all that waits, never one by one.
 */
export class Governor {
  readonly #options: GovernorOptions;
  readonly #lanes: Record<Lane, LaneState> = { reply: newLane(), bulk: newLane() };
  readonly #unpaced = new Fifo<() => void>();
  readonly #bursts: ChatBursts;
  #sending = 0;
  #sendingBulk = 0;
  #isAdmitting = false;

  constructor(options: GovernorOptions) {
    this.#options = options;
    this.#bursts = new ChatBursts(options.pace.chatBurst);
  }

  /**
   * Calls `go` once it may send; `leave` is to be called when that has ended, or came to nothing.
   * @param lane undefined for what counts as no message: it needs a free place only
   */
  enter(lane: Lane | undefined, go: () => void): void {
    const isUnpaced = lane === undefined || this.#options.pace.perSecond === undefined;
    if (isUnpaced && lane !== 'bulk') this.#unpaced.push(go);
    else this.#lanes[lane ?? 'reply'].waiting.push(go);
    this.#admit();
  }

  /** @param lane as it was entered */
  leave(lane?: Lane): void {
    this.#sending--;
    if (lane === 'bulk') this.#sendingBulk--;
    this.#admit();
  }

  /** Whoever enters now will wait longer than the store takes to give rights. */
  isHeldUp(lane: Lane | undefined): boolean {
    if (!this.#hasPlace()) return true;
    const state = lane === undefined ? undefined : this.#lanes[lane];
    return state !== undefined && (state.timer !== undefined || state.pausedUntil > performance.now());
  }

  /** Messages a second that may be sent unasked; undefined without a limit. */
  get bulkPerSecond(): number | undefined {
    return this.#options.pace.perSecond?.bulk;
  }

  /** Unasked messages that wait for their turn in this process. */
  get bulkWaiting(): number {
    return this.#lanes.bulk.waiting.size;
  }

  /** Takes one message of a chat's own burst. @returns 0 when it had one, else how long to wait in ms */
  chatWaitMs(chat: string, now: Instant): number {
    return this.#bursts.waitMs(chat, now);
  }

  /** The platform said to wait: every process does. */
  pause(lane: Lane, forMs: number): void {
    const { store, bot, jobs } = this.#options;
    for (const it of lane === 'reply' ? [this.#lanes.reply, this.#lanes.bulk] : [this.#lanes.bulk]) {
      it.tokens = 0;
      it.pausedUntil = performance.now() + forMs;
      this.#askLater(it, forMs);
    }
    jobs.begin();
    store
      .pauseLane(bot, lane, forMs)
      .catch((error: unknown) => this.#warn(error))
      .finally(() => jobs.end());
  }

  /** Lets go of its timers; what still waits is not told. */
  close(): void {
    for (const lane of [this.#lanes.reply, this.#lanes.bulk]) clearTimeout(lane.timer);
  }

  #admit(): void {
    // Whoever is let in may leave at once; the loop under way then lets in the next.
    if (this.#isAdmitting) return;
    this.#isAdmitting = true;
    do {
      while (this.#hasPlace()) {
        const go = this.#unpaced.shift();
        if (go === undefined) break;
        this.#sending++;
        go();
      }
      this.#admitLane('reply');
      this.#admitLane('bulk');
    } while (this.#unpaced.size > 0 && this.#hasPlace());
    this.#isAdmitting = false;
  }

  #hasPlace(): boolean {
    return this.#sending < this.#options.pace.sendsAtOnce;
  }

  /** A platform that has grown slow must not have all places taken by what nobody asked for. */
  #hasPlaceIn(lane: Lane): boolean {
    return this.#hasPlace() && (lane === 'reply' || this.#sendingBulk < this.#options.pace.sendsAtOnce / 2);
  }

  #admitLane(lane: Lane): void {
    const state = this.#lanes[lane];
    if (state.waiting.size === 0) return;
    if (this.#options.pace.perSecond === undefined) {
      const pausedMs = state.pausedUntil - performance.now();
      // A timer may come a moment early: whoever waits must be looked after again.
      if (pausedMs > 0 && state.timer === undefined) this.#askLater(state, Math.ceil(pausedMs));
      state.tokens = pausedMs > 0 ? 0 : state.waiting.size;
      state.usableUntil = Number.POSITIVE_INFINITY;
    }
    if (state.tokens > 0 && performance.now() >= state.usableUntil) state.tokens = 0;
    while (state.tokens > 0 && this.#hasPlaceIn(lane)) {
      const go = state.waiting.shift();
      if (go === undefined) return;
      state.tokens--;
      this.#sending++;
      if (lane === 'bulk') this.#sendingBulk++;
      go();
    }
    if (this.#options.pace.perSecond === undefined) return;
    if (state.waiting.size > 0 && this.#hasPlaceIn(lane) && !state.isAsking && state.timer === undefined) {
      state.isAsking = true;
      this.#options.jobs.begin();
      // All that comes to wait at this moment is asked for together.
      soon(() => void this.#ask(lane, state));
    }
  }

  async #ask(lane: Lane, state: LaneState): Promise<void> {
    const { store, bot, pace, jobs } = this.#options;
    const free = pace.sendsAtOnce - this.#sending;
    const freeInBulk = pace.sendsAtOnce / 2 - this.#sendingBulk;
    const wanted = Math.min(state.waiting.size, free, lane === 'bulk' ? freeInBulk : free);
    const askedAt = performance.now();
    try {
      if (pace.perSecond === undefined || wanted <= 0) return;
      const { granted, waitMs } = await store.takeTokens(bot, lane, wanted, pace.perSecond);
      // A right asked for before the platform said to wait is forfeited.
      state.tokens = askedAt < state.pausedUntil ? 0 : granted;
      state.usableUntil = askedAt + tokenLifeMs;
      if (granted < wanted && state.timer === undefined) this.#askLater(state, waitMs);
    } catch (error) {
      this.#warn(error);
      this.#askLater(state, 500);
    } finally {
      state.isAsking = false;
      this.#admit();
      jobs.end();
    }
  }

  #askLater(state: LaneState, inMs: number): void {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      state.timer = undefined;
      this.#admit();
    }, inMs);
  }

  #warn(error: unknown): void {
    this.#options.log.warn(
      { err: error, bot: this.#options.bot },
      'the pace of a bot could not be asked for; its messages wait meanwhile',
    );
  }
}
