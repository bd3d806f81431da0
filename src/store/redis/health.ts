import { Cluster, type Redis } from 'ioredis';
import { StoreUnavailable } from '../store.ts';
import { addressOf, type Connection, primariesOf } from './connection.ts';
import { largestInBucket } from './keys.ts';
import type { Replication } from './replication.ts';

/**
 * Sets on every node what the store relies on, where that is allowed, and again whenever a node comes back: a
 * server that was restarted has forgotten it. `healthOf` names what could not be set.
 */
export async function keepSettled(redis: Connection): Promise<void> {
  const onReady = (node: Redis): void => void node.on('ready', () => void settle(node));
  if (redis instanceof Cluster) redis.on('+node', onReady);
  const nodes = redis instanceof Cluster ? redis.nodes() : [redis as Redis];
  for (const node of nodes) onReady(node);
  await Promise.all(nodes.map(settle));
}

async function settle(node: Redis): Promise<void> {
  await Promise.allSettled([
    node.config('SET', 'maxmemory-policy', 'noeviction'),
    node.config('SET', 'hash-max-listpack-value', '1024'),
  ]);
}

/** What is wrong with Redis: `blocking` when it can hold no one's work, `notes` when it holds some of it. */
export type Health = { blocking: string | undefined; notes: string[] };

/**
 * Asks every primary. A wrong setting, and a Redis that is away or full as a whole, keep a process from taking
 * work; one shard of a cluster in trouble does not: the others go on, and its people are told to try later.
 */
export async function healthOf(redis: Connection, replication: Replication, name: string): Promise<Health> {
  const primaries = primariesOf(redis);
  if (primaries.length === 0) return { blocking: `Redis at ${name} does not answer`, notes: [] };
  const found = (await Promise.all(primaries.map(troubleOf))).filter((trouble) => trouble !== undefined);
  const settings = found.find(({ kind }) => kind === 'setting');
  const away = found.filter(({ kind }) => kind === 'away');
  if (settings !== undefined) return { blocking: settings.text, notes: [] };
  if (away.length === primaries.length) return { blocking: away[0]?.text, notes: [] };
  return {
    blocking: undefined,
    notes: [...away.map(({ text }) => text), ...(await withoutReplica(replication))],
  };
}

async function withoutReplica(replication: Replication): Promise<string[]> {
  try {
    return await replication.lonely();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return [error.message];
  }
}

type Trouble = { kind: 'setting' | 'away'; text: string };

async function troubleOf(node: Redis): Promise<Trouble | undefined> {
  const at = `Redis at ${addressOf(node)}`;
  try {
    await node.ping();
    const policy = await setting(node, 'maxmemory-policy');
    if (policy !== undefined && policy !== 'noeviction') {
      return {
        kind: 'setting',
        text: `${at} may drop sessions (maxmemory-policy ${policy}); set it to noeviction`,
      };
    }
    const value = await setting(node, 'hash-max-listpack-value');
    if (value !== undefined && Number(value) < largestInBucket) {
      return {
        kind: 'setting',
        text: `${at} stores records at three times their size (hash-max-listpack-value ${value}); set it to 1024`,
      };
    }
    const [used, most] = await memoryOf(node);
    if (most > 0 && used >= most) {
      return { kind: 'away', text: `${at} is full (${used} of ${most} bytes); give it more maxmemory` };
    }
    return undefined;
  } catch (error) {
    return {
      kind: 'away',
      text: `${at} does not answer (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

/** @returns undefined where this server does not tell, as some hosted ones */
async function setting(node: Redis, name: string): Promise<string | undefined> {
  try {
    const found = (await node.config('GET', name)) as string[];
    return found[1];
  } catch (error) {
    if (error instanceof Error && /^(ERR unknown|NOPERM)/.test(error.message)) return undefined;
    throw error;
  }
}

/** Bytes in use and the most that may be; 0 for no limit. */
async function memoryOf(node: Redis): Promise<[used: number, most: number]> {
  const told = await node.info('memory');
  const read = (field: string): number => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(told)?.[1] ?? 0);
  return [read('used_memory'), read('maxmemory')];
}
