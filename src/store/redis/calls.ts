import { Cluster } from 'ioredis';
import { type Connection, joinedScriptOf } from './connection.ts';
import { prefixOf } from './keys.ts';

type Argument = string | Buffer | number;
/** The scripts that every update needs. */
type HotScript = 'load' | 'commit' | 'outbox';

/**
 * Runs the scripts that every update needs. On one node, what several partitions want at the same moment goes as
 * one call: a call costs Redis and this process as much as the update it carries. In a cluster each partition is
 * asked by itself, as their keys may lie on different nodes.
 */
export type Calls = {
  run(script: 'commit' | 'outbox', partition: number, argv: Argument[]): Promise<unknown>;
  /** Text as bytes. */
  runBuffer(script: 'load', partition: number, argv: Argument[]): Promise<unknown>;
};

/** While so many calls are under way what comes waits for the next one: alone nothing waits, under load calls grow. */
const callsAtOnce = 2;
/** Partitions in one call at most: more would hold up others for longer than some milliseconds. */
const partsAtOnce = 8;

type Script = (key: string, ...argv: Argument[]) => Promise<unknown>;

export function openCalls(redis: Connection): Calls {
  const commands = redis as unknown as Record<string, Script>;
  const named = (command: string): Script => {
    const script = commands[command];
    if (script === undefined) throw new Error(`the script ${command} was not given to Redis`);
    return (key, ...argv) => script.call(redis, key, ...argv);
  };
  const keyOf = (partition: number): string => `${prefixOf(partition)}meta`;
  const alone =
    (command: string) =>
    (partition: number, argv: Argument[]): Promise<unknown> =>
      named(command)(keyOf(partition), ...argv);
  if (redis instanceof Cluster) {
    const [commit, outbox, load] = ['banhocCommit', 'banhocOutbox', 'banhocLoadBuffer'].map(alone);
    return choose({ commit, outbox, load });
  }
  const joined = (
    script: HotScript,
    asked: string,
  ): ((partition: number, argv: Argument[]) => Promise<unknown>) => {
    redis.defineCommand(`banhocJoined${script}`, { numberOfKeys: 1, lua: joinedScriptOf(script) });
    const call = named(`banhocJoined${script}${asked}`);
    const join = joinCalls(
      (parts) =>
        call(
          keyOf(parts[0]?.partition ?? 0),
          ...parts.flatMap(({ argv }): Argument[] => [argv.length, ...argv]),
        ) as Promise<unknown[]>,
    );
    return (partition, argv) => join({ partition, argv });
  };
  return choose({
    commit: joined('commit', ''),
    outbox: joined('outbox', ''),
    load: joined('load', 'Buffer'),
  });
}

type Call = (partition: number, argv: Argument[]) => Promise<unknown>;

const choose = (calls: Record<HotScript, Call | undefined>): Calls => {
  const call: Calls['run'] = (script, partition, argv) =>
    calls[script]?.(partition, argv) ?? Promise.reject(new Error(`no script ${script}`));
  return { run: call, runBuffer: call as unknown as Calls['runBuffer'] };
};

type Part = { partition: number; argv: Argument[] };
type Asked = { part: Part; resolve(value: unknown): void; reject(error: unknown): void };

/** @param send one call for several parts; answers each, an Error for a part that failed by itself */
export function joinCalls(send: (parts: Part[]) => Promise<unknown[]>): (part: Part) => Promise<unknown> {
  let waiting: Asked[] = [];
  let underWay = 0;
  const settle = async (asked: Asked[]): Promise<void> => {
    try {
      const answers = await send(asked.map(({ part }) => part));
      for (const [place, it] of asked.entries()) {
        const answer = answers[place];
        if (answer instanceof Error) it.reject(answer);
        else it.resolve(answer);
      }
    } catch (error) {
      for (const it of asked) it.reject(error);
    }
    underWay--;
    flush();
  };
  const flush = (): void => {
    while (waiting.length > 0 && underWay < callsAtOnce) {
      const asked = waiting.slice(0, partsAtOnce);
      waiting = waiting.slice(asked.length);
      underWay++;
      void settle(asked);
    }
  };
  return (part) =>
    new Promise((resolve, reject) => {
      waiting.push({ part, resolve, reject });
      if (waiting.length === 1 && underWay < callsAtOnce) process.nextTick(flush);
    });
}
