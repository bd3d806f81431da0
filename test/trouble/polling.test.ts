import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRedis } from '../fixtures/redis-server.ts';
import { learnOnTelegram } from './on-telegram.ts';
import { openStage, type Stage } from './stage.ts';
import { expectEachOnce } from './verdict.ts';

const patienceMs = 120_000;
const personsEach = 4;

describe.skipIf(noRedis !== undefined)(
  `polling while Redis is in trouble${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let stage: Stage;
    let persons = 0;
    beforeAll(async () => {
      stage = await openStage('polling');
    });
    afterAll(() => stage.stop());

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
        ...Array.from({ length: personsEach }, () => learnOnTelegram(stage.api.person(), onTap)),
      ]);
      await expectEachOnce(stage.central, [], persons);
    }

    test(
      'killed and started again: the poller waits, and each lesson ends whole, reported once',
      () =>
        learnWith(async () => {
          await stage.redis.kill();
          await stage.redis.start();
        }),
      patienceMs,
    );

    test(
      'away for a while: nothing is confirmed to Telegram meanwhile, and all of it is taken afterwards',
      () =>
        learnWith(async () => {
          await stage.redis.kill();
          await expect
            .poll(async () => (await fetch(`${stage.service.url}/readyz`)).status, { timeout: 10_000 })
            .toBe(503);
          const writer = stage.api.person();
          writer.writes('/start');
          await new Promise((resolve) => setTimeout(resolve, 3_000));
          expect(writer.sees()).toHaveLength(0);
          await stage.redis.start();
          await writer.until(() => (writer.sees().length > 0 ? true : undefined), 'a greeting', 40_000);
        }),
      patienceMs,
    );
  },
);
