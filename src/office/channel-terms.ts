import type { ChannelTerms } from '../broadcast/channel-terms.ts';

export type { ChannelTerms } from '../broadcast/channel-terms.ts';

/** A channel of our own, or one that takes no money. */
export const freeTerms: Omit<ChannelTerms, 'name'> = {
  isFoundLater: false,
  perSecond: undefined,
  monthlyQuota: undefined,
  mostPeople: undefined,
  prices: [{ withinMs: Number.POSITIVE_INFINITY, vnd: 0 }],
};

/** What is reckoned with where a channel has no limit: carefully, 8,200 were measured (docs/broadcasts.md). */
export const machinePerSecond = 1_000;
