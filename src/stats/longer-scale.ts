import { dayMs, type Instant } from '../core/time.ts';
import { Distribution } from './distribution.ts';
import { leastCommonMultiple } from './exact.ts';
import { discriminationIndex, sumsOf } from './item-analysis.ts';
import type { Cell } from './tally.ts';

/** The first answer of one person to one item. */
export type FirstAnswer = { learner: string; item: string; isRight: boolean; at: Instant };

export type LongerScaleFigures = {
  item: string;
  /** Says in every place where it is shown that this is no figure of Moodle's. */
  scale: 'own: share right of other items first met within 30 days';
  /** Learners who met the item and enough others. */
  n: number;
  /** Per cent, -100..100; undefined where nothing varies. */
  discriminationIndex: number | undefined;
  /** How many other items a learner was judged by, on average; undefined for nobody. */
  meanOthers: number | undefined;
};

/** Items met this long before or after the item itself tell about the same person, who keeps learning. */
export const windowMs = 30 * dayMs;
/** Below, the share is as short a scale as the quiz itself. */
export const fewestOtherItems = 10;

/**
 * How well an item tells strong learners from weak, judged by more than the two other questions of its lesson:
 * correlation of right or wrong with the learner's share right over all other items first met at most 30 days
 * before or after. Own; labelled so.
 *
 * Read with care: learners met different items, so a share also tells which; and people learn within the 30
 * days. Each learner counts once per item, with the earliest answer. Shares are compared exactly, over a
 * common denominator.
 */
export function longerScale(answers: Iterable<FirstAnswer>): LongerScaleFigures[] {
  const byItem = new Map<string, Map<string, Seen>>();
  for (const own of byLearner(answers).values()) {
    for (const { item, isRight, right, others } of judged(own)) {
      const seen = byItem.get(item) ?? new Map<string, Seen>();
      byItem.set(item, seen);
      if (others < fewestOtherItems) continue;
      const name = `${isRight}/${right}/${others}`;
      const before = seen.get(name)?.count ?? 0n;
      seen.set(name, { isRight, right: BigInt(right), others: BigInt(others), count: before + 1n });
    }
  }
  return [...byItem]
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([item, seen]) => figures(item, [...seen.values()]));
}

type Seen = { isRight: boolean; right: bigint; others: bigint; count: bigint };

function figures(item: string, seen: readonly Seen[]): LongerScaleFigures {
  const common = seen.reduce((all, { others }) => leastCommonMultiple(all, others), 1n);
  const lengths = new Distribution();
  const cells = seen.map(({ isRight, right, others, count }): Cell => {
    lengths.add(others, count);
    // As in a quiz: the rest is the share, the total both, the item worth one whole share.
    const mark = isRight ? common : 0n;
    return { option: undefined, mark, total: mark + right * (common / others), count };
  });
  const n = Number(lengths.n);
  return {
    item,
    scale: 'own: share right of other items first met within 30 days',
    n,
    discriminationIndex: discriminationIndex(sumsOf(cells)),
    meanOthers: n === 0 ? undefined : Number(lengths.powerSum(1n)) / n,
  };
}

function byLearner(answers: Iterable<FirstAnswer>): Map<string, Map<string, FirstAnswer>> {
  const learners = new Map<string, Map<string, FirstAnswer>>();
  for (const answer of answers) {
    const own = learners.get(answer.learner) ?? new Map<string, FirstAnswer>();
    learners.set(answer.learner, own);
    const before = own.get(answer.item);
    if (before === undefined || answer.at < before.at) own.set(answer.item, answer);
  }
  return learners;
}

/** Each item of one learner with how many others were met near it in time, and how many of them right. */
function judged(
  own: ReadonlyMap<string, FirstAnswer>,
): { item: string; isRight: boolean; right: number; others: number }[] {
  const inTime = [...own.values()].sort((one, other) => one.at - other.at);
  let [from, to, right] = [0, 0, 0];
  return inTime.map(({ item, isRight, at }) => {
    for (let next = inTime[to]; next !== undefined && next.at <= at + windowMs; next = inTime[++to])
      right += Number(next.isRight);
    for (let old = inTime[from]; old !== undefined && old.at < at - windowMs; old = inTime[++from])
      right -= Number(old.isRight);
    return { item, isRight, right: right - Number(isRight), others: to - from - 1 };
  });
}
