import { judge } from '../core/scam/judge.ts';
import type { Tier } from '../core/scam/tier.ts';
import { readLabelled, trainingMessages } from './messages.ts';
import { crossScores, withoutMarks } from './train.ts';

export type Marked = { text: string; isScam: boolean };

/** Shares are 0..1; undefined when nothing was there to share. */
export type Figures = {
  set: string;
  scams: number;
  honest: number;
  /** Of those called danger, how many are scams. */
  dangerPrecision: number | undefined;
  /** Of the scams, how many are called danger; danger or suspicious. */
  dangerRecall: number | undefined;
  recall: number | undefined;
  /** Of the honest ones, how many are called danger; danger or suspicious. */
  honestInDanger: number | undefined;
  honestFlagged: number | undefined;
};

/** Messages written before rules and table, which nothing is tuned on. */
export const heldOutMessages = (): Marked[] =>
  readLabelled(new URL('../../test/fixtures/scam/held-out.txt', import.meta.url));

/** What the desk says of marked messages, counted. */
export function figuresOf(
  set: string,
  messages: readonly Marked[],
  judged = (text: string): Tier => judge(text).tier,
): Figures {
  const tiers = messages.map(({ text, isScam }) => ({ isScam, tier: judged(text) }));
  const count = (isScam: boolean, ...among: Tier[]): number =>
    tiers.filter((one) => one.isScam === isScam && among.includes(one.tier)).length;
  const scams = tiers.filter(({ isScam }) => isScam).length;
  const honest = tiers.length - scams;
  const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole);
  return {
    set,
    scams,
    honest,
    dangerPrecision: share(count(true, 'danger'), count(true, 'danger') + count(false, 'danger')),
    dangerRecall: share(count(true, 'danger'), scams),
    recall: share(count(true, 'danger', 'suspicious'), scams),
    honestInDanger: share(count(false, 'danger'), honest),
    honestFlagged: share(count(false, 'danger', 'suspicious'), honest),
  };
}

/** Small and without chance: a fold is drawn from the text itself. */
const foldOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);

/** Every figure that docs/scam-desk.md reports: held out as written and without marks, and the training set by tables that had not seen it. */
export function ownFigures(): Figures[] {
  const held = heldOutMessages();
  const trained = trainingMessages();
  const crossed = (set: string, fold: (message: (typeof trained)[number]) => number): Figures => {
    const scores = new Map(crossScores(trained, fold).map(({ message, score }) => [message.text, score]));
    return figuresOf(set, trained, (text) => judge(text, [], scores.get(text)).tier);
  };
  return [
    figuresOf('held out', held),
    figuresOf(
      'held out, without marks',
      held.map(({ text, isScam }) => ({ text: withoutMarks(text), isScam })),
    ),
    crossed('training, sixths left out', ({ text }) => foldOf(text)),
    crossed('training, whole kinds left out', ({ kind, isScam }) => foldOf(`${kind} ${isScam}`)),
  ];
}
