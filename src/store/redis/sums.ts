import { readArchiveRow } from '../archive-row-format.ts';
import { codesComeBack } from '../looking-back.ts';
import { codeDigest } from '../record.ts';
import type { Store } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { chatOfField } from './field.ts';
import { prefixOf } from './keys.ts';

/** What is read over all partitions, and the queue towards the archive. */
export function openSums(
  redis: Connection,
  partitions: number,
): Pick<Store, 'chatCount' | 'counters' | 'findCode' | 'archiveRows' | 'dropArchiveRows' | 'outboxSize'> {
  const everywhere = Array.from({ length: partitions }, (_, partition) => prefixOf(partition));
  const total = async (values: Promise<unknown>[]): Promise<number> =>
    (await Promise.all(values)).reduce<number>((sum, value) => sum + Number(value ?? 0), 0);
  return {
    chatCount: () => reached(() => total(everywhere.map((prefix) => redis.hget(`${prefix}meta`, 'chats')))),
    outboxSize: () => reached(() => total(everywhere.map((prefix) => redis.hlen(`${prefix}out`)))),

    counters: (wanted) =>
      reached(async () => {
        const sums: Record<string, number> = {};
        for (const counters of await Promise.all(everywhere.map((prefix) => redis.hgetall(`${prefix}c`)))) {
          for (const [key, value] of Object.entries(counters)) {
            if (key.startsWith(wanted)) sums[key] = (sums[key] ?? 0) + Number(value);
          }
        }
        return sums;
      }),

    findCode: (hash) =>
      reached(async () => {
        const digest = codeDigest(hash);
        const found = await Promise.all(
          everywhere.map((prefix) => redis.banhocCodeBuffer(`${prefix}meta`, prefix, digest)),
        );
        const field = found
          .map(([field]) => field)
          .find((field) => field instanceof Buffer && field.length > 0);
        if (field instanceof Buffer) return chatOfField(field);
        if (found.some(([, isRestoring]) => isRestoring === 1)) throw codesComeBack();
        return undefined;
      }),

    archiveRows: (partition, limit) =>
      reached(async () => {
        const prefix = prefixOf(partition);
        const [first, ...rows] = await redis.banhocQueue(`${prefix}meta`, prefix, 'read', limit);
        return rows.map((row, place) => ({
          position: Number(first) + place,
          row: readArchiveRow(String(row)),
        }));
      }),

    dropArchiveRows: (partition, through) =>
      reached(async () => {
        const prefix = prefixOf(partition);
        await redis.banhocQueue(`${prefix}meta`, prefix, 'drop', through);
      }),
  };
}
