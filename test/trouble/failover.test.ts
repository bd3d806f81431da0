import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Central, startCentral } from '../../src/central/central.ts';
import { type ClusterNode, type RunningCluster, startCluster } from '../fixtures/redis-cluster.ts';
import { noRedis } from '../fixtures/redis-server.ts';
import { type Running, runService } from '../fixtures/running-service.ts';
import { Learner } from './learner.ts';
import { expectEachOnce, expectPoliteRefusals } from './verdict.ts';

/** On a busy machine; on a quiet one the whole file takes a quarter of a minute. */
const patienceMs = 120_000;
/** A primary that serves a part of the partitions. */
const someKey = '{p0}:meta';

describe.skipIf(noRedis !== undefined)(
  `a Redis Cluster in trouble${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let cluster: RunningCluster;
    let central: Central;
    let service: Running;
    const learners: Learner[] = [];
    beforeAll(async () => {
      cluster = await startCluster();
      central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
      service = await runService({
        REDIS_URL: cluster.url,
        BANHOC_SECRET: 'a secret of at least thirty-two letters',
        CENTRAL_API_URL: central.url,
      });
    });
    afterAll(async () => {
      await service.stop();
      service.remove();
      await central.stop();
      await cluster.stop();
    });

    const readyz = async (): Promise<string> => (await fetch(`${service.url}/readyz`)).text();

    async function learnWith(trouble: () => Promise<unknown>, people = 8): Promise<void> {
      const made = Array.from(
        { length: people },
        (_, place) => new Learner([service.url], learners.length + place),
      );
      learners.push(...made);
      const half = Promise.withResolvers<void>();
      let taps = 0;
      const onTap = (): void => {
        taps++;
        if (taps === people * 4) half.resolve();
      };
      await Promise.all([half.promise.then(trouble), ...made.map((learner) => learner.learn(onTap))]);
      expectPoliteRefusals(learners);
      await expectEachOnce(central, learners);
    }

    test(
      'kill -9 of a primary: its replica goes on with all that was accepted, once it has a replica itself',
      async () => {
        await learnWith(async () => {
          const { primary, replica } = await cluster.serving(someKey);
          // For half a second nothing reaches the replica: what is written now dies with the primary.
          await primary.cutReplicas();
          await new Promise((resolve) => setTimeout(resolve, 500));
          await primary.kill();
          await expect
            .poll(async () => (await cluster.serving(someKey)).primary.port, { timeout: 20_000 })
            .toBe(replica?.port);
          // Promoted and alone: it could lose what it took, so nobody is told that it was taken.
          await expect.poll(readyz, { timeout: 10_000 }).toContain('has no replica');
          expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
          await primary.start();
          await cluster.whole();
        });
        expect(learners.some(({ repeated }) => repeated > 0)).toBe(true);
      },
      patienceMs,
    );

    test(
      'a replica lost: its shard refuses until it is back, the others go on',
      async () => {
        let lost: ClusterNode | undefined;
        await learnWith(async () => {
          lost = (await cluster.serving(someKey)).replica;
          await lost?.kill();
          await expect.poll(readyz, { timeout: 20_000 }).toContain('has no replica');
          const statuses = await Promise.all(
            Array.from({ length: 24 }, () =>
              new Learner([service.url], 0).tryOnce({ text: 'chào' }).then((answer) => answer?.status),
            ),
          );
          expect(new Set(statuses)).toEqual(new Set([202, 503]));
          await lost?.start();
          await cluster.whole();
        });
        expect(lost).toBeDefined();
      },
      patienceMs,
    );

    test(
      'a whole shard emptied, primary and replica: its people go on from the archive, the others notice nothing',
      async () => {
        const made = Array.from(
          { length: 12 },
          (_, place) => new Learner([service.url], learners.length + place),
        );
        learners.push(...made);
        await Promise.all(
          made.map(async (learner) => {
            await learner.hear();
            for (let taps = 0; taps < 6; taps++) {
              await learner.tapOn();
              await learner.hear();
            }
          }),
        );
        const waiting = async (): Promise<string> =>
          /^banhoc_archive_waiting (.*)$/m.exec(await (await fetch(`${service.url}/metrics`)).text())?.[1] ??
          '';
        await expect.poll(waiting, { timeout: 20_000 }).toBe('0');
        const { primary, replica } = await cluster.serving(someKey);
        const size = async (node: ClusterNode | undefined): Promise<number> =>
          Number(await node?.ask.dbsize());
        expect(await size(primary)).toBeGreaterThan(0);
        await primary.ask.flushall();
        await expect.poll(() => size(replica), { timeout: 5_000 }).toBeLessThanOrEqual(await size(primary));
        await Promise.all(made.map((learner) => learner.learn()));
        // Nobody was greeted as someone new: the first words of all are heard once.
        for (const { heard } of made) {
          expect(heard.filter(({ text }) => text.includes('trợ lý tự động'))).toHaveLength(1);
        }
        expectPoliteRefusals(learners);
        await expectEachOnce(central, learners);
      },
      patienceMs,
    );
  },
);
