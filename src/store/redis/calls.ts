import { Cluster } from 'ioredis';
import { type Connection, commandNameOf, joinedScriptOf } from './connection.ts';
import { prefixOf } from './keys.ts';
import { scriptOn } from './wire.ts';

type Argument = string | Buffer | number;
/** The scripts that every update and every send needs. */
type HotScript = 'load' | 'commit' | 'outbox' | 'ledger';

/**
 * Runs the scripts that every update needs. On one node, what several partitions want at the same moment goes as
 * one call: a call costs Redis and this process as much as the update it carries. In a cluster each partition is
 * asked by itself, as their keys may lie on different nodes.
 */
export type Calls = {
  run(script: 'commit' | 'outbox' | 'ledger', partition: number, argv: Argument[]): Promise<unknown>;
  /** Text as bytes. */
  runBuffer(script: 'load', partition: number, argv: Argument[]): Promise<unknown>;
};

/** While so many calls are under way what comes waits for the next one: alone nothing waits, under load calls grow. */
const callsAtOnce = 2;
/** Partitions in one call at most: more would hold up others for longer than some milliseconds. */
const partsAtOnce = 8;

type Call = (partition: number, argv: Argument[]) => Promise<unknown>;

export function openCalls(redis: Connection): Calls {
  const callOf = redis instanceof Cluster ? aloneIn(redis) : joinedIn(redis);
  const hot = { commit: callOf('commit'), outbox: callOf('outbox'), ledger: callOf('ledger') };
  const load = callOf('load');
  return {
    run: (script, partition, argv) => hot[script](partition, argv),
    runBuffer: (_, partition, argv) => load(partition, argv),
  };
}

const keyOf = (partition: number): string => `${prefixOf(partition)}meta`;

/** Only records are bytes; all else is text. */
const formOf = (script: HotScript): '' | 'Buffer' => (script === 'load' ? 'Buffer' : '');

/** Each partition by itself. */
const aloneIn =
  (redis: Connection) =>
  (script: HotScript): Call => {
    const command = commandOf(redis, `${commandNameOf(script)}${formOf(script)}`);
    return (partition, argv) => command(keyOf(partition), ...argv);
  };

/** All that want the same script at the same moment, in one call. */
const joinedIn =
  (redis: Connection) =>
  (script: HotScript): Call => {
    const run = scriptOn(redis, joinedScriptOf(script), formOf(script) === 'Buffer' ? undefined : 'utf8');
    const join = joinCalls((parts) => {
      const argv = parts.flatMap((part) => [part.argv.length, ...part.argv]);
      return run([keyOf(parts[0]?.partition ?? 0), ...argv]) as Promise<unknown[]>;
    });
    return (partition, argv) => join({ partition, argv });
  };

type Command = (key: string, ...argv: Argument[]) => Promise<unknown>;

/** ioredis adds our scripts to the connection under their names. */
function commandOf(redis: Connection, name: string): Command {
  const command = (redis as unknown as Record<string, Command | undefined>)[name];
  if (command === undefined) throw new Error(`the script ${name} was not given to Redis`);
  return (key, ...argv) => command.call(redis, key, ...argv);
}

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
