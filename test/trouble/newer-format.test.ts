import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecord } from '../../src/store/record.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { type Running, runService } from '../fixtures/running-service.ts';
import { Learner } from './learner.ts';

const newer = 99;

describe.skipIf(noRedis !== undefined)(
  `while a newer version is rolled out${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let redis: RunningRedis;
    let admin: Redis;
    let service: Running;
    beforeAll(async () => {
      redis = await startRedis();
      admin = new Redis(redis.url);
      service = await runService({
        REDIS_URL: redis.url,
        BANHOC_SECRET: 'a secret of at least thirty-two letters',
      });
    });
    afterAll(async () => {
      await service.stop();
      service.remove();
      admin.disconnect();
      await redis.stop();
    });

    /** Every record, by its place. */
    async function records(): Promise<{ key: string; field: Buffer; bytes: Buffer }[]> {
      const keys = (await admin.keys('*:s:*')).sort();
      const buckets = await Promise.all(
        keys.map(async (key) => {
          const flat = (await admin.callBuffer('HGETALL', key)) as Buffer[];
          return flat.flatMap((field, place) =>
            place % 2 === 1 ? [] : [{ key, field, bytes: flat[place + 1] ?? Buffer.alloc(0) }],
          );
        }),
      );
      return buckets.flat();
    }

    /** Where a session begins with its array's head, then its format. */
    const sessionFormatAt = (bytes: Buffer): number => {
      const start = readRecord(bytes).version.length;
      return start + (bytes[start] === 0xdc ? 3 : 1);
    };

    test.each([
      { what: 'record', place: () => 0 },
      { what: 'session', place: sessionFormatAt },
    ])('a $what in a newer format is left alone: 503, try again in a second', async ({ place }) => {
      const learner = new Learner([service.url], 0);
      await learner.hear();
      const before = new Set((await records()).map(({ bytes }) => bytes.toString('hex')));
      const other = new Learner([service.url], 1);
      await other.hear();
      const [mine, ...more] = (await records()).filter(({ bytes }) => !before.has(bytes.toString('hex')));
      if (mine === undefined || more.length > 0) throw new Error('one new record was expected');
      const changed = Buffer.from(mine.bytes);
      changed[place(mine.bytes)] = newer;
      await admin.hset(mine.key, mine.field, changed);

      const refused = await other.tryOnce({ text: 'menu' });
      expect(refused?.status).toBe(503);
      expect(refused?.headers.get('retry-after')).toBe('1');
      const now = (await records()).map(({ bytes }) => bytes.toString('hex'));
      expect(now).toContain(changed.toString('hex'));

      // The people whom the newer version has not met yet go on.
      await learner.write('menu');
      await learner.hear();
      // The newer version takes over, or is taken back: the same person goes on.
      await admin.hset(mine.key, mine.field, mine.bytes);
      await other.write('menu');
      await other.hear();
    });
  },
);
