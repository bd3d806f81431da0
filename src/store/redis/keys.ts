/**
 * All keys of a partition share its number as hash tag, so that one commit touches one slot of a cluster:
 * `{p17}:s:<bucket>` records, a field a chat (field.ts) · `S:<field>` a large session · `meta` epoch, numbers, sequences ·
 * `d:<number>` spilled update ids · `t` `t:<unit><n>` timers: an index, and bitmaps over buckets ·
 * `out` `snd` `hold` outbox · `lease` · `c` counters · `r` rows for the archive · `changed` chats to copy there ·
 * `w:<address>` web log · `k:<byte>` paper codes → field · `x:<address>` strikes · `dead` letters · `n:<key>` tallies
 */
export const prefixOf = (partition: number): string => `{p${partition}}:`;

/** Written at the first start: other numbers would look for every chat in the wrong place. */
export const partitionsKey = 'banhoc:partitions';
export const itemVersionsKey = 'banhoc:items';
export const hintsChannel = 'banhoc:hints';

/** Larger records get a key of their own; `hash-max-listpack-value` must be at least this. */
export const largestInBucket = 900;
