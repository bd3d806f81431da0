import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Delivery, Receipt, Update } from '../../../src/channels/channel.ts';
import type { ZaloBot, ZaloBotOptions } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import type { Message } from '../../../src/core/message.ts';
import { dayMs } from '../../../src/core/time.ts';
import { startZaloBotApi, type ZaloBotApi } from '../../fakes/zalo-bot/zalo-bot-api.ts';
import { countsInMemory } from '../../fixtures/counts-in-memory.ts';
import type { Toy } from '../toy.ts';
import { openZaloBotToy, webhookSecret as secret } from './zalo-bot-toy.ts';

let api: ZaloBotApi;
const toys: Toy<ZaloBot>[] = [];

beforeEach(async () => {
  api = await startZaloBotApi();
});
afterEach(async () => {
  for (const toy of toys.splice(0)) await toy.stop();
  await api.stop();
});

async function start(
  options: Partial<ZaloBotOptions> = {},
  instead?: (update: Update) => Receipt | undefined,
): Promise<Toy<ZaloBot>> {
  const toy = await openZaloBotToy(api, options, instead);
  toys.push(toy);
  return toy;
}

const say = (toy: Toy<ZaloBot>, message: Message, user = 'lan', sequence = 1): Promise<Delivery> =>
  toy.bot.send(
    { channel: 'zalo-bot', bot: toy.bot.bot, user },
    { kind: 'message', message },
    sequence,
    AbortSignal.timeout(5_000),
  );
const plain = (text: string): Message => ({ text, choices: [] });

describe('what comes in', () => {
  test('a person writes and is heard, with the platform’s own time and id', async () => {
    const toy = await start();
    const push = await api.writes('lan', 'Xin chào', { id: 'm1', at: 1_750_316_131_602 });
    expect(push?.status).toBe(200);
    expect(toy.committed).toEqual([
      {
        chat: { channel: 'zalo-bot', bot: '12345689', user: 'lan' },
        id: 'm1',
        event: { kind: 'text_written', text: 'Xin chào', at: 1_750_316_131_602 },
      },
    ]);
  });

  test.each([
    { event: 'message.image.received', fields: { photo_url: 'https://x/y' }, is: { media: 'photo' } },
    { event: 'message.sticker.received', fields: { sticker: 's' }, is: { media: 'sticker' } },
    { event: 'message.voice.received', fields: { voice_url: 'https://x' }, is: { media: 'voice' } },
    { event: 'message.unsupported.received', fields: {}, is: { kind: 'content_withheld' } },
    {
      event: 'message.text.received',
      fields: { text: '/start TH01' },
      is: { kind: 'chat_opened', join: 'TH01' },
    },
  ])('$event $fields', async ({ event, fields, is }) => {
    const toy = await start();
    expect((await api.happens('lan', event, fields))?.status).toBe(200);
    expect(toy.committed[0]?.event).toMatchObject(is);
  });

  test.each([
    { case: 'an unknown event', event: 'message.reaction.received', fields: { text: 'x' } },
    {
      case: 'a group',
      event: 'message.text.received',
      fields: { text: 'x', chat: { id: 'g', chat_type: 'GROUP' } },
    },
  ])('$case is acknowledged and passed over', async ({ event, fields }) => {
    const toy = await start();
    expect((await api.happens('lan', event, fields))?.status).toBe(200);
    expect(toy.handedIn).toEqual([]);
  });

  test('bare events, without the envelope, are read too', async () => {
    const toy = await start();
    const answer = await fetch(`${toy.url}/channels/zalo-bot`, {
      method: 'POST',
      headers: { 'x-bot-api-secret-token': secret },
      body: JSON.stringify({
        event_name: 'message.text.received',
        message: { chat: { id: 'lan' }, message_id: 'm', date: 1, text: 'hai' },
      }),
    });
    expect(answer.status).toBe(200);
    expect(toy.committed).toHaveLength(1);
  });
});

