import type { Book, Verdict } from '../books/book.ts';
import { sessionBook } from '../books/sessions.ts';
import { statementBook } from '../books/statements.ts';
import * as bots from '../bots/all.ts';
import type { Bot, RunningBot } from '../bots/bot.ts';
import { withBot } from '../bots/with-bot.ts';
import { number } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import { bringCopies } from '../safety/copies.ts';
import { killAgainAndAgain } from '../safety/kills.ts';
import { raceTapsAndTexts } from '../safety/race.ts';
import type { Stage } from '../telegram/learner.ts';
import type { Part, Voice } from './part.ts';

const people = 100;

/** Answers lost and counted twice: under races, copies and kills. */
export const safety: Part = {
  name: 'safety',
  title: 'Safety: answers lost and counted twice, read from what each bot recorded',
  async run(settings, voice) {
    const atOnce = await racesAndCopies(voice);
    const killed = await kills(settings.kills, voice);
    return { atOnce, killed };
  },
};

async function racesAndCopies({ tell, print }: Voice): Promise<object[]> {
  const found: {
    bot: string;
    processes: number;
    race: Verdict & { textsForgotten: number; texts: number };
    copies: Verdict & { repliesPerAnswer: number };
  }[] = [];
  for (const bot of [bots.oursOnRedis, bots.oursEmbedded, bots.telegraf, bots.grammy, bots.grammyInOrder]) {
    for (const processes of bot.store === 'embedded' ? [1] : [1, 2]) {
      const race = await withBooks(bot, processes, async (book, _, stage) => {
        const { given, texts, textsForgotten } = await raceTapsAndTexts(stage, people);
        return { ...(await book.compare(given)), texts, textsForgotten };
      });
      const copies = await withBooks(bot, processes, async (book, _, stage) => {
        const { given, repliesPerAnswer } = await bringCopies(stage, people);
        return { ...(await book.compare(given)), repliesPerAnswer };
      });
      found.push({ bot: bot.name, processes, race, copies });
      tell(
        `${bot.name}, ${processes}: race lost ${race.lost} + ${race.textsForgotten}, copies doubled ${copies.doubled}`,
      );
    }
  }
  print(
    `${people} people each; a tap and a text of one person at the same moment; each answer brought three times at once and once more late:`,
  );
  print(
    table(
      [
        'bot',
        'processes',
        'race: answers lost',
        'texts forgotten',
        'lost of both',
        'copies: answers given',
        'counted',
        'times',
        'lost',
        'messages an answer',
      ],
      found.map(({ bot, processes, race, copies }) => [
        bot,
        String(processes),
        `${race.lost} of ${race.answers}`,
        `${race.textsForgotten} of ${race.texts}`,
        `${number((100 * (race.lost + race.textsForgotten)) / (race.answers + race.texts))} %`,
        String(copies.answers),
        String(copies.recorded),
        `${number(copies.recorded / copies.answers)}×`,
        String(copies.lost),
        number(copies.repliesPerAnswer),
      ]),
    ),
  );
  return found;
}

async function kills(times: number, { tell, print }: Voice): Promise<object[]> {
  const found: (Verdict & { bot: string; left: number; redelivered: number })[] = [];
  for (const bot of [
    bots.oursOnRedis,
    bots.oursEmbedded,
    bots.telegrafTuned,
    bots.grammyTuned,
    bots.telegraf,
    bots.grammy,
  ]) {
    const one = await withBooks(bot, 1, async (book, running, stage) => {
      const { learners, redelivered } = await killAgainAndAgain(running, stage, times);
      const left = learners.filter((learner) => learner.wasLeft);
      // Our statements speak of finished lessons; who was left in the middle of one is counted beside.
      const asked = bot.form === 'ours' ? learners.filter((learner) => !learner.wasLeft) : learners;
      const verdict = await book.compare(asked.flatMap((learner) => learner.answers));
      return { bot: bot.name, ...verdict, left: left.length, redelivered };
    });
    found.push(one);
    tell(`${bot.name}: ${times} kills, ${one.answers} answers, ${one.lost} lost, ${one.doubled} doubled`);
  }
  print(`kill -9 ${times} times while 64 people learn; everything not answered 200 is brought again:`);
  print(
    table(
      [
        'bot',
        'answers acknowledged',
        'lost',
        'counted twice',
        'lost',
        'people left without a message',
        'redelivered',
      ],
      found.map(({ bot, answers, lost, doubled, left, redelivered }) => [
        bot,
        String(answers),
        String(lost),
        String(doubled),
        `${number((100 * lost) / answers)} %`,
        String(left),
        String(redelivered),
      ]),
    ),
  );
  return found;
}

/** Runs a bot beside whatever records its answers: Redis for the peers, a central API for ours. */
async function withBooks<T>(
  bot: Bot,
  processes: number,
  work: (book: Book, running: RunningBot, stage: Stage) => Promise<T>,
): Promise<T> {
  if (bot.form !== 'ours') {
    return withBot(bot, { processes }, (running, stage) => work(sessionBook(running), running, stage));
  }
  const book = await statementBook();
  try {
    return await withBot(bot, { processes, centralUrl: book.url }, (running, stage) =>
      work(book, running, stage),
    );
  } finally {
    await book.stop();
  }
}
