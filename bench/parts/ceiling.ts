import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { startRedis } from '../../test/fixtures/redis-server.ts';
import { type Command, recordCommands } from '../ceiling/record.ts';
import { restore, snapshot } from '../ceiling/snapshot.ts';
import { runEngine } from '../engine/run-engine.ts';
import { botCore, canPin } from '../measure/cores.ts';
import { number, show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Settings } from '../settings.ts';
import type { Part } from './part.ts';

type Ceiling = { updatesPerSecond: number; redisMicros: number; updates: number; perCommit: number };

/** Commits sent ahead of their answers, so that Redis never waits for us. */
const ahead = 32;

/**
 * What Redis alone could take: the commits of a real engine run are recorded on their way, Redis is put back
 * to where it stood, and the same bytes are played again as fast as it answers, Redis having the bot's core.
 */
export const ceiling: Part = {
  name: 'ceiling',
  title: 'The store’s ceiling: the commits of an engine run, recorded and played again to Redis alone',
  async run(settings, { tell, print }) {
    const found: Ceiling[] = [];
    for (let round = 1; round <= settings.rounds; round++) {
      const one = await measure(settings);
      found.push(one);
      tell(`round ${round}/${settings.rounds}: ${Math.round(one.updatesPerSecond)}/s`);
    }
    print(
      table(
        ['updates/s, one Redis core', 'Redis CPU µs/update', 'updates a commit'],
        [
          [
            show(spread(found.map((one) => one.updatesPerSecond))),
            show(spread(found.map((one) => one.redisMicros))),
            number(spread(found.map((one) => one.perCommit)).median),
          ],
        ],
      ),
    );
    return found;
  },
};

async function measure({ seconds }: Settings): Promise<Ceiling> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  try {
    // Opened and closed once, so that what a first start writes stands in the snapshot.
    await (await openRedisStore({ url: server.url })).close();
    const before = await snapshot(redis);
    const recorder = await recordCommands(server.url);
    const { handled } = await runEngine(recorder.url, seconds, 0);
    const commits = heaviestScript(await recorder.stop());
    await restore(redis, before);
    if (canPin) {
      const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1] ?? '';
      execFileSync('taskset', ['-a', '-c', '-p', String(botCore), pid]);
    }
    const cpuBefore = await cpuOf(redis);
    const startedAt = performance.now();
    const stale = await play(redis, commits);
    const took = (performance.now() - startedAt) / 1_000;
    const cpu = (await cpuOf(redis)) - cpuBefore;
    if (stale > 0)
      throw new Error(`${stale} recorded steps were refused: the replay does not repeat the run`);
    return {
      updatesPerSecond: handled / took,
      redisMicros: (cpu / handled) * 1e6,
      updates: handled,
      perCommit: handled / commits.length,
    };
  } finally {
    redis.disconnect();
    await server.stop();
  }
}

/** The commits: of all scripts that ran, the one that was given the most. */
function heaviestScript(commands: Command[]): Command[] {
  const byScript = new Map<string, { commands: Command[]; bytes: number }>();
  for (const command of commands) {
    const [kind, body, ...rest] = command;
    if (kind === undefined || body === undefined || !/^eval/i.test(kind.toString())) continue;
    // A connection's first call of a script brings the script itself.
    const isWhole = kind.toString().toLowerCase() === 'eval';
    const name = isWhole ? createHash('sha1').update(body).digest('hex') : body.toString();
    const script = byScript.get(name) ?? { commands: [], bytes: 0 };
    byScript.set(name, script);
    script.commands.push([Buffer.from('evalsha'), Buffer.from(name), ...rest]);
    script.bytes += command.reduce((sum, part) => sum + part.length, 0);
  }
  return [...byScript.values()].sort((one, other) => other.bytes - one.bytes)[0]?.commands ?? [];
}

/** @returns how many steps were stale */
async function play(redis: Redis, commits: Command[]): Promise<number> {
  let next = 0;
  let stale = 0;
  await Promise.all(
    Array.from({ length: ahead }, async () => {
      for (let commit = commits[next++]; commit !== undefined; commit = commits[next++]) {
        const [name = Buffer.alloc(0), ...args] = commit;
        const results = (await redis.callBuffer(name.toString(), ...args)) as unknown;
        if (Array.isArray(results)) stale += results.filter((result) => result === -1).length;
      }
    }),
  );
  return stale;
}

async function cpuOf(redis: Redis): Promise<number> {
  const info = await redis.info('cpu');
  const of = (name: string): number => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1] ?? 0);
  return of('used_cpu_user') + of('used_cpu_sys');
}