describe('by polling', () => {
  test('a webhook that was set is taken away, and updates come one by one', async () => {
    api.webhook = { url: 'http://127.0.0.1:9/', secret };
    const toy = await start({ mode: 'polling' });
    for (const text of ['một', 'hai', 'ba']) await api.writes('lan', text);
    await vi.waitFor(() => expect(toy.committed).toHaveLength(3));
    expect(toy.committed.map(({ event }) => 'text' in event && event.text)).toEqual(['một', 'hai', 'ba']);
    expect(api.calls.map(({ method }) => method).slice(0, 2)).toEqual(['getMe', 'deleteWebhook']);
    expect(await toy.bot.trouble()).toBeUndefined();
  });

  test('what was taken is handed in until it is saved: Zalo does not bring it again', async () => {
    let refusals = 3;
    const toy = await start({ mode: 'polling' }, () =>
      refusals-- > 0 ? { kind: 'try_later', afterMs: 1_000 } : undefined,
    );
    await api.writes('lan', 'một');
    await vi.waitFor(() => expect(toy.committed).toHaveLength(1));
    expect(toy.handedIn).toHaveLength(4);
  });

  test('a token that is known no more is told', async () => {
    const toy = await start({ mode: 'polling' });
    api.faults.push({ fault: { kind: 'refuse', code: 401 }, of: 'getUpdates' });
    await vi.waitFor(() => expect(toy.told.lines.join()).toContain('ZALO_BOT_TOKEN'));
    await vi.waitFor(async () => expect(await toy.bot.trouble()).toBeUndefined());
  });
});

describe('what goes out', () => {
  test('choices are numbered lines, and the last says how to answer', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    await say(toy, {
      heading: 'Câu 1',
      text: 'Mật khẩu nào khó đoán?',
      choices: [
        { id: 'a', label: '123456' },
        { id: 'b', label: 'song-em-71-den' },
      ],
    });
    expect(api.sent[0]?.text).toBe(
      'Câu 1\nMật khẩu nào khó đoán?\n\n1. 123456\n2. song-em-71-den\nTrả lời bằng số từ 1 đến 2.',
    );
    expect(api.sent[0]?.body.text_styles).toEqual([{ start: 0, len: 5, st: ['b'] }]);
  });

  test('what no number may name is answered in its own words', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    const choices = [
      { id: 'consent-yes', label: 'Đồng ý' },
      { id: 'consent-no', label: 'Không' },
    ];
    await say(toy, { text: 'Xin bác đồng ý', choices });
    expect(api.sent[0]?.text).toContain('• Đồng ý\n• Không\nTrả lời bằng cách gõ lại đúng chữ sau dấu •.');
  });

  test('a long text parts at the end of a sentence, and the choices stay together on the last part', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    const text = 'Đây là một câu dài vừa phải. '.repeat(150).trim();
    await say(toy, { text, choices: [{ id: 'a', label: 'Tiếp' }] });
    expect(api.sent.length).toBeGreaterThan(2);
    for (const { text: part } of api.sent) expect(part.length).toBeLessThanOrEqual(2_000);
    for (const { text: part } of api.sent.slice(0, -1)) expect(part).toMatch(/\.$/);
    expect(api.sent.at(-1)?.text).toContain('1. Tiếp\nTrả lời bằng số 1.');
  });

  test('a picture goes with its words in one message, where Zalo can fetch it', async () => {
    const message = { text: 'Xem hình', choices: [], picture: { file: 'khoa.png', alt: 'cái khóa' } };
    const toy = await start();
    await api.writes('lan', 'x');
    await say(toy, message);
    expect(api.sent[0]?.method).toBe('sendMessage');
    const secure = await start({ publicUrl: 'https://hoc.example.vn', mode: 'sending only' });
    await say(secure, message);
    expect(api.sent[1]?.body).toMatchObject({
      photo: 'https://hoc.example.vn/chat/media/khoa.png',
      caption: 'Xem hình',
    });
  });

  test('"quota exceeded" is waited out ever longer, and the whole bot waits', async () => {
    const toy = await start();
    await api.writes('lan', 'x');
    for (let time = 0; time < 4; time++) api.faults.push({ fault: { kind: 'refuse', code: 429 } });
    const waits: unknown[] = [];
    for (let time = 0; time < 4; time++) waits.push(await say(toy, plain('a')));
    expect(waits.map((it) => (it as { afterMs: number }).afterMs)).toEqual([
      30_000, 120_000, 600_000, 3_600_000,
    ]);
    expect(waits[0]).toMatchObject({ kind: 'retry', scope: 'bot' });
    expect(toy.told.lines.join()).toContain('ALARM');
  });

  test('somebody whose messages are refused on three days is taken to be gone', async () => {
    let now = Date.now();
    const toy = await start({ clock: () => now });
    const kinds: string[] = [];
    for (let day = 0; day < 3; day++) {
      for (let time = 0; time < 2; time++) kinds.push((await say(toy, plain('a'), 'nobody')).kind);
      now += dayMs;
    }
    expect(kinds).toEqual([
      'bad_content',
      'bad_content',
      'bad_content',
      'bad_content',
      'unreachable',
      'unreachable',
    ]);
  });

  test('no token is ever in what is told', async () => {
    const toy = await start();
    api.faults.push({ fault: { kind: 'cut' } });
    const delivery = await say(toy, plain('a'));
    expect(delivery.kind).toBe('unknown');
    expect(JSON.stringify([delivery, toy.told.lines])).not.toContain('abc-xyz');
  });
});

