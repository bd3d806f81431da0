import type { Instant } from '../core/time.ts';
import type { Store } from './store.ts';
import { type Buckets, fullBuckets, paused, take } from './token-buckets.ts';

/** The pace of each bot for a store that one process has to itself: kept in its memory. */
export function openOwnPace(clock: () => Instant): Pick<Store, 'takeTokens' | 'pauseLane'> {
  const bots = new Map<string, Buckets>();
  const empty = { reply: 1, bulk: 1 };
  return {
    async takeTokens(bot, lane, wanted, perSecond, now = clock()) {
      const { buckets, granted, waitMs } = take(
        bots.get(bot) ?? fullBuckets(perSecond, now),
        lane,
        wanted,
        perSecond,
        now,
      );
      bots.set(bot, buckets);
      return { granted, waitMs };
    },
    async pauseLane(bot, lane, forMs, now = clock()) {
      bots.set(bot, paused(bots.get(bot) ?? fullBuckets(empty, now), lane, now + forMs));
    },
  };
}
