import { setTimeout as pause } from 'node:timers/promises';
import { Learner, type Stage, type Step } from './learner.ts';

export type Load = {
  /** Steps answered so far. */
  updates: number;
  /** Steps that no message followed. */
  silent: number;
  /** Milliseconds from each step to its message, newest last; a caller may empty it. */
  times: number[];
  learners: Learner[];
};

export type LoadOptions = {
  /** Who learns first; the next learner has the next number, so that every bot meets the same people. */
  firstChat?: number;
  /** A learner who has waited so long for a message is replaced by another. */
  patienceMs?: number;
  /** Ends the load: true lets those under way finish their lesson, false ends them after their step. */
  finishLessons?: boolean;
  /** How long a person reads before the next tap. */
  thinkMs?: number;
};

/**
 * A number of people learning at the same time, each tapping as soon as the bot has answered; whoever has
 * finished is followed by a new person. What the bot then does in a second is its throughput.
 */
export function runClosedLoop(
  stage: Stage,
  learnersAtOnce: number,
  { firstChat = 1_000_000, patienceMs = 30_000, finishLessons = false, thinkMs = 0 }: LoadOptions = {},
): { load: Load; stop(): Promise<void> } {
  const load: Load = { updates: 0, silent: 0, times: [], learners: [] };
  let nextChat = firstChat;
  let isOver = false;
  const patience = setInterval(() => stage.stub.giveUp(patienceMs), 250);

  const noted = (step: Step): void => {
    if (step.kind === 'silent') {
      load.silent += isOver && !finishLessons ? 0 : 1;
      return;
    }
    load.updates += 1;
    load.times.push(step.ms);
  };
  const people = Array.from({ length: learnersAtOnce }, async () => {
    while (!isOver) {
      const learner = new Learner(nextChat++, stage);
      load.learners.push(learner);
      while (!learner.isDone && (finishLessons || !isOver)) {
        noted(await learner.step());
        if (thinkMs > 0) await pause(thinkMs);
      }
    }
  });
  return {
    load,
    async stop() {
      isOver = true;
      await Promise.all(people);
      clearInterval(patience);
    },
  };
}
