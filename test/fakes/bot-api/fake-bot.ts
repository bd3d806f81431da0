import { randomUUID } from 'node:crypto';
import type { Upload } from './call-body.ts';
import { Conversations } from './conversation.ts';
import { LongPoll } from './long-poll.ts';
import { type Push, Pusher, type Webhook } from './pusher.ts';
import { badRequest, Refusal } from './refusal.ts';
import { UpdateQueue } from './update-queue.ts';

export type Pace = {
  clock(): number;
  /** How long one of the server's seconds lasts here, in ms: long polls, retries. */
  secondMs: number;
  /** How long a webhook may take to answer. */
  webhookTimeoutMs: number;
};

type Tap = { person: number; expiresAt: number };

/** A tap may be answered as long as it is kept. */
const tapMs = 150_000;
const photoLimitBytes = 10 * 1024 * 1024;
/** All kinds but those that must be asked for by name. */
const byDefault = (kind: string): boolean =>
  !['chat_member', 'message_reaction', 'message_reaction_count'].includes(kind);

/** One bot on the server: its chats, what waits for it, and how it takes updates. */
export class FakeBot {
  readonly token: string;
  readonly user: { id: number; is_bot: true; first_name: string; username: string };
  readonly chats: Conversations;
  readonly queue: UpdateQueue;
  /** By language code; '' for everyone. */
  readonly commands = new Map<string, { command: string; description: string }[]>();
  /** What people were told above their keyboard when they tapped; '' when only the spinner stopped. */
  readonly notes: { person: number; text: string }[] = [];
  readonly #pace: Pace;
  readonly #longPoll: LongPoll;
  readonly #taps = new Map<string, Tap>();
  readonly #photos = new Set<string>();
  readonly #pushes: Push[] = [];
  #allowed: string[] = [];
  #webhook: Webhook | undefined;
  #pusher: Pusher | undefined;
  /** Carries out a method that came in a webhook's answer; set by the server. */
  reply: (body: Record<string, unknown>) => void = () => {};

  constructor(token: string, pace: Pace) {
    this.token = token;
    const id = Number(token.split(':', 1)[0]);
    this.user = { id, is_bot: true, first_name: 'Bạn Học Số', username: `hoc_${id}_bot` };
    this.#pace = pace;
    this.chats = new Conversations(pace.clock);
    this.queue = new UpdateQueue(pace.clock);
    this.#longPoll = new LongPoll(this.queue, pace.secondMs);
  }

  /** Omitted means: as before. Empty means: the default kinds. */
  allow(kinds: string[] | undefined): void {
    if (kinds !== undefined) this.#allowed = kinds;
  }

  /** Queues what happened, unless the bot did not ask for such updates. @returns its update id */
  happen(kind: string, lane: string, content: object): number | undefined {
    const isWanted = this.#allowed.length === 0 ? byDefault(kind) : this.#allowed.includes(kind);
    return isWanted ? this.queue.add(kind, lane, content).updateId : undefined;
  }

  poll(ask: { offset: number; limit: number; timeout: number }, gone: AbortSignal): Promise<object[]> {
    if (this.#webhook !== undefined) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    return this.#longPoll.take(ask, gone);
  }

  get webhook(): Webhook | undefined {
    return this.#webhook;
  }

  /** Every try to push an update, in order. */
  get pushes(): Push[] {
    return [...this.#pushes, ...(this.#pusher?.pushes ?? [])];
  }

  async setWebhook(webhook: Webhook | undefined, dropPending: boolean): Promise<void> {
    if (webhook !== undefined) this.#longPoll.refuse('terminated by setWebhook request');
    this.#webhook = webhook;
    const former = this.#pusher;
    this.#pusher = undefined;
    await former?.stop();
    this.#pushes.push(...(former?.pushes ?? []));
    if (dropPending) this.queue.clear();
    if (webhook === undefined) return;
    const { secondMs, webhookTimeoutMs: timeoutMs, clock } = this.#pace;
    this.#pusher = new Pusher({
      queue: this.queue,
      webhook,
      secondMs,
      timeoutMs,
      clock,
      reply: (body) => this.reply(body),
    });
  }

  webhookInfo(): object {
    const error = this.#pusher?.lastError;
    return {
      url: this.#webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.queue.pending().length,
      max_connections: this.#webhook?.maxConnections ?? 40,
      allowed_updates: this.#allowed,
      ...(error === undefined
        ? {}
        : { last_error_date: Math.floor(error.at / 1_000), last_error_message: error.message }),
    };
  }

  openTap(person: number): string {
    const id = randomUUID();
    this.#taps.set(id, { person, expiresAt: this.#pace.clock() + tapMs });
    return id;
  }

  /** @throws when the tap is unknown, answered or too old */
  answerTap(id: string, text: string): void {
    const tap = this.#taps.get(id);
    this.#taps.delete(id);
    if (tap === undefined || tap.expiresAt <= this.#pace.clock()) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    this.notes.push({ person: tap.person, text });
  }

  /** Taps that still show a spinner. */
  openTaps(): number {
    return this.#taps.size;
  }

  /** @returns the server's id of the picture, made anew for an upload. @throws for an unknown id */
  photoId(photo: string | Upload): string {
    if (typeof photo === 'string') {
      if (!this.#photos.has(photo)) throw badRequest('wrong file identifier/HTTP URL specified');
      return photo;
    }
    if (photo.bytes.length === 0) throw badRequest('file must be non-empty');
    if (photo.bytes.length > photoLimitBytes) throw badRequest('file is too big');
    const id = `photo-${randomUUID()}`;
    this.#photos.add(id);
    return id;
  }

  /** Resolves when nothing waits to be pushed to the webhook. */
  async pushed(): Promise<void> {
    await this.#pusher?.idle();
  }

  async stop(): Promise<void> {
    this.#longPoll.refuse('the server stops');
    await this.#pusher?.stop();
  }
}
