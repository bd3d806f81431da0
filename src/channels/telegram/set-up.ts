import { type Api, GrammyError } from 'grammy';
import { languages } from '../../core/course.ts';
import type { Log } from '../../log.ts';
import { Unusable } from '../../unusable.ts';
import { allowedUpdates } from './update-schema.ts';
import { webhookPath } from './webhook.ts';
import { commandMenu } from './words.ts';

/** Connections Telegram may open to us; its own most. An update takes a few milliseconds. */
const webhookConnections = 100;

export type SetUp = {
  bot: string;
  mode: 'polling' | 'webhook' | 'sending only';
  publicUrl: string;
  webhookSecret: string;
  log: Log;
};

/**
 * Tells Telegram how this bot wants its updates, and what to show in its menu. Repeating it is harmless.
 * @returns the bot's name, as its links use it
 * @throws Unusable naming the variable that is wrong; anything else is Telegram being away
 */
export async function setUp(api: Api, options: SetUp, signal: AbortSignal): Promise<string> {
  const username = await checkToken(api, options.bot, signal);
  if (options.mode === 'sending only') return username;
  await listCommands(api, options.log, signal);
  if (options.mode === 'polling') {
    await api.raw.deleteWebhook({ drop_pending_updates: false }, signal as never);
    return username;
  }
  const url = options.publicUrl + webhookPath(options.bot);
  try {
    await api.raw.setWebhook(
      {
        url,
        secret_token: options.webhookSecret,
        allowed_updates: allowedUpdates,
        max_connections: webhookConnections,
        drop_pending_updates: false,
      },
      signal as never,
    );
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    throw new Unusable(
      `PUBLIC_URL: Telegram refuses the webhook ${url} (${error.description}); expected an https address it can reach on port 443, 80, 88 or 8443, for example https://hoc.example.vn, or TELEGRAM_MODE=polling`,
      { cause: error },
    );
  }
  return username;
}

async function checkToken(api: Api, bot: string, signal: AbortSignal): Promise<string> {
  try {
    return (await api.raw.getMe(signal as never)).username;
  } catch (error) {
    if (!(error instanceof GrammyError) || (error.error_code !== 401 && error.error_code !== 404))
      throw error;
    throw new Unusable(
      `TELEGRAM_BOT_TOKEN: Telegram does not know this token of bot ${bot}; copy it again from BotFather (/mybots, API Token), like 123456789:AAE…`,
      { cause: error },
    );
  }
}

/** Vietnamese for everyone, English where the app speaks it. A menu that fails is no reason not to teach. */
async function listCommands(api: Api, log: Log, signal: AbortSignal): Promise<void> {
  for (const language of languages) {
    const code = language === 'vi' ? {} : { language_code: language };
    try {
      await api.raw.setMyCommands({ commands: commandMenu[language], ...code }, signal as never);
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
      log.warn({ language, err: error }, 'Telegram did not take the list of commands');
    }
  }
}
