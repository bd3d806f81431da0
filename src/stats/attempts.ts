import { Distribution } from './distribution.ts';
import { leastCommonMultiple } from './exact.ts';
import { type Fraction, fraction, isSame, zero } from './fraction.ts';
import type { Cell, ItemTally, Tally } from './tally.ts';

/** One answer, worth `mark` of `max`. Equal answers may be one object, which saves room and time. */
export type GivenAnswer = { mark: Fraction; max: Fraction; option?: string };

/** Attempts at one quiz, as they came; each holds its answers in the order of `items`. */
export type AttemptTable = { items: string[]; attempts: (GivenAnswer | undefined)[][] };

/**
 * Counts attempts, whatever their marks: the plain way in, for files and for checking the counters.
 *
 * As Moodle does it: an item without an answer has mark 0 and the attempt counts; where the mark of an item was
 * changed between attempts, what they reached of the old one is carried over to the present one, which is
 * that of the last attempt.
 */
export function tallyOf({ items, attempts }: AttemptTable): Tally {
  const present = items.map((_, place) => presentMax(attempts, place));
  // By item, because one object may stand for equal answers to several.
  const worth = items.map(() => new Map<GivenAnswer, Fraction>());
  for (const answers of attempts) {
    worth.forEach((own, place) => {
      const answer = answers[place];
      if (answer === undefined || own.has(answer)) return;
      own.set(answer, carriedOver(answer, present[place] ?? answer.max));
    });
  }
  const all = [...present, ...worth.flatMap((own) => [...own.values()])];
  const denominator = all.reduce((common, { under }) => leastCommonMultiple(common, under), 1n);
  const whole = ({ over, under }: Fraction): bigint => over * (denominator / under);
  const marks = worth.map((own) => new Map([...own].map(([answer, mark]) => [answer, whole(mark)])));
  const markOf = (answer: GivenAnswer | undefined, place: number): bigint =>
    answer === undefined ? 0n : (marks[place]?.get(answer) ?? 0n);

  const totals = new Distribution();
  const cells = items.map(() => new Map<GivenAnswer | undefined, Map<bigint, bigint>>());
  for (const answers of attempts) {
    let total = 0n;
    for (const [place, answer] of answers.entries()) total += markOf(answer, place);
    totals.add(total, 1n);
    cells.forEach((byAnswer, place) => {
      const answer = answers[place];
      const byTotal = byAnswer.get(answer) ?? new Map<bigint, bigint>();
      byAnswer.set(answer, byTotal.set(total, (byTotal.get(total) ?? 0n) + 1n));
    });
  }
  return {
    denominator,
    totals,
    items: items.map((item, place): ItemTally => {
      const own = cells[place] ?? new Map();
      return {
        item,
        max: whole(present[place] ?? zero),
        options: undefined,
        cells: [...own].flatMap(([answer, byTotal]) => cellsOf(answer, markOf(answer, place), byTotal)),
        unanswered: [...(own.get(undefined)?.values() ?? [])].reduce((sum, count) => sum + count, 0n),
      };
    }),
  };
}

const cellsOf = (
  answer: GivenAnswer | undefined,
  mark: bigint,
  byTotal: ReadonlyMap<bigint, bigint>,
): Cell[] => [...byTotal].map(([total, count]) => ({ option: answer?.option, mark, total, count }));

function presentMax(attempts: AttemptTable['attempts'], place: number): Fraction {
  for (let index = attempts.length - 1; index >= 0; index--) {
    const answer = attempts[index]?.[place];
    if (answer !== undefined) return answer.max;
  }
  return zero;
}

/** The same share of another maximum. An item once worth nothing has no share to carry over: its mark stays. */
const carriedOver = ({ mark, max }: GivenAnswer, present: Fraction): Fraction =>
  isSame(max, present) || max.over === 0n
    ? mark
    : fraction(mark.over * present.over * max.under, mark.under * present.under * max.over);
