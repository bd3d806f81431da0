import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { type LogEntry, StoreUnavailable } from '../../src/store/store.ts';
import { loadOne, minh, morning, stepFor } from '../contracts/store/steps.ts';
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

    test('a commit that reached no replica is no commit, nor is its repetition, until a replica has it', async () => {
      await cluster.flush();
      const store = await openRedisStore({ url: cluster.url });
      const partition = store.partitionOf(minh);
      const { primary, replica } = await cluster.serving(`{p${partition}}:meta`);
      const steps = [stepFor(minh, { updates: [{ id: 'u1', at: morning }] })];
      await store.barrier(partition);
      const lease = await store.acquireLease(partition, 'courier', 4_000);
      if (lease === undefined) throw new Error('the lease is free');
      await replica?.kill();
      await expect(store.commit(partition, steps, morning)).rejects.toThrow(StoreUnavailable);
      // It stands in the primary, and would die with it.
      expect((await loadOne(store, minh, ['u1']))?.knownUpdates).toEqual(['u1']);
      await expect(store.barrier(partition)).rejects.toThrow(StoreUnavailable);
      // Nor is a reply in the page's log before a replica has the line, nor settled for good.
      const message = { text: 'Chào bác', choices: [] };
      const line: LogEntry = { sequence: 1, outgoing: { kind: 'message', message }, at: morning };
      await expect(store.appendLog(minh, line)).rejects.toThrow(StoreUnavailable);
      const settled = store.workOutbox(lease, { settlements: [{ kind: 'done', sequence: 1 }] });
      await expect(settled).rejects.toThrow(StoreUnavailable);
      expect(await store.notes()).toEqual([expect.stringContaining(`${primary.port} has no replica`)]);
      expect(await store.trouble()).toBeUndefined();
      // A process that starts now has never seen this shard's replica, and is as strict.
      const later = await openRedisStore({ url: cluster.url });
      await expect(later.commit(partition, [stepFor(minh, {})], morning)).rejects.toThrow(StoreUnavailable);
      await replica?.start();
      await cluster.whole();
      await expect
        .poll(() =>
          store.barrier(partition).then(
            () => 'safe',
            () => 'not yet',
          ),
        )
        .toBe('safe');
      await Promise.all([store.close(), later.close()]);
    });

    test('a wrong setting on any primary is named', async () => {
      const store = await openRedisStore({ url: cluster.url });
      for (const place of [0, 5, 15]) {
        const { primary } = await cluster.serving(`{p${place}}:meta`);
        await primary.ask.config('SET', 'maxmemory-policy', 'allkeys-lru');
        expect(await store.trouble()).toContain(`127.0.0.1:${primary.port} may drop sessions`);
        await primary.ask.config('SET', 'maxmemory-policy', 'noeviction');
      }
      await store.close();
    });

    test('sixteen partitions lie on all three primaries', async () => {
      const serving = await Promise.all(
        Array.from({ length: 16 }, (_, partition) => cluster.serving(`{p${partition}}:meta`)),
      );
      expect(new Set(serving.map(({ primary }) => primary.port)).size).toBe(3);
    });
  },
);
