import { z } from 'zod';
import { blankIsUnset, oneOf, text, whole } from './config-values.ts';

/** What each channel's bot is told, by the same names in the environment and in `channels.yaml`. */
export const telegramShape = {
  TELEGRAM_BOT_TOKEN: z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .regex(/^\d+:[A-Za-z0-9_-]+$/, 'expected the token BotFather gave, like 123456789:AAE…')
      .optional(),
  ),
  TELEGRAM_API_ROOT: z.preprocess(
    blankIsUnset,
    z
      .url({ protocol: /^https?$/, error: 'expected a web address; for example https://api.telegram.org' })
      .default('https://api.telegram.org'),
  ),
  TELEGRAM_MODE: oneOf(['polling', 'webhook'], 'polling'),
  TELEGRAM_WEBHOOK_SECRET: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,256}$/, 'expected 1 to 256 of A-Z a-z 0-9 _ -')
      .optional(),
  ),
  TELEGRAM_REPLIES_PER_SECOND: whole('messages a second, 1 to 30000', 1, 30_000, 1_000),
};

export const zaloBotShape = {
  ZALO_BOT_TOKEN: z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .regex(/^\d+:[A-Za-z0-9_-]+$/, 'expected the token Zalo Bot Manager gave, like 12345689:abc-xyz')
      .optional(),
  ),
  ZALO_BOT_API_ROOT: z.preprocess(
    blankIsUnset,
    z
      .url({
        protocol: /^https?$/,
        error: 'expected a web address; for example https://bot-api.zaloplatforms.com',
      })
      .default('https://bot-api.zaloplatforms.com'),
  ),
  ZALO_BOT_MODE: oneOf(['polling', 'webhook'], 'polling'),
  ZALO_BOT_WEBHOOK_SECRET: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,256}$/, 'expected 8 to 256 of A-Z a-z 0-9 _ -')
      .optional(),
  ),
};

const digits = (expected: string) =>
  z.preprocess(
    (value) => blankIsUnset(typeof value === 'number' ? String(value) : value),
    z.string().trim().regex(/^\d+$/, expected).optional(),
  );
const webAddress = (standard: string) =>
  z.preprocess(
    blankIsUnset,
    z
      .url({ protocol: /^https?$/, error: `expected a web address; for example ${standard}` })
      .default(standard),
  );

export const zaloOaShape = {
  ZALO_OA_ID: digits('expected the digits of the Official Account, like 388613280878808645'),
  ZALO_OA_APP_ID: digits('expected the digits of the app at developers.zalo.me'),
  ZALO_OA_APP_SECRET: text,
  ZALO_OA_SECRET: text,
  ZALO_OA_REFRESH_TOKEN: text,
  ZALO_OA_API_ROOT: webAddress('https://openapi.zalo.me'),
  ZALO_OA_OAUTH_ROOT: webAddress('https://oauth.zaloapp.com'),
  ZALO_OA_PLAN: oneOf(['tang-truong', 'toan-dien'], 'tang-truong'),
  ZALO_OA_VND_PER_MONTH: whole('VND a month, 0 to 1000000000', 0, 1_000_000_000, 0),
};

const shapes = { telegram: telegramShape, 'zalo-bot': zaloBotShape, 'zalo-oa': zaloOaShape } as const;
const telegram = z.object(telegramShape);
const zaloBot = z.object(zaloBotShape);
const zaloOa = z.object(zaloOaShape);

export type TelegramSettings = z.infer<typeof telegram> & { channel: 'telegram'; TELEGRAM_BOT_TOKEN: string };
export type ZaloBotSettings = z.infer<typeof zaloBot> & { channel: 'zalo-bot'; ZALO_BOT_TOKEN: string };
type ZaloOaNeeded = 'ZALO_OA_ID' | 'ZALO_OA_APP_ID' | 'ZALO_OA_APP_SECRET' | 'ZALO_OA_SECRET';
export type ZaloOaSettings = Omit<z.infer<typeof zaloOa>, ZaloOaNeeded> & {
  channel: 'zalo-oa';
} & Record<ZaloOaNeeded, string>;

/** One bot on one platform, and all it needs. */
export type BotSettings = TelegramSettings | ZaloBotSettings | ZaloOaSettings;
type BotChannel = BotSettings['channel'];

/** The platform's own id of the bot, never its token. */
export function botIdOf(bot: BotSettings): string {
  switch (bot.channel) {
    case 'telegram':
      return bot.TELEGRAM_BOT_TOKEN.split(':', 1)[0] ?? '';
    case 'zalo-bot':
      return bot.ZALO_BOT_TOKEN.split(':', 1)[0] ?? '';
    case 'zalo-oa':
      return bot.ZALO_OA_ID;
  }
}

/** How the bot's updates come; those of an Official Account are always brought. */
export function modeOf(bot: BotSettings): 'polling' | 'webhook' {
  switch (bot.channel) {
    case 'telegram':
      return bot.TELEGRAM_MODE;
    case 'zalo-bot':
      return bot.ZALO_BOT_MODE;
    case 'zalo-oa':
      return 'webhook';
  }
}

type Found = { bots: BotSettings[]; problems: string[] };

