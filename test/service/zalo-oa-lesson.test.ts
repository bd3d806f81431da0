import { afterEach, expect, test, vi } from 'vitest';
import { findAll } from '../../src/commands/findings.ts';
import { type Sent, startZaloOaApi, type ZaloOaApi } from '../fakes/zalo-oa/zalo-oa-api.ts';
import { freePort } from '../fixtures/free-port.ts';
import { lessonsDir, type Running, runService } from '../fixtures/running-service.ts';

let api: ZaloOaApi;
let service: Running;
afterEach(async () => {
  await service.stop();
  service.remove();
  await api.stop();
});

/** Does something, and waits for what is said to it. */
async function after(act: () => Promise<{ status: number }>): Promise<Sent> {
  const before = api.sent.length;
  expect((await act()).status).toBe(200);
  await vi.waitFor(() => expect(api.sent.length).toBeGreaterThan(before), { timeout: 15_000 });
  return api.sent.at(-1) as Sent;
}

test('a citizen on Zalo learns a whole lesson, one call a turn, and the doctor finds the account well', async () => {
  api = await startZaloOaApi();
  const port = await freePort();
  const environment = {
    ZALO_OA_ID: api.oaId,
    ZALO_OA_APP_ID: api.appId,
    ZALO_OA_APP_SECRET: api.appSecret,
    ZALO_OA_SECRET: api.secret,
    ZALO_OA_REFRESH_TOKEN: 'refresh-0',
    ZALO_OA_API_ROOT: api.url,
    ZALO_OA_OAUTH_ROOT: api.url,
    ZALO_OA_PLAN: 'toan-dien',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  service = await runService(environment);
  api.webhook = `http://127.0.0.1:${port}/channels/zalo-oa/${api.oaId}`;
  let said = await after(() => api.follows('lan'));
  expect(said.text).toContain('trợ lý tự động');
  let turns = 1;
  for (; turns < 30 && !said.text.includes('Xin bác đồng ý'); turns++) {
    const [first] = said.buttons;
    said = await after(() => (first === undefined ? api.writes('lan', '1') : api.taps('lan', first.title)));
  }
  expect(said.text).toMatch(/Trả lời đúng \d\/3 câu/);
  expect((await after(() => api.taps('lan', 'Đồng ý'))).text).toContain('Cảm ơn bác');
  expect(api.calls.filter((path) => path === '/v3.0/oa/message/cs')).toHaveLength(turns + 1);
  expect(service.lines).toContain('zalo-oa: on, webhook');
  const findings = await findAll({ ...environment, DATA_DIR: service.dataDir, LESSONS_DIR: lessonsDir });
  const said2 = findings.find(({ about }) => about === 'zalo-oa');
  expect(said2?.says).toContain('Xã A, plan Tăng trưởng; its token works for 25.0 h');
  const ready = await fetch(`${service.url}/metrics`);
  expect(await ready.text()).toContain(
    `banhoc_channel{channel="zalo-oa",bot="${api.oaId}",figure="access_hours_left"} 25`,
  );
});
