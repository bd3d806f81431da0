import { z } from 'zod';

/** The environment was wrong; the message names every variable, what was expected and an example. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const blankIsUnset = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const text = z.preprocess(blankIsUnset, z.string().trim().optional());

/** A web address. @param example shown when it is wrong */
const address = (expected: string, schemes: string[], example: string) =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .trim()
      .refine((value) => {
        const url = URL.parse(value);
        return url !== null && schemes.includes(url.protocol) && url.hostname !== '';
      }, `expected ${expected}; for example ${example}`)
      .optional(),
  );

const redisAddress = z.preprocess(
  blankIsUnset,
  z
    .string()
    .trim()
    .refine(
      (value) =>
        value.split(',').every((part) => {
          const url = URL.parse(part.trim());
          return (
            url !== null && (url.protocol === 'redis:' || url.protocol === 'rediss:') && url.hostname !== ''
          );
        }),
      'expected redis://host:port/db; for example redis://localhost:6379/0',
    )
    .optional(),
);

const whole = (expected: string, low: number, high: number, fallback: number) =>
  z.preprocess(
    blankIsUnset,
    z.coerce
      .number({ error: `expected ${expected}` })
      .int(`expected ${expected}`)
      .min(low, `expected ${expected}`)
      .max(high, `expected ${expected}`)
      .default(fallback),
  );

const oneOf = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z.preprocess(
    blankIsUnset,
    z
      .enum(values, { error: `expected ${values.map((value) => `"${value}"`).join(' or ')}` })
      .default(fallback as never),
  );

const schema = z.object({
  HOST: z.preprocess(blankIsUnset, z.string().trim().default('127.0.0.1')),
  PORT: whole('a port from 0 to 65535', 0, 65_535, 8080),
  PUBLIC_URL: address('a web address', ['http:', 'https:'], 'https://hoc.example.vn'),
  TRUST_PROXY: whole('how many proxies stand in front, 0 to 10', 0, 10, 0),
  DATA_DIR: z.preprocess(blankIsUnset, z.string().default('./data')),
  REDIS_URL: redisAddress,
  ARCHIVE_URL: address(
    'postgres://user:password@host/database',
    ['postgres:', 'postgresql:'],
    'postgres://localhost/banhoc',
  ),
  BANHOC_SECRET: z.preprocess(
    blankIsUnset,
    z
      .string()
      .min(32, 'expected at least 32 random characters; for example the output of: openssl rand -base64 33')
      .optional(),
  ),
  OPERATOR_NAME: text,
  OPERATOR_CONTACT: text,
  LESSONS_DIR: z.preprocess(blankIsUnset, z.string().default('./lessons')),
  TIME_ZONE: z.preprocess(
    blankIsUnset,
    z
      .string()
      .default('Asia/Ho_Chi_Minh')
      .refine(
        (zone) => zone === 'Asia/Ho_Chi_Minh',
        'expected Asia/Ho_Chi_Minh, the only zone this version keeps',
      ),
  ),
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
  CENTRAL_API_URL: address(
    'the base of an xAPI endpoint',
    ['http:', 'https:'],
    'https://lrs.example.vn/xapi',
  ),
  CENTRAL_API_USER: text,
  CENTRAL_API_PASSWORD: text,
  CENTRAL_API_TOKEN: text,
  CENTRAL_API_VERSION: oneOf(['2.0.0', '1.0.3'], '2.0.0'),
  CENTRAL_API_DETAIL: oneOf(['answers', 'completions'], 'answers'),
  COMPLETION_WEBHOOK_URL: address(
    'a web address',
    ['http:', 'https:'],
    'https://example.vn/hooks/completions',
  ),
  COMPLETION_WEBHOOK_SECRET: z.preprocess(
    blankIsUnset,
    z
      .string()
      .refine((value) => {
        const bytes = Buffer.from(value.slice('whsec_'.length), 'base64').length;
        return value.startsWith('whsec_') && bytes >= 24 && bytes <= 64;
      }, 'expected whsec_ and 24 to 64 bytes in base64; for example the output of: echo whsec_$(openssl rand -base64 32)')
      .optional(),
  ),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
});

export type Config = z.infer<typeof schema> & { publicUrl: string };

/** Prefixes that are ours: a misspelt variable is found instead of being silently ignored. */
const ownPrefixes = ['BANHOC_', 'TELEGRAM_', 'CENTRAL_API_', 'COMPLETION_WEBHOOK_', 'OPERATOR_'];

/**
 * Reads the environment once. @throws ConfigError naming all that is wrong, and how to mend it
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = schema.safeParse(environment);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}: ${issue.message}, got ${shown(name, environment[name])}`;
      });
  for (const name of Object.keys(environment)) {
    if (ownPrefixes.some((prefix) => name.startsWith(prefix)) && !(name in schema.shape)) {
      problems.push(`${name}: no such variable; near it is ${nearest(name)}`);
    }
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  const config = parsed.data;
  const publicUrl = (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, '');
  const wrong = combinationProblems(config, publicUrl);
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return { ...config, publicUrl };
}

function combinationProblems(config: z.infer<typeof schema>, publicUrl: string): string[] {
  const problems: string[] = [];
  if (config.REDIS_URL !== undefined && config.BANHOC_SECRET === undefined) {
    problems.push(
      'BANHOC_SECRET: required with REDIS_URL, the same in every process; for example the output of: openssl rand -base64 33',
    );
  }
  const isOfficialApi = new URL(config.TELEGRAM_API_ROOT).hostname === 'api.telegram.org';
  if (
    config.TELEGRAM_BOT_TOKEN !== undefined &&
    config.TELEGRAM_MODE === 'webhook' &&
    isOfficialApi &&
    !publicUrl.startsWith('https://')
  ) {
    problems.push(
      `PUBLIC_URL: Telegram calls webhooks by https only, got "${publicUrl}"; for example https://hoc.example.vn, or TELEGRAM_MODE=polling`,
    );
  }
  if (config.COMPLETION_WEBHOOK_URL !== undefined && config.COMPLETION_WEBHOOK_SECRET === undefined) {
    problems.push(
      'COMPLETION_WEBHOOK_SECRET: required with COMPLETION_WEBHOOK_URL; for example the output of: echo whsec_$(openssl rand -base64 32)',
    );
  }
  if (config.CENTRAL_API_TOKEN !== undefined && config.CENTRAL_API_USER !== undefined) {
    problems.push(
      'CENTRAL_API_TOKEN: give either the token or CENTRAL_API_USER and CENTRAL_API_PASSWORD, not both',
    );
  }
  if ((config.CENTRAL_API_USER === undefined) !== (config.CENTRAL_API_PASSWORD === undefined)) {
    problems.push('CENTRAL_API_USER: CENTRAL_API_USER and CENTRAL_API_PASSWORD go together');
  }
  return problems;
}

const isSecret = (name: string): boolean => /SECRET|TOKEN|PASSWORD|URL/.test(name);

/** A wrong value for the operator to recognise; secrets and addresses (they may carry passwords) only by length. */
function shown(name: string, value: string | undefined): string {
  if (value === undefined) return 'nothing';
  if (name === 'REDIS_URL' && !value.includes('@')) return JSON.stringify(value);
  return isSecret(name) ? `${value.length} characters` : JSON.stringify(value);
}

function nearest(name: string): string {
  const shared = (other: string): number => {
    let length = 0;
    while (length < other.length && other[length] === name[length]) length++;
    return length;
  };
  return Object.keys(schema.shape).reduce(
    (best, other) => (shared(other) > shared(best) ? other : best),
    'HOST',
  );
}
