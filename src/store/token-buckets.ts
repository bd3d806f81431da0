import type { Instant } from '../core/time.ts';
import type { Lane } from './store.ts';

/** A right to send that was granted is used within this, counted from the asking, or forfeited. */
export const tokenLifeMs = 20;

/**
 * A bucket fills a little below the allowed rate and holds a fiftieth of a second's worth and one. Then in any
 * second, with rights used up to `tokenLifeMs` late, at most
 * floor(1 + rate/50 + 0.96 × rate × 1.02) <= rate leave, while a caller up to 20 ms late loses nothing.
 * The same figures stand in redis/governor.lua.
 */
const fillShare = 0.96;
const capacityOf = (perSecond: number): number => 1 + perSecond / 50;

/** How long bulk stays behind after replies went short. */
const hungerMs = 100;

/** One bot's state: tokens of the bot as a whole (`reply`) and of its bulk lane, and its pauses. */
export type Buckets = {
  tokens: Record<Lane, number>;
  filledAt: Instant;
  pausedUntilAt: Record<Lane, Instant>;
  /** Until then replies are waiting somewhere. */
  hungryUntilAt: Instant;
};

export const fullBuckets = (perSecond: Record<Lane, number>, now: Instant): Buckets => ({
  tokens: { reply: capacityOf(perSecond.reply), bulk: capacityOf(perSecond.bulk) },
  filledAt: now,
  pausedUntilAt: { reply: 0, bulk: 0 },
  hungryUntilAt: 0,
});

/** Takes what there is, up to `wanted`. @returns the state after, how many were granted, and when to ask again */
export function take(
  before: Buckets,
  lane: Lane,
  wanted: number,
  perSecond: Record<Lane, number>,
  now: Instant,
): { buckets: Buckets; granted: number; waitMs: number } {
  const buckets = filled(before, perSecond, now);
  const pausedMs = Math.max(
    buckets.pausedUntilAt.reply - now,
    lane === 'bulk' ? Math.max(buckets.pausedUntilAt.bulk, buckets.hungryUntilAt) - now : 0,
  );
  if (pausedMs > 0) return { buckets, granted: 0, waitMs: Math.ceil(pausedMs) };
  const lanes: Lane[] = lane === 'bulk' ? ['reply', 'bulk'] : ['reply'];
  const granted = Math.min(wanted, ...lanes.map((it) => Math.floor(buckets.tokens[it] + 0.000_001)));
  for (const it of lanes) buckets.tokens[it] -= granted;
  if (granted >= wanted) return { buckets, granted, waitMs: 0 };
  // Not for a single token: for what can be sent together. Who got nothing comes back sooner than who got
  // some, so that callers in step with one another take turns.
  const share = granted > 0 ? 2 : 4;
  const waits = lanes.map((it) => {
    const enough = Math.min(wanted - granted, Math.max(1, Math.floor(capacityOf(perSecond[it]) / share)));
    return ((enough - buckets.tokens[it]) / (perSecond[it] * fillShare)) * 1_000;
  });
  const waitMs = Math.max(1, Math.ceil(Math.max(...waits)));
  if (lane === 'reply') buckets.hungryUntilAt = now + waitMs + hungerMs;
  return { buckets, granted, waitMs };
}

export const paused = (before: Buckets, lane: Lane, untilAt: Instant): Buckets => ({
  ...before,
  pausedUntilAt: { ...before.pausedUntilAt, [lane]: Math.max(before.pausedUntilAt[lane], untilAt) },
});

/** Time that runs backwards fills nothing. */
function filled(before: Buckets, perSecond: Record<Lane, number>, now: Instant): Buckets {
  const seconds = Math.max(0, now - before.filledAt) / 1_000;
  const fill = (lane: Lane): number =>
    Math.min(capacityOf(perSecond[lane]), before.tokens[lane] + seconds * perSecond[lane] * fillShare);
  return {
    ...before,
    tokens: { reply: fill('reply'), bulk: fill('bulk') },
    filledAt: Math.max(before.filledAt, now),
  };
}
