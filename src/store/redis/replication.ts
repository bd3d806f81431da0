import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Cluster, type Redis } from 'ioredis';
import { StoreUnavailable } from '../store.ts';
import type { Calls } from './calls.ts';
import { addressOf, type Connection, primariesOf, reached, type ScriptName, scriptOf } from './connection.ts';
import { markKey, prefixOf, replicasKey } from './keys.ts';

/** How long a replica may take to confirm a write, ms. A healthy one takes a network round trip. */
const confirmMs = 1_000;
/** How often a primary without replica is asked whether it has one again, ms. */
const askAgainMs = 250;
/** How often a Redis that never had replicas is asked whether it has some now, ms. */
const lookEveryMs = 10_000;

type Argument = string | Buffer | number;

/**
 * What is acknowledged must outlive its primary. Redis replicates behind the answer, so where it has
 * replicas every commit waits (`WAIT 1`) until one of them has it; a shard without any is refused.
 */
export type Replication = {
  /** Whether commits must reach a replica: true for good once any replica was seen. */
  readonly isRequired: boolean;
  /**
   * Runs a script on a partition (KEYS[1] is its `meta`), and resolves when a replica has what it wrote.
   * @throws StoreUnavailable when none confirmed: it may be saved, and may be lost again with its primary
   */
  run(script: 'commit' | 'outbox' | 'ledger', partition: number, ...argv: Argument[]): Promise<unknown>;
  /** The same for any script, where replicas are required; elsewhere there is nobody to confirm it. @throws StoreUnavailable */
  runConfirmed(script: ScriptName, partition: number, ...argv: Argument[]): Promise<unknown>;
  /**
   * Resolves when all that this process has read of a partition so far is on a replica, whoever wrote it: what
   * makes it right to acknowledge a duplicate. @throws StoreUnavailable
   */
  barrier(partition: number): Promise<void>;
  /** Primaries that must have a replica and have none, each as a sentence. Also notices a first replica. */
  lonely(): Promise<string[]>;
};

export async function openReplication(
  redis: Connection,
  partitions: number,
  calls: Calls,
): Promise<Replication> {
  const slots =
    redis instanceof Cluster
      ? await reached(() =>
          Promise.all(
            Array.from({ length: partitions }, (_, partition) =>
              redis.cluster('KEYSLOT', prefixOf(partition)),
            ),
          ),
        )
      : [];
  const scripts = new Map<ScriptName, { lua: string; sha: string }>();
  /** Primaries found without replica, and when to ask them again. */
  const alone = new Map<string, number>();
  /** The line to each partition's primary as the last barrier saw it. */
  const lines = new Map<number, Socket | undefined>();
  let isRequired = false;
  let lookAt = 0;

  const primaryOf = (partition: number): Redis | undefined => {
    if (!(redis instanceof Cluster)) return redis as Redis;
    const key = redis.slots[slots[partition] ?? -1]?.[0];
    return redis.nodes('master').find((node) => addressOf(node) === key);
  };

  async function look(): Promise<string[]> {
    lookAt = Date.now() + lookEveryMs;
    const asked = await Promise.allSettled(
      primariesOf(redis).map(async (node) => ({ node, replicas: await replicasOf(node) })),
    );
    // A primary that does not answer is no news about replicas; `trouble` names it.
    const found = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (!isRequired && found.some(({ replicas }) => replicas > 0)) {
      await redis.set(replicasKey, '1');
      isRequired = true;
    }
    if (!isRequired) isRequired = (await redis.get(replicasKey)) !== null;
    if (!isRequired) return [];
    return found.flatMap(({ node, replicas }) =>
      replicas > 0
        ? []
        : [
            `Redis primary ${addressOf(node)} has no replica, so what its people send is refused; start its replica again`,
          ],
    );
  }

  /** A primary known to be alone is refused before it writes: its line would wait in vain with all behind it. */
  async function expectReplica(partition: number): Promise<void> {
    const node = primaryOf(partition);
    const askAt = node === undefined ? undefined : alone.get(addressOf(node));
    if (node === undefined || askAt === undefined) return;
    if (Date.now() >= askAt) {
      alone.set(addressOf(node), Date.now() + askAgainMs);
      if ((await replicasOf(node)) > 0) {
        alone.delete(addressOf(node));
        return;
      }
    }
    throw new StoreUnavailable(`no replica of ${addressOf(node)} is there to confirm a commit`);
  }

  /** Sends a write and WAIT down the same line: WAIT speaks for its own connection only. */
  async function confirmed(partition: number, write: [string, ...Argument[]]): Promise<unknown> {
    await expectReplica(partition);
    const answers = await redis.pipeline([write, ['wait', 1, confirmMs]]).exec();
    const [written, waited] = answers ?? [];
    if (written === undefined || waited === undefined) throw new StoreUnavailable('Redis gave no answer');
    if (written[0] !== null) throw written[0];
    if (waited[0] !== null) throw waited[0];
    if (Number(waited[1]) < 1) {
      const node = primaryOf(partition);
      if (node !== undefined) alone.set(addressOf(node), Date.now());
      throw new StoreUnavailable('no replica confirmed a commit in time');
    }
    return written[1];
  }

  function scriptNamed(name: ScriptName): { lua: string; sha: string } {
    const known = scripts.get(name);
    if (known !== undefined) return known;
    const lua = scriptOf(name);
    const made = { lua, sha: createHash('sha1').update(lua).digest('hex') };
    scripts.set(name, made);
    return made;
  }

  async function runScript(name: ScriptName, key: string, argv: Argument[], send: Send): Promise<unknown> {
    const { lua, sha } = scriptNamed(name);
    try {
      return await send(['evalsha', sha, 1, key, ...argv]);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return send(['eval', lua, 1, key, ...argv]);
    }
  }

  const onReplica = (script: ScriptName, partition: number, argv: Argument[]): Promise<unknown> =>
    runScript(script, `${prefixOf(partition)}meta`, argv, (write) => confirmed(partition, write));

  await reached(look);
  for (let partition = 0; partition < partitions; partition++) {
    lines.set(partition, primaryOf(partition)?.stream);
  }
  return {
    get isRequired() {
      return isRequired;
    },
    run: (script, partition, ...argv) =>
      reached(async () => {
        if (!isRequired && Date.now() >= lookAt) await look();
        return isRequired ? onReplica(script, partition, argv) : calls.run(script, partition, argv);
      }),
    runConfirmed: (script, partition, ...argv) => reached(() => onReplica(script, partition, argv)),
    barrier: (partition) =>
      reached(async () => {
        if (!isRequired) return;
        // What was read before may have come from a primary that is none any more and took it along.
        const line = primaryOf(partition)?.stream;
        const isSame = line !== undefined && lines.get(partition) === line;
        lines.set(partition, line);
        if (!isSame) throw new StoreUnavailable('the line to this shard is new; what was read is read again');
        await confirmed(partition, ['set', markKey(partition), '']);
      }),
    lonely: () => reached(look),
  };
}

type Send = (write: [string, ...Argument[]]) => Promise<unknown>;

/** How many replicas follow this node and are up to date enough to confirm. */
async function replicasOf(node: Redis): Promise<number> {
  const told = await node.info('replication');
  return [...told.matchAll(/^slave\d+:.*\bstate=online\b/gm)].length;
}
