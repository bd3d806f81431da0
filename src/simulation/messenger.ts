import type { Channel, Delivery } from '../channels/channel.ts';
import type { Chat } from '../core/chat.ts';
import type { Outgoing } from '../core/effect.ts';
import { hourMs, type Instant } from '../core/time.ts';
import { diesAfter, diesBefore, type Life, never, type Trouble } from './faults.ts';
import { strikes } from './weather.ts';

export const simulatedChannel = 'simulation';
export const simulatedBot = '7';

/** One attempt to send, as the platform saw it. */
export type SendAttempt = {
  user: string;
  outgoing: Outgoing;
  sequence: number;
  process: string;
  hasArrived: boolean;
  /** What the process is told, if it lives to hear it. */
  told: Delivery['kind'];
  at: Instant;
};

export type MessengerOptions = {
  trouble: Trouble;
  /** Sees each attempt; an arrived one is then shown to the person. */
  onAttempt(attempt: SendAttempt): void;
};

/** The platform's sending side for every process: people who block, limits, connections that break. */
export class Messenger {
  readonly #options: MessengerOptions;
  readonly #blockedBy = new Set<string>();
  #pausedUntilAt: Instant = 0;

  constructor(options: MessengerOptions) {
    this.#options = options;
  }

  block(user: string, isBlocked: boolean): void {
    if (isBlocked) this.#blockedBy.add(user);
    else this.#blockedBy.delete(user);
  }

  /** The channel as one process holds it. */
  channelOf(life: Life): Channel {
    return {
      name: simulatedChannel,
      bot: simulatedBot,
      capabilities: { textLength: 4_000, choices: 12, labelLength: 60, redeliveryMs: 25 * hourMs },
      start: async () => {},
      stop: async () => {},
      trouble: async () => undefined,
      send: (chat, outgoing, sequence) => this.#send(life, chat, outgoing, sequence),
    };
  }

  async #send(life: Life, chat: Chat, outgoing: Outgoing, sequence: number): Promise<Delivery> {
    if (life.isOver || diesBefore(life)) return never();
    const { weather, random, timeline } = this.#options.trouble;
    if (weather.share > 0 && strikes(weather, random, 'sendSlow')) await timeline.sleep(random.below(800));
    // The request never left.
    if (life.isOver) return never();
    const delivery = this.#outcome(chat.user);
    const hasArrived =
      delivery.kind === 'delivered' || (delivery.kind === 'unknown' && delivery.reason === 'after');
    const attempt: SendAttempt = {
      user: chat.user,
      outgoing,
      sequence,
      process: life.name,
      hasArrived,
      told: delivery.kind,
      at: timeline.clock(),
    };
    const isSlow = weather.share > 0 && strikes(weather, random, 'sendSlow');
    this.#options.onAttempt(attempt);
    // Its answer comes to a process that is no more: a kill excuses what follows.
    if (diesAfter(life)) return never();
    if (!isSlow) return delivery;
    await timeline.sleep(random.below(800));
    return life.isOver ? never() : delivery;
  }

  #outcome(user: string): Delivery {
    const { weather, random, timeline } = this.#options.trouble;
    if (this.#blockedBy.has(user)) return { kind: 'unreachable', reason: 'blocked' };
    if (weather.share === 0) return { kind: 'delivered' };
    const now = timeline.clock();
    if (now < this.#pausedUntilAt) {
      return { kind: 'retry', afterMs: this.#pausedUntilAt - now, scope: 'bot', reason: '429' };
    }
    if (strikes(weather, random, 'botMustWait')) {
      this.#pausedUntilAt = now + 1_000 * (1 + random.below(5));
      return { kind: 'retry', afterMs: this.#pausedUntilAt - now, scope: 'bot', reason: '429' };
    }
    if (strikes(weather, random, 'chatMustWait')) {
      return { kind: 'retry', afterMs: 500 + random.below(5_000), scope: 'chat', reason: '429' };
    }
    if (strikes(weather, random, 'sendTimesOutBefore')) return { kind: 'unknown', reason: 'before' };
    if (strikes(weather, random, 'sendTimesOutAfter')) return { kind: 'unknown', reason: 'after' };
    return { kind: 'delivered' };
  }
}
