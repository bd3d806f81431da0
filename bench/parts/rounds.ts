import type { Bot } from '../bots/bot.ts';
import { type Setting, withBot } from '../bots/with-bot.ts';
import { measureWindow, type Window } from '../measure/window.ts';
import type { Settings } from '../settings.ts';
import { runClosedLoop } from '../telegram/closed-loop.ts';

export type Measured = { bot: Bot; windows: Window[] };

/**
 * Measures bots in turn, round after round: the machine's drift then falls on all of them. Each round of each
 * bot is a fresh process on a fresh store with the same learners.
 */
export async function alternate(
  bots: Bot[],
  settings: Settings,
  setting: Setting & { learnersAtOnce: number },
  tell: (line: string) => void,
): Promise<Measured[]> {
  const measured = bots.map((bot): Measured => ({ bot, windows: [] }));
  for (let round = 1; round <= settings.rounds; round++) {
    for (const { bot, windows } of measured) {
      const window = await withBot(bot, setting, async (running, stage) => {
        const { load, stop } = runClosedLoop(stage, setting.learnersAtOnce);
        try {
          return await measureWindow(running, stage, load, settings);
        } finally {
          stage.stub.giveUp(0);
          stage.deliveries.stop();
          await stop();
        }
      });
      windows.push(window);
      tell(`round ${round}/${settings.rounds}, ${bot.name}: ${Math.round(window.updatesPerSecond)}/s`);
    }
  }
  return measured;
}
