import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery, Update } from '../../../src/channels/channel.ts';
import { openProof, signatureOf } from '../../../src/channels/zalo-oa/signature.ts';
import type { ZaloOa, ZaloOaOptions } from '../../../src/channels/zalo-oa/zalo-oa.ts';
import type { Message } from '../../../src/core/message.ts';
import { dayMs, hourMs } from '../../../src/core/time.ts';
import { startZaloOaApi, type ZaloOaApi } from '../../fakes/zalo-oa/zalo-oa-api.ts';
import { Told } from '../telegram/toy-bot.ts';
import type { Toy } from '../toy.ts';
import { openZaloOaToy } from './zalo-oa-toy.ts';

let now: number;
let api: ZaloOaApi;
const toys: Toy<ZaloOa>[] = [];
beforeEach(async () => {
  now = Date.UTC(2026, 10, 25);
  api = await startZaloOaApi({ clock: () => now });
});
afterEach(async () => {
  for (const toy of toys.splice(0)) await toy.stop();
  await api.stop();
});

async function start(options: Partial<ZaloOaOptions> = {}): Promise<Toy<ZaloOa>> {
  const toy = await openZaloOaToy(api, { clock: () => now, ...options });
  toys.push(toy);
  api.webhook = `${toy.url}/channels/zalo-oa`;
  return toy;
}

const say = (toy: Toy<ZaloOa>, message: Message, sequence = 1): Promise<Delivery> =>
  toy.bot.send(
    { channel: 'zalo-oa', bot: api.oaId, user: 'lan' },
    { kind: 'message', message },
    sequence,
    AbortSignal.timeout(5_000),
  );
const plain: Message = { text: 'chào', choices: [] };
const choicesOf = (...labels: string[]) => labels.map((label, place) => ({ id: `q.1.${place}`, label }));
const eventOf = (update: Update | undefined) => update?.event;

describe('the signature', () => {
  const body =
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Xin chào","msg_id":"96d3cdf3af150460909"},"timestamp":"1763900000000"}';
  const right = '271315c64a4f18035e30dd63945143e262298c9a8f1e8c3549183839491adafa';
  const keys = {
    appId: '360846524940903967',
    oaId: '388613280878808645',
    secret: 'oa-secret',
    appSecret: 'app-secret',
  };

  test('the known vector', () => {
    expect(Buffer.byteLength(body)).toBe(266);
    expect(signatureOf(keys.appId, Buffer.from(body), '1763900000000', keys.secret)).toBe(right);
    const proof = openProof(keys, new Told());
    for (const value of [right, `mac=${right}`, right.toUpperCase()])
      expect(proof.isRight({ 'x-zevent-signature': value }, Buffer.from(body))).toBe(true);
  });

  test.each([
    { case: 'none', given: undefined, raw: body },
    { case: 'an empty one', given: '', raw: body },
    { case: 'of another body', given: right, raw: body.replace('Xin chào', 'Xin tiền') },
    {
      case: 'of the same content written otherwise',
      given: right,
      raw: JSON.stringify(JSON.parse(body), null, 1),
    },
    { case: 'a shortened one', given: right.slice(0, 63), raw: body },
    { case: 'with no time in the body', given: right, raw: '{}' },
  ])('$case is refused', ({ given, raw }) => {
    const proof = openProof(keys, new Told());
    expect(proof.isRight(given === undefined ? {} : { 'x-zevent-signature': given }, Buffer.from(raw))).toBe(
      false,
    );
  });

  test('the way of the first genuine call is the only one from then on', () => {
    const proof = openProof(keys, new Told());
    const raw = Buffer.from(body);
    const other = signatureOf(keys.oaId, raw, '1763900000000', keys.appSecret);
    expect(proof.isRight({ 'x-zevent-signature': right }, raw)).toBe(true);
    expect(proof.isRight({ 'x-zevent-signature': other }, raw)).toBe(false);
    const anew = openProof(keys, new Told());
    expect(anew.isRight({ 'x-zevent-signature': other }, raw)).toBe(true);
  });
});

describe('what comes in', () => {
  test('a tap comes as a text and is a tap; typed by hand, or by another person, it is a text', async () => {
    const toy = await start();
    await api.writes('lan', 'chào');
    await say(toy, { text: 'Câu 1', choices: choicesOf('Đúng', 'Sai') });
    await api.taps('lan', 'Sai');
    const payload = api.sent[0]?.buttons[1]?.payload ?? '';
    expect(payload.startsWith('#q.1.1!')).toBe(true);
    await api.writes('minh', payload);
    await api.writes('lan', '#q.1.0!AAAAAAAA');
    expect(toy.committed.map(({ event }) => event)).toMatchObject([
      { kind: 'text_written' },
      { kind: 'choice_tapped', choice: 'q.1.1' },
      { kind: 'text_written', text: payload },
      { kind: 'text_written', text: '#q.1.0!AAAAAAAA' },
    ]);
  });

  test('follow opens the chat, brought again it is the same; unfollow ends it', async () => {
    const toy = await start();
    await api.follows('lan', now);
    await api.follows('lan', now);
    await api.happens({
      oa_id: api.oaId,
      follower: { id: 'lan' },
      event_name: 'unfollow',
      timestamp: String(now),
    });
    expect(toy.committed.map(({ event }) => event.kind)).toEqual(['chat_opened', 'chat_blocked']);
  });

  test.each([
    { name: 'user_send_image', is: { kind: 'media_received', media: 'photo' } },
    { name: 'user_send_audio', is: { kind: 'media_received', media: 'voice' } },
    { name: 'user_send_text', is: { kind: 'content_withheld' } },
    { name: 'oa_send_text', is: undefined },
    { name: 'user_seen_message', is: undefined },
    { name: 'user_send_group_text', is: undefined },
    { name: 'something_new', is: undefined },
  ])('$name', async ({ name, is }) => {
    const toy = await start();
    const push = await api.happens({
      event_name: name,
      sender: { id: 'lan' },
      recipient: { id: api.oaId },
      message: { msg_id: 'm1' },
      timestamp: String(now),
    });
    expect(push.status).toBe(200);
    if (is === undefined) expect(toy.handedIn).toEqual([]);
    else expect(eventOf(toy.committed[0])).toMatchObject(is);
  });

  test('an event of yesterday, signed once, is a replay: acknowledged and passed over', async () => {
    const toy = await start();
    expect((await api.writes('lan', 'cũ', { at: now - 24 * hourMs - 1 })).status).toBe(200);
    expect(toy.handedIn).toEqual([]);
    expect((await api.writes('lan', 'còn mới', { at: now - 2 * hourMs })).status).toBe(200);
    expect(toy.committed).toHaveLength(1);
  });
});

