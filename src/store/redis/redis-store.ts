import { Cluster, type Redis } from 'ioredis';
import { type Chat, parseChatKey } from '../../core/chat.ts';
import { hintBoard } from '../hints.ts';
import { partitionOf as partitionIn } from '../partition.ts';
import type { OutboxRow, Store } from '../store.ts';
import { type Connection, connect, reached } from './connection.ts';
import { openCouriers } from './couriers.ts';
import { joinWrites } from './joined-writes.ts';
import { hintsChannel, largestInBucket, partitionsKey, prefixOf } from './keys.ts';
import { openPace } from './pace.ts';
import { openRecords } from './records.ts';
import { openSums } from './sums.ts';
import { openTables } from './tables.ts';

export type RedisStoreOptions = {
  /** `redis://host:port/db`; several, separated by commas, are a cluster. */
  url: string;
  /** Taken at the very first start and read from the store ever after. */
  partitions?: number;
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
  partitions: wanted = 16,
  offsetMs = () => 0,
}: RedisStoreOptions): Promise<Store> {
  const { commands, hints, name } = await connect(url);
  if (commands instanceof Cluster) commands.on('+node', joinWrites);
  else joinWrites(commands);
  const partitions = await reached(async () => {
    await commands.setnx(partitionsKey, wanted);
    return Number(await commands.get(partitionsKey));
  });
  const partitionOf = (chat: Chat): number => partitionIn(chat, partitions);
  await settle(commands);
  const couriers = new Map<number, string>();
  await reached(() =>
    Promise.all(
      Array.from({ length: partitions }, (_, partition) =>
        commands.hsetnx(`${prefixOf(partition)}meta`, 'epoch', 1),
      ),
    ),
  );
  const rows = hintBoard<{ partition: number; rows: OutboxRow[] | undefined }>();
  const lines = hintBoard<Chat>();
  hints.on('message', (_channel: string, hint: string) => {
    if (hint.startsWith('r')) rows.tell({ partition: Number(hint.slice(1)), rows: undefined });
    const chat = hint.startsWith('l') ? parseChatKey(hint.slice(1)) : undefined;
    if (chat !== undefined) lines.tell(chat);
  });
  await reached(() => hints.subscribe(hintsChannel));
  return {
    name,
    partitions,
    partitionOf,
    ...openRecords({
      redis: commands,
      partitionOf,
      courierOf: (partition) => couriers.get(partition),
      tellRows: (partition, added) => rows.tell({ partition, rows: added }),
      replicated: async () => {},
    }),
    ...openSums(commands, partitions),
    ...openCouriers(commands, offsetMs, couriers),
    ...openPace(commands, offsetMs),
    ...openTables(commands, partitions, partitionOf, offsetMs),
    onRows: (listener) => rows.listen(({ partition, rows: added }) => listener(partition, added)),
    onLog: lines.listen,
    trouble: () => troubleOf(commands, name),
    async close() {
      // quit lets what is on its way arrive; a connection that is gone needs no goodbye.
      await Promise.allSettled([commands.quit(), hints.quit()]);
      commands.disconnect();
      hints.disconnect();
    },
  };
}

/** Sets what the store relies on, where that is allowed; `trouble` names what could not be set. */
async function settle(redis: Connection): Promise<void> {
  await Promise.allSettled([
    configure(redis, 'maxmemory-policy', 'noeviction'),
    configure(redis, 'hash-max-listpack-value', '1024'),
  ]);
}

const configure = (redis: Connection, setting: string, value: string): Promise<unknown> =>
  (redis as Redis).config('SET', setting, value);

async function troubleOf(redis: Connection, name: string): Promise<string | undefined> {
  try {
    await redis.ping();
    const read = async (setting: string): Promise<string | undefined> => {
      const found = (await (redis as Redis).config('GET', setting)) as string[];
      return found[1];
    };
    const policy = await read('maxmemory-policy');
    if (policy !== undefined && policy !== 'noeviction') {
      return `Redis at ${name} may drop sessions (maxmemory-policy ${policy}); set it to noeviction`;
    }
    const value = await read('hash-max-listpack-value');
    if (value !== undefined && Number(value) < largestInBucket) {
      return `Redis at ${name} stores records at three times their size (hash-max-listpack-value ${value}); set it to 1024`;
    }
    return undefined;
  } catch (error) {
    return `Redis at ${name} does not answer (${error instanceof Error ? error.message : String(error)})`;
  }
}
