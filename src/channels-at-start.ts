import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Channel } from './channels/channel.ts';
import { waitOrStop } from './channels/http/wait.ts';
import { openWebChat } from './channels/webchat/web-chat.ts';
import type { Config } from './config.ts';
import { type BotSettings, botIdOf } from './config-bots.ts';
import { secondMs } from './core/time.ts';
import { telegramPace } from './delivery/governor.ts';
import type { Log } from './log.ts';
import { pollerLease } from './poller-lease.ts';
import { type Role, takesUpdates, worksByItself } from './role.ts';
import type { Secrets } from './secrets.ts';
import type { Store } from './store/store.ts';

type Start = {
  config: Config;
  role: Role;
  store: Store;
  secrets: Secrets;
  owner: string;
  /** Draws a picture that was named and never filed. */
  drawPicture(file: string): Promise<Buffer | undefined>;
  log: Log;
};

/** Longer than asking Zalo for a token and writing it may take. */
const renewalMs = 40 * secondMs;

const mediaDir = (config: Config): string => join(config.LESSONS_DIR, 'media');

/** The page and its chat, as the configuration wants them. */
export const webChatOf = ({ config, store, secrets, drawPicture }: Start): ReturnType<typeof openWebChat> =>
  openWebChat({
    store,
    secrets,
    mediaDir: mediaDir(config),
    drawPicture,
    publicUrl: config.publicUrl,
    trustProxy: config.TRUST_PROXY,
    ...(config.OPERATOR_NAME === undefined
      ? {}
      : {
          operator: {
            name: config.OPERATOR_NAME,
            ...(config.OPERATOR_CONTACT === undefined ? {} : { contact: config.OPERATOR_CONTACT }),
          },
        }),
    clock: Date.now,
  });

/** A bot on a platform, and where the platform calls. */
export type PlatformBot = Channel & {
  /** Answers a webhook call. @returns false when the path is not this bot's */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The bot's name, as links to it use it, where the platform has such. */
  username?(): string | undefined;
};

/**
 * The bots of the configuration, as far as this role sends for them or takes their updates. A platform's packages are
 * read only where it has a bot.
 */
export async function platformBots(start: Start): Promise<PlatformBot[]> {
  const { bots } = start.config;
  const opened = bots.map((bot) => {
    const isOnly = bots.filter(({ channel }) => channel === bot.channel).length === 1;
    return openBotOf(start, bot, isOnly);
  });
  return (await Promise.all(opened)).filter((bot) => bot !== undefined);
}

async function openBotOf(start: Start, bot: BotSettings, isOnly: boolean): Promise<PlatformBot | undefined> {
  const { config, role, store, secrets, owner, log } = start;
  const takes = takesUpdates(role, bot);
  if (!takes && !worksByItself(role)) return undefined;
  const common = { publicUrl: config.publicUrl, isOnly, clock: Date.now, log };
  const lease = pollerLease(store, bot.channel, botIdOf(bot), owner);
  switch (bot.channel) {
    case 'telegram': {
      const { openTelegram } = await import('./channels/telegram/telegram.ts');
      return openTelegram({
        ...common,
        token: bot.TELEGRAM_BOT_TOKEN,
        apiRoot: bot.TELEGRAM_API_ROOT,
        mode: takes ? bot.TELEGRAM_MODE : 'sending only',
        webhookSecret: bot.TELEGRAM_WEBHOOK_SECRET ?? secrets.telegramWebhook,
        mediaDir: mediaDir(config),
        drawPicture: start.drawPicture,
        lease,
        pace: telegramPace(bot.TELEGRAM_REPLIES_PER_SECOND),
      });
    }
    case 'zalo-bot': {
      const { openZaloBot } = await import('./channels/zalo-bot/zalo-bot.ts');
      return openZaloBot({
        ...common,
        token: bot.ZALO_BOT_TOKEN,
        apiRoot: bot.ZALO_BOT_API_ROOT,
        mode: takes ? bot.ZALO_BOT_MODE : 'sending only',
        webhookSecret: bot.ZALO_BOT_WEBHOOK_SECRET ?? secrets.zaloBotWebhook,
        lease,
        counts: store,
      });
    }
    case 'zalo-oa': {
      const { openZaloOa } = await import('./channels/zalo-oa/zalo-oa.ts');
      const { fileCopy } = await import('./channels/zalo-oa/kept-tokens.ts');
      return openZaloOa({
        ...common,
        oaId: bot.ZALO_OA_ID,
        appId: bot.ZALO_OA_APP_ID,
        appSecret: bot.ZALO_OA_APP_SECRET,
        secret: bot.ZALO_OA_SECRET,
        firstRefreshToken: bot.ZALO_OA_REFRESH_TOKEN,
        apiRoot: bot.ZALO_OA_API_ROOT,
        oauthRoot: bot.ZALO_OA_OAUTH_ROOT,
        callsPerMinute: bot.ZALO_OA_PLAN === 'toan-dien' ? 2_000 : 100,
        mostVnd: bot.ZALO_OA_VND_PER_MONTH,
        takesUpdates: takes,
        tapKey: secrets.zaloOaTaps(bot.ZALO_OA_ID),
        lock: pollerLease(store, bot.channel, botIdOf(bot), owner, renewalMs),
        notes: store,
        copy: fileCopy(join(config.DATA_DIR, `zalo-oa-${bot.ZALO_OA_ID}.json`)),
        counts: store,
        wait: waitOrStop,
      });
    }
  }
}
