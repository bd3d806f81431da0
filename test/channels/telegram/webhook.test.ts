import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, type Person, startBotApi } from '../../fakes/bot-api/bot-api.ts';
import { openToyBot, secret, type ToyBot, type ToyOptions } from './toy-bot.ts';

let api: BotApi;
let lan: Person;
const bots: ToyBot[] = [];

beforeEach(async () => {
  api = await startBotApi({ secondMs: 2 });
  lan = api.person();
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
  await api.stop();
});

async function start(options: Partial<ToyOptions> = {}): Promise<ToyBot> {
  const bot = await openToyBot({ apiRoot: api.url, token: api.token, mode: 'webhook', ...options });
  bots.push(bot);
  await bot.start();
  return bot;
}

describe('Telegram delivers', () => {
  test('the bot registers its own path, its secret and the kinds it reads', async () => {
    const bot = await start();
    expect(api.bot.webhook).toMatchObject({ url: `${bot.url}/channels/telegram/4711`, secret });
    expect(api.callsOf('setWebhook')[0]?.params).toMatchObject({
      allowed_updates: ['message', 'callback_query', 'my_chat_member'],
      drop_pending_updates: false,
    });
  });

  test('a person writes and is answered, taps and is heard', async () => {
    const bot = await start();
    lan.writes('xin chào');
    expect(await lan.hears()).toMatchObject({ text: 'nghe: xin chào' });
    lan.taps('Menu');
    await api.bot.pushed();
    expect(bot.committed.map(({ event }) => event.kind)).toEqual(['text_written', 'choice_tapped']);
    expect(api.bot.pushes.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('the spinner on a tapped button stops by the answer to the webhook, without a call of its own', async () => {
    const bot = await start({
      instead: (update) =>
        update.event.kind === 'choice_tapped' && update.event.tap !== undefined
          ? {
              kind: 'committed',
              acknowledgement: { kind: 'acknowledge_tap', tap: update.event.tap, note: 'đ'.repeat(300) },
            }
          : undefined,
    });
    lan.writes('xin chào');
    await lan.hears();
    lan.taps('Menu');
    await api.bot.pushed();
    expect(bot.handedIn.map((update) => update.carriesAcknowledgement)).toEqual([true, true]);
    expect(api.bot.notes.map(({ text }) => text)).toEqual(['đ'.repeat(200)]);
    expect(api.bot.openTaps()).toBe(0);
  });

  test('an update that could not be saved is refused with the time to come back, and comes back', async () => {
    const bot = await start({
      instead: (_, time) => (time < 3 ? { kind: 'try_later', afterMs: 1_500 } : undefined),
    });
    lan.writes('xin chào');
    await api.bot.pushed();
    expect(api.bot.pushes.map(({ status, retryAfter }) => [status, retryAfter])).toEqual([
      [503, 2],
      [503, 2],
      [200, undefined],
    ]);
    expect(bot.committed).toHaveLength(1);
  });

  test('a crash between the commit and the 200 costs a repetition that is recognised', async () => {
    const bot = await start({
      instead(_, time) {
        if (time > 1) return undefined;
        // The line dies after the commit, before the receipt can become a 200.
        bot.committed.push(...bot.handedIn);
        bot.cutLines();
        return { kind: 'committed' };
      },
    });
    lan.writes('xin chào');
    await api.bot.pushed();
    expect(api.bot.pushes.map(({ status }) => status)).toEqual(['no answer', 200]);
    expect(bot.handedIn).toHaveLength(2);
    expect(bot.committed).toHaveLength(1);
  });

  test('what is given up after many failures is acknowledged, so that it blocks nobody', async () => {
    const bot = await start({
      instead: ({ event }) =>
        event.kind === 'text_written' && event.text === 'poison' ? { kind: 'dead_letter' } : undefined,
    });
    lan.writes('poison');
    lan.writes('sau đó');
    await api.bot.pushed();
    expect(bot.committed).toHaveLength(1);
  });

  test('one person’s text and tap arrive side by side, as Telegram sends them', async () => {
    let atOnce = 0;
    let most = 0;
    let both: () => void = () => {};
    const together = new Promise<void>((resolve) => {
      both = resolve;
    });
    const bot = await start({
      async instead({ event }) {
        if (event.kind === 'text_written' && event.text === 'trước') return undefined;
        most = Math.max(most, ++atOnce);
        if (atOnce === 2) both();
        await together;
        return undefined;
      },
    });
    lan.writes('trước');
    await lan.hears();
    lan.writes('chữ');
    lan.taps('Menu');
    await api.bot.pushed();
    expect(most).toBe(2);
    expect(bot.committed).toHaveLength(3);
  });

  test('a bot that stops finishes what it took and leaves the rest', async () => {
    const order: string[] = [];
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let taken: () => void = () => {};
    const isTaken = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const bot = await start({
      async instead() {
        taken();
        await held;
        order.push('saved');
        return undefined;
      },
    });
    lan.writes('một');
    await isTaken;
    const stopping = bot.telegram.stop().then(() => order.push('stopped'));
    expect((await post(bot, update('hai'))).status).toBe(503);
    release();
    await stopping;
    expect(order).toEqual(['saved', 'stopped']);
    await api.bot.pushed();
    expect(bot.committed.map(({ event }) => event)).toMatchObject([{ text: 'một' }]);
  });
});

const update = (text: string): string =>
  JSON.stringify({ update_id: 1, message: { chat: { id: 1, type: 'private' }, date: 1, text } });

type Answered = { status: number; retryAfter: string | undefined };

function post(
  bot: ToyBot,
  body: string | Buffer,
  { path = '/channels/telegram/4711', token = secret, method = 'POST' } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = token === '' ? {} : { 'x-telegram-bot-api-secret-token': token };
    const request = httpRequest(bot.url + path, { method, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('others knock', () => {
  test.each([
    { case: 'a wrong secret', ask: { token: 'wrong' }, body: update('a'), status: 401 },
    {
      case: 'a secret of the same length',
      ask: { token: 'x'.repeat(secret.length) },
      body: update('a'),
      status: 401,
    },
    { case: 'no secret', ask: { token: '' }, body: update('a'), status: 401 },
    { case: 'a wrong secret and nonsense', ask: { token: 'wrong' }, body: '{', status: 401 },
    { case: 'text that is no JSON', ask: {}, body: 'update_id=1', status: 400 },
    { case: 'nothing', ask: {}, body: '', status: 400 },
    { case: 'JSON that is no update', ask: {}, body: '{"hello":1}', status: 400 },
    {
      case: 'an update of the wrong shape',
      ask: {},
      body: '{"update_id":1,"message":{"text":"a"}}',
      status: 400,
    },
    { case: 'more than a megabyte', ask: {}, body: ' '.repeat(1_048_577), status: 413 },
    { case: 'a look by GET', ask: { method: 'GET' }, body: '', status: 405 },
    { case: 'another bot’s path', ask: { path: '/channels/telegram/9' }, body: update('a'), status: 404 },
    { case: 'another path', ask: { path: '/channels/telegrams' }, body: update('a'), status: 404 },
  ])('$case is answered $status and changes nothing', async ({ ask, body, status }) => {
    const bot = await start();
    expect((await post(bot, body, ask)).status).toBe(status);
    expect(bot.handedIn).toEqual([]);
  });

  test('the short path of the only bot works too', async () => {
    const bot = await start();
    expect((await post(bot, update('a'), { path: '/channels/telegram' })).status).toBe(200);
    expect((await post(bot, '{"update_id":2,"poll":{}}', { path: '/channels/telegram' })).status).toBe(200);
    expect(bot.committed).toHaveLength(1);
  });

  test('a caller that hangs up in the middle takes nothing down', async () => {
    const bot = await start();
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${bot.url}/channels/telegram`, {
        method: 'POST',
        agent: false,
        headers: { 'x-telegram-bot-api-secret-token': secret, 'content-length': 1_000 },
      });
      request.on('error', () => resolve());
      request.write('{"update_id"', () => request.destroy());
      request.on('close', () => resolve());
    });
    expect((await post(bot, update('a'))).status).toBe(200);
    expect(bot.committed).toHaveLength(1);
  });

  test('a bot that polls has no webhook', async () => {
    const bot = await openToyBot({ apiRoot: api.url, token: api.token, mode: 'polling' });
    bots.push(bot);
    expect((await post(bot, update('a'))).status).toBe(404);
  });

  test('a webhook call before the start is asked to come again', async () => {
    const bot = await openToyBot({ apiRoot: api.url, token: api.token, mode: 'webhook' });
    bots.push(bot);
    expect(await post(bot, update('a'))).toEqual({ status: 503, retryAfter: '1' });
  });
});
