import { type Chat, chatKey, parseChatKey } from '../../core/chat.ts';
import { isRecent, updateHash } from '../recent-updates.ts';
import { nextRecord, readRecord, readVersion } from '../record.ts';
import { checkSteps } from '../step-check.ts';
import type { ArchiveRow, Loaded, Step, Store } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { bucketName, largeRecordKey, largestInBucket, prefixOf, recordKey } from './keys.ts';

type Answers = [Error | null, unknown][];

/** Runs a pipeline; one failed command fails it all. */
async function answersOf(pipeline: { exec(): Promise<Answers | null> }): Promise<unknown[]> {
  const answers = await pipeline.exec();
  return (answers ?? []).map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
}

/** Reading and committing chats. */
export function openRecords(
  redis: Connection,
  partitions: number,
  partitionOf: (chat: Chat) => number,
): Pick<
  Store,
  | 'load'
  | 'commit'
  | 'dueTimers'
  | 'chatCount'
  | 'counters'
  | 'findCode'
  | 'archiveRows'
  | 'dropArchiveRows'
  | 'outboxSize'
> {
  const everywhere = Array.from({ length: partitions }, (_, partition) => prefixOf(partition));
  const sumOf = async (field: string): Promise<number> => {
    const values = await Promise.all(everywhere.map((prefix) => redis.hget(`${prefix}meta`, field)));
    return values.reduce((sum, value) => sum + Number(value ?? 0), 0);
  };
  return {
    load: (chats) =>
      reached(async () => {
        const records = await recordsOf(
          redis,
          chats.map(({ chat }) => chat),
          partitions,
          partitionOf,
        );
        return Promise.all(
          chats.map(async ({ chat, updates }, place): Promise<Loaded | undefined> => {
            const bytes = records[place];
            if (bytes === undefined) return undefined;
            const { head, version, session } = readRecord(bytes);
            const hashes = updates.map(updateHash);
            const spilled =
              head.spilledUntilAt > 0 && hashes.length > 0
                ? await redis.hmget(
                    `${prefixOf(partitionOf(chat))}d:${head.number}`,
                    ...hashes.map((hash) => hash.toString('hex')),
                  )
                : [];
            const knownUpdates = updates.filter((_, index) => {
              const hash = hashes[index];
              return (hash !== undefined && isRecent(head.recent, hash)) || (spilled[index] ?? null) !== null;
            });
            return { session, version, number: head.number, knownUpdates };
          }),
        );
      }),

    async commit(partition, steps, now) {
      checkSteps(steps);
      const prefix = prefixOf(partition);
      const argv: (string | Buffer | number)[] = [prefix, now, partition, steps.length];
      for (const step of steps) writeStep(argv, step, partitions, now);
      return reached(async () => {
        const results = await redis.banhocCommit(`${prefix}meta`, ...argv);
        return results.map((result) => (result === 1 ? 'committed' : 'stale'));
      });
    },

    dueTimers: (partition, now, limit) =>
      reached(async () => {
        const found = await redis.zrangebyscore(
          `${prefixOf(partition)}t`,
          '-inf',
          now,
          'WITHSCORES',
          'LIMIT',
          0,
          limit,
        );
        return Array.from({ length: found.length / 2 }, (_, place) => place * 2).flatMap((at) => {
          const chat = parseChatKey(found[at] ?? '');
          return chat === undefined ? [] : [{ chat, dueAt: Number(found[at + 1]) }];
        });
      }),

    chatCount: () => reached(() => sumOf('chats')),
    outboxSize: () => reached(() => sumOf('rows')),

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
        const found = await Promise.all(everywhere.map((prefix) => redis.hget(`${prefix}k`, hash)));
        const address = found.find((value) => value !== null);
        return address === undefined || address === null ? undefined : parseChatKey(address);
      }),

    archiveRows: (partition, limit) =>
      reached(async () => {
        const prefix = prefixOf(partition);
        const ids = await redis.zrange(`${prefix}r`, '0', String(limit - 1));
        if (ids.length === 0) return [];
        const rows = await redis.hmget(`${prefix}rb`, ...ids);
        return rows.flatMap((row) => (row === null ? [] : [JSON.parse(row) as ArchiveRow]));
      }),

    dropArchiveRows: (partition, ids) =>
      reached(async () => {
        if (ids.length === 0) return;
        const prefix = prefixOf(partition);
        await answersOf(
          redis
            .multi()
            .zrem(`${prefix}r`, ...ids)
            .hdel(`${prefix}rb`, ...ids),
        );
      }),
  };
}

/** Most records lie in their bucket; only those missing there are looked for on their own. */
async function recordsOf(
  redis: Connection,
  chats: Chat[],
  partitions: number,
  partitionOf: (chat: Chat) => number,
): Promise<(Buffer | undefined)[]> {
  const inBuckets = await Promise.all(
    chats.map((chat) => redis.hgetBuffer(recordKey(chat, partitionOf(chat), partitions), chatKey(chat))),
  );
  return Promise.all(
    inBuckets.map(async (found, place) => {
      const chat = chats[place];
      if (found !== null || chat === undefined) return found ?? undefined;
      return (await redis.getBuffer(largeRecordKey(chat, partitionOf(chat)))) ?? undefined;
    }),
  );
}

/** One step as the script reads it; see commit.lua. */
function writeStep(argv: (string | Buffer | number)[], step: Step, partitions: number, now: number): void {
  const head = step.base === undefined ? undefined : readVersion(step.base);
  const { session } = step;
  const next =
    session === undefined ? undefined : nextRecord(head, head?.number ?? 0, { ...step, session }, now);
  argv.push(
    chatKey(step.chat),
    bucketName(step.chat, partitions),
    next === undefined ? 'erase' : 'save',
    head?.number ?? '',
    head?.revision ?? '',
    next?.bytes ?? '',
    (next?.bytes.length ?? 0) > largestInBucket ? 'own' : 'bucket',
    step.timerAt ?? '',
  );
  const spilled = next?.spilled ?? [];
  argv.push(spilled.length, ...spilled.flatMap((it) => [it.hash.toString('hex'), it.expiresAt]));
  argv.push(step.outgoing.length, ...step.outgoing.map((row) => JSON.stringify(row)));
  argv.push(step.archive.length, ...step.archive.flatMap((row) => [row.id, JSON.stringify(row)]));
  argv.push(step.codeHash ?? '');
  const counters = Object.entries(step.counters);
  argv.push(counters.length, ...counters.flat());
}
