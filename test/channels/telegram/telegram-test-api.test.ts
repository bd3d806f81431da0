import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openToyBot, secret, type ToyBot } from './toy-bot.ts';

/*
 * The same conversation against a Bot API emulator by other hands, so that our own fake and our own channel
 * cannot agree on a mistake. It knows no secret, no photo, no commands and no `Retry-After`.
 */
type Emulator = typeof import('telegram-test-api').default;
/** Its types and its module disagree on what an import gives; this is what it gives. */
const TelegramServer: Emulator = createRequire(import.meta.url)('telegram-test-api');
const token = '123:independent';
let server: InstanceType<Emulator>;
let bot: ToyBot | undefined;
let relay: Server | undefined;

/** The package wants to be told a port: the machine names a free one. */
async function freePort(): Promise<number> {
  const probe = createTcp();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeEach(async () => {
  server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  if (relay !== undefined) await new Promise((resolve) => relay?.close(resolve));
  relay = undefined;
  await server.stop();
});

/** It sends no secret and dies of anything but 200: this adds the one and always answers the other. */
async function openRelay(to: () => string): Promise<string> {
  relay = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
    const answer = await request(to() + incoming.url, {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    });
    await answer.body.dump();
    response.end();
  });
  const opened = relay;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

async function talk(): Promise<void> {
  const client = server.getClient(token, { userId: 7, chatId: 7, timeout: 5_000 });
  // It numbers an update only after the last one was taken: two at once would bear one number.
  const isNumbered = server.waitUserMessage();
  await client.sendCommand(client.makeCommand('/start'));
  await isNumbered;
  const isNumberedToo = server.waitUserMessage();
  await client.sendMessage(client.makeMessage('xin chào'));
  await isNumberedToo;
  const answers = await client.getUpdates();
  expect(answers.result).toHaveLength(1);
  const { message, messageId } = answers.result[0] as {
    messageId: number;
    message: { text: string; reply_markup: { inline_keyboard: { callback_data: string }[][] } };
  };
  expect(message.text).toBe('nghe: xin chào');
  const data = message.reply_markup.inline_keyboard[0]?.[0]?.callback_data;
  const tap = { message: { message_id: messageId, chat: { id: 7, type: 'private' } } };
  await client.sendCallback(client.makeCallbackQuery(String(data), tap as never));
}

async function heardAll(heard: ToyBot): Promise<void> {
  while (heard.committed.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(heard.committed.map(({ event }) => event.kind)).toEqual([
    'chat_opened',
    'text_written',
    'choice_tapped',
  ]);
  expect(heard.committed.map(({ chat }) => chat.user)).toEqual(['7', '7', '7']);
  expect(heard.committed[2]?.event).toMatchObject({ choice: 'menu' });
}

async function markIt(marker: ToyBot): Promise<void> {
  const tapped = marker.committed[2]?.event;
  if (tapped?.kind !== 'choice_tapped' || tapped.message === undefined || tapped.tap === undefined) {
    throw new Error('the tap named neither its message nor itself');
  }
  const chat = { channel: 'telegram', bot: '123', user: '7' };
  const edited = server.waitBotEdits();
  const patience = AbortSignal.timeout(5_000);
  const mark = { kind: 'mark_choice', message: tapped.message, label: 'Menu' } as const;
  expect(await marker.telegram.send(chat, mark, 50, patience)).toEqual({ kind: 'delivered' });
  await edited;
  const answer = { kind: 'acknowledge_tap', tap: tapped.tap } as const;
  expect(await marker.telegram.send(chat, answer, 51, patience)).toEqual({ kind: 'delivered' });
}

test('the conversation passes by polling against an independent emulator', async () => {
  bot = await openToyBot({ apiRoot: server.config.apiURL, token });
  await bot.start();
  await talk();
  await heardAll(bot);
  await markIt(bot);
});

test('the conversation passes by webhook against an independent emulator', async () => {
  const publicUrl = await openRelay(() => bot?.url ?? '');
  bot = await openToyBot({ apiRoot: server.config.apiURL, token, mode: 'webhook', publicUrl });
  await bot.start();
  await talk();
  await heardAll(bot);
  await markIt(bot);
});
