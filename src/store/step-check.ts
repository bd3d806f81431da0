import { chatKey } from '../core/chat.ts';
import type { Step } from './store.ts';

/**
 * Refuses steps that no store could keep, before anything is written: such a step is a mistake in the
 * program, and must not be found half-way through a batch.
 * @throws TypeError naming what is wrong, without any learner's text
 */
export function checkSteps(steps: Step[]): void {
  const seen = new Set<string>();
  for (const step of steps) {
    const key = chatKey(step.chat);
    if (seen.has(key))
      throw new TypeError('a commit names the same chat twice: fold its updates into one step');
    seen.add(key);
    if (step.timerAt !== undefined) checkWhole('timerAt', step.timerAt);
    checkWhole('redeliveryMs', step.redeliveryMs);
    for (const [counter, by] of Object.entries(step.counters)) checkWhole(`counter ${counter}`, by);
    for (const update of step.updates) checkWhole('the time of an update', update.at);
    for (const row of step.outgoing) {
      if (row.expiresAt !== undefined) checkWhole('expiresAt', row.expiresAt);
    }
    for (const row of step.archive) checkWhole('the time of an archive row', row.at);
  }
}

function checkWhole(what: string, value: number): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${what}: expected a whole number, got ${value}`);
}
