import type { Instant } from '../core/time.ts';

export type Lane = 'reply' | 'bulk';

export type Pace = {
  /** Messages a second a bot may send in each lane; replies may use the bulk lane's share, never the reverse. */
  perSecond: Record<Lane, number>;
  /** Messages that may go to one chat at once before it is slowed to one a second. */
  chatBurst: number;
};

/**
 * Telegram asks for about 30 a second in bulk, and lets short bursts to one chat pass: a whole lesson tapped
 * through in a hurry is one; beyond it a message a second.
 */
export const telegramPace: Pace = { perSecond: { reply: 400, bulk: 25 }, chatBurst: 20 };
/** Channels of our own have no limit but courtesy. */
export const ownPace: Pace = { perSecond: { reply: 5_000, bulk: 500 }, chatBurst: 100 };

type Bucket = { tokens: number; filledAt: Instant };

/**
 * Keeps one bot within its platform's limits: a bucket per lane and one per chat, and a pause for the whole
 * bot when the platform asks for it. Time is an argument. In the process; several processes share a bot's
 * limit through the partition leases, which give each a part of the chats.
 */
export class Governor {
  readonly #pace: Pace;
  readonly #lanes: Record<Lane, Bucket>;
  readonly #chats = new Map<string, Bucket>();
  #pausedUntilAt: Instant = 0;

  constructor(pace: Pace, now: Instant) {
    this.#pace = pace;
    this.#lanes = {
      reply: { tokens: pace.perSecond.reply, filledAt: now },
      bulk: { tokens: pace.perSecond.bulk, filledAt: now },
    };
  }

  /** Takes the right to send one message. @returns 0 when it may go now, else how long to wait in ms (nothing was taken) */
  take(lane: Lane, chat: string, now: Instant): number {
    if (now < this.#pausedUntilAt) return this.#pausedUntilAt - now;
    const chatBucket = this.#chatBucket(chat, now);
    const laneBucket = this.#lanes[lane];
    fill(laneBucket, this.#pace.perSecond[lane], this.#pace.perSecond[lane], now);
    fill(chatBucket, 1, this.#pace.chatBurst, now);
    const wait = Math.max(missing(laneBucket, this.#pace.perSecond[lane]), missing(chatBucket, 1));
    if (wait > 0) return wait;
    laneBucket.tokens -= 1;
    chatBucket.tokens -= 1;
    return 0;
  }

  /** The platform said to wait: the whole bot does. */
  pause(untilAt: Instant): void {
    this.#pausedUntilAt = Math.max(this.#pausedUntilAt, untilAt);
  }

  #chatBucket(chat: string, now: Instant): Bucket {
    const known = this.#chats.get(chat);
    if (known !== undefined) return known;
    // Full buckets say nothing: they are dropped before the map grows beyond what is being sent to.
    if (this.#chats.size > 10_000) {
      for (const [key, bucket] of this.#chats) {
        if (now - bucket.filledAt > this.#pace.chatBurst * 1_000) this.#chats.delete(key);
      }
    }
    const made = { tokens: this.#pace.chatBurst, filledAt: now };
    this.#chats.set(chat, made);
    return made;
  }
}

function fill(bucket: Bucket, perSecond: number, capacity: number, now: Instant): void {
  bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1_000) * perSecond);
  bucket.filledAt = Math.max(bucket.filledAt, now);
}

/** How long until the bucket holds one token, ms. */
const missing = (bucket: Bucket, perSecond: number): number =>
  bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) / perSecond) * 1_000);