/** The bots that the environment names, at most one of each channel. */
export function botsOf(
  given: z.infer<typeof telegram> & z.infer<typeof zaloBot> & z.infer<typeof zaloOa>,
): Found {
  const found: Found = { bots: [], problems: [] };
  const { TELEGRAM_BOT_TOKEN: telegramToken, ZALO_BOT_TOKEN: zaloToken } = given;
  if (telegramToken !== undefined)
    found.bots.push({ ...telegram.parse(given), channel: 'telegram', TELEGRAM_BOT_TOKEN: telegramToken });
  if (zaloToken !== undefined)
    found.bots.push({ ...zaloBot.parse(given), channel: 'zalo-bot', ZALO_BOT_TOKEN: zaloToken });
  const oa = zaloOa.parse(given);
  const { ZALO_OA_ID, ZALO_OA_APP_ID, ZALO_OA_APP_SECRET, ZALO_OA_SECRET, ZALO_OA_REFRESH_TOKEN } = oa;
  const told = [ZALO_OA_ID, ZALO_OA_APP_ID, ZALO_OA_APP_SECRET, ZALO_OA_SECRET, ZALO_OA_REFRESH_TOKEN];
  if (told.every((value) => value === undefined)) return found;
  if (
    ZALO_OA_ID === undefined ||
    ZALO_OA_APP_ID === undefined ||
    ZALO_OA_APP_SECRET === undefined ||
    ZALO_OA_SECRET === undefined
  ) {
    found.problems.push(
      "ZALO_OA_ID, ZALO_OA_APP_ID, ZALO_OA_APP_SECRET and ZALO_OA_SECRET go together: without the webhook's secret anybody could speak as a learner; see docs/channels/zalo-oa.md",
    );
    return found;
  }
  found.bots.push({
    ...oa,
    channel: 'zalo-oa',
    ZALO_OA_ID,
    ZALO_OA_APP_ID,
    ZALO_OA_APP_SECRET,
    ZALO_OA_SECRET,
  });
  return found;
}

const prefixes: Record<BotChannel, string> = {
  telegram: 'TELEGRAM_',
  'zalo-bot': 'ZALO_BOT_',
  'zalo-oa': 'ZALO_OA_',
};
const channels = Object.keys(prefixes) as BotChannel[];

/** The bots of a `channels.yaml`: a list, each entry with the names of one channel. @param raw as the file was read */
export function botsInFile(raw: unknown, file: string): Found {
  const found: Found = { bots: [], problems: [] };
  if (raw === null || raw === undefined) return found;
  const list = z.array(z.record(z.string(), z.unknown())).safeParse(raw);
  if (!list.success) {
    found.problems.push(
      `${file}: expected a list of bots, each with the names of one channel; for example - TELEGRAM_BOT_TOKEN: "123456789:AAE…"`,
    );
    return found;
  }
  for (const [place, entry] of list.data.entries()) {
    const { bots, problems } = botsInEntry(entry);
    const where = `${file}, bot ${place + 1}`;
    found.bots.push(...bots);
    found.problems.push(...problems.map((problem) => `${where}: ${problem}`));
  }
  return found;
}

function botsInEntry(entry: Record<string, unknown>): Found {
  const names = Object.keys(entry);
  const channel = channels.find((it) => names.some((name) => name.startsWith(prefixes[it])));
  if (channel === undefined)
    return { bots: [], problems: [`no name of a channel, such as ${Object.values(prefixes).join(', ')}`] };
  const strange = names.filter((name) => !(name in shapes[channel]));
  if (strange.length > 0)
    return { bots: [], problems: strange.map((name) => `${name}: no such name for ${channel}`) };
  const parsed = z.object({ ...telegramShape, ...zaloBotShape, ...zaloOaShape }).safeParse(entry);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
    return { bots: [], problems };
  }
  const found = botsOf(parsed.data);
  if (found.bots.length === 0 && found.problems.length === 0)
    found.problems.push(`${channel}: its token or id is missing`);
  return found;
}

/** Each bot once: two of one id would take each other's updates. */
export function repeatedBots(bots: readonly BotSettings[]): string[] {
  const seen = new Set<string>();
  return bots.flatMap((bot) => {
    const key = `${bot.channel} ${botIdOf(bot)}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [`${key}: named twice; each bot stands once, in the environment or in channels.yaml`];
  });
}

/** What cannot go with the public address. */
export function addressProblems(bot: BotSettings, publicUrl: string): string[] {
  if (publicUrl.startsWith('https://') || modeOf(bot) !== 'webhook') return [];
  const refuse = (who: string, way: string): string[] => [
    `PUBLIC_URL: ${who} calls webhooks by https only, got "${publicUrl}"; for example https://hoc.example.vn${way}`,
  ];
  const isOfficial = (root: string, host: string): boolean => new URL(root).hostname.endsWith(host);
  switch (bot.channel) {
    case 'telegram':
      return isOfficial(bot.TELEGRAM_API_ROOT, 'api.telegram.org')
        ? refuse('Telegram', ', or TELEGRAM_MODE=polling')
        : [];
    case 'zalo-bot':
      return isOfficial(bot.ZALO_BOT_API_ROOT, 'zaloplatforms.com')
        ? refuse('Zalo', ', or ZALO_BOT_MODE=polling')
        : [];
    case 'zalo-oa':
      return isOfficial(bot.ZALO_OA_API_ROOT, 'zalo.me') ? refuse('Zalo', '') : [];
  }
}
