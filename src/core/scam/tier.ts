/** There is no tier that says a message is safe: nobody can know that from its words. */
export const tiers = ['danger', 'suspicious', 'not_clear'] as const;
export type Tier = (typeof tiers)[number];
