import { setTimeout as pause } from 'node:timers/promises';
import * as bots from '../bots/all.ts';
import type { Bot } from '../bots/bot.ts';
import { withBot } from '../bots/with-bot.ts';
import { cpuSeconds } from '../measure/process.ts';
import { middleAndTail, number, show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Settings } from '../settings.ts';
import { runOpenLoop } from '../telegram/open-loop.ts';
import type { Part } from './part.ts';
import { alternate } from './rounds.ts';

const fixedPerSecond = 600;

type Sample = {
  p50: number;
  p99: number;
  /** How late the driver itself was, ms: part of p50 and p99. */
  driverP50: number;
  driverP99: number;
  answeredPerSecond: number;
  cpuMicros: number;
  unmade: number;
  silent: number;
};

/** Taps at a fixed offered rate; time from the planned moment of a tap to its message at the Bot API. */
export const latency: Part = {
  name: 'latency',
  title: `Latency at a fixed offered load, from the planned moment of each tap: ${fixedPerSecond}/s, and half of what ours does at most`,
  async run(settings, { tell, print }) {
    const offered = [
      bots.oursOnRedis,
      bots.oursEmbedded,
      bots.telegrafTuned,
      bots.grammyTuned,
      bots.telegraf,
      bots.grammy,
    ].map((bot) => ({ bot, perSecond: fixedPerSecond, samples: [] as Sample[] }));
    const [most] = await alternate(
      [bots.oursOnRedis],
      { ...settings, rounds: 1 },
      { learnersAtOnce: 64 },
      tell,
    );
    const half = Math.round((most?.windows[0]?.updatesPerSecond ?? 0) / 2);
    offered.push({ bot: bots.oursOnRedis, perSecond: half, samples: [] });
    for (let round = 1; round <= settings.rounds; round++) {
      for (const { bot, perSecond, samples } of offered) {
        const sample = await offer(bot, perSecond, settings, round);
        samples.push(sample);
        tell(
          `round ${round}/${settings.rounds}, ${bot.name} at ${perSecond}/s: p99 ${number(sample.p99)} ms`,
        );
      }
    }
    print(
      table(
        [
          'bot',
          'offered/s',
          'answered/s',
          'p50 ms',
          'p99 ms',
          'of it the driver, p50 / p99',
          'CPU µs/update',
          'not offered / unanswered',
        ],
        offered.map(({ bot, perSecond, samples }) => {
          const of = (field: keyof Sample) => spread(samples.map((sample) => sample[field]));
          const sum = (field: keyof Sample): number =>
            samples.reduce((total, sample) => total + sample[field], 0);
          return [
            bot.name,
            number(perSecond),
            number(of('answeredPerSecond').median),
            show(of('p50')),
            show(of('p99')),
            `${number(of('driverP50').median)} / ${number(of('driverP99').median)}`,
            number(of('cpuMicros').median),
            `${sum('unmade')} / ${sum('silent')}`,
          ];
        }),
      ),
    );
    return offered.map(({ bot, perSecond, samples }) => ({ name: bot.name, perSecond, samples }));
  },
};

function offer(bot: Bot, perSecond: number, settings: Settings, seed: number): Promise<Sample> {
  return withBot(bot, { connections: 64 }, async (running, stage) => {
    const { load, stop } = runOpenLoop(stage, perSecond, seed);
    const cpu = (): number => running.pids().reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    try {
      await pause(Math.max(settings.warmUpSeconds, Math.min(3, 3_000 / perSecond)) * 1_000);
      load.times.length = 0;
      load.lateness.length = 0;
      load.unmade = 0;
      load.silent = 0;
      const [startedAt, cpuBefore] = [performance.now(), cpu()];
      await pause(settings.seconds * 1_000);
      const [lasted, used] = [performance.now() - startedAt, cpu() - cpuBefore];
      const times = [...load.times];
      const driver = middleAndTail(load.lateness);
      return {
        ...middleAndTail(times),
        driverP50: driver.p50,
        driverP99: driver.p99,
        answeredPerSecond: (times.length / lasted) * 1_000,
        cpuMicros: (used / times.length) * 1e6,
        unmade: load.unmade,
        silent: load.silent,
      };
    } finally {
      await stop();
    }
  });
}
