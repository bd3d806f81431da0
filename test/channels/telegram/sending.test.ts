import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTelegram, type Telegram } from '../../../src/channels/telegram/telegram.ts';
import type { Outgoing } from '../../../src/core/effect.ts';
import { type BotApi, type Person, startBotApi } from '../../fakes/bot-api/bot-api.ts';
import { secret, Told } from './toy-bot.ts';

let api: BotApi;
let telegram: Telegram;
let lan: Person;
let mediaDir: string;
let told: Told;
let sequence = 0;

const openAt = (apiRoot: string, token: string): Telegram =>
  openTelegram({
    token,
    apiRoot,
    mode: 'polling',
    publicUrl: 'http://localhost:8080',
    webhookSecret: secret,
    mediaDir,
    drawPicture: async (file) => (file === 'thongke-map.png' ? Buffer.from('drawn pixels') : undefined),
    clock: Date.now,
    log: told,
  });

beforeEach(async () => {
  mediaDir = mkdtempSync(join(tmpdir(), 'banhoc-media-'));
  told = new Told();
  api = await startBotApi();
  telegram = openAt(api.url, api.token);
  lan = api.person();
  lan.writes('/start');
});
afterEach(async () => {
  await telegram.stop();
  await api.stop();
  rmSync(mediaDir, { recursive: true });
});

const patience = (): AbortSignal => AbortSignal.timeout(10_000);
const send = (outgoing: Outgoing, to = lan.id, row = ++sequence) =>
  telegram.send({ channel: 'telegram', bot: '4711', user: String(to) }, outgoing, row, patience());
const say = (text: string, ...labels: string[]): Outgoing => ({
  kind: 'message',
  message: { text, choices: labels.map((label, place) => ({ id: `c${place}`, label })) },
});

test('a message is delivered under Telegram’s own name', async () => {
  const delivery = await send(say('Chào bác', 'Học ngay'));
  expect(delivery).toEqual({ kind: 'delivered', message: String(lan.sees()[0]?.id) });
  expect(lan.sees()).toMatchObject([{ text: 'Chào bác', buttons: ['Học ngay'] }]);
});

test('a flood makes the whole bot wait, and nothing was sent', async () => {
  api.faults.next({ kind: 'flood', retryAfter: 30 });
  expect(await send(say('a'))).toMatchObject({ kind: 'retry', afterMs: 30_000, scope: 'bot' });
  expect(lan.sees()).toEqual([]);
});

test('one who blocked the bot, left, or never came is unreachable', async () => {
  lan.blocks();
  expect(await send(say('a'))).toMatchObject({ kind: 'unreachable' });
  lan.leaves();
  expect(await send(say('a'))).toMatchObject({ kind: 'unreachable' });
  expect(await send(say('a'), api.person().id)).toMatchObject({ kind: 'unreachable' });
  expect(await send(say('a'), 5)).toMatchObject({ kind: 'unreachable' });
});

test.each([
  { fault: 'lost_response', shown: 1 },
  { fault: 'cut', shown: 0 },
  { fault: 'server_error', shown: 0 },
  { fault: 'proxy_page', shown: 0 },
] as const)('after $fault nobody knows whether it arrived', async ({ fault, shown }) => {
  api.faults.next({ kind: fault });
  expect(await send(say('a'))).toMatchObject({ kind: 'unknown' });
  expect(lan.sees()).toHaveLength(shown);
});

test('a server that answers nothing is given up when the courier says so', async () => {
  api.faults.next({ kind: 'hang' });
  const courier = new AbortController();
  const chat = { channel: 'telegram', bot: '4711', user: String(lan.id) };
  const sending = telegram.send(chat, say('a'), 1, courier.signal);
  while (api.callsOf('sendMessage').length === 0) await new Promise((resolve) => setImmediate(resolve));
  courier.abort(new Error('the lease ends'));
  expect(await sending).toEqual({ kind: 'unknown', reason: 'no answer from the platform: the lease ends' });
});

test('what the courier gave up beforehand never leaves', async () => {
  const chat = { channel: 'telegram', bot: '4711', user: String(lan.id) };
  expect(await telegram.send(chat, say('a'), 1, AbortSignal.abort(new Error('too late')))).toMatchObject({
    kind: 'retry',
  });
  expect(api.callsOf('sendMessage')).toEqual([]);
});

test('a server that is not there was surely not told, and the token is in no reason', async () => {
  const gone = await startBotApi();
  const lonely = openAt(gone.url, '4711:very-secret');
  await gone.stop();
  const chat = { channel: 'telegram', bot: '4711', user: '1' };
  const delivery = await lonely.send(chat, say('a'), 1, patience());
  expect(delivery).toMatchObject({ kind: 'retry', scope: 'bot' });
  expect(JSON.stringify(delivery)).not.toContain('very-secret');
  await lonely.stop();
});

