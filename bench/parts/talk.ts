import * as bots from '../bots/all.ts';
import { withBot } from '../bots/with-bot.ts';
import { Learner } from '../telegram/learner.ts';
import type { Part } from './part.ts';

/** One learner's whole lesson with every bot, printed: the proof that all of them teach the same. */
export const talk: Part = {
  name: 'talk',
  title: 'One learner’s lesson with each bot, as it is shown',
  async run(_, { print }) {
    const messages: Record<string, number> = {};
    for (const bot of Object.values(bots)) {
      await withBot(bot, {}, async (_running, stage) => {
        const lines = [`${bot.name}:`];
        const learner = new Learner(1_000_000, stage);
        while (!learner.isDone) {
          await learner.step();
          const text = (learner.shown?.text ?? 'nothing').replaceAll('\n', ' ').slice(0, 80);
          lines.push(`  ${text}  ${learner.shown?.buttons.map(({ label }) => `[${label}]`).join(' ') ?? ''}`);
        }
        const calls = [...stage.stub.calls].map(([method, count]) => `${method} ${count}`).join(', ');
        lines.push(`  calls out: ${calls}; failed deliveries: ${stage.deliveries.failures()}`);
        print(lines.join('\n'));
        messages[bot.name] = lines.length - 2;
      });
    }
    return messages;
  },
};
