import type { Chat } from '../../core/chat.ts';
import { chatKey } from '../../core/chat.ts';
import { bucketOf } from '../partition.ts';

/**
 * All keys of a partition share its number as hash tag, so that one commit touches one slot of a cluster:
 * `{p17}:s:<bucket>` records, a field a chat · `S:<address>` a large record · `meta` numbers and sequences ·
 * `d:<number>` spilled update ids · `t` timers · `ready` `held` `q:<address>` `o:<sequence>` outbox · `lease` ·
 * `c` counters · `r` `rb` rows for the archive · `w:<address>` web log · `k` `ka` paper codes ·
 * `x:<address>` strikes · `dead` letters · `n:<key>` tallies
 */
export const prefixOf = (partition: number): string => `{p${partition}}:`;

/** Written at the first start: other numbers would look for every chat in the wrong place. */
export const partitionsKey = 'banhoc:partitions';
export const itemVersionsKey = 'banhoc:items';
export const hintsChannel = 'banhoc:hints';

/** Enough that a bucket of a full province stays a compact list: 4 million chats make 31 a bucket. */
const buckets = 8_192;

export const recordKey = (chat: Chat, partition: number, partitions: number): string =>
  `${prefixOf(partition)}s:${bucketOf(chat, partitions, buckets)}`;
export const bucketName = (chat: Chat, partitions: number): string =>
  String(bucketOf(chat, partitions, buckets));
export const largeRecordKey = (chat: Chat, partition: number): string =>
  `${prefixOf(partition)}S:${chatKey(chat)}`;

/** Larger records get a key of their own; `hash-max-listpack-value` must be at least this. */
export const largestInBucket = 900;
