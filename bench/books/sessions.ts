import { Redis } from 'ioredis';
import type { RunningBot } from '../bots/bot.ts';
import { type Book, tallyOf, verdictOf } from './book.ts';

/** The peers' record: the number of answers in each chat's session, read from Redis. */
export function sessionBook(running: RunningBot): Book {
  return {
    async compare(given) {
      const { bot, redisUrl } = running;
      if (redisUrl === undefined || bot.sessionKey === undefined)
        throw new Error(`${bot.name} keeps no sessions`);
      const redis = new Redis(redisUrl);
      try {
        const byChat = tallyOf(given.map(({ chat }) => String(chat)));
        const recorded = new Map<string, number>();
        for (const chat of byChat.keys()) {
          const session = await redis.get(bot.sessionKey(Number(chat)));
          const { answered } = JSON.parse(session ?? '{"answered":0}') as { answered: number };
          recorded.set(chat, answered);
        }
        return verdictOf(byChat, recorded);
      } finally {
        redis.disconnect();
      }
    },
  };
}
