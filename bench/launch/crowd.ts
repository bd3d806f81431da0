import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../src/simulation/random.ts';
import { Learner, type Stage } from '../telegram/learner.ts';
import type { Button } from '../telegram/stub.ts';
import type { Arrival } from './day.ts';

/** Who opens a point's link, and perhaps once more before beginning. */
export class Visitor extends Learner {
  readonly arrival: Arrival;
  readonly #stage: Stage;
  #linkTaps: number;

  constructor(arrival: Arrival, stage: Stage) {
    super(arrival.chat, stage);
    this.arrival = arrival;
    this.#stage = stage;
    this.#linkTaps = arrival.tapsLinkAgain ? 2 : 1;
  }

  override updateOf(button: Button | undefined): object {
    if (this.#linkTaps === 0) return super.updateOf(button);
    this.#linkTaps -= 1;
    return this.#stage.updates.written(this.chat, `/start ${this.arrival.code}`);
  }
}

/** One tap: when it was planned, and how long the person waited for the bot's message from then on. */
export type Tap = { plannedAt: number; ms: number };

export type Crowd = {
  visitors: Visitor[];
  /** In the order they were answered. */
  taps: Tap[];
  /** From a tap's planned moment to when the driver came to send it: the driver's own lateness, part of `ms`. */
  lateness: number[];
};

/** How long people read between two taps, evenly between the two. */
export type Pauses = { fromMs: number; toMs: number };

const patienceMs = 60_000;

/** Lets everyone come at their time and learn to the end of one lesson. Resolves when the last has ended or given up. */
export async function letIn(stage: Stage, plan: Arrival[], pauses: Pauses, seed: number): Promise<Crowd> {
  const crowd: Crowd = { visitors: [], taps: [], lateness: [] };
  const random = new Random(seed);
  const startAt = performance.now() + 100;
  const patience = setInterval(() => stage.stub.giveUp(patienceMs), 1_000);
  const until = (at: number): Promise<void> => pause(Math.max(0, at - performance.now()));

  async function learn(visitor: Visitor): Promise<void> {
    let plannedAt = startAt + visitor.arrival.atMs;
    while (!visitor.isDone) {
      await until(plannedAt);
      crowd.lateness.push(Math.max(0, performance.now() - plannedAt));
      const step = await visitor.step(plannedAt);
      if (step.kind === 'shown') crowd.taps.push({ plannedAt: plannedAt - startAt, ms: step.ms });
      plannedAt = performance.now() + pauses.fromMs + random.next() * (pauses.toMs - pauses.fromMs);
    }
  }
  try {
    await Promise.all(
      plan.map((arrival) => {
        const visitor = new Visitor(arrival, stage);
        crowd.visitors.push(visitor);
        return learn(visitor);
      }),
    );
  } finally {
    clearInterval(patience);
  }
  return crowd;
}
