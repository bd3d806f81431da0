import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findAll } from '../../src/commands/findings.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { type BotApi, startBotApi } from '../fakes/bot-api/bot-api.ts';
import { startZaloBotApi, type ZaloBotApi } from '../fakes/zalo-bot/zalo-bot-api.ts';
import { lessonsDir, type Running, runService } from '../fixtures/running-service.ts';

let dir: string;
let telegram: BotApi;
let zalo: ZaloBotApi;
let service: Running | undefined;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'banhoc-channels-'));
  telegram = await startBotApi();
  zalo = await startZaloBotApi();
});
afterEach(async () => {
  await service?.stop();
  service?.remove();
  service = undefined;
  await Promise.all([telegram.stop(), zalo.stop()]);
  rmSync(dir, { recursive: true, force: true });
});

const fileOf = (text: string): string => {
  const file = join(dir, 'channels.yaml');
  writeFileSync(file, text);
  return file;
};
const problemsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

describe('several bots', () => {
  test('each answers its own people, beside the one of the environment', async () => {
    const other = telegram.addBot('4712:other-token');
    const CHANNELS_FILE = fileOf(`
- TELEGRAM_BOT_TOKEN: "4712:other-token"
  TELEGRAM_API_ROOT: ${telegram.url}
- ZALO_BOT_TOKEN: ${zalo.token}
  ZALO_BOT_API_ROOT: ${zalo.url}
`);
    service = await runService({
      CHANNELS_FILE,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
    });
    expect(service.lines).toEqual(
      expect.arrayContaining([
        'telegram 4711: on, polling',
        'telegram 4712: on, polling',
        'zalo-bot: on, polling',
      ]),
    );
    const lan = telegram.person();
    const minh = telegram.person({ bot: other });
    lan.writes('/start');
    minh.writes('/start');
    expect((await lan.hears()).text).toContain('trợ lý tự động');
    expect((await minh.hears()).text).toContain('trợ lý tự động');
    const sends = telegram.callsOf('sendMessage').map(({ token, params }) => [token, String(params.chat_id)]);
    expect(sends.toSorted()).toEqual([
      ['4711:fake-token', '1001'],
      ['4712:other-token', '1002'],
    ]);
  });

  test('the doctor asks each of them about its token, webhook and quota', async () => {
    telegram.addBot('4712:other-token');
    const CHANNELS_FILE = fileOf(`
- TELEGRAM_BOT_TOKEN: "4711:fake-token"
  TELEGRAM_API_ROOT: ${telegram.url}
- TELEGRAM_BOT_TOKEN: "4712:wrong"
  TELEGRAM_API_ROOT: ${telegram.url}
- ZALO_BOT_TOKEN: ${zalo.token}
  ZALO_BOT_API_ROOT: ${zalo.url}
  ZALO_BOT_MODE: webhook
`);
    const findings = await findAll({
      CHANNELS_FILE,
      DATA_DIR: dir,
      LESSONS_DIR: lessonsDir,
      PUBLIC_URL: 'http://127.0.0.1:9',
      PORT: '0',
    });
    const said = new Map(findings.map(({ about, state, says }) => [about, `${state}: ${says}`]));
    expect(said.get('telegram 4711')).toBe('well: the token is accepted, polling');
    expect(said.get('telegram 4711 webhook')).toContain('well: none');
    expect(said.get('telegram 4712')).toContain('wrong: TELEGRAM_BOT_TOKEN: refused with 401');
    expect(said.get('zalo-bot')).toBe('well: the token is accepted, bot.VDKyGxQvc, plan BASIC, webhook');
    expect(said.get('zalo-bot webhook')).toContain(
      'careful: none is set, expected http://127.0.0.1:9/channels/zalo-bot/12345689',
    );
    expect(said.get('zalo-bot quota')).toBe('well: 0 of 3000 messages this month, 0 of 50 people');
    expect(said.get('zalo-oa')).toBe('well: off');
    expect(JSON.stringify(findings)).not.toMatch(/abc-xyz|fake-token/);
  });
});

describe('a wrong file is told all at once', () => {
  test.each([
    { case: 'no list', text: 'TELEGRAM_BOT_TOKEN: "1:a"', says: 'expected a list of bots' },
    {
      case: 'a strange name',
      text: '- TELEGRAM_BOT_TOKENS: "1:a"',
      says: 'bot 1: TELEGRAM_BOT_TOKENS: no such name',
    },
    {
      case: 'names of two channels',
      text: '- TELEGRAM_BOT_TOKEN: "1:a"\n  ZALO_BOT_MODE: polling',
      says: 'ZALO_BOT_MODE: no such name for telegram',
    },
    { case: 'no token', text: '- TELEGRAM_MODE: polling', says: 'telegram: its token or id is missing' },
    { case: 'a wrong value', text: '- ZALO_BOT_TOKEN: nonsense', says: 'ZALO_BOT_TOKEN: expected the token' },
    {
      case: 'a bot twice',
      text: '- TELEGRAM_BOT_TOKEN: "1:a"\n- TELEGRAM_BOT_TOKEN: "1:b"',
      says: 'telegram 1: named twice',
    },
    {
      case: 'an Official Account without its secret',
      text: '- ZALO_OA_ID: "388613280878808645"',
      says: 'ZALO_OA_SECRET go together',
    },
    { case: 'no YAML', text: '- "', says: 'cannot be read' },
    {
      case: 'webhooks without https',
      text: '- ZALO_BOT_TOKEN: "1:a"\n  ZALO_BOT_MODE: webhook',
      says: 'Zalo calls webhooks by https only',
    },
  ])('$case', ({ text, says }) => {
    expect(problemsOf({ CHANNELS_FILE: fileOf(text) })).toContain(says);
  });

  test('a file that is named and not there', () => {
    expect(problemsOf({ CHANNELS_FILE: join(dir, 'nowhere.yaml') })).toContain('CHANNELS_FILE');
  });
});
