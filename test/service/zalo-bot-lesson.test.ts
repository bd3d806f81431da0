import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Sent, startZaloBotApi, type ZaloBotApi } from '../fakes/zalo-bot/zalo-bot-api.ts';
import { freePort } from '../fixtures/free-port.ts';
import { type Running, runService } from '../fixtures/running-service.ts';

let api: ZaloBotApi;
let service: Running;
afterEach(async () => {
  await service.stop();
  service.remove();
  await api.stop();
});

async function start(mode: 'polling' | 'webhook'): Promise<void> {
  api = await startZaloBotApi();
  const port = await freePort();
  service = await runService({
    ZALO_BOT_TOKEN: api.token,
    ZALO_BOT_API_ROOT: api.url,
    ZALO_BOT_MODE: mode,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  });
}

/** Writes, and waits for what is said to it. */
async function ask(text: string): Promise<Sent> {
  const before = api.sent.length;
  await api.writes('lan', text);
  await vi.waitFor(() => expect(api.sent.length).toBeGreaterThan(before), { timeout: 5_000 });
  return api.sent.at(-1) as Sent;
}

/** The first choice on screen, as its line names it. */
const firstChoice = ({ text }: Sent): string =>
  /^(?:(\d+)\. .*|• (.*))$/m.exec(text)?.slice(1).find(Boolean) ?? '';

describe.each(['polling', 'webhook'] as const)('a citizen on the Zalo Bot Platform, by %s', (mode) => {
  test('learns a whole lesson by typing numbers, from the first word to the result', async () => {
    await start(mode);
    let said = await ask('xin chào');
    expect(said.text).toContain('trợ lý tự động');
    for (let step = 0; step < 24 && !said.text.includes('Xin bác đồng ý'); step++)
      said = await ask(firstChoice(said));
    expect(said.text).toMatch(/Trả lời đúng \d\/3 câu/);
    expect((await ask('1')).text).not.toContain('Cảm ơn bác. Đổi ý');
    expect((await ask('Đồng ý')).text).toContain('Cảm ơn bác');
  });
});

test('a hidden message gets the way to the web, and is counted', async () => {
  await start('webhook');
  const push = await api.happens('em', 'message.unsupported.received');
  expect(push?.status).toBe(200);
  await vi.waitFor(() => expect(api.sent).toHaveLength(1));
  expect(api.sent[0]?.text).toMatch(
    /không cho trợ lý đọc tin này.*http:\/\/127\.0\.0\.1:\d+\/, hoặc nhờ người thân/,
  );
});
