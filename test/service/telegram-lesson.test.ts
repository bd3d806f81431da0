import { afterEach, describe, expect, test } from 'vitest';
import { type BotApi, type Person, startBotApi } from '../fakes/bot-api/bot-api.ts';
import { type Running, runService } from '../fixtures/running-service.ts';

let api: BotApi;
let service: Running;
afterEach(async () => {
  await service.stop();
  service.remove();
  await api.stop();
});

/** A port nobody holds, for the address Telegram is to call. */
async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function start(mode: 'polling' | 'webhook'): Promise<void> {
  api = await startBotApi();
  const port = await freePort();
  service = await runService({
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.url,
    TELEGRAM_MODE: mode,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  });
}

const buttons = (person: Person): string[] => person.sees().at(-1)?.buttons ?? [];

describe.each(['polling', 'webhook'] as const)('a citizen on Telegram, by %s', (mode) => {
  test('learns a whole lesson from the greeting to the result', async () => {
    await start(mode);
    const person = api.person();
    person.writes('/start');
    expect((await person.hears()).text).toContain('trợ lý tự động');
    person.taps('Học ngay');
    await person.hears();
    person.taps('bác');
    await person.hears();
    for (let step = 0; step < 20 && !buttons(person).includes('Đồng ý'); step++) {
      person.taps(buttons(person)[0] ?? '');
      await person.hears();
    }
    expect(person.sees().at(-1)?.text).toMatch(/Trả lời đúng \d\/3 câu/);
    person.taps('Đồng ý');
    expect((await person.hears()).text).toContain('Cảm ơn bác');
    expect(api.calls.filter((call) => call.answer?.ok === false)).toEqual([]);
  });

  test('a tap on an old question is told what it was, and the answer given stands', async () => {
    await start(mode);
    const person = api.person();
    person.writes('/start 14797-c');
    expect((await person.hears()).text).toContain('phường Hạc Thành');
    person.taps('Học ngay');
    await person.hears();
    person.taps('bác');
    await person.hears();
    for (let step = 0; step < 10 && !person.sees().at(-1)?.text.includes('Câu 1/3'); step++) {
      person.taps(buttons(person)[0] ?? '');
      await person.hears();
    }
    const question = person.sees().at(-1);
    const [first = '', second = ''] = question?.buttons ?? [];
    person.taps(first);
    await person.hears();
    person.taps(second, question?.id);
    expect((await person.hears()).text).toContain('đã trả lời rồi');
  });

  test('a person who blocked the bot is not written to, and is welcome back', async () => {
    await start(mode);
    const person = api.person();
    person.writes('/start');
    await person.hears();
    person.blocks();
    person.unblocks();
    person.writes('menu');
    expect((await person.hears()).buttons.length).toBeGreaterThan(3);
  });
});

describe('a wrong token', () => {
  test('ends the start with one sentence that names the variable', async () => {
    api = await startBotApi();
    const started = runService({ TELEGRAM_BOT_TOKEN: '1:wrong', TELEGRAM_API_ROOT: api.url });
    await expect(started).rejects.toThrow(/TELEGRAM_BOT_TOKEN/);
    service = await runService();
  });
});
