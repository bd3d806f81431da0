import type { Chat } from '../core/chat.ts';
import type { Outgoing } from '../core/effect.ts';
import type { Event } from '../core/event.ts';
import type { Instant } from '../core/time.ts';

/** One thing a platform told us, decoded. `id` is the platform's own, the same on redelivery. */
export type Update = {
  chat: Chat;
  id: string;
  event: Event;
  /** The way in can carry the acknowledgement of a tap back: it need not be sent. Its loss is harmless. */
  carriesAcknowledgement?: true;
};

export type Acknowledgement = Extract<Outgoing, { kind: 'acknowledge_tap' }>;

/** What became of an update. Only after one of the first three may the platform forget it. */
export type Receipt =
  | { kind: 'committed'; acknowledgement?: Acknowledgement }
  | { kind: 'duplicate' }
  /** It failed again and again and now rests in the dead-letter list: acknowledge it, it would block its person. */
  | { kind: 'dead_letter' }
  /** Nothing was saved: answer 503 with Retry-After, or wait and hand it in again. */
  | { kind: 'try_later'; afterMs: number };

/** Hands an update to the intake and waits for its commit. Never throws. */
export type Receive = (update: Update) => Promise<Receipt>;

/** The outcome of one call to a platform; each kind says what to do next. */
export type Delivery =
  | { kind: 'delivered'; message?: string }
  /** Surely not sent. `scope` says whether only this chat or the whole bot must wait. */
  | { kind: 'retry'; afterMs: number; scope: 'chat' | 'bot'; reason: string }
  /** Blocked, deleted, never started: until this person writes again. */
  | { kind: 'unreachable'; reason: string }
  /** Ours to mend; sending it again would fail again. */
  | { kind: 'bad_content'; reason: string }
  /** Token revoked, plan ended: stop this bot's lane and raise an alarm. */
  | { kind: 'channel_down'; reason: string }
  /** Timed out or cut off after sending: it may have arrived. */
  | { kind: 'unknown'; reason: string };

/** What a platform can show; messages are fitted to it by the channel's `render.ts`. */
export type Capabilities = {
  textLength: number;
  choices: number;
  labelLength: number;
  /** How long after somebody wrote they may be sent what they did not ask for; undefined: ever. */
  unaskedWithinMs?: number;
  /** How long the platform repeats an update that was not acknowledged. */
  redeliveryMs: number;
  /** What is sent waits in the chat's log until the person opens it; nobody is told of it before. */
  isFoundLater?: true;
};

/** How fast one bot may send, all processes together. */
export type Pace = {
  /** Messages a second a bot may send, of which bulk at most so many; undefined for a channel without a limit. */
  perSecond: { reply: number; bulk: number } | undefined;
  /** Messages that may go to one chat at once before it is slowed to one a second. */
  chatBurst: number;
  /** Sends on their way at the same time, in one process. */
  sendsAtOnce: number;
};

/**
 * What a message that nobody asked for would be: free, paid for, possible only by a text the platform approved before,
 * or not possible.
 */
export type Sendable = 'free' | 'paid' | 'template' | 'no';

/** One platform, one bot. An adapter knows no lesson, and no lesson knows a channel. */
export interface Channel {
  readonly name: string;
  /** The platform's own id of the bot; `-` where there is only one. */
  readonly bot: string;
  readonly capabilities: Capabilities;
  /** Undefined where the bot keeps no pace of its own. */
  readonly pace?: Pace;
  /** Begins to receive; resolves when ready. @throws a message for the operator when it cannot */
  start(receive: Receive): Promise<void>;
  /**
   * Sends one row, and has ended once `signal` aborts, which it does within 20 s.
   * @param sequence rises with each row of the chat; the web log's `seq`
   */
  send(chat: Chat, outgoing: Outgoing, sequence: number, signal: AbortSignal): Promise<Delivery>;
  /** What a message nobody asked for would be now, to whoever last wrote at `heardAt`. Without it everything is free. */
  canSend?(chat: Chat, heardAt: Instant, now: Instant): Sendable;
  /** For metrics: what is used and what is left, named in snake_case. */
  figures?(): Record<string, number>;
  /** Stops receiving; updates already taken are finished first. */
  stop(): Promise<void>;
  /** For /readyz and doctor: undefined when well, else what is wrong and how to mend it. */
  trouble(): Promise<string | undefined>;
}

/** The bots that this process sends by. */
export type Channels = {
  /** @returns undefined where another process, or a later start, may serve that bot */
  of(chat: Pick<Chat, 'channel' | 'bot'>): Channel | undefined;
};

/** Looked at for every message: no key is put together for it. */
export function channelsOf(list: readonly Channel[]): Channels {
  const all = new Map<string, Map<string, Channel>>();
  for (const channel of list) {
    const bots = all.get(channel.name) ?? new Map<string, Channel>();
    all.set(channel.name, bots.set(channel.bot, channel));
  }
  return { of: ({ channel, bot }) => all.get(channel)?.get(bot) };
}
