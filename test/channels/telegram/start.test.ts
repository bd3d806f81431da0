import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Unusable } from '../../../src/unusable.ts';
import { type BotApi, startBotApi } from '../../fakes/bot-api/bot-api.ts';
import { openToyBot, type ToyBot, type ToyOptions } from './toy-bot.ts';

let api: BotApi;
const bots: ToyBot[] = [];

beforeEach(async () => {
  api = await startBotApi({ secondMs: 20 });
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
  await api.stop();
});

async function open(options: Partial<ToyOptions> = {}): Promise<ToyBot> {
  const bot = await openToyBot({ apiRoot: api.url, token: api.token, ...options });
  bots.push(bot);
  return bot;
}

describe('what keeps the bot from starting is told in one sentence', () => {
  test.each([
    { case: 'an unknown token', token: '4711:wrong' },
    { case: 'a token that is none', token: 'nonsense' },
  ])('$case', async ({ token }) => {
    const bot = await open({ token });
    const refusal: unknown = await bot.start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Unusable);
    expect((refusal as Unusable).message).toMatch(/^TELEGRAM_BOT_TOKEN: .*BotFather/);
    expect((refusal as Unusable).message).not.toContain(':wrong');
  });

  test('an address that Telegram cannot call', async () => {
    const bot = await open({ mode: 'webhook', publicUrl: 'http://hoc.example.vn' });
    await expect(bot.start()).rejects.toThrow(
      /^PUBLIC_URL: .*An HTTPS URL must be provided.*TELEGRAM_MODE=polling/,
    );
  });
});

test('the menu of commands is Vietnamese for everyone and English where asked for', async () => {
  const bot = await open();
  await bot.start();
  expect(api.bot.commands.get('')?.map(({ command }) => command)).toContain('hoc');
  expect(api.bot.commands.get('en')?.map(({ command }) => command)).toContain('learn');
});

test('a menu that Telegram refuses is no reason not to teach', async () => {
  const bot = await open();
  api.faults.next({
    kind: 'refuse',
    code: 400,
    description: 'Bad Request: BOT_COMMAND_INVALID',
    method: 'setMyCommands',
  });
  await bot.start();
  expect(await bot.telegram.trouble()).toBeUndefined();
});

test('a bot that polls takes its webhook away and keeps what waits', async () => {
  const webhook = await open({ mode: 'webhook', instead: () => ({ kind: 'try_later', afterMs: 60_000 }) });
  await webhook.start();
  const lan = api.person();
  lan.writes('xin chào');
  const polling = await open();
  await polling.start();
  expect(await lan.hears()).toMatchObject({ text: 'nghe: xin chào' });
  expect(api.bot.webhook).toBeUndefined();
});

test('Telegram being away at the start is waited out, and said meanwhile', async () => {
  const bot = await open();
  api.faults.next({ kind: 'cut', method: 'getMe' }, { kind: 'proxy_page', method: 'getMe' });
  const lan = api.person();
  lan.writes('xin chào');
  await bot.start();
  expect(await bot.telegram.trouble()).toContain('Telegram cannot be used yet');
  expect(await lan.hears()).toMatchObject({ text: 'nghe: xin chào' });
  expect(await bot.telegram.trouble()).toBeUndefined();
});

test('a webhook that someone else took is named', async () => {
  const bot = await open({ mode: 'webhook' });
  await bot.start();
  await api.bot.setWebhook(undefined, false);
  expect(await bot.telegram.trouble()).toMatch(/^Telegram: the webhook is not set, expected .*4711/);
});

test('a webhook that cannot hand in its updates is named with Telegram’s own words', async () => {
  const bot = await open({ mode: 'webhook', instead: () => ({ kind: 'try_later', afterMs: 3_600_000 }) });
  await bot.start();
  const lan = api.person();
  lan.writes('xin chào');
  while (api.bot.pushes.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(await bot.telegram.trouble()).toMatch(
    /cannot hand in 1 updates .*Wrong response from the webhook: 503/,
  );
});
