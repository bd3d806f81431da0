import { readFileSync } from 'node:fs';
import { Cluster, Redis } from 'ioredis';
import { StoreUnavailable, StoreWiped } from '../store.ts';

/** The parts of ioredis that one node and a cluster share, and our scripts as commands. */
export type Connection = (Redis | Cluster) & {
  banhocCommit(key: string, ...argv: (string | Buffer | number)[]): Promise<number[]>;
  banhocLoadBuffer(key: string, ...argv: (string | Buffer)[]): Promise<(Buffer | number | null)[]>;
  banhocTimersBuffer(key: string, ...argv: (string | number)[]): Promise<(Buffer | number)[]>;
  banhocQueue(key: string, ...argv: (string | number)[]): Promise<(string | number)[]>;
  banhocOutbox(key: string, ...argv: (string | number | Buffer)[]): Promise<unknown>;
  banhocGovernor(key: string, ...argv: (string | number)[]): Promise<number | number[]>;
  banhocWorkers(key: string, ...argv: (string | number)[]): Promise<number>;
  banhocTables(key: string, ...argv: (string | number)[]): Promise<number>;
};

const scriptOf = (name: string): string => readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8');

/** No offline queue: a store that is away says so at once, and the platforms keep what they could not hand in. */
const options = {
  lazyConnect: true,
  enableOfflineQueue: false,
  enableAutoPipelining: false,
  connectTimeout: 5_000,
  commandTimeout: 5_000,
  maxRetriesPerRequest: 0,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2_000),
};

/** Opens one node, or a cluster when several addresses are given. @throws StoreUnavailable, never with a password */
export async function connect(
  url: string,
): Promise<{ commands: Connection; hints: Redis | Cluster; name: string }> {
  const addresses = url.split(',').map((part) => new URL(part.trim()));
  const name = addresses
    .map((address) => `${address.protocol}//${address.host}${address.pathname}`)
    .join(',');
  const open = (): Redis | Cluster => {
    const [first] = addresses;
    if (first === undefined) throw new StoreUnavailable('REDIS_URL: expected redis://host:port/db');
    if (addresses.length === 1) return new Redis(url, options);
    return new Cluster(
      addresses.map((address) => ({ host: address.hostname, port: Number(address.port || 6379) })),
      {
        lazyConnect: true,
        enableOfflineQueue: false,
        redisOptions: {
          ...options,
          ...(first.password === '' ? {} : { password: decodeURIComponent(first.password) }),
          ...(first.username === '' ? {} : { username: decodeURIComponent(first.username) }),
          ...(first.protocol === 'rediss:' ? { tls: {} } : {}),
        },
      },
    );
  };
  const [commands, hints] = [open(), open()];
  // ioredis reconnects by itself; without a listener each lost connection would end the process.
  for (const connection of [commands, hints]) connection.on('error', () => {});
  try {
    await Promise.all([commands.connect(), hints.connect()]);
  } catch (error) {
    commands.disconnect();
    hints.disconnect();
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(
      `REDIS_URL: ${name} does not answer (${reason}); start Redis there, or unset REDIS_URL for the embedded store`,
      { cause: error },
    );
  }
  const shared = scriptOf('shared');
  for (const script of ['commit', 'governor', 'load', 'outbox', 'queue', 'tables', 'timers', 'workers']) {
    const command = `banhoc${script.charAt(0).toUpperCase()}${script.slice(1)}`;
    const lua = `${['commit', 'load', 'timers'].includes(script) ? shared : ''}${scriptOf(script)}`;
    commands.defineCommand(command, { numberOfKeys: 1, lua });
  }
  return { commands: commands as Connection, hints, name };
}

/** Everything that goes wrong between here and Redis means the same to callers: nothing is known to be saved. */
export async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TypeError || error instanceof StoreUnavailable) throw error;
    if (error instanceof Error && error.name.startsWith('Unknown')) throw error;
    if (error instanceof Error && error.message.startsWith('WIPED'))
      throw new StoreWiped(error.message, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(`Redis is away or in trouble: ${reason}`, { cause: error });
  }
}
