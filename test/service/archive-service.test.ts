import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noPostgres, temporaryDatabase } from '../fixtures/postgres.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const reason = noRedis ?? noPostgres;

describe.skipIf(reason !== undefined)(
  `the service on Redis and Postgres${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let redis: RunningRedis;
    let database: Awaited<ReturnType<typeof temporaryDatabase>>;
    beforeAll(async () => {
      redis = await startRedis();
      database = await temporaryDatabase();
    });
    afterAll(async () => {
      await redis.stop();
      await database.remove();
    });

    test('FLUSHALL in the middle of a lesson: two processes go on, and the person at the same card', async () => {
      const settings = {
        REDIS_URL: redis.url,
        ARCHIVE_URL: database.url,
        BANHOC_SECRET: 'a secret of at least thirty-two letters',
      };
      const [one, other] = [await runService(settings), await runService(settings)];
      expect(one.lines.join('\n')).toContain('archive: postgres://');
      const client = new WebClient(one.url);
      await client.listen();
      await client.tap('Học ngay');
      await client.tap('bác');
      const before = client.heard.at(-1)?.text ?? '';
      const hand = new Redis(redis.url);
      const waiting = async (): Promise<number> => {
        const keys = [...(await hand.keys('*:changed')), ...(await hand.keys('*:out'))];
        return keys.length;
      };
      await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
      await hand.flushall();
      const elsewhere = new WebClient(other.url, client.cookie);
      elsewhere.heard.push(...client.heard);
      elsewhere.lastSequence = client.lastSequence;
      await elsewhere.tapFirst();
      const after = elsewhere.heard.at(-1)?.text ?? '';
      expect(after).not.toBe(before);
      expect(after).not.toContain('trợ lý tự động');
      expect(await hand.get('banhoc:partitions')).toBe('16');
      expect(await hand.hlen('banhoc:items')).toBeGreaterThan(0);
      await expect.poll(async () => (await fetch(`${one.url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
      await hand.quit();
      for (const service of [one, other]) {
        await service.stop();
        service.remove();
      }
    });
  },
);

test('a deleted banhoc.db beside its archive.db: the person goes on', async () => {
  const { rmSync } = await import('node:fs');
  const first = await runService();
  const client = new WebClient(first.url);
  await client.listen();
  await client.tap('Học ngay');
  await client.tap('bác');
  const buttons = client.buttons();
  await first.stop();
  for (const ending of ['', '-wal', '-shm']) rmSync(`${first.dataDir}/banhoc.db${ending}`, { force: true });
  const second = await runService({ DATA_DIR: first.dataDir });
  const again = new WebClient(second.url, client.cookie);
  again.heard.push(...client.heard);
  again.lastSequence = client.lastSequence;
  await again.tap(buttons[0] ?? '');
  expect(again.heard.at(-1)?.text).not.toContain('trợ lý tự động');
  await second.stop();
  second.remove();
});
