import { Random } from '../../src/simulation/random.ts';
import { Learner, type Stage } from './learner.ts';

export type OfferedLoad = {
  /** From the planned moment of each tap to the message that answered it. */
  times: number[];
  /** From the planned moment to when the driver came to send it: its own lateness, part of `times`. */
  lateness: number[];
  planned: number;
  silent: number;
  /** Taps for which no learner was free: the bot is overloaded, and `times` flatters it. */
  unmade: number;
};

/**
 * Taps at a fixed offered rate, whether or not the bot keeps up: they arrive at random (a Poisson process)
 * and each falls to a random one of many learners. Time is counted from the planned moment, so a bot that
 * falls behind cannot hide it by slowing its own load down.
 */
export function runOpenLoop(
  stage: Stage,
  perSecond: number,
  seed: number,
): { load: OfferedLoad; stop(): Promise<void> } {
  const load: OfferedLoad = { times: [], lateness: [], planned: 0, silent: 0, unmade: 0 };
  const random = new Random(seed);
  let nextChat = 5_000_000;
  // Each learner taps about every five seconds, as a quick reader would.
  const learners = Array.from({ length: Math.ceil(perSecond * 5) }, () => new Learner(nextChat++, stage));
  const underWay = new Set<Promise<void>>();
  const patience = setInterval(() => stage.stub.giveUp(30_000), 1_000);
  let plannedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  /** A random learner who is not waiting for an answer; whoever has finished is followed by a new one. */
  function freeLearner(): Learner | undefined {
    for (let tries = 0; tries < 50; tries++) {
      const place = random.below(learners.length);
      const learner = learners[place];
      if (learner === undefined || learner.isBusy) continue;
      if (!learner.isDone) return learner;
      const follower = new Learner(nextChat++, stage);
      learners[place] = follower;
      return follower;
    }
    return undefined;
  }

  async function tap(at: number): Promise<void> {
    load.planned += 1;
    const learner = freeLearner();
    if (learner === undefined) {
      load.unmade += 1;
      return;
    }
    load.lateness.push(performance.now() - at);
    const step = await learner.step(at);
    if (step.kind === 'shown') load.times.push(step.ms);
    else if (!isOver) load.silent += 1;
  }

  function tick(): void {
    const now = performance.now();
    while (plannedAt <= now) {
      const work: Promise<void> = tap(plannedAt).finally(() => underWay.delete(work));
      underWay.add(work);
      plannedAt += (-Math.log(1 - random.next()) * 1_000) / perSecond;
    }
    timer = setTimeout(tick, Math.max(0, plannedAt - now));
  }
  tick();
  return {
    load,
    async stop() {
      isOver = true;
      clearTimeout(timer);
      stage.stub.giveUp(0);
      await Promise.race([Promise.all(underWay), new Promise((resolve) => setTimeout(resolve, 1_000))]);
      clearInterval(patience);
    },
  };
}
