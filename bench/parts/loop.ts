import * as bots from '../bots/all.ts';
import { peersAhead, ratios, ratioTable, throughputTable } from './compare.ts';
import type { Part } from './part.ts';
import { alternate } from './rounds.ts';

const everyBot = [
  bots.oursOnRedis,
  bots.telegrafTuned,
  bots.grammyTuned,
  bots.telegraf,
  bots.grammy,
  bots.grammyInOrder,
  bots.oursEmbedded,
  bots.floor,
  bots.floorOnLines,
];

const ours = bots.oursOnRedis.name;

/** The whole loop on one core: webhook in, engine, commit, calls out; people tap as fast as they are answered. */
export const loop: Part = {
  name: 'loop',
  title: 'Whole loop: 64 learners at once, 64 webhook connections, a Bot API that answers at once',
  async run(settings, { tell, print }) {
    const measured = await alternate(everyBot, settings, { learnersAtOnce: 64, connections: 64 }, tell);
    const found = ratios(measured, ours);
    print(ratioTable(found, ours));
    print(throughputTable(measured));
    print(
      `What a peer does better here:\n${
        peersAhead(measured, ours)
          .map((line) => `- ${line}`)
          .join('\n') || '- nothing measured'
      }`,
    );
    return { ratios: found, bots: measured.map(({ bot, windows }) => ({ name: bot.name, windows })) };
  },
};

/** A Bot API that takes as long as Telegram's may, and Telegram's default number of webhook connections. */
export const slowApi: Part = {
  name: 'slow-api',
  title: 'Slow Bot API: 50 ms a call, 1,000 learners at once, 40 webhook connections (Telegram’s default)',
  async run(settings, { tell, print }) {
    const measured = await alternate(
      everyBot.filter((bot) => bot !== bots.grammyInOrder && bot.form !== 'floor'),
      settings,
      { learnersAtOnce: 1_000, connections: 40, apiMs: 50 },
      tell,
    );
    const found = ratios(measured, ours);
    print(ratioTable(found, ours));
    print(throughputTable(measured));
    return { ratios: found, bots: measured.map(({ bot, windows }) => ({ name: bot.name, windows })) };
  },
};
