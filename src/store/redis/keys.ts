/**
 * All keys of a partition share its number as hash tag, so that one commit touches one slot of a cluster:
 * `{p17}:s:<bucket>` records, a field a chat (field.ts) · `S:<field>` a large session · `meta` epoch, numbers, sequences ·
 * `d:<number>` spilled update ids · `t` `t:<unit><n>` timers: an index, and bitmaps over buckets ·
 * `out` outbox, `snd` what of it was begun · `lease` · `c` counters · `r` rows for the archive · `changed` chats to copy there ·
 * `w:<address>` web log · `k:<byte>` paper codes → field · `x:<address>` strikes · `dead` letters · `n:<key>` tallies · `note:<name>` notes ·
 * `mark` what a barrier writes · `b:<broadcast>` its ledger, `:<chunk>` states, `:u<n>` counts by place, `:f` half sent
 */
export const prefixOf = (partition: number): string => `{p${partition}}:`;

/** Written at the first start: other numbers would look for every chat in the wrong place. */
export const partitionsKey = 'banhoc:partitions';
/** Broadcasts by id; their ledgers lie with the chats. */
export const broadcastsKey = 'banhoc:broadcasts';
export const itemVersionsKey = 'banhoc:items';
export const hintsChannel = 'banhoc:hints';
/** Which workers live; they share the partitions. */
export const workersKey = 'banhoc:workers';
/** How fast a bot may send, for all processes. @param bot `<channel>:<id>` */
export const botKey = (bot: string): string => `bot:${bot}`;
/** Set once a replica was seen: from then on a shard without one is refused. */
export const replicasKey = 'banhoc:replicas';
export const markKey = (partition: number): string => `${prefixOf(partition)}mark`;

/** Larger records get a key of their own; `hash-max-listpack-value` must be at least this. */
export const largestInBucket = 900;
