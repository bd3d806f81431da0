import type { Glance } from '../core/session-glance.ts';
import { hourMs, type Instant, minuteMs } from '../core/time.ts';
import { type Broadcast, isOfThisWeek, overAt, type Reacted } from './broadcast.ts';

/** How long after the last send a reaction still counts. */
export const reactionMs = 72 * hourMs;

/** Whether it is time to see what people did: 72 hours after the last send, and while its ledger is looked after. */
export const isReactionDue = (broadcast: Broadcast, now: Instant): boolean =>
  broadcast.tryOf === undefined &&
  isOfThisWeek(broadcast, now) &&
  now >= (overAt(broadcast) ?? Number.POSITIVE_INFINITY) + reactionMs;

/**
 * Whether somebody of the chat opened a lesson while it counts. Only the last time is known: who opened one again after
 * that is not seen, with or without a message, so it is to be asked soon.
 */
export function hasReacted({ learners }: Glance, broadcast: Pick<Broadcast, 'startedAt' | 'state'>): boolean {
  // Openings are known to the minute.
  const from = Math.floor((broadcast.startedAt ?? 0) / minuteMs) * minuteMs;
  const until = (overAt(broadcast) ?? 0) + reactionMs;
  return learners.some(({ lessonOpenedAt }) => lessonOpenedAt >= from && lessonOpenedAt <= until);
}

/** Opened a lesson between the first send and 72 hours after the last: those written to, and those left out by lot. */
export type Reaction = {
  measuredAt: Instant;
  written: Reacted;
  leftOut: Reacted;
  /** Percentage points and the 95 % interval (Newcombe's hybrid score); undefined below 10 people on either side. */
  difference: Difference | undefined;
};

/** Percentage points, -100..100. */
export type Difference = { points: number; from: number; to: number };

/** Fewer say nothing, and may tell what one person did. */
const fewest = 10;

/** What people did after a broadcast. @returns undefined before all of its partitions are measured */
export function reactionOf(
  { reactions }: Pick<Broadcast, 'reactions'>,
  partitions: number,
): Reaction | undefined {
  const all = Object.values(reactions);
  if (all.length < partitions) return undefined;
  const sum = (side: 'written' | 'leftOut'): Reacted => ({
    n: all.reduce((n, it) => n + it[side].n, 0),
    reacted: all.reduce((n, it) => n + it[side].reacted, 0),
  });
  const [written, leftOut] = [sum('written'), sum('leftOut')];
  const isEnough = written.n >= fewest && leftOut.n >= fewest;
  return {
    measuredAt: Math.max(...all.map(({ at }) => at)),
    written,
    leftOut,
    difference: isEnough ? differenceOf(written, leftOut) : undefined,
  };
}

/** The normal quantile that 95 % lie within. */
const z = 1.959963984540054;

/**
 * How many percentage points more of one group reacted than of another, with the 95 % interval.
 * @param one, other independent groups; neither is empty
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
 * methods", Statistics in Medicine 17 (1998) 873-890, method 10: Wilson's score intervals, without continuity correction.
 */
export function differenceOf(one: Reacted, other: Reacted): Difference {
  const [a, b] = [scoreInterval(one), scoreInterval(other)];
  const points = a.share - b.share;
  const below = Math.hypot(a.share - a.low, b.high - b.share);
  const above = Math.hypot(a.high - a.share, b.share - b.low);
  return { points: 100 * points, from: 100 * (points - below), to: 100 * (points + above) };
}

/** Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212. */
function scoreInterval({ n, reacted }: Reacted): { share: number; low: number; high: number } {
  const share = reacted / n;
  const middle = 2 * reacted + z * z;
  const half = z * Math.sqrt(z * z + 4 * reacted * (1 - share));
  const scale = 2 * (n + z * z);
  // At the ends the root is exact only on paper.
  return {
    share,
    low: Math.max(0, (middle - half) / scale),
    high: Math.min(1, (middle + half) / scale),
  };
}
