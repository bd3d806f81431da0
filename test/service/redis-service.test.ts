import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBotApi } from '../fakes/bot-api/bot-api.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

describe.skipIf(noRedis !== undefined)(
  `the service on Redis${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let redis: RunningRedis;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.stop());
    const settings = () => ({
      REDIS_URL: redis.url,
      BANHOC_SECRET: 'a secret of at least thirty-two letters',
    });

    test('says which store it stands on, and two processes share one learner', async () => {
      const [one, other] = [await runService(settings()), await runService(settings())];
      expect(one.lines.join('\n')).toContain(`sessions: ${redis.url}`);
      const client = new WebClient(one.url);
      await client.listen();
      await client.tap('Học ngay');
      const elsewhere = new WebClient(other.url, client.cookie);
      elsewhere.heard.push(...client.heard);
      elsewhere.lastSequence = client.lastSequence;
      await elsewhere.tap('bác');
      expect(elsewhere.heard.at(-1)?.text).toContain('gọi là bác');
      await one.stop();
      await elsewhere.tapFirst();
      expect(elsewhere.heard.at(-1)?.choices.length).toBeGreaterThan(0);
      await other.stop();
      one.remove();
      other.remove();
    });

    test('one of two processes polls Telegram; when it goes the other takes over, and nobody notices', async () => {
      const api = await startBotApi();
      const telegram = { ...settings(), TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url };
      const [one, other] = [await runService(telegram), await runService(telegram)];
      const person = api.person();
      person.writes('/start');
      expect((await person.hears()).text).toContain('trợ lý tự động');
      await one.stop();
      person.taps('Học ngay');
      expect((await person.hears()).text).toContain('(1/');
      const conflicts = api.callsOf('getUpdates').filter((call) => call.answer?.ok === false);
      expect(conflicts).toEqual([]);
      await other.stop();
      await api.stop();
      one.remove();
      other.remove();
    });
  },
);
