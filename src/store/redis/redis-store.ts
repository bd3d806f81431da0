import { Cluster } from 'ioredis';
import { type Chat, parseChatKey } from '../../core/chat.ts';
import { hintBoard } from '../hints.ts';
import type { LookBack } from '../life.ts';
import { partitionOf as partitionIn } from '../partition.ts';
import type { OutboxRow, Store } from '../store.ts';
import { openCalls } from './calls.ts';
import { connect, reached } from './connection.ts';
import { openCouriers } from './couriers.ts';
import { healthOf, keepSettled } from './health.ts';
import { hintsChannel, partitionsKey, prefixOf } from './keys.ts';
import { openLedger } from './ledger.ts';
import { openLife } from './life.ts';
import { openPace } from './pace.ts';
import { openRecords } from './records.ts';
import { openReplication } from './replication.ts';
import { openSums } from './sums.ts';
import { openTables } from './tables.ts';

/** One core per partition and process is more than anyone has yet; more would make small batches. */
export const defaultPartitions = 16;

export type RedisStoreOptions = {
  /** `redis://host:port/db`; several, separated by commas, are a cluster. */
  url: string;
  /** Taken at the very first start and read from the store ever after; of a wiped store, the archive knows it. */
  partitions?: number | (() => Promise<number>);
  /** `at once` in epoch 1, without an archive; or when `restoring.ts` has asked the archive. */
  begins?: 'at once' | 'by the archive';
  /** Moves Redis's clock in tests, ms. */
  offsetMs?: () => number;
};

/**
 * The store for several processes: Redis, one script a commit, all keys of a partition in one slot.
 * What is acknowledged is as durable as Redis is set: `appendonly yes` and `appendfsync always` for everything.
 * @throws StoreUnavailable naming REDIS_URL, never its password
 */
export async function openRedisStore({
  url,
  partitions: wanted = defaultPartitions,
  begins = 'at once',
  offsetMs = () => 0,
}: RedisStoreOptions): Promise<Store> {
  const { commands, hints, name } = await connect(url);
  const partitions = await reached(async () => {
    const known = await commands.get(partitionsKey);
    if (known !== null) return Number(known);
    await commands.setnx(partitionsKey, typeof wanted === 'number' ? wanted : await wanted());
    return Number(await commands.get(partitionsKey));
  });
  const partitionOf = (chat: Chat): number => partitionIn(chat, partitions);
  await keepSettled(commands);
  const calls = openCalls(commands);
  const replication = await openReplication(commands, partitions, calls);
  const couriers = new Map<number, string>();
  if (begins === 'at once') {
    await reached(() =>
      Promise.all(
        Array.from({ length: partitions }, (_, partition) =>
          commands.hsetnx(`${prefixOf(partition)}meta`, 'epoch', 1),
        ),
      ),
    );
  }
  let lookBack: LookBack | undefined;
  const rows = hintBoard<{ partition: number; rows: OutboxRow[] | undefined }>();
  const lines = hintBoard<Chat | undefined>();
  hints.on('message', (_channel: string, hint: string) => {
    if (hint.startsWith('r')) rows.tell({ partition: Number(hint.slice(1)), rows: undefined });
    const chat = hint.startsWith('l') ? parseChatKey(hint.slice(1)) : undefined;
    if (chat !== undefined) lines.tell(chat);
  });
  await reached(() => hints.subscribe(hintsChannel));
  // Hints that were given while the line was down are lost: whoever listens looks for himself, once.
  hints.on('ready', () => {
    hints.subscribe(hintsChannel).then(
      () => lines.tell(undefined),
      // Lost again already; another 'ready' follows.
      () => {},
    );
  });
  return {
    name,
    partitions,
    partitionOf,
    // Two on one server: while it works on the batch of one, this process folds that of the other.
    queueOf: (partition) => (commands instanceof Cluster ? partition : partition % 2),
    ...openRecords({
      redis: commands,
      calls,
      partitionOf,
      courierOf: (partition) => couriers.get(partition),
      tellRows: (partition, added) => rows.tell({ partition, rows: added }),
      replication,
      offsetMs,
      lookBack: () => lookBack,
    }),
    ...openSums(commands, partitions),
    ...openLife(commands, partitions, Date.now),
    askWhenAbsent(asked) {
      lookBack = asked;
    },
    ...openCouriers(commands, offsetMs, couriers, replication, calls),
    ...openLedger(commands, partitions, offsetMs, replication, (partition, added) =>
      rows.tell({ partition, rows: added }),
    ),
    ...openPace(commands, offsetMs),
    ...openTables(commands, partitions, partitionOf, offsetMs, replication),
    onRows: (listener) => rows.listen(({ partition, rows: added }) => listener(partition, added)),
    onLog: lines.listen,
    trouble: async () => (await healthOf(commands, replication, name)).blocking,
    notes: async () => (await healthOf(commands, replication, name)).notes,
    async close() {
      // quit lets what is on its way arrive; a connection that is gone needs no goodbye.
      const opened = new Set([commands, hints]);
      await Promise.allSettled([...opened].map((connection) => connection.quit()));
      for (const connection of opened) connection.disconnect();
    },
  };
}
