import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Telegraf } from 'telegraf';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, type Person, startBotApi } from './bot-api.ts';
import { parseHtml } from './html.ts';

let api: BotApi;
let lan: Person;
let nowAt = 1_790_000_000_000;
let webhook: Server | undefined;

beforeEach(async () => {
  nowAt = 1_790_000_000_000;
  api = await startBotApi({ clock: () => nowAt, secondMs: 2 });
  lan = api.person({ languageCode: 'vi' });
});
afterEach(async () => {
  await api.stop();
  webhook?.closeAllConnections();
  await new Promise<void>((resolve) => (webhook === undefined ? resolve() : webhook.close(() => resolve())));
  webhook = undefined;
});

type Answer = { ok: boolean; result?: unknown; error_code?: number; description?: string };
async function call(method: string, params: object = {}, token = api.token): Promise<Answer> {
  const answer = await request(`${api.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await answer.body.json()) as Answer;
}
const say = (text: string, more: object = {}): Promise<Answer> =>
  call('sendMessage', { chat_id: lan.id, text, ...more });
const button = (data: string) => ({
  reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: data }]] },
});

/** A webhook that answers as told. @returns what it was sent, in order */
async function listen(answer: (update: Sent, response: ServerResponse) => void): Promise<Sent[]> {
  const sent: Sent[] = [];
  webhook = createServer(async (incoming: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const update = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
    sent.push(update);
    answer(update, response);
  });
  const opened = webhook;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(opened.address() as AddressInfo).port}/hook`;
  expect(await call('setWebhook', { url, secret_token: 's' })).toMatchObject({ ok: true });
  return sent;
}
type Sent = { update_id: number; message?: { text: string }; callback_query?: object };

test('a bot written with telegraf talks here as it would on Telegram', async () => {
  const bot = new Telegraf(api.token, { telegram: { apiRoot: api.url } });
  bot.start((context) => context.reply(`Chào ${context.from.first_name}`));
  bot.on('text', (context) => context.replyWithHTML(`<b>${context.message.text}</b>`, button('x')));
  bot.on('callback_query', async (context) => {
    await context.answerCbQuery('đã nhận');
    await context.editMessageReplyMarkup({ inline_keyboard: [] });
  });
  const running = bot.launch();
  lan.writes('/start');
  expect(await lan.hears()).toMatchObject({ text: 'Chào Lan' });
  lan.writes('một');
  expect(await lan.hears()).toMatchObject({ heading: 'một', buttons: ['a'] });
  lan.taps('a');
  await lan.until(() => lan.sees()[1]?.buttons.length === 0 || undefined, 'the button to go');
  expect(lan.notes()).toEqual(['đã nhận']);
  bot.stop();
  await running;
});

describe('calls are refused as Telegram refuses them', () => {
  beforeEach(() => {
    lan.writes('/start');
  });
  test.each([
    { case: 'no text', params: { text: ' \u200b\n' }, description: 'message text is empty' },
    { case: 'too long a text', params: { text: 'a'.repeat(4097) }, description: 'message is too long' },
    {
      case: 'unclosed markup',
      params: { text: '<b>a', parse_mode: 'HTML' },
      description: "can't parse entities",
    },
    {
      case: 'a long callback',
      params: { text: 'a', ...button('x'.repeat(65)) },
      description: 'BUTTON_DATA_INVALID',
    },
    { case: 'an empty callback', params: { text: 'a', ...button('') }, description: 'BUTTON_DATA_INVALID' },
    {
      case: '33 two-byte letters',
      params: { text: 'a', ...button('đ'.repeat(33)) },
      description: 'BUTTON_DATA_INVALID',
    },
    {
      case: 'a misspelt parameter',
      params: { text: 'a', parsemode: 'HTML' },
      description: 'Unrecognized key',
    },
    { case: 'half a character', params: { text: 'a\ud83d' }, description: 'encoded in UTF-8' },
    { case: 'an unknown chat', params: { text: 'a', chat_id: 5 }, description: 'chat not found' },
  ])('$case', async ({ params, description }) => {
    expect(await call('sendMessage', { chat_id: lan.id, ...params })).toMatchObject({
      ok: false,
      error_code: 400,
      description: expect.stringContaining(description),
    });
    expect(lan.sees()).toEqual([]);
  });

  test('lengths are counted after the markup is read', async () => {
    const text = `<b>${'a'.repeat(4096)}</b>`;
    expect(await say(text, { parse_mode: 'HTML' })).toMatchObject({ ok: true });
  });

  test('the same edit twice, and one of a message that is not there', async () => {
    await say('a', button('x'));
    const edit = { chat_id: lan.id, message_id: lan.sees()[0]?.id, ...button('y') };
    expect(await call('editMessageReplyMarkup', edit)).toMatchObject({ ok: true });
    expect((await call('editMessageReplyMarkup', edit)).description).toContain('message is not modified');
    expect((await call('editMessageReplyMarkup', { ...edit, message_id: 99 })).description).toContain(
      'not found',
    );
  });

  test('tokens and methods it does not know', async () => {
    expect(await call('getMe', {}, '1:x')).toMatchObject({ error_code: 401, description: 'Unauthorized' });
    expect(await call('getMe', {}, 'x')).toMatchObject({ error_code: 404 });
    expect(await call('sendPoll')).toMatchObject({ error_code: 404 });
  });
});

describe('updates wait', () => {
  test('a day for a message, 150 seconds for a tap', async () => {
    lan.writes('/start');
    await say('a', button('x'));
    lan.taps('a');
    nowAt += 149_000;
    expect((await call('getUpdates')).result).toHaveLength(2);
    nowAt += 2_000;
    expect((await call('getUpdates')).result).toMatchObject([{ message: { text: '/start' } }]);
    nowAt += 24 * 3_600_000;
    expect((await call('getUpdates')).result).toEqual([]);
  });

  test('until the offset passes them', async () => {
    lan.writes('một');
    lan.writes('hai');
    const [first] = (await call('getUpdates')).result as Sent[];
    expect((await call('getUpdates')).result).toHaveLength(2);
    const rest = await call('getUpdates', { offset: (first?.update_id ?? 0) + 1 });
    expect(rest.result).toMatchObject([{ message: { text: 'hai' } }]);
  });

  test('on the line: a poll with nothing to tell is answered when something happens', async () => {
    const waiting = call('getUpdates', { timeout: 50 });
    while (api.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    lan.writes('một');
    expect((await waiting).result).toMatchObject([{ message: { text: 'một' } }]);
  });

  test('for one poller: the second ends the first', async () => {
    const first = call('getUpdates', { timeout: 5_000 });
    while (api.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    lan.writes('một');
    await first;
    const third = call('getUpdates', { timeout: 5_000, offset: 999_999_999 });
    while (api.calls.length === 1) await new Promise((resolve) => setImmediate(resolve));
    await call('getUpdates');
    expect(await third).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('other getUpdates'),
    });
  });

  test('and are not kept when the bot did not ask for their kind', async () => {
    await call('getUpdates', { allowed_updates: ['message'] });
    lan.writes('/start');
    lan.blocks();
    expect((await call('getUpdates')).result).toHaveLength(1);
  });
});

describe('a webhook is called', () => {
  test('again and again until it says 2xx, while what is behind waits', async () => {
    let refusals = 3;
    const sent = await listen((_, response) => {
      response.statusCode = refusals-- > 0 ? 500 : 200;
      response.end();
    });
    lan.writes('một');
    lan.writes('hai');
    await api.bot.pushed();
    expect(sent.map(({ message }) => message?.text)).toEqual(['một', 'một', 'một', 'một', 'hai']);
    expect(new Set(sent.slice(0, 4).map(({ update_id }) => update_id)).size).toBe(1);
  });

  test('with the taps of a person beside their messages, not behind them', async () => {
    let held: ServerResponse | undefined;
    lan.writes('/start');
    await call('getUpdates');
    await say('a', button('x'));
    const sent = await listen((update, response) => {
      if (update.message !== undefined) held = response;
      else {
        held?.end();
        response.end();
      }
    });
    lan.taps('a');
    await api.bot.pushed();
    expect(sent).toHaveLength(2);
    expect(sent.find(({ callback_query }) => callback_query !== undefined)).toBeDefined();
  });

  test('not while polling: the two exclude each other', async () => {
    await listen((_, response) => response.end());
    expect(await call('getUpdates')).toMatchObject({ error_code: 409 });
    await call('deleteWebhook');
    expect(await call('getUpdates')).toMatchObject({ ok: true });
  });

  test('no longer for a tap that has grown too old', async () => {
    lan.writes('/start');
    await call('getUpdates', { offset: -1 });
    await say('a', button('x'));
    const sent = await listen((update, response) => {
      if (update.callback_query !== undefined) nowAt += 151_000;
      response.statusCode = update.callback_query === undefined ? 200 : 503;
      response.end();
    });
    lan.taps('a');
    await api.bot.pushed();
    expect(sent.filter(({ callback_query }) => callback_query !== undefined)).toHaveLength(1);
  });

  test('and may answer with a method of its own', async () => {
    await listen((_, response) => {
      response.end(JSON.stringify({ method: 'sendMessage', chat_id: lan.id, text: 'trả lời' }));
    });
    lan.writes('xin chào');
    expect(await lan.hears()).toMatchObject({ text: 'trả lời' });
  });
});

describe('markup is read by the server’s rules', () => {
  test.each([
    ['<b>a</b> &lt;i&gt; &amp;amp; &nbsp; &#7879;', 'a <i> &amp; &nbsp; ệ'],
    ['  <i>a</i>\n', 'a'],
    ['1 > 0', '1 > 0'],
  ])('%j shows %j', (html, text) => {
    expect(parseHtml(html).text).toBe(text);
  });

  test.each([
    ['<p>a</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['đ<b>a</i>', 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['a < b', 'Unclosed start tag at byte offset 2'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
  ])('%j is refused', (html, why) => {
    expect(() => parseHtml(html)).toThrow(why);
  });
});
