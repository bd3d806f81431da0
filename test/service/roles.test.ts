import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/role.ts';
import { type BotApi, startBotApi } from '../fakes/bot-api/bot-api.ts';
import { freePort, noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { type Running, runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

test('a role without a shared store ends the start with one sentence that names what is missing', async () => {
  await expect(runService({}, 'web')).rejects.toThrow(/^--role web: .*REDIS_URL/);
  await expect(runService({}, 'worker')).rejects.toThrow(/^--role worker: .*REDIS_URL/);
});

describe.skipIf(noRedis !== undefined)(
  `web and worker${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let redis: RunningRedis;
    let api: BotApi | undefined;
    const running: Running[] = [];
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.stop());
    afterEach(async () => {
      for (const service of running.splice(0)) {
        await service.stop();
        service.remove();
      }
      await api?.stop();
      api = undefined;
      const cleaner = new Redis(redis.url);
      await cleaner.flushall();
      await cleaner.quit();
    });

    async function start(role: Role, more: Record<string, string> = {}): Promise<Running> {
      const service = await runService(
        { REDIS_URL: redis.url, BANHOC_SECRET: 'a secret of at least thirty-two letters', ...more },
        role,
      );
      running.push(service);
      return service;
    }

    test('what a worker sends is seen at once on a page that a web process serves', async () => {
      const web = await start('web');
      const client = new WebClient(web.url);
      const greeted = client.listen();
      await start('worker');
      await greeted;
      const askedAt = performance.now();
      for (let taps = 0; taps < 5; taps++) await client.tapFirst();
      expect(client.heard.length).toBeGreaterThanOrEqual(6);
      // The page reads its log again each 20 s anyway: only hints between processes are quicker than that.
      expect(performance.now() - askedAt).toBeLessThan(10_000);
    });

    test('a web process alone takes messages and sends none', async () => {
      const web = await start('web');
      const client = new WebClient(web.url);
      const answer = await client.post('/chat/messages', { id: '1', text: 'menu' });
      expect(answer.status).toBe(202);
      expect(await (await fetch(`${web.url}/metrics`)).text()).toMatch(/^banhoc_outbox_rows [1-9]/m);
    });

    test('a worker has no pages, and tells how it is', async () => {
      const worker = await start('worker');
      expect((await fetch(`${worker.url}/`)).status).toBe(404);
      expect((await fetch(`${worker.url}/chat/events`)).status).toBe(404);
      expect((await fetch(`${worker.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${worker.url}/readyz`)).status).toBe(200);
      expect(await (await fetch(`${worker.url}/metrics`)).text()).toContain('banhoc_chats');
      expect(worker.lines.join('\n')).toContain('role: worker');
    });

    test.each(['polling', 'webhook'] as const)('a citizen on Telegram is answered, by %s', async (mode) => {
      api = await startBotApi();
      const port = await freePort();
      const telegram = {
        TELEGRAM_BOT_TOKEN: api.token,
        TELEGRAM_API_ROOT: api.url,
        TELEGRAM_MODE: mode,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      };
      const web = await start('web', { ...telegram, PORT: String(port) });
      const callsOfWeb = api.calls.map(({ method }) => method);
      await start('worker', telegram);
      const person = api.person();
      person.writes('/start');
      expect((await person.hears()).text).toContain('trợ lý tự động');
      person.taps('Học ngay');
      expect((await person.hears()).text).toContain('(1/');
      if (mode === 'polling') expect(callsOfWeb).toEqual([]);
      else {
        expect(callsOfWeb).toContain('setWebhook');
        expect(api.callsOf('setWebhook')).toHaveLength(1);
        expect(api.callsOf('getUpdates')).toEqual([]);
      }
      expect(await (await fetch(`${web.url}/readyz`)).text()).toBe('ready\n');
    });
  },
);
