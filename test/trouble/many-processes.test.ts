import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Central, startCentral } from '../../src/central/central.ts';
import type { Role } from '../../src/role.ts';
import { type BotApi, type Person, startBotApi } from '../fakes/bot-api/bot-api.ts';
import { type BanhocProcess, startProcess } from '../fixtures/banhoc-process.ts';
import { freePort, noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { lessonsDir } from '../fixtures/running-service.ts';
import { Learner } from './learner.ts';
import { learnOnTelegram } from './on-telegram.ts';
import { expectEachOnce, expectPoliteRefusals } from './verdict.ts';

/** On a busy machine; on a quiet one the whole file takes a quarter of a minute. */
const patienceMs = 300_000;

describe.skipIf(noRedis !== undefined)(
  `two web and two worker processes${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let redis: RunningRedis;
    let central: Central;
    let api: BotApi;
    let dataDir: string;
    const running: BanhocProcess[] = [];
    /** All people so far: the second test also proves that what went before it is still whole. */
    const everyone: Learner[] = [];
    let personsSoFar = 0;
    beforeAll(async () => {
      redis = await startRedis();
      central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
      api = await startBotApi({ secondMs: 50 });
      dataDir = mkdtempSync(join(tmpdir(), 'banhoc-many-'));
      // One after the other: several starting at once on two cores take as long and say less when one fails.
      for (const role of ['web', 'web', 'worker', 'worker'] as const) running.push(await start(role));
    }, patienceMs);
    afterAll(async () => {
      await Promise.all(running.map((process) => process.kill()));
      await api.stop();
      await central.stop();
      rmSync(dataDir, { recursive: true, force: true });
      await redis.stop();
    });

    async function start(role: Role, port?: string): Promise<BanhocProcess> {
      return startProcess(role, {
        REDIS_URL: redis.url,
        BANHOC_SECRET: 'a secret of at least thirty-two letters',
        PUBLIC_URL: 'http://localhost:8080',
        PORT: port ?? String(await freePort()),
        DATA_DIR: dataDir,
        LESSONS_DIR: lessonsDir,
        CENTRAL_API_URL: central.url,
        TELEGRAM_BOT_TOKEN: api.token,
        TELEGRAM_API_ROOT: api.url,
      });
    }

    /** People learn on both pages and on Telegram; `happens` is called four times on their way. */
    async function learnWhile(
      happens: (round: number, urls: string[]) => Promise<void>,
      people = 6,
    ): Promise<{ learners: Learner[]; persons: Person[] }> {
      const urls = running.filter(({ role }) => role === 'web').map(({ url }) => url);
      const learners = Array.from({ length: people }, (_, place) => new Learner(urls, place));
      everyone.push(...learners);
      const persons = Array.from({ length: 2 }, () => api.person());
      personsSoFar += persons.length;
      let taps = 0;
      let happening: Promise<void> = Promise.resolve();
      const failures: unknown[] = [];
      const onTap = (): void => {
        taps++;
        const round = taps / (people * 3);
        if (!Number.isInteger(round) || round > 4) return;
        happening = happening
          .then(() => happens(round - 1, urls))
          .catch((error) => void failures.push(error));
      };
      await Promise.all([
        ...learners.map((learner) => learner.learn(onTap)),
        ...persons.map((person) => learnOnTelegram(person, onTap)),
      ]);
      await happening;
      expect(failures).toEqual([]);
      expect(taps).toBeGreaterThan(people * 12);
      expectPoliteRefusals(learners);
      await expectEachOnce(central, everyone, personsSoFar);
      return { learners, persons };
    }

    test(
      'kill -9 of each in turn while people learn: the centre holds exactly one of each answer',
      async () => {
        const order = [0, 2, 1, 3];
        await learnWhile(async (round) => {
          const place = order[round] ?? 0;
          const victim = running[place];
          if (victim === undefined) throw new Error('nobody to kill');
          await victim.kill();
          running[place] = await start(victim.role, new URL(victim.url).port);
        });
      },
      patienceMs,
    );

    test(
      'a rolling deployment, new ones up and old ones down by SIGTERM, loses and repeats nothing',
      async () => {
        const all = [...running];
        const { learners, persons } = await learnWhile(async (round, urls) => {
          const old = running.shift();
          if (old === undefined) throw new Error('nobody to replace');
          const next = await start(old.role);
          running.push(next);
          all.push(next);
          if (old.role === 'web') urls.splice(urls.indexOf(old.url), 1, next.url);
          expect(await old.stop(), `exit of process ${round}`).toBe(0);
        });
        // Each said once: nothing was in flight when an old one went.
        for (const person of persons) expect(doubled(person.sees().map(({ text }) => text))).toEqual([]);
        for (const { heard } of learners) expect(doubled(heard.map(({ text }) => text))).toEqual([]);
        // Nobody was ever told that another asks too. (Telegram may answer so to a question that was given up.)
        for (const process of all) expect(process.said()).not.toContain('to someone else');
      },
      patienceMs,
    );
  },
);

/** Messages that came twice in a row. */
const doubled = (texts: string[]): string[] => texts.filter((text, place) => text === texts[place - 1]);
