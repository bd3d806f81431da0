import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { oursOnRedis } from '../bots/all.ts';
import { withBot } from '../bots/with-bot.ts';
import { plot } from '../measure/plot.ts';
import { residentMb } from '../measure/process.ts';
import { middleAndTail, number } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import { runOpenLoop } from '../telegram/open-loop.ts';
import type { Part } from './part.ts';
import { alternate } from './rounds.ts';

const picture = fileURLToPath(new URL('../../docs/pictures/soak.svg', import.meta.url));
const samples = 240;

type Sample = { minute: number; botMb: number; redisMb: number; p99: number; answered: number };

/** Half of what the bot can do, for long: does its memory stay where it was? */
export const soak: Part = {
  name: 'soak',
  title: 'Soak: half load for BENCH_SOAK_MINUTES, memory sampled, drawn into docs/pictures/soak.svg',
  async run(settings, { tell, print }) {
    const [most] = await alternate([oursOnRedis], { ...settings, rounds: 1 }, { learnersAtOnce: 64 }, tell);
    const half = Math.round((most?.windows[0]?.updatesPerSecond ?? 0) / 2);
    const found = await withBot(oursOnRedis, {}, async (running, stage) => {
      const redis = new Redis(running.redisUrl ?? '');
      const { load, stop } = runOpenLoop(stage, half, 1);
      const startedAt = performance.now();
      const series: Sample[] = [];
      let silent = 0;
      try {
        while (series.length < samples) {
          load.times.length = 0;
          load.lateness.length = 0;
          // What the driver and the stub keep of each chat must not grow for an hour either.
          stage.stub.messages.clear();
          await pause((settings.soakMinutes * 60_000) / samples);
          silent = load.silent + load.unmade;
          series.push({
            minute: (performance.now() - startedAt) / 60_000,
            botMb: running.pids().reduce((sum, pid) => sum + residentMb(pid), 0),
            redisMb: await usedMb(redis),
            p99: middleAndTail(load.times).p99,
            answered: load.times.length,
          });
          if (series.length % 10 === 0) {
            const last = series.at(-1);
            tell(
              `minute ${number(last?.minute ?? 0)}: ${number(last?.botMb ?? 0)} MB, p99 ${number(last?.p99 ?? 0)} ms`,
            );
          }
        }
      } finally {
        await stop();
        redis.disconnect();
      }
      return { perSecond: half, silent, series };
    });
    writeFileSync(
      picture,
      plot(`Memory of the bot at ${half} updates/s`, 'MB', [
        {
          label: 'bot, resident',
          points: found.series.map(({ minute, botMb }) => ({ minute, value: botMb })),
        },
        {
          label: 'Redis, used',
          points: found.series.map(({ minute, redisMb }) => ({ minute, value: redisMb })),
        },
      ]),
    );
    const quarter = (place: number): Sample[] =>
      found.series.slice((place * samples) / 4, ((place + 1) * samples) / 4);
    const mean = (of: Sample[], field: keyof Sample): number =>
      of.reduce((sum, sample) => sum + sample[field], 0) / of.length;
    print(
      table(
        [
          'quarter of the time',
          'bot RSS MB, mean',
          'highest',
          'Redis MB, mean',
          'p99 ms, mean of samples',
          'answered',
        ],
        [0, 1, 2, 3].map((place) => {
          const part = quarter(place);
          return [
            String(place + 1),
            number(mean(part, 'botMb')),
            number(Math.max(...part.map(({ botMb }) => botMb))),
            number(mean(part, 'redisMb')),
            number(mean(part, 'p99')),
            number(part.reduce((sum, { answered }) => sum + answered, 0)),
          ];
        }),
      ),
    );
    print(
      `${found.perSecond} updates/s offered for ${settings.soakMinutes} minutes; taps not made or not answered: ${found.silent}. Redis grows with every new learner; the bot must not.`,
    );
    return found;
  },
};

async function usedMb(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1] ?? 0) / 2 ** 20;
}
