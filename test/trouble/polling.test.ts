import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Central, startCentral } from '../../src/central/central.ts';
import { type BotApi, startBotApi } from '../fakes/bot-api/bot-api.ts';
import { freePort, noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { type Running, runService } from '../fixtures/running-service.ts';
import { learnOnTelegram } from './on-telegram.ts';
import { expectEachOnce } from './verdict.ts';

const patienceMs = 120_000;
const personsEach = 4;

describe.skipIf(noRedis !== undefined)(
  `polling while Redis is in trouble${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let redis: RunningRedis;
    let central: Central;
    let api: BotApi;
    let service: Running;
    let persons = 0;

    beforeAll(async () => {
      redis = await startRedis({ appendonly: true });
      central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
      api = await startBotApi({ secondMs: 50 });
      const port = await freePort();
      service = await runService({
        REDIS_URL: redis.url,
        BANHOC_SECRET: 'a secret of at least thirty-two letters',
        CENTRAL_API_URL: central.url,
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        TELEGRAM_BOT_TOKEN: api.token,
        TELEGRAM_API_ROOT: api.url,
        TELEGRAM_MODE: 'polling',
      });
    });
    afterAll(async () => {
      await service.stop();
      service.remove();
      await central.stop();
      await api.stop();
      await redis.stop();
    });

    /** In the middle of the lessons of several people the trouble begins, once; all must come to their end. */
    async function learnWith(trouble: () => Promise<void>): Promise<void> {
      persons += personsEach;
      const half = Promise.withResolvers<void>();
      let taps = 0;
      const onTap = (): void => {
        taps++;
        if (taps === personsEach * 5) half.resolve();
      };
      await Promise.all([
        half.promise.then(trouble),
        ...Array.from({ length: personsEach }, () => learnOnTelegram(api.person(), onTap)),
      ]);
      await expectEachOnce(central, [], persons);
    }

    test(
      'killed and started again: the poller waits, and each lesson ends whole, reported once',
      () =>
        learnWith(async () => {
          await redis.kill();
          await redis.start();
        }),
      patienceMs,
    );

    test(
      'away for a while: nothing is confirmed to Telegram meanwhile, and all of it is taken afterwards',
      () =>
        learnWith(async () => {
          await redis.kill();
          await expect
            .poll(async () => (await fetch(`${service.url}/readyz`)).status, { timeout: 10_000 })
            .toBe(503);
          const writer = api.person();
          writer.writes('/start');
          await new Promise((resolve) => setTimeout(resolve, 3_000));
          expect(writer.sees()).toHaveLength(0);
          await redis.start();
          await writer.until(() => (writer.sees().length > 0 ? true : undefined), 'a greeting', 40_000);
        }),
      patienceMs,
    );
  },
);
