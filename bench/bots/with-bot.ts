import { openDeliveries } from '../telegram/deliveries.ts';
import type { Stage } from '../telegram/learner.ts';
import { startStub } from '../telegram/stub.ts';
import { numberedUpdates } from '../telegram/updates.ts';
import type { Bot, RunningBot } from './bot.ts';
import { type RunOptions, runBot } from './run-bot.ts';

export type Setting = RunOptions & {
  /** How long the Bot API takes for each call. */
  apiMs?: number;
  /** Webhook connections at the same time. */
  connections?: number;
};

/** Runs a bot on a fresh store between a fresh stub and a fresh Telegram side, and clears all away after the work. */
export async function withBot<T>(
  bot: Bot,
  { apiMs = 0, connections = 64, ...options }: Setting,
  work: (running: RunningBot, stage: Stage) => Promise<T>,
): Promise<T> {
  const stub = await startStub({ latencyMs: apiMs });
  let running: RunningBot | undefined;
  try {
    running = await runBot(bot, stub, options);
    const deliveries = openDeliveries({
      addresses: running.addresses,
      connections,
      onReply: stub.takeReply,
    });
    try {
      return await work(running, { stub, deliveries, updates: numberedUpdates() });
    } finally {
      deliveries.stop();
    }
  } finally {
    await running?.stop();
    await stub.stop();
  }
}
