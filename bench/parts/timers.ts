import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { minuteMs } from '../../src/core/time.ts';
import { oursOnRedis } from '../bots/all.ts';
import type { RunningBot } from '../bots/bot.ts';
import { withBot } from '../bots/with-bot.ts';
import { onBotCore } from '../measure/cores.ts';
import { cpuSeconds } from '../measure/process.ts';
import { middleAndTail, number } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import { runOpenLoop } from '../telegram/open-loop.ts';
import { timerChannel } from '../timers/file-timers.ts';
import type { Part } from './part.ts';

const repliesPerSecond = 200;
const longestSeconds = 600;

/** A great many timers that are all due, as after a stop at the wrong moment, while people go on learning. */
export const timers: Part = {
  name: 'timers',
  title: `Timers due within one minute, all overdue at the start, while people learn at ${repliesPerSecond}/s`,
  async run({ timers: count }, { tell, print }) {
    const dueAt = Math.floor(Date.now() / minuteMs) * minuteMs - minuteMs;
    const result = await withBot(
      oursOnRedis,
      {
        prepare: async (redisUrl) => {
          const script = fileURLToPath(new URL('../timers/process.ts', import.meta.url));
          const [program, args] = onBotCore(process.execPath, [
            script,
            redisUrl,
            String(count),
            String(dueAt),
          ]);
          await promisify(execFile)(program, args);
          tell(`${count} timers are filed`);
        },
      },
      async (running, stage) => {
        const { load, stop } = runOpenLoop(stage, repliesPerSecond, 1);
        const startedAt = performance.now();
        const cpuBefore = botCpu(running);
        const perSecond: number[] = [];
        try {
          for (let fired = 0; fired < count && perSecond.length < longestSeconds; ) {
            await pause(1_000);
            const now = await firedSoFar(running);
            perSecond.push(now - fired);
            fired = now;
            if (perSecond.length % 5 === 0) tell(`${fired} fired`);
          }
          const seconds = (performance.now() - startedAt) / 1_000;
          const cpu = botCpu(running) - cpuBefore;
          const during = { ...middleAndTail(load.times), unmade: load.unmade, answered: load.times.length };
          load.times.length = 0;
          await pause(5_000);
          const fired = await firedSoFar(running);
          return { seconds, cpu, fired, perSecond, during, after: middleAndTail(load.times) };
        } finally {
          await stop();
        }
      },
    );
    print(
      table(
        [
          'timers',
          'fired',
          'seconds',
          'timers/s',
          'bot CPU µs a timer',
          'replies meanwhile, p50 / p99 ms',
          'replies afterwards',
        ],
        [
          [
            number(count),
            number(result.fired),
            number(result.seconds),
            number(result.fired / result.seconds),
            number((result.cpu / result.fired) * 1e6),
            `${number(result.during.p50)} / ${number(result.during.p99)}`,
            `${number(result.after.p50)} / ${number(result.after.p99)}`,
          ],
        ],
      ),
    );
    print(
      'The CPU a timer includes that of the replies. A timer here closes a question left open for a day: a session is read, decided, committed; nothing is sent.',
    );
    return result;
  },
};

const botCpu = (running: RunningBot): number => running.pids().reduce((sum, pid) => sum + cpuSeconds(pid), 0);

/** Timers whose event was committed, by the bot's own metrics. */
async function firedSoFar({ addresses }: RunningBot): Promise<number> {
  const [address] = addresses;
  if (address === undefined) return 0;
  const text = await (await fetch(new URL('/metrics', address.url))).text();
  const line = new RegExp(
    `^banhoc_updates_total\\{channel="${timerChannel}",receipt="committed"\\} (\\d+)`,
    'm',
  );
  return Number(line.exec(text)?.[1] ?? 0);
}
