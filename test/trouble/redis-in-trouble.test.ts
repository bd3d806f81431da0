import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Central } from '../../src/central/central.ts';
import type { BotApi } from '../fakes/bot-api/bot-api.ts';
import { noRedis, type RunningRedis } from '../fixtures/redis-server.ts';
import type { Running } from '../fixtures/running-service.ts';
import { Learner } from './learner.ts';
import { learnOnTelegram, webhookStatuses } from './on-telegram.ts';
import { openStage, type Stage } from './stage.ts';
import { expectEachOnce, expectPoliteRefusals } from './verdict.ts';

const learnersEach = 5;
const personsEach = 2;
/** On a busy machine; on a quiet one the whole file takes half a minute. */
const patienceMs = 120_000;

describe.skipIf(noRedis !== undefined)(
  `Redis in trouble${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let stage: Stage;
    let redis: RunningRedis;
    let admin: Redis;
    let central: Central;
    let api: BotApi;
    let service: Running;
    /** All people so far: each test also proves that what went before it is still whole. */
    const learners: Learner[] = [];
    let persons = 0;

    beforeAll(async () => {
      stage = await openStage('webhook');
      ({ redis, central, api, service } = stage);
      admin = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
      admin.on('error', () => {});
    });
    afterAll(async () => {
      admin.disconnect();
      await stage.stop();
    });

    /** People learn side by side on the page and on Telegram; in the middle of it the trouble begins, once. */
    async function learnWith(trouble: (learners: Learner[]) => Promise<unknown>): Promise<Learner[]> {
      const made = Array.from(
        { length: learnersEach },
        (_, place) => new Learner([service.url], learners.length + place),
      );
      learners.push(...made);
      persons += personsEach;
      const half = Promise.withResolvers<void>();
      let taps = 0;
      const onTap = (): void => {
        taps++;
        if (taps === (learnersEach + personsEach) * 4) half.resolve();
      };
      await Promise.all([
        half.promise.then(() => trouble(made)),
        ...made.map((learner) => learner.learn(onTap)),
        ...Array.from({ length: personsEach }, () => learnOnTelegram(api.person(), onTap)),
      ]);
      return made;
    }

    async function expectNothingLost(): Promise<void> {
      expectPoliteRefusals(learners);
      webhookStatuses(api);
      await expectEachOnce(central, learners, persons);
    }

    /** Someone new on the page and someone new on Telegram are told to come back, and why is nobody's to know. */
    async function expectRefusal(): Promise<void> {
      const page = await new Learner([service.url], 0).tryOnce({ text: 'chào' });
      expect(page?.status).toBe(503);
      expect(Number(page?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      const before = api.bot.pushes.length;
      api.person().writes('/start');
      await expect
        .poll(() => api.bot.pushes.slice(before).some(({ status }) => status === 503), { timeout: 10_000 })
        .toBe(true);
    }

    const readyz = async (): Promise<{ status: number; text: string }> => {
      const answer = await fetch(`${service.url}/readyz`);
      return { status: answer.status, text: await answer.text() };
    };

    test(
      'killed and started again under load: nothing that was accepted is lost',
      async () => {
        await learnWith(async () => {
          await redis.kill();
          await redis.start();
        });
        await expectNothingLost();
      },
      patienceMs,
    );

    test(
      'lines cut again and again: an answer that never came is looked up, and nothing doubles',
      async () => {
        await learnWith(async () => {
          for (let cuts = 0; cuts < 12; cuts++) {
            await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
            await new Promise((resolve) => setTimeout(resolve, 40));
          }
        });
        await expectNothingLost();
      },
      patienceMs,
    );

    test(
      'away: told to come back, named in /readyz, pages still served, and well again by itself',
      async () => {
        await learnWith(async () => {
          await redis.kill();
          await expect.poll(readyz, { timeout: 10_000 }).toMatchObject({ status: 503 });
          expect((await readyz()).text).toContain('does not answer');
          expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
          expect((await fetch(`${service.url}/`)).status).toBe(200);
          expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
          await expectRefusal();
          // Long enough for several reconnects in vain: the client must not give up.
          await new Promise((resolve) => setTimeout(resolve, 3_000));
          await redis.start();
          await expect.poll(readyz, { timeout: 10_000 }).toMatchObject({ status: 200 });
        });
        await expectNothingLost();
      },
      patienceMs,
    );

    test('a page that stayed open while the line for hints was down hears the next message all the same', async () => {
      const learner = new Learner([service.url], 0);
      await learner.hear();
      const closed = new AbortController();
      const stream = await fetch(`${service.url}/chat/events?after=${learner.heard.at(-1)?.seq}`, {
        headers: { accept: 'text/event-stream', cookie: learner.cookie },
        signal: closed.signal,
      });
      const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
      await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await learner.write('menu');
      let text = '';
      // The page looks by itself only each 20 s.
      const lateAt = performance.now() + 12_000;
      while (!text.includes('data: ') && performance.now() < lateAt)
        text += (await reader?.read())?.value ?? '';
      expect(text).toContain('data: ');
      expect(performance.now()).toBeLessThan(lateAt);
      closed.abort();
    });

    test(
      'full: refused before the first write, still read, named, and well again when it has room',
      async () => {
        await learnWith(async () => {
          await admin.config('SET', 'maxmemory', '1mb');
          try {
            const before = await committed();
            await expectRefusal();
            expect(await readyz()).toMatchObject({
              status: 503,
              text: expect.stringContaining('maxmemory'),
            });
            const log = await fetch(`${service.url}/metrics`);
            expect(await log.text()).toMatch(/^banhoc_chats [1-9]/m);
            expect(await committed()).toEqual(before);
          } finally {
            await admin.config('SET', 'maxmemory', '0');
          }
        });
        await expectNothingLost();
      },
      patienceMs,
    );

    test(
      'slower than anyone waits: the answer that came too late is looked up, and nothing doubles',
      async () => {
        await learnWith(() => admin.call('DEBUG', 'SLEEP', '5.5'));
        await expectNothingLost();
      },
      patienceMs,
    );

    test('emptied: told to come back until the archive has given back who was there, and nobody is new', async () => {
      const learner = new Learner([service.url], 0);
      await learner.hear();
      for (let taps = 0; taps < 3; taps++) {
        await learner.tapOn();
        await learner.hear();
      }
      // The archive follows within seconds; what it has not yet is what an emptied Redis costs.
      await expect.poll(() => admin.keys('*:changed'), { timeout: 20_000 }).toEqual([]);
      await admin.flushall();
      const first = await learner.tryOnce({ text: 'menu' });
      expect([202, 503]).toContain(first?.status);
      if (first?.status === 503) expect(Number(first.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      await learner.write('menu');
      const [answer] = await learner.hear();
      expect(answer?.text).not.toContain('trợ lý tự động');
      expect(answer?.choices.length).toBeGreaterThan(3);
      expectPoliteRefusals([learner]);
    });

    /** What only commits write, by a hash of its bytes; rows and leases go their way beside it. */
    async function committed(): Promise<Record<string, string>> {
      const keys = (await admin.keys('*')).filter((key) => /:(s|S|d|t|c|k|meta)(:|$)/.test(key)).sort();
      const dumps = await Promise.all(keys.map((key) => admin.dumpBuffer(key)));
      const hash = (bytes: Buffer | null | undefined): string =>
        createHash('sha256')
          .update(bytes ?? '')
          .digest('base64url');
      return Object.fromEntries(keys.map((key, place) => [key, hash(dumps[place])]));
    }
  },
);
