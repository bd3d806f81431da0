import { setTimeout as pause } from 'node:timers/promises';
import type { RunningBot } from '../bots/bot.ts';
import { runClosedLoop } from '../telegram/closed-loop.ts';
import type { Learner, Stage } from '../telegram/learner.ts';

/** How long a bot lives between two kills. */
const lifeMs = 1_300;

/**
 * Kill -9 of the bot again and again while people learn; it is started anew at once, and Telegram's side
 * brings again whatever was not answered 200. Then everyone under way finishes the lesson.
 * @returns the people who learned; those left without a message among them
 */
export async function killAgainAndAgain(
  running: RunningBot,
  stage: Stage,
  kills: number,
): Promise<{ learners: Learner[]; redelivered: number }> {
  const { load, stop } = runClosedLoop(stage, 64, { finishLessons: true, thinkMs: 25, patienceMs: 15_000 });
  for (let kill = 0; kill < kills; kill++) {
    await pause(lifeMs);
    await running.killAndRestart();
  }
  await pause(lifeMs);
  await stop();
  return { learners: load.learners, redelivered: stage.deliveries.failures() };
}
