import type { Instant } from '../core/time.ts';

/** Lets short bursts to one chat pass; beyond them it has a message a second. In the process: a chat has one courier at a time. */
export class ChatBursts {
  readonly #burst: number;
  readonly #chats = new Map<string, { tokens: number; filledAt: Instant }>();
  /** When as many are kept, those that rested are looked for. */
  #mostChats = 10_000;

  constructor(burst: number) {
    this.#burst = burst;
  }

  /** Takes one message of a chat's burst. @returns 0 when it had one, else how long to wait in ms */
  waitMs(chat: string, now: Instant): number {
    const known = this.#chats.get(chat);
    if (known === undefined) {
      if (this.#chats.size >= this.#mostChats) this.#forgetRested(now);
      this.#chats.set(chat, { tokens: this.#burst - 1, filledAt: now });
      return 0;
    }
    const tokens = Math.min(this.#burst, known.tokens + Math.max(0, now - known.filledAt) / 1_000);
    known.filledAt = Math.max(known.filledAt, now);
    known.tokens = tokens < 1 ? tokens : tokens - 1;
    return tokens < 1 ? Math.ceil((1 - tokens) * 1_000 - 0.001) : 0;
  }

  /** Full bursts say nothing: they are dropped before the map grows beyond what is being sent to. */
  #forgetRested(now: Instant): void {
    for (const [key, { filledAt }] of this.#chats) {
      if (now - filledAt > this.#burst * 1_000) this.#chats.delete(key);
    }
    this.#mostChats = Math.max(10_000, this.#chats.size * 2);
  }
}
