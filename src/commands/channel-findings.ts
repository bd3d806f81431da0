import { z } from 'zod';
import { mostMessages, mostPeople, openQuota } from '../channels/zalo-bot/quota.ts';
import type { Config } from '../config.ts';
import { type BotSettings, botIdOf, type TelegramSettings, type ZaloBotSettings } from '../config-bots.ts';
import { minuteMs, secondMs } from '../core/time.ts';
import { openLog } from '../log.ts';
import { openStore } from '../main.ts';
import { careful, type Finding, well, wrong } from './finding.ts';
import { zaloOaFindings } from './zalo-oa-findings.ts';

const channels = ['telegram', 'zalo-bot', 'zalo-oa'] as const;
const answerMs = 8 * secondMs;
/** An error that a platform had with us longer ago is not told any more. */
const recentMs = 60 * minuteMs;

/** Asks each bot's platform about its token, its webhook, its plan and what last went wrong. */
export async function channelFindings(config: Config): Promise<Finding[]> {
  const off = channels
    .filter((channel) => config.bots.every((bot) => bot.channel !== channel))
    .map((channel) => well(channel, 'off'));
  const asked = config.bots.map((bot) => {
    const isOnly = config.bots.filter(({ channel }) => channel === bot.channel).length === 1;
    return findingsOf(config, bot, isOnly ? bot.channel : `${bot.channel} ${botIdOf(bot)}`);
  });
  return [...off, ...(await Promise.all(asked)).flat()];
}

function findingsOf(config: Config, bot: BotSettings, about: string): Promise<Finding[]> {
  switch (bot.channel) {
    case 'telegram':
      return telegramFindings(config, bot, about);
    case 'zalo-bot':
      return zaloBotFindings(config, bot, about);
    case 'zalo-oa':
      return zaloOaFindings(config, bot, about);
  }
}

const envelope = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error_code: z.coerce.number(), description: z.string().default('') }),
]);

/** @returns undefined when nothing answered. The cause may carry the address, and that the token: it is not told. */
async function ask(
  root: string,
  token: string,
  method: string,
): Promise<z.infer<typeof envelope> | undefined> {
  try {
    const answer = await fetch(`${root.replace(/\/+$/, '')}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(answerMs),
    });
    const told = envelope.safeParse(await answer.json());
    return told.success ? told.data : undefined;
  } catch {
    // See above: what went wrong is told by its absence.
    return undefined;
  }
}

async function telegramFindings(config: Config, bot: TelegramSettings, about: string): Promise<Finding[]> {
  const { TELEGRAM_API_ROOT: root, TELEGRAM_BOT_TOKEN: token, TELEGRAM_MODE: mode } = bot;
  const me = await ask(root, token, 'getMe');
  if (me === undefined)
    return [
      wrong(
        about,
        `TELEGRAM_API_ROOT: ${new URL(root).host} does not answer; it may be blocked here: set TELEGRAM_API_ROOT to a relay that is not`,
      ),
    ];
  if (!me.ok)
    return [
      wrong(about, `TELEGRAM_BOT_TOKEN: refused with ${me.error_code}; get the token again from BotFather`),
    ];
  const accepted = well(about, `the token is accepted, ${mode}`);
  const info = await ask(root, token, 'getWebhookInfo');
  const hook = z
    .object({
      url: z.string(),
      pending_update_count: z.number().default(0),
      last_error_date: z.number().optional(),
      last_error_message: z.string().optional(),
    })
    .safeParse(info?.ok === true ? info.result : undefined);
  if (!hook.success) return [accepted, careful(`${about} webhook`, 'could not be asked for')];
  const { url, pending_update_count: pending, last_error_date: at, last_error_message: error } = hook.data;
  const expected = `${config.publicUrl}/channels/telegram/${botIdOf(bot)}`;
  const findings = [accepted, webhookFinding(about, mode, url, expected)];
  if (error !== undefined && at !== undefined && Date.now() - at * secondMs < recentMs)
    findings.push(
      careful(
        `${about} last error`,
        `${error}, at ${new Date(at * secondMs).toISOString()}; ${pending} updates wait at Telegram`,
      ),
    );
  return findings;
}

function webhookFinding(about: string, mode: 'polling' | 'webhook', url: string, expected: string): Finding {
  const name = `${about} webhook`;
  if (mode === 'polling')
    return url === ''
      ? well(name, 'none, as polling wants it')
      : careful(name, `${url} is set while this bot polls; the next start takes it away`);
  if (url === expected) return well(name, url);
  return careful(
    name,
    `${url === '' ? 'none is set' : `${url} is set`}, expected ${expected}; the next start sets it, and if it is taken away again another program uses this token`,
  );
}

async function zaloBotFindings(config: Config, bot: ZaloBotSettings, about: string): Promise<Finding[]> {
  const { ZALO_BOT_API_ROOT: root, ZALO_BOT_TOKEN: token, ZALO_BOT_MODE: mode } = bot;
  const quota = await quotaFinding(config, bot, about);
  const me = await ask(root, token, 'getMe');
  if (me === undefined)
    return [wrong(about, `ZALO_BOT_API_ROOT: ${new URL(root).host} does not answer`), quota];
  if (!me.ok)
    return [
      wrong(
        about,
        `ZALO_BOT_TOKEN: refused with ${me.error_code}; copy it again from Zalo Bot Manager in the Zalo app`,
      ),
      quota,
    ];
  const who = z
    .object({ account_name: z.string().default('?'), account_type: z.string().default('?') })
    .safeParse(me.result).data;
  const info = await ask(root, token, 'getWebhookInfo');
  const url = z.object({ url: z.string() }).safeParse(info?.ok === true ? info.result : undefined).data?.url;
  return [
    well(about, `the token is accepted, ${who?.account_name}, plan ${who?.account_type}, ${mode}`),
    webhookFinding(about, mode, url ?? '', `${config.publicUrl}/channels/zalo-bot/${botIdOf(bot)}`),
    quota,
  ];
}

async function quotaFinding(config: Config, bot: ZaloBotSettings, about: string): Promise<Finding> {
  const name = `${about} quota`;
  try {
    const store = await openStore(config, 'command');
    try {
      const quota = openQuota(botIdOf(bot), store, openLog('silent'));
      const now = Date.now();
      await quota.look(now);
      const { messages, people } = quota.figures(now);
      const trouble = quota.trouble(now);
      return trouble === undefined
        ? well(name, `${messages} of ${mostMessages} messages this month, ${people} of ${mostPeople} people`)
        : careful(name, trouble);
    } finally {
      await store.close();
    }
  } catch (error) {
    return careful(name, `could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