describe('the free plan', () => {
  const october = Date.UTC(2026, 9, 15);

  test('from 80 % on it is told, from 90 % on nothing is sent unasked, and at the end replies wait', async () => {
    const counts = countsInMemory({ 'zalo-bot:12345689:sent:2026-10': 2_398 });
    const toy = await start({ counts, clock: () => october });
    const chat = { channel: 'zalo-bot', bot: '12345689', user: 'lan' };
    await api.writes('lan', 'x');
    expect(await toy.bot.trouble()).toBeUndefined();
    for (let time = 0; time < 2; time++) await say(toy, plain('a'), 'lan', time);
    expect(await toy.bot.trouble()).toContain('2400 of this month');
    expect(toy.bot.figures?.()).toMatchObject({ messages_this_month: 2_400 });
    expect(toy.bot.canSend?.(chat, october, october)).toBe('free');
    counts.all.set('zalo-bot:12345689:sent:2026-10', 2_699);
    await say(toy, plain('a'), 'lan', 9);
    expect(toy.bot.canSend?.(chat, october, october)).toBe('no');
    counts.all.set('zalo-bot:12345689:sent:2026-10', 2_999);
    expect((await say(toy, plain('a'), 'lan', 10)).kind).toBe('delivered');
    expect(await say(toy, plain('a'), 'lan', 11)).toMatchObject({ kind: 'retry', scope: 'bot' });
    const november = october + 20 * dayMs;
    expect(toy.bot.canSend?.(chat, november, november)).toBe('free');
  });

  test('people are counted once each, and told from 40 of 50 on', async () => {
    const toy = await start();
    for (let person = 0; person < 40; person++) {
      await api.writes(`p${person}`, 'x');
      await api.writes(`p${person}`, 'y');
    }
    await vi.waitFor(async () => expect(await toy.bot.trouble()).toContain('40 of at most 50 people'));
  });
});

describe('the start', () => {
  test('the webhook is set with its secret', async () => {
    const toy = await start();
    expect(api.webhook).toEqual({ url: `${toy.url}/channels/zalo-bot/12345689`, secret });
  });

  test('an unknown token ends it in words', async () => {
    await expect(start({ token: '12345689:other' })).rejects.toThrow('ZALO_BOT_TOKEN');
  });

  test('a platform that is away does not hold it up', async () => {
    for (let time = 0; time < 2; time++) api.faults.push({ fault: { kind: 'proxy_page' }, of: 'getMe' });
    const toy = await start();
    expect(await toy.bot.trouble()).toContain('Zalo Bot cannot be used yet');
    await vi.waitFor(async () => expect(await toy.bot.trouble()).toBeUndefined());
  });
});
