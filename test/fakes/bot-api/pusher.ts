import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Queued, UpdateQueue } from './update-queue.ts';

export type Webhook = {
  url: string;
  secret: string | undefined;
  maxConnections: number;
};

export type Push = {
  updateId: number;
  kind: string;
  status: number | 'no answer';
  retryAfter: number | undefined;
};

export type PusherOptions = {
  queue: UpdateQueue;
  webhook: Webhook;
  /** How long one of the server's seconds lasts here, in ms. */
  secondMs: number;
  timeoutMs: number;
  clock(): number;
  /** Carries out a method that came in the body of a 200. */
  reply(body: Record<string, unknown>): void;
};

/** Longest pause between tries, in the server's seconds, and the longest it accepts from `Retry-After`. */
const longestPause = 60;
const longestRetryAfter = 3_600;

/**
 * Pushes updates to a webhook by the real server's rules: one after another within a lane, lanes side by
 * side; anything but 2xx is tried again, at once the first time, then after 2, 4, 8 … seconds or as
 * `Retry-After` says, until the update expires. A failing update blocks its lane.
 */
export class Pusher {
  /** What was tried, for tests. */
  readonly pushes: Push[] = [];
  lastError: { at: number; message: string } | undefined;
  readonly #options: PusherOptions;
  readonly #agent: Agent;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(options: PusherOptions) {
    this.#options = options;
    this.#agent = new Agent({ connections: options.webhook.maxConnections, keepAliveTimeout: 1_000 });
    this.#unsubscribe = options.queue.onAdd(() => this.#pump());
    this.#pump();
  }

  /** Resolves when nothing waits to be pushed. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#stop.abort();
    await Promise.all(this.#lanes.values());
    await this.#agent.destroy();
  }

  #pump(): void {
    if (this.#stop.signal.aborted) return;
    for (const { lane } of this.#options.queue.pending()) {
      if (this.#lanes.has(lane)) continue;
      const work = this.#drain(lane).finally(() => {
        this.#lanes.delete(lane);
        if (this.#next(lane) !== undefined) this.#pump();
      });
      this.#lanes.set(lane, work);
    }
  }

  #next(lane: string): Queued | undefined {
    return this.#options.queue.pending().find((queued) => queued.lane === lane);
  }

  async #drain(lane: string): Promise<void> {
    for (;;) {
      const queued = this.#next(lane);
      if (queued === undefined || this.#stop.signal.aborted) return;
      for (let tries = 1; this.#options.queue.has(queued.updateId); tries++) {
        const push = await this.#push(queued);
        if (this.#stop.signal.aborted) return;
        if (typeof push.status === 'number' && push.status >= 200 && push.status < 300) {
          this.#options.queue.remove(queued.updateId);
          break;
        }
        const seconds = push.retryAfter ?? (tries === 1 ? 0 : Math.min(2 ** (tries - 1), longestPause));
        await this.#pause(Math.min(seconds, longestRetryAfter));
      }
    }
  }

  async #push(queued: Queued): Promise<Push> {
    const { webhook, timeoutMs, clock, reply } = this.#options;
    const { updateId, kind } = queued;
    const push: Push = { updateId, kind, status: 'no answer', retryAfter: undefined };
    try {
      const answer = await request(webhook.url, {
        method: 'POST',
        dispatcher: this.#agent,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal: this.#stop.signal,
        headers: {
          'content-type': 'application/json',
          ...(webhook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secret }),
        },
        body: JSON.stringify(queued.body),
      });
      const body = await answer.body.text();
      push.status = answer.statusCode;
      const retryAfter = Number(answer.headers['retry-after']);
      if (Number.isFinite(retryAfter) && answer.statusCode >= 300) push.retryAfter = retryAfter;
      if (answer.statusCode === 200 && body.trim().startsWith('{')) reply(JSON.parse(body));
      if (answer.statusCode >= 300) {
        this.lastError = { at: clock(), message: `Wrong response from the webhook: ${answer.statusCode}` };
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) {
        this.lastError = { at: clock(), message: error instanceof Error ? error.message : String(error) };
      }
    }
    this.pushes.push(push);
    return push;
  }

  async #pause(seconds: number): Promise<void> {
    try {
      await pause(seconds * this.#options.secondMs, undefined, { signal: this.#stop.signal });
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }
}
