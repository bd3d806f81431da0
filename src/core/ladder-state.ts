import type { OptionId } from './course.ts';
import { isOnFeedback, sequenceOf } from './quiz.ts';
import type { Attempt, Learner } from './session.ts';

/**
 * Help with one question, a rung at a time: a hint, then one option less and the line of the card, then the
 * explanation. One rung an attempt, so nobody can press through to the answer; the model has no say in it.
 * Source: hints keyed to the misconception chosen, LearnLM with Eedi (2025); explanations over right-or-wrong,
 * Van der Kleij, Feskens and Eggen (2015).
 */
export type Ladder = {
  /** Which question: of which attempt, in which place, from 1. */
  attempt: number;
  sequence: number;
  /** Help given: 0 none, 1 hint, 2 one option less and the card's line, 3 the explanation. */
  rung: number;
  removed: OptionId[];
  /** What was chosen after the first answer. None of it is a first answer, nor scored. */
  tried: OptionId[];
  /** The question is on screen once more. */
  isOpen: boolean;
};

/** The last rung. */
export const explained = 3;

/** The help given with the question that the learner now has before them. */
export function ladderOf({ attempt, ladder }: Learner): Ladder | undefined {
  if (attempt === undefined || ladder?.attempt !== attempt.number) return undefined;
  const place = attempt.question === undefined ? attempt.answers.length : sequenceOf(attempt);
  return ladder.sequence === place ? ladder : undefined;
}

/** Placement and checks measure: there a hint is marked and nothing more is given. */
export const mayClimb = ({ set }: Attempt): boolean => set.kind === 'lesson' || set.kind === 'review';

/** The question is on screen once more, after a wrong answer. */
export const isTryingAgain = (learner: Learner): boolean =>
  isOnFeedback(learner) && ladderOf(learner)?.isOpen === true;

export const newLadder = (attempt: Attempt, sequence: number): Ladder => ({
  ...{ attempt: attempt.number, sequence, rung: 0 },
  ...{ removed: [], tried: [], isOpen: false },
});
