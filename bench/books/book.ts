import type { GivenAnswer } from '../telegram/learner.ts';

/** What a bot has recorded of its learners' answers, read without its help. */
export type Book = {
  /**
   * Compares what was acknowledged to learners with what was recorded.
   * @param given each acknowledged answer once, however often it was brought
   */
  compare(given: GivenAnswer[]): Promise<Verdict>;
};

export type Verdict = { answers: number; recorded: number; lost: number; doubled: number };

/** Both sides as counts by key: what is missing is lost, what is too much is doubled. */
export function verdictOf(given: Map<string, number>, recorded: Map<string, number>): Verdict {
  let lost = 0;
  let doubled = 0;
  for (const key of new Set([...given.keys(), ...recorded.keys()])) {
    const difference = (recorded.get(key) ?? 0) - (given.get(key) ?? 0);
    if (difference < 0) lost -= difference;
    else doubled += difference;
  }
  return { answers: sum(given), recorded: sum(recorded), lost, doubled };
}

export function tallyOf(keys: Iterable<string>): Map<string, number> {
  const tally = new Map<string, number>();
  for (const key of keys) tally.set(key, (tally.get(key) ?? 0) + 1);
  return tally;
}

const sum = (tally: Map<string, number>): number =>
  [...tally.values()].reduce((total, one) => total + one, 0);