describe('what goes out', () => {
  test('a turn is one call: text and buttons together, nothing before and nothing after', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    await say(toy, { heading: 'Đúng rồi', text: 'Câu 2', choices: choicesOf('A', 'B', 'C', 'D', 'E') });
    const chat = { channel: 'zalo-oa', bot: api.oaId, user: 'lan' };
    await toy.bot.send(chat, { kind: 'acknowledge_tap', tap: 't' }, 2, AbortSignal.timeout(1_000));
    expect(api.calls.filter((path) => path !== '/v4/oa/access_token')).toEqual(['/v3.0/oa/message/cs']);
    expect(api.sent[0]).toMatchObject({ text: 'Đúng rồi\nCâu 2' });
    expect(api.sent[0]?.buttons.map(({ title }) => title)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  test('a label too long for a button is read in the text, and the buttons are numbers', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    await say(toy, { text: 'Câu 1', choices: choicesOf('Gọi lại số đã lưu trong máy', 'Bấm link') });
    expect(api.sent[0]?.text).toBe('Câu 1\n\n1. Gọi lại số đã lưu trong máy\n2. Bấm link');
    expect(api.sent[0]?.buttons.map(({ title }) => title)).toEqual(['1', '2']);
  });

  test('more than five choices are numbered lines', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    await say(toy, { text: 'Chọn', choices: choicesOf('a', 'b', 'c', 'd', 'e', 'g') });
    expect(api.sent[0]?.buttons).toEqual([]);
    expect(api.sent[0]?.text).toContain('6. g\nTrả lời bằng số từ 1 đến 6.');
  });

  test('a picture goes with its words in one call, and the choices are lines', async () => {
    const toy = await start({ publicUrl: 'https://hoc.example.vn' });
    await api.writes('lan', 'x');
    await say(toy, { text: 'Xem', choices: choicesOf('Tiếp'), picture: { file: 'a.png', alt: 'a' } });
    expect(api.sent).toMatchObject([
      { picture: 'https://hoc.example.vn/chat/media/a.png', text: 'Xem\n\n1. Tiếp\nTrả lời bằng số 1.' },
    ]);
  });

  test('a token that ended is renewed once, and the message arrives once', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    api.grants.endAccess();
    expect(await say(toy, plain)).toMatchObject({ kind: 'delivered' });
    expect(api.sent).toHaveLength(1);
    expect(api.grants.renewals).toBe(2);
  });

  test('whoever is silent for more than a week cannot be written to', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    now += 7 * dayMs + 1;
    expect(await say(toy, plain)).toMatchObject({ kind: 'unreachable' });
  });

  test('without a token everything waits, and nothing is lost', async () => {
    const toy = await start({ firstRefreshToken: undefined });
    expect(await say(toy, plain)).toMatchObject({ kind: 'retry', scope: 'bot' });
    expect(await toy.bot.trouble()).toContain('ZALO_OA_REFRESH_TOKEN');
  });
});

describe('windows and money', () => {
  const chat = { channel: 'zalo-oa', bot: '388613280878808645', user: 'lan' };
  test('48 hours free, to 7 days paid as far as is allowed, later not at all', async () => {
    const toy = await start({ mostVnd: 120 });
    const ask = (silentMs: number, user = 'lan') => toy.bot.canSend?.({ ...chat, user }, now - silentMs, now);
    expect(ask(48 * hourMs)).toBe('free');
    expect(ask(48 * hourMs + 1)).toBe('paid');
    expect(ask(7 * dayMs)).toBe('paid');
    expect(ask(7 * dayMs + 1)).toBe('template');
    // 120 VND are two messages: asked again for the same person it is still one.
    expect(ask(3 * dayMs, 'minh')).toBe('paid');
    expect(ask(3 * dayMs, 'hoa')).toBe('no');
    await api.writes('lan', 'x');
    await say(toy, plain, -1);
    expect(toy.bot.figures?.()).toMatchObject({ spent_vnd_this_month: 55 });
    expect(ask(3 * dayMs, 'hoa')).toBe('no');
    now += 10 * dayMs;
    expect(ask(3 * dayMs, 'hoa')).toBe('paid');
  });

  test('without leave to pay only what is free is sent', async () => {
    const toy = await start();
    expect(toy.bot.canSend?.(chat, now - 3 * dayMs, now)).toBe('no');
  });
});
