/** What a channel lets through, and for how much, when nobody asked for it. */
export type ChannelTerms = {
  name: string;
  /** What is sent lies there until the person's next visit. */
  isFoundLater: boolean;
  /** Messages a second sent unasked; undefined: no limit but this machine's. */
  perSecond: number | undefined;
  /** Messages in a month, replies too; undefined: as many as wanted. */
  monthlyQuota: number | undefined;
  /** People one bot may have; undefined: as many as want. */
  mostPeople: number | undefined;
  /**
   * What a message costs by how long ago the person last wrote, the shortest first; whoever wrote longer ago than the
   * last says cannot be sent to.
   */
  prices: { withinMs: number; vnd: number }[];
};

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
