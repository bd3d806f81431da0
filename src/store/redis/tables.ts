import { type Chat, chatKey, parseChatKey } from '../../core/chat.ts';
import { dayMs, type Instant } from '../../core/time.ts';
import type { LogEntry, Store } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { itemVersionsKey, prefixOf } from './keys.ts';
import type { Replication } from './replication.ts';

const keptLines = 100;
const keptDays = 30;
const keptLetters = 1_000;
const strikeDays = 2;

type Letter = { at: Instant; address: string; update: string; reason: string };

/** Strikes, dead letters, web logs, tallies, wordings. */
export function openTables(
  redis: Connection,
  partitions: number,
  partitionOf: (chat: Chat) => number,
  offsetMs: () => number,
  replication: Pick<Replication, 'isRequired' | 'runConfirmed'>,
): Pick<
  Store,
  | 'strike'
  | 'bury'
  | 'deadLetters'
  | 'appendLog'
  | 'readLog'
  | 'tally'
  | 'tallied'
  | 'note'
  | 'keepNote'
  | 'keepItemVersions'
  | 'itemVersions'
> {
  const run = (partition: number, verb: string, ...argv: (string | number)[]): Promise<number> =>
    reached(() => {
      const prefix = prefixOf(partition);
      return redis.banhocTables(`${prefix}meta`, prefix, offsetMs(), verb, ...argv);
    });
  const tallyPartition = (key: string): number => partitionOf({ channel: 'tally', bot: '-', user: key });
  const notePartition = (name: string): number => partitionOf({ channel: 'note', bot: '-', user: name });
  return {
    strike: (chat, update) => run(partitionOf(chat), 'strike', chatKey(chat), update, strikeDays * dayMs),
    bury: (letter) =>
      reached(async () => {
        const key = `${prefixOf(partitionOf(letter.chat))}dead`;
        const body: Letter = {
          at: letter.at,
          address: chatKey(letter.chat),
          update: letter.update,
          reason: letter.reason,
        };
        await redis
          .multi()
          .lpush(key, JSON.stringify(body))
          .ltrim(key, 0, keptLetters - 1)
          .exec();
      }),
    deadLetters: () =>
      reached(async () => {
        const keys = Array.from({ length: partitions }, (_, partition) => `${prefixOf(partition)}dead`);
        const lists = await Promise.all(keys.map((key) => redis.lrange(key, 0, -1)));
        return lists
          .flat()
          .map((body) => JSON.parse(body) as Letter)
          .sort((one, other) => other.at - one.at)
          .slice(0, keptLetters)
          .flatMap(({ at, address, update, reason }) => {
            const chat = parseChatKey(address);
            return chat === undefined ? [] : [{ at, chat, update, reason }];
          });
      }),
    async appendLog(chat, entry) {
      const partition = partitionOf(chat);
      const line = ['line', chatKey(chat), entry.sequence, JSON.stringify(entry), entry.at] as const;
      const kept = [keptLines, keptDays * dayMs] as const;
      // A line that died with its primary would be a reply that nobody sends again.
      if (replication.isRequired) {
        await replication.runConfirmed(
          'tables',
          partition,
          prefixOf(partition),
          offsetMs(),
          ...line,
          ...kept,
        );
      } else await run(partition, ...line, ...kept);
    },
    readLog: (chat, after) =>
      reached(async () => {
        const lines = await redis.zrangebyscore(
          `${prefixOf(partitionOf(chat))}w:${chatKey(chat)}`,
          `(${after}`,
          '+inf',
        );
        return lines.map((line) => JSON.parse(line) as LogEntry);
      }),
    tally: (key, windowMs, by = 1) => run(tallyPartition(key), 'count', key, windowMs, by),
    tallied: (key) =>
      reached(async () => {
        const value = await redis.get(`${prefixOf(tallyPartition(key))}n:${key}`);
        const [n, untilAt] = (value ?? '0:0').split(':').map(Number);
        const [seconds] = await redis.time();
        return Number(untilAt) > Number(seconds) * 1_000 + offsetMs() ? Number(n) : 0;
      }),
    note: (name) =>
      reached(async () => (await redis.get(`${prefixOf(notePartition(name))}note:${name}`)) ?? undefined),
    async keepNote(name, text, before) {
      const partition = notePartition(name);
      const words = ['keep', name, text, before === undefined ? '1' : '0', before ?? ''] as const;
      if (!replication.isRequired) return (await run(partition, ...words)) === 1;
      const kept = await replication.runConfirmed(
        'tables',
        partition,
        prefixOf(partition),
        offsetMs(),
        ...words,
      );
      return Number(kept) === 1;
    },
    keepItemVersions: (items) =>
      reached(async () => {
        const pipeline = redis.pipeline();
        for (const item of items) pipeline.hsetnx(itemVersionsKey, item.key, item.body);
        for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
      }),
    itemVersions: () =>
      reached(async () =>
        Object.entries(await redis.hgetall(itemVersionsKey))
          .map(([key, body]) => ({ key, body }))
          .sort((one, other) => (one.key < other.key ? -1 : 1)),
      ),
  };
}
