import type { Random } from '../../src/simulation/random.ts';

/**
 * How the simulated people forget. Nothing of it is FSRS: a power law of time (Wickelgren 1974; Wixted and Ebbesen
 * 1991) with a rate of their own, and a spacing effect, by which recalling what was nearly forgotten strengthens
 * most. The numbers are assumptions, chosen before the first run and stated with every result.
 */
export const model = {
  /** Days of a freshly learned item until forgetting bites, median over people and items. */
  medianStrength: 2,
  /** Spread of the logarithm of that, over people and over items. */
  spreadOverPeople: 0.5,
  spreadOverItems: 0.4,
  /** The power, median and spread of its logarithm over people. */
  medianPower: 0.5,
  spreadOfPower: 0.3,
  /** Not everything in a lesson is understood: such items begin with so small a share of their strength. */
  shareHalfUnderstood: 0.15,
  strengthHalfUnderstood: 0.15,
  /** Recalling with chance r multiplies the strength by 1 + gain × (1 − r). */
  gain: 2.5,
  /** Not recalled: the feedback teaches it anew, with so much of its strength, and at least so much of a fresh one. */
  keptWhenForgotten: 0.6,
  /** Whoever does not recall it guesses, one of three; and so many know it and tap beside it. */
  guess: 1 / 3,
  slip: 0.02,
} as const;

type Trace = { strength: number; fresh: number; day: number };

/** One simulated person: what they hold in mind, and how it fades. */
export class ForgetfulPerson {
  readonly #traces = new Map<string, Trace>();
  readonly #random: Random;
  readonly #strength: number;
  readonly #power: number;
  /** The chance to come on any day, after the days of learning. */
  readonly comes: number;

  /** @param comes the lowest and the highest of that chance over people */
  constructor(random: Random, [least, most]: readonly [number, number]) {
    this.#random = random;
    this.#strength = model.medianStrength * Math.exp(model.spreadOverPeople * normal(random));
    this.#power = model.medianPower * Math.exp(model.spreadOfPower * normal(random));
    this.comes = least + (most - least) * random.next();
  }

  /** Meets an item in its lesson. */
  learn(item: string, day: number): void {
    const fresh = this.#strength * Math.exp(model.spreadOverItems * normal(this.#random));
    const isHalf = this.#random.chance(model.shareHalfUnderstood);
    const strength = isHalf ? fresh * model.strengthHalfUnderstood : fresh;
    this.#traces.set(item, { strength, fresh, day });
  }

  /** The chance to recall it on a day, 0..1. */
  recall(item: string, day: number): number {
    const trace = this.#traces.get(item);
    if (trace === undefined) return 0;
    return (1 + Math.max(0, day - trace.day) / trace.strength) ** -this.#power;
  }

  /** The chance to answer right, guesses and slips among it. */
  rightChance(item: string, day: number): number {
    const recalled = this.recall(item, day);
    return (1 - model.slip) * (recalled + (1 - recalled) * model.guess);
  }

  /** Answers, and is told why: both change what is in mind. @returns whether the answer is right */
  answer(item: string, day: number): boolean {
    const trace = this.#traces.get(item);
    if (trace === undefined) return this.#random.chance(model.guess);
    const chance = this.recall(item, day);
    const isRecalled = this.#random.chance(chance);
    const strength = isRecalled
      ? trace.strength * (1 + model.gain * (1 - chance))
      : Math.max(trace.strength, trace.fresh) * model.keptWhenForgotten;
    this.#traces.set(item, { ...trace, strength, day });
    return (isRecalled || this.#random.chance(model.guess)) && !this.#random.chance(model.slip);
  }
}

/** A standard normal draw. Source: Box and Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
