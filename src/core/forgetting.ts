import { FSRSAlgorithm, generatorParameters } from 'ts-fsrs';
import type { Memory } from './memory.ts';

/** What an answer says about a memory. */
export type Rating = 'again' | 'hard' | 'good';
const grades: Record<Rating, number> = { again: 1, hard: 2, good: 3 };

/** Safety is asked again sooner: nine of ten should still know it then; of the rest, seventeen of twenty. */
export type Importance = 'safety' | 'usual';

/**
 * FSRS-6 with its default weights. No steps within a day, which somebody who comes weekly never meets; no chance.
 * Source: settings measured for this course; ts-fsrs 5.4.
 */
const algorithmFor = (retention: number): FSRSAlgorithm =>
  new FSRSAlgorithm(
    generatorParameters({
      request_retention: retention,
      maximum_interval: 180,
      enable_fuzz: false,
      enable_short_term: false,
    }),
  );
const algorithms: Record<Importance, FSRSAlgorithm> = {
  safety: algorithmFor(0.9),
  usual: algorithmFor(0.85),
};
const leastDays = 2;
const mostDays = 120;

export type Strength = Pick<Memory, 'stability' | 'difficulty' | 'day'>;

/** The memory of an item that was learned on that day and answered right, alone. */
export const asLearned = (day: number): Strength => afterAnswer(undefined, 'good', day);

/** The memory after an answer. Days that ran backwards count as the same day. */
export function afterAnswer(before: Strength | undefined, rating: Rating, day: number): Strength {
  const elapsed = before === undefined ? 0 : Math.max(0, day - before.day);
  const { stability, difficulty } = algorithms.safety.next_state(before ?? null, elapsed, grades[rating]);
  return { stability, difficulty, day: Math.max(day, before?.day ?? day) };
}

/** The local day from which the item is worth asking again. */
export function dueDay({ stability, day }: Strength, importance: Importance): number {
  const interval = algorithms[importance].next_interval(stability, 0);
  return day + Math.min(mostDays, Math.max(leastDays, interval));
}

/** The chance that it would be answered right, alone, on that day, 0..1. */
export const recall = ({ stability, day }: Strength, today: number): number =>
  algorithms.safety.forgetting_curve(Math.max(0, today - day), stability);
