import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  addressProblems,
  type BotSettings,
  botsInFile,
  botsOf,
  repeatedBots,
  telegramShape,
  zaloBotShape,
  zaloOaShape,
} from './config-bots.ts';
import { address, blankIsUnset, oneOf, text, whole } from './config-values.ts';

/** The environment was wrong; the message names every variable, what was expected and an example. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

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
  ...telegramShape,
  ...zaloBotShape,
  ...zaloOaShape,
  CHANNELS_FILE: text,
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
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: address(
    'the base of an OpenAI-compatible server',
    ['http:', 'https:'],
    'http://127.0.0.1:11434/v1',
  ),
  OPENAI_MODEL: text,
  TUTOR: oneOf(['on', 'off'], 'on'),
  TUTOR_TURNS_PER_DAY: whole('questions a person may put to the model in a day, 0 to 1000', 0, 1_000, 8),
  TUTOR_TOKENS_PER_DAY: whole('tokens the service may use in a day', 0, 10_000_000_000, 2_000_000),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
});

export type Config = z.infer<typeof schema> & {
  publicUrl: string;
  /** Those of the environment, then those of `channels.yaml`. */
  bots: BotSettings[];
};

/** Read where it is; one that is named must be there. */
const usualChannelsFile = './channels.yaml';

/** Prefixes that are ours: a misspelt variable is found instead of being silently ignored. */
const ownPrefixes = [
  'BANHOC_',
  'TELEGRAM_',
  'ZALO_',
  'CENTRAL_API_',
  'COMPLETION_WEBHOOK_',
  'OPERATOR_',
  'TUTOR_',
];

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
  const named = botsOf(config);
  const listed = botsFrom(config.CHANNELS_FILE);
  const bots = [...named.bots, ...listed.bots];
  const wrong = [
    ...combinationProblems(config),
    ...named.problems,
    ...listed.problems,
    ...repeatedBots(bots),
    ...new Set(bots.flatMap((bot) => addressProblems(bot, publicUrl))),
  ];
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return { ...config, publicUrl, bots };
}

function botsFrom(named: string | undefined): ReturnType<typeof botsInFile> {
  const file = named ?? usualChannelsFile;
  if (named === undefined && !existsSync(file)) return { bots: [], problems: [] };
  try {
    return botsInFile(parse(readFileSync(file, 'utf8')), file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { bots: [], problems: [`CHANNELS_FILE: ${file} cannot be read (${reason})`] };
  }
}

function combinationProblems(config: z.infer<typeof schema>): string[] {
  const problems: string[] = [];
  if (config.REDIS_URL !== undefined && config.BANHOC_SECRET === undefined) {
    problems.push(
      'BANHOC_SECRET: required with REDIS_URL, the same in every process; for example the output of: openssl rand -base64 33',
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
  if (config.OPENAI_API_KEY !== undefined && config.OPENAI_BASE_URL === undefined) {
    problems.push(
      'OPENAI_BASE_URL: required with OPENAI_API_KEY, so that nobody’s words go to a server that nobody named; for example http://127.0.0.1:11434/v1, or unset OPENAI_API_KEY',
    );
  }
  if ((config.OPENAI_BASE_URL === undefined) !== (config.OPENAI_MODEL === undefined)) {
    problems.push(
      'OPENAI_MODEL: OPENAI_BASE_URL and OPENAI_MODEL go together; without both the tutor answers from the lessons only',
    );
  }
  return problems;
}

const isSecret = (name: string): boolean => /SECRET|TOKEN|PASSWORD|URL|KEY/.test(name);

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
