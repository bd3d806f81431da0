import { readFileSync } from 'node:fs';
import { Cluster, Redis } from 'ioredis';
import { StoreUnavailable, StoreWiped } from '../store.ts';
import { joinWrites } from './joined-writes.ts';

/** The parts of ioredis that one node and a cluster share, and our scripts as commands. */
export type Connection = (Redis | Cluster) & {
  banhocLoadBuffer(key: string, ...argv: (string | Buffer)[]): Promise<(Buffer | number | null)[]>;
  banhocTimersBuffer(key: string, ...argv: (string | number)[]): Promise<(Buffer | number)[]>;
  banhocCodeBuffer(key: string, ...argv: (string | Buffer)[]): Promise<(Buffer | number)[]>;
  banhocQueue(key: string, ...argv: (string | number)[]): Promise<(string | number)[]>;
  banhocOutbox(key: string, ...argv: (string | number | Buffer)[]): Promise<unknown>;
  banhocGovernor(key: string, ...argv: (string | number)[]): Promise<number | number[]>;
  banhocWorkers(key: string, ...argv: (string | number)[]): Promise<number>;
  banhocLifeBuffer(key: string, ...argv: (string | Buffer | number)[]): Promise<Buffer[]>;
  banhocWalkBuffer(key: string, ...argv: (string | number)[]): Promise<(Buffer | number | null)[]>;
  banhocLedger(key: string, ...argv: (string | Buffer | number)[]): Promise<unknown>;
  banhocBroadcasts(key: string, ...argv: (string | number)[]): Promise<number>;
  banhocTables(key: string, ...argv: (string | number)[]): Promise<number>;
};

const scripts = [
  'broadcasts',
  'code',
  'commit',
  'governor',
  'ledger',
  'life',
  'load',
  'outbox',
  'queue',
  'tables',
  'timers',
  'walk',
  'workers',
] as const;
export type ScriptName = (typeof scripts)[number];

const textOf = (name: string): string => readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8');

const standsOnShared = (name: ScriptName): boolean =>
  ['code', 'commit', 'ledger', 'life', 'load', 'timers', 'walk'].includes(name);

/** `banhocCommit` for `commit`. */
export const commandNameOf = (name: ScriptName): string =>
  `banhoc${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A script as Redis is given it: some stand on functions they share. */
export const scriptOf = (name: ScriptName): string =>
  `${standsOnShared(name) ? textOf('shared') : ''}${textOf(name)}`;

/**
 * The same script for several partitions of one node at once: for each their number of arguments, then those. A part
 * that fails by its own word (an error reply) fails alone.
 */
export const joinedScriptOf = (name: ScriptName): string =>
  `${standsOnShared(name) ? textOf('shared') : ''}
local function part(ARGV)
${textOf(name)}
end
local answers, all, at = {}, #ARGV, 1
while at <= all do
  local argv, count = {}, tonumber(ARGV[at])
  for place = 1, count do
    argv[place] = ARGV[at + place]
  end
  answers[#answers + 1] = part(argv)
  at = at + count + 1
end
return answers
`;

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

/**
 * In a cluster the client follows a shard to its new primary by asking again. Few and short rounds: a shard
 * without a primary must say so within a quarter of a second, while the others go on.
 */
const clusterOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRedirections: 5,
  retryDelayOnFailover: 50,
  retryDelayOnClusterDown: 0,
  clusterRetryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2_000),
};

/**
 * Opens one node, or a cluster when several addresses are given.
 * `hints` may subscribe: a cluster keeps a line of its own for that, one node needs a second connection.
 * @throws StoreUnavailable, never with a password
 */
export async function connect(
  url: string,
): Promise<{ commands: Connection; hints: Redis | Cluster; name: string }> {
  const addresses = url.split(',').map((part) => new URL(part.trim()));
  const name = addresses
    .map((address) => `${address.protocol}//${address.host}${address.pathname}`)
    .join(',');
  const commands = addresses.length === 1 ? new Redis(url, options) : clusterOf(addresses);
  const hints = commands instanceof Cluster ? commands : new Redis(url, options);
  const opened = commands === hints ? [commands] : [commands, hints];
  // ioredis reconnects by itself; without a listener each lost connection would end the process.
  for (const connection of opened) connection.on('error', () => {});
  if (commands instanceof Cluster) commands.on('+node', joinWrites);
  else joinWrites(commands);
  try {
    await Promise.all(opened.map((connection) => connection.connect()));
  } catch (error) {
    for (const connection of opened) connection.disconnect();
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(
      `REDIS_URL: ${name} does not answer (${reason}); start Redis there, or unset REDIS_URL for the embedded store`,
      { cause: error },
    );
  }
  for (const script of scripts) {
    commands.defineCommand(commandNameOf(script), { numberOfKeys: 1, lua: scriptOf(script) });
  }
  return { commands: commands as Connection, hints, name };
}

function clusterOf(addresses: URL[]): Cluster {
  const [first] = addresses;
  return new Cluster(
    addresses.map((address) => ({ host: address.hostname, port: Number(address.port || 6379) })),
    {
      ...clusterOptions,
      redisOptions: {
        ...options,
        ...(first?.password ? { password: decodeURIComponent(first.password) } : {}),
        ...(first?.username ? { username: decodeURIComponent(first.username) } : {}),
        ...(first?.protocol === 'rediss:' ? { tls: {} } : {}),
      },
    },
  );
}

/** The node, or every primary of the cluster that this process knows of. */
export const primariesOf = (redis: Redis | Cluster): Redis[] =>
  redis instanceof Cluster ? redis.nodes('master') : [redis];

/** `host:port` of a node, for people and for telling nodes apart. */
export const addressOf = (node: Redis): string => `${node.options.host}:${node.options.port}`;

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
