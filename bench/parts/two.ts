import { oursOnRedis } from '../bots/all.ts';
import { withBot } from '../bots/with-bot.ts';
import { number, show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import { measureWindow, type Window } from '../measure/window.ts';
import { runClosedLoop } from '../telegram/closed-loop.ts';
import type { Part } from './part.ts';

/** What a second process costs: both share the bot's core and one Redis, so only the work can differ. */
export const two: Part = {
  name: 'two',
  title: 'Two of our processes on one Redis against one: CPU for an update',
  async run(settings, { tell, print }) {
    const kinds = [1, 2].map((processes) => ({ processes, windows: [] as Window[] }));
    for (let round = 1; round <= settings.rounds; round++) {
      for (const { processes, windows } of kinds) {
        const window = await withBot(oursOnRedis, { processes }, async (running, stage) => {
          const { load, stop } = runClosedLoop(stage, 64);
          try {
            return await measureWindow(running, stage, load, settings);
          } finally {
            stage.stub.giveUp(0);
            stage.deliveries.stop();
            await stop();
          }
        });
        windows.push(window);
        tell(`round ${round}/${settings.rounds}, ${processes}: ${number(window.cpuMicros)} µs/update`);
      }
    }
    const [one] = kinds;
    print(
      table(
        [
          'processes',
          'CPU µs/update, all together',
          'against one',
          'Redis µs/update',
          'updates/s on the shared core',
        ],
        kinds.map(({ processes, windows }) => {
          const against = spread(
            windows.map((window, round) => window.cpuMicros / (one?.windows[round]?.cpuMicros ?? Number.NaN)),
          );
          return [
            String(processes),
            show(spread(windows.map((window) => window.cpuMicros))),
            `${number(against.median)}× [${number(against.low)}–${number(against.high)}]`,
            show(spread(windows.map((window) => window.redisMicros))),
            show(spread(windows.map((window) => window.updatesPerSecond))),
          ];
        }),
      ),
    );
    return kinds;
  },
};
