import { hash32 } from '../core/chance.ts';
import type { Course, Item, OptionId } from '../core/course.ts';

/** 0..1, the same for the same words. */
export const drawn = (seed: string, what: string): number => hash32(`${seed}:${what}`) / 2 ** 32;

/** A draw from the normal curve, mean 0, standard deviation 1. Source: Box and Muller 1958. */
export const normal = (seed: string, what: string): number =>
  Math.sqrt(-2 * Math.log(Math.max(1e-9, drawn(seed, `${what}:size`)))) *
  Math.cos(2 * Math.PI * drawn(seed, `${what}:turn`));

/**
 * How a question behaves towards simulated learners. Most are sound; a few have the faults that real questions have,
 * so that every warning of the console can be seen at work:
 * - `easy`, `hard`: nearly all are right, or wrong
 * - `miskeyed`: those who know best choose one wrong option, as if the key were wrong
 * - `reversed`: knowing more makes a wrong answer likelier
 * - `idle`: one wrong option that nobody falls for
 */
type Nature = 'sound' | 'easy' | 'hard' | 'miskeyed' | 'reversed' | 'idle';

type Behaviour = {
  nature: Nature;
  /** Ability at which half of those who do not guess are right. */
  difficulty: number;
  /** How sharply it tells abilities apart. */
  slope: number;
  /** Wrong options, the likeliest first, with their shares among wrong answers. */
  wrong: { option: OptionId; share: number }[];
};

/** Whoever knows nothing still ticks the key this often. */
const guessing = 0.2;
/** A repetition finds people who have just read why. */
const learntPerAttempt = 0.9;
/** Somebody beside who knows. */
const helped = 0.6;

/** What one learner answers to one question. @param ability in standard deviations, 0 for the average */
export function answerOf(
  course: Course,
  item: Item,
  who: { seed: string; ability: number; repeats: number; isHelped: boolean },
): OptionId {
  const { nature, difficulty, slope, wrong } = behaviourOf(course, item);
  const ability = who.ability + who.repeats * learntPerAttempt + (who.isHelped ? helped : 0);
  const sign = nature === 'reversed' ? -1 : 1;
  const known = 1 / (1 + Math.exp(-slope * sign * (ability - difficulty)));
  const draw = (what: string): number => drawn(who.seed, `${item.id}:${who.repeats}:${what}`);
  const [first] = wrong;
  // Whoever knows best sees that another option is the better answer.
  if (nature === 'miskeyed' && ability > 0.6 && first !== undefined && draw('sees') < 0.75)
    return first.option;
  if (draw('right') < guessing + (1 - guessing) * known || first === undefined) return item.key;
  let rest = draw('which');
  for (const { option, share } of wrong) {
    rest -= share;
    if (rest < 0) return option;
  }
  return first.option;
}

const known = new WeakMap<Course, Map<string, Behaviour>>();

function behaviourOf(course: Course, item: Item): Behaviour {
  const behaviours = known.get(course) ?? new Map<string, Behaviour>();
  known.set(course, behaviours);
  const found = behaviours.get(item.id) ?? drawnBehaviour(item);
  behaviours.set(item.id, found);
  return found;
}

/** By the item's name alone: the same in both languages and after any edit. */
function drawnBehaviour({ id, key, options }: Item): Behaviour {
  const draw = (what: string): number => drawn('behaviour', `${id}:${what}`);
  const lot = draw('nature');
  const nature: Nature =
    lot < 0.04
      ? 'easy'
      : lot < 0.07
        ? 'hard'
        : lot < 0.1
          ? 'miskeyed'
          : lot < 0.12
            ? 'reversed'
            : lot < 0.18
              ? 'idle'
              : 'sound';
  const difficulty = { easy: -5, hard: 3.2, miskeyed: -0.8, reversed: 0, idle: -0.9, sound: -0.9 }[nature];
  const spread = nature === 'sound' || nature === 'idle' ? 0.8 : 0;
  const weights = options
    .filter(({ id: option }) => option !== key)
    .map(({ id: option }) => ({ option, weight: 0.25 + draw(option) }))
    .sort((one, other) => other.weight - one.weight);
  const last = weights.at(-1);
  if (nature === 'idle' && weights.length > 1 && last !== undefined) last.weight = 0.02;
  const sum = weights.reduce((all, { weight }) => all + weight, 0);
  return {
    nature,
    difficulty: difficulty + spread * normal('behaviour', id),
    slope: 1.1 + 0.9 * draw('slope'),
    wrong: weights.map(({ option, weight }) => ({ option, share: weight / sum })),
  };
}
