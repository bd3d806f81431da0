import type { Receipt, Receive, Update } from '../channels/channel.ts';
import { hourMs, minuteMs, secondMs } from '../core/time.ts';
import type { Life, Trouble } from './faults.ts';
import { strikes } from './weather.ts';

/** What the platform needs of a process. */
export type Door = { life: Life; receive: Receive };

/** Called as it happens; what the checker knows of updates. */
export type PlatformWatch = {
  onHanded(update: Update, process: string): void;
  onReceipt(update: Update, process: string, receipt: Receipt): void;
};

/** How long the platform repeats an update. */
const keptMs = 24 * hourMs;

type Waiting = {
  update: Update;
  tries: number;
  queue: string | undefined;
  handedTo: Set<Life>;
  isDone: boolean;
};

/**
 * The platform's receiving side, in the way of Telegram's webhooks: one queue a chat and kind of update, its
 * head handed in until it is acknowledged, at once after the first failure and then in growing steps, or
 * when `Retry-After` says. On a bad day updates overtake, come twice at once, and come again long after.
 * Source: Telegram Bot API server, webhook actor; see the notes on ordering by kind.
 */
export class Platform {
  readonly #trouble: Trouble;
  readonly #watch: PlatformWatch;
  readonly #doors: () => Door[];
  readonly #queues = new Map<string, Waiting[]>();
  readonly #inFlight = new Map<Life, Set<Waiting>>();
  #unacknowledged = 0;

  constructor(options: { trouble: Trouble; watch: PlatformWatch; doors(): Door[] }) {
    this.#trouble = options.trouble;
    this.#watch = options.watch;
    this.#doors = options.doors;
  }

  get unacknowledged(): number {
    return this.#unacknowledged;
  }

  take(update: Update): void {
    const { weather, random, timeline } = this.#trouble;
    this.#unacknowledged++;
    const waiting: Waiting = { update, tries: 0, queue: undefined, handedTo: new Set(), isDone: false };
    if (weather.share > 0 && strikes(weather, random, 'overtakes')) {
      this.#hand(waiting);
      return;
    }
    const key = `${update.event.kind === 'choice_tapped' ? 'c' : 'm'}${update.chat.user}`;
    waiting.queue = key;
    const queue = this.#queues.get(key);
    if (queue !== undefined) {
      queue.push(waiting);
      return;
    }
    this.#queues.set(key, [waiting]);
    if (weather.share > 0 && strikes(weather, random, 'delayed')) {
      timeline.in(random.below(5 * secondMs), () => this.#hand(waiting));
    } else this.#hand(waiting);
  }

  /** Connections to a process that died are cut: what it had not acknowledged is handed in again. */
  cut(life: Life): void {
    const open = this.#inFlight.get(life);
    this.#inFlight.delete(life);
    for (const waiting of open ?? []) {
      waiting.handedTo.delete(life);
      if (!waiting.isDone && waiting.handedTo.size === 0) this.#again(waiting, undefined);
    }
  }

  #hand(waiting: Waiting): void {
    const { weather, random } = this.#trouble;
    const doors = this.#doors();
    const door = random.pick(doors);
    if (door === undefined) {
      this.#again(waiting, undefined);
      return;
    }
    this.#handTo(waiting, door);
    if (weather.share > 0 && doors.length > 1 && strikes(weather, random, 'handedTwice')) {
      const other = random.pick(doors);
      if (other !== undefined && other !== door) this.#handTo(waiting, other);
    }
  }

  #handTo(waiting: Waiting, { life, receive }: Door): void {
    waiting.handedTo.add(life);
    const open = this.#inFlight.get(life);
    if (open === undefined) this.#inFlight.set(life, new Set([waiting]));
    else open.add(waiting);
    this.#watch.onHanded(waiting.update, life.name);
    void receive(waiting.update).then((receipt) => this.#answered(waiting, life, receipt));
  }

  #answered(waiting: Waiting, life: Life, receipt: Receipt): void {
    const { weather, random } = this.#trouble;
    this.#inFlight.get(life)?.delete(waiting);
    waiting.handedTo.delete(life);
    const isLost = weather.share > 0 && strikes(weather, random, 'acknowledgementLost');
    if (!isLost) this.#watch.onReceipt(waiting.update, life.name, receipt);
    if (waiting.isDone) return;
    if (receipt.kind === 'try_later' || isLost) {
      if (waiting.handedTo.size === 0) {
        this.#again(waiting, receipt.kind === 'try_later' ? receipt.afterMs : undefined);
      }
      return;
    }
    this.#done(waiting);
  }

  #again(waiting: Waiting, afterMs: number | undefined): void {
    const { random, timeline } = this.#trouble;
    const longest = 60 * secondMs + random.below(60 * secondMs);
    const ownMs = waiting.tries === 0 ? 0 : Math.min(longest, 1_000 * 2 ** Math.min(waiting.tries, 10));
    waiting.tries++;
    timeline.in(afterMs ?? ownMs, () => {
      if (!waiting.isDone) this.#hand(waiting);
    });
  }

  #done(waiting: Waiting): void {
    const { weather, random, timeline } = this.#trouble;
    waiting.isDone = true;
    this.#unacknowledged--;
    if (weather.share > 0 && strikes(weather, random, 'comesAgain')) {
      const afterMs = random.chance(0.8) ? random.below(10 * minuteMs) : random.below(24 * hourMs);
      timeline.in(afterMs, () => this.#repeat(waiting.update));
    }
    if (waiting.queue === undefined) return;
    const queue = this.#queues.get(waiting.queue);
    queue?.shift();
    const next = queue?.[0];
    if (next === undefined) this.#queues.delete(waiting.queue);
    else this.#hand(next);
  }

  /** One more copy of what was acknowledged long ago; nobody waits for its answer. */
  #repeat(update: Update): void {
    if (this.#trouble.timeline.clock() - update.event.at > keptMs) return;
    const door = this.#trouble.random.pick(this.#doors());
    if (door === undefined) return;
    this.#watch.onHanded(update, door.life.name);
    void door.receive(update);
  }
}
