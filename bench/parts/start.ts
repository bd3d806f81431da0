import * as bots from '../bots/all.ts';
import { withBot } from '../bots/with-bot.ts';
import { residentMb } from '../measure/process.ts';
import { number, show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Part } from './part.ts';

const runs = 5;

/** From the start of the program to a port that answers, and the memory it then has. */
export const start: Part = {
  name: 'start',
  title: `Start of the program to a listening port, ${runs} runs`,
  async run(_, { tell, print }) {
    const kinds = [bots.oursOnRedis, bots.oursEmbedded, bots.telegraf, bots.grammy].map((bot) => ({
      bot,
      ms: [] as number[],
      mb: [] as number[],
    }));
    for (let run = 1; run <= runs; run++) {
      for (const { bot, ms, mb } of kinds) {
        await withBot(bot, {}, async (running) => {
          ms.push(running.listeningMs);
          mb.push(running.pids().reduce((sum, pid) => sum + residentMb(pid), 0));
        });
        tell(`run ${run}/${runs}, ${bot.name}: ${Math.round(ms.at(-1) ?? 0)} ms`);
      }
    }
    print(
      table(
        ['bot', 'start to listening, ms', 'RSS MB'],
        kinds.map(({ bot, ms, mb }) => [bot.name, show(spread(ms)), number(spread(mb).median)]),
      ),
    );
    return kinds.map(({ bot, ms, mb }) => ({ name: bot.name, ms, mb }));
  },
};
