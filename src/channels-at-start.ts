import { join } from 'node:path';
import type { Telegram } from './channels/telegram/telegram.ts';
import { openWebChat } from './channels/webchat/web-chat.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { pollerLease } from './poller-lease.ts';
import { type Role, takesTelegram, worksByItself } from './role.ts';
import type { Secrets } from './secrets.ts';
import type { Store } from './store/store.ts';

type Start = { config: Config; role: Role; store: Store; secrets: Secrets; owner: string; log: Log };

const mediaDir = (config: Config): string => join(config.LESSONS_DIR, 'media');

/** The page and its chat, as the configuration wants them. */
export const webChatOf = ({ config, store, secrets }: Start): ReturnType<typeof openWebChat> =>
  openWebChat({
    store,
    secrets,
    mediaDir: mediaDir(config),
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

/** Telegram's packages are read only where there is a bot. @returns undefined without a token, and where this role neither sends nor takes updates */
export async function telegramOf({
  config,
  role,
  store,
  secrets,
  owner,
  log,
}: Start): Promise<Telegram | undefined> {
  if (config.TELEGRAM_BOT_TOKEN === undefined) return undefined;
  const takes = takesTelegram(role, config.TELEGRAM_MODE);
  if (!takes && !worksByItself(role)) return undefined;
  const { openTelegram } = await import('./channels/telegram/telegram.ts');
  return openTelegram({
    token: config.TELEGRAM_BOT_TOKEN,
    apiRoot: config.TELEGRAM_API_ROOT,
    mode: takes ? config.TELEGRAM_MODE : 'sending only',
    publicUrl: config.publicUrl,
    webhookSecret: config.TELEGRAM_WEBHOOK_SECRET ?? secrets.telegramWebhook,
    mediaDir: mediaDir(config),
    lease: pollerLease(store, config.TELEGRAM_BOT_TOKEN.split(':')[0] ?? '', owner),
    clock: Date.now,
    log,
  });
}