test('a token that was revoked stops the bot’s lane and is named for the operator', async () => {
  const revoked = openAt(api.url, '4711:revoked');
  const chat = { channel: 'telegram', bot: '4711', user: String(lan.id) };
  expect(await revoked.send(chat, say('a'), 1, patience())).toMatchObject({ kind: 'channel_down' });
  await revoked.stop();
});

test('a chat that moved is followed once', async () => {
  const moved = api.person();
  moved.writes('/start');
  api.faults.next({
    kind: 'refuse',
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: moved.id },
  });
  expect(await send(say('a'))).toMatchObject({ kind: 'delivered' });
  expect(moved.sees()).toHaveLength(1);
});

test('content that Telegram refuses is ours to mend', async () => {
  const bad: Outgoing = {
    kind: 'message',
    message: { text: 'a', choices: [{ id: 'x'.repeat(65), label: 'b' }] },
  };
  expect(await send(bad)).toMatchObject({ kind: 'bad_content', reason: expect.stringContaining('64 bytes') });
  expect(api.callsOf('sendMessage')).toEqual([]);
});

test('a long message whose middle failed goes on where it stopped', async () => {
  const long = say('Một câu dài. '.repeat(700), 'Tiếp');
  const row = ++sequence;
  api.faults.next({ kind: 'flood', retryAfter: 1, after: 1 });
  expect(await send(long, lan.id, row)).toMatchObject({ kind: 'retry' });
  expect(lan.sees()).toHaveLength(1);
  expect(await send(long, lan.id, row)).toMatchObject({ kind: 'delivered' });
  expect(lan.sees().map(({ buttons }) => buttons)).toEqual([[], [], ['Tiếp']]);
});

test('a picture is uploaded once and then named', async () => {
  writeFileSync(join(mediaDir, 'otp.png'), 'pretend pixels');
  const card: Outgoing = {
    kind: 'message',
    message: { text: 'Nhìn kỹ', choices: [], picture: { file: 'otp.png', alt: 'Tin nhắn' } },
  };
  expect(await send(card)).toMatchObject({ kind: 'delivered' });
  expect(await send(card)).toMatchObject({ kind: 'delivered' });
  expect(lan.sees()).toMatchObject([
    { text: 'Nhìn kỹ', hasPicture: true },
    { text: 'Nhìn kỹ', hasPicture: true },
  ]);
  const photos = api.callsOf('sendPhoto').map(({ params }) => typeof params.photo);
  expect(photos).toEqual(['object', 'string']);
});

test('a picture that lies nowhere is drawn as it is sent', async () => {
  const picture = { file: 'thongke-map.png', alt: 'Mọi câu hỏi' };
  await send({ kind: 'message', message: { text: 'Số liệu', choices: [], picture } });
  expect(lan.sees()).toMatchObject([{ text: 'Số liệu', hasPicture: true }]);
});

test('a picture that is missing costs the picture, not the card', async () => {
  const picture = { file: '../../etc/passwd', alt: '' };
  expect(await send({ kind: 'message', message: { text: 'Nhìn kỹ', choices: [], picture } })).toMatchObject({
    kind: 'delivered',
  });
  expect(lan.sees()).toMatchObject([{ text: 'Nhìn kỹ', hasPicture: false }]);
  expect(told.lines).toEqual(['A picture cannot be read from the media folder; its text is sent alone']);
});

test('a chosen answer stays on its message, and marking it again is no failure', async () => {
  await send(say('Mật khẩu nào?', '123456', 'song-em-71-den'));
  const mark: Outgoing = { kind: 'mark_choice', message: String(lan.sees()[0]?.id), label: '123456' };
  expect(await send(mark)).toEqual({ kind: 'delivered' });
  expect(lan.sees()[0]?.buttons).toEqual(['✓ 123456']);
  expect(await send(mark)).toEqual({ kind: 'delivered' });
  expect(await send({ ...mark, message: '999' })).toEqual({ kind: 'delivered' });
  expect(await send({ ...mark, message: 'no number' })).toEqual({ kind: 'delivered' });
});

test('a tap’s spinner stops with a note; answering it again is no failure', async () => {
  const id = api.bot.openTap(lan.id);
  const answer: Outgoing = { kind: 'acknowledge_tap', tap: id, note: 'ạ'.repeat(250) };
  expect(await send(answer)).toEqual({ kind: 'delivered' });
  expect(lan.notes()).toEqual(['ạ'.repeat(200)]);
  expect(await send(answer)).toEqual({ kind: 'delivered' });
});
