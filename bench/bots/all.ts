import { fileURLToPath } from 'node:url';
import type { Bot, Place } from './bot.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const lessonsDir = path('../../lessons');

const ours = (name: string, store: Bot['store']): Bot => ({
  name,
  form: 'ours',
  store,
  program: ({ stub, port, redisUrl, dataDir, centralUrl }: Place) => ({
    args: [path('../../bin/banhoc.mjs'), 'start'],
    env: {
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: dataDir,
      LESSONS_DIR: lessonsDir,
      LOG_LEVEL: 'error',
      BANHOC_SECRET: 'bench-secret-of-nobody-'.repeat(2),
      TELEGRAM_BOT_TOKEN: stub.token,
      TELEGRAM_API_ROOT: stub.url,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'bench-webhook-secret',
      // The stub has no limits, and Telegram's own would be what is measured: the highest the program takes.
      TELEGRAM_REPLIES_PER_SECOND: '30000',
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...(centralUrl === undefined ? {} : { CENTRAL_API_URL: centralUrl }),
    },
  }),
});

const peer = (
  name: string,
  form: Bot['form'],
  file: string,
  sessionKey: (chat: number) => string,
  settings: Record<string, string> = {},
): Bot => ({
  name,
  form,
  store: 'redis',
  sessionKey,
  program: ({ stub, port, redisUrl }: Place) => ({
    args: [path(`../peers/${file}.ts`)],
    env: {
      PORT: String(port),
      BOT_TOKEN: stub.token,
      API_ROOT: stub.url,
      REDIS_URL: redisUrl ?? '',
      LESSONS_DIR: lessonsDir,
      WEBHOOK_SECRET: 'bench-webhook-secret',
      ...settings,
    },
  }),
});

const ofTelegraf = (chat: number): string => `telegraf:${chat}:${chat}`;
const ofGrammy = (chat: number): string => String(chat);

export const oursOnRedis = ours('ours, Redis', 'redis');
export const oursEmbedded = ours('ours, embedded', 'embedded');
export const telegraf = peer('telegraf', 'documented', 'telegraf', ofTelegraf);
export const telegrafTuned = peer('telegraf, reply in the 200', 'tuned', 'telegraf', ofTelegraf, {
  REPLY_IN_WEBHOOK: '1',
});
export const grammy = peer('grammY', 'documented', 'grammy', ofGrammy);
export const grammyTuned = peer('grammY, reply in the 200', 'tuned', 'grammy', ofGrammy, {
  REPLY_IN_WEBHOOK: '1',
});
export const grammyInOrder = peer('grammY + sequentialize', 'documented', 'grammy', ofGrammy, {
  SEQUENTIALIZE: '1',
});
/** Shown beside the bots, so that it can be seen how much of a bot is its libraries. */
export const floorOnLines = peer('floor, over our own lines', 'floor', 'floor', String, { OUR_LINES: '1' });
export const floor = peer('floor: HTTP in and calls out, no bot', 'floor', 'floor', String);
