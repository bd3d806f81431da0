import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { storeContract } from '../contracts/store.ts';
import { type RunningCluster, startCluster } from '../fixtures/redis-cluster.ts';
import { noRedis } from '../fixtures/redis-server.ts';

describe.skipIf(noRedis !== undefined)(
  `a Redis Cluster${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let cluster: RunningCluster;
    beforeAll(async () => {
      cluster = await startCluster();
    });
    afterAll(() => cluster.stop());

    storeContract('redis cluster', async () => {
      await cluster.flush();
      let offset = 0;
      const store = await openRedisStore({ url: cluster.url, partitions: 4, offsetMs: () => offset });
      return {
        store,
        async pass(ms) {
          offset += ms;
        },
        stop: () => store.close(),
      };
    });

    test('sixteen partitions lie on all three primaries', async () => {
      const serving = await Promise.all(
        Array.from({ length: 16 }, (_, partition) => cluster.serving(`{p${partition}}:meta`)),
      );
      expect(new Set(serving.map(({ primary }) => primary.port)).size).toBe(3);
    });
  },
);
