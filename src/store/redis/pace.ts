import type { Store } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { botKey } from './keys.ts';

/** The pace of each bot, one script and one key for all processes. */
export function openPace(redis: Connection, offsetMs: () => number): Pick<Store, 'takeTokens' | 'pauseLane'> {
  const run = (bot: string, now: number | undefined, verb: string, ...argv: (string | number)[]) =>
    reached(() =>
      redis.banhocGovernor(botKey(bot), now ?? '', now === undefined ? offsetMs() : 0, verb, ...argv),
    );
  return {
    async takeTokens(bot, lane, wanted, perSecond, now) {
      const answer = await run(bot, now, 'take', lane, wanted, perSecond.reply, perSecond.bulk);
      const [granted = 0, waitMs = 0] = Array.isArray(answer) ? answer : [];
      return { granted, waitMs };
    },
    async pauseLane(bot, lane, forMs, now) {
      await run(bot, now, 'pause', lane, forMs);
    },
  };
}
