import { describe, expect, test } from 'vitest';
import type { AnswerRecord } from '../../src/core/effect.ts';
import { openLog } from '../../src/log.ts';
import { findWrong, type Remains } from '../../src/simulation/check.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { noRedis, startRedis } from '../fixtures/redis-server.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const plan = (seed: number) => ({ seed, learners: 25, rounds: 50, faultShare: 0.15 });

describe('learners on a bad day', () => {
  test.each([1, 2, 3, 4])(
    'lose nothing, and nothing is counted twice: embedded store, seed %i',
    async (seed) => {
      const { store, remove } = temporaryStore();
      const outcome = await simulate(store, smallCourse(), plan(seed), openLog('silent'));
      await remove();
      expect(
        outcome.wrong,
        `repeat with: npx banhoc simulate --seed ${seed} --learners 25 --rounds 50 --faults 0.15`,
      ).toEqual([]);
      // A day without faults would prove nothing.
      expect(outcome.refused).toBeGreaterThan(100);
      expect(outcome.records).toBeGreaterThan(100);
    },
  );

  test.skipIf(noRedis !== undefined)(
    `lose nothing, and nothing is counted twice: Redis${noRedis === undefined ? '' : ` (${noRedis})`}`,
    async () => {
      const server = await startRedis();
      const store = await openRedisStore({ url: server.url });
      const outcome = await simulate(store, smallCourse(), plan(5), openLog('silent'));
      await store.close();
      await server.stop();
      expect(outcome.wrong).toEqual([]);
      expect(outcome.refused).toBeGreaterThan(100);
    },
  );
});

describe('the independent check', () => {
  const answer = {
    kind: 'answered',
    learner: 'l',
    attempt: 1,
    sequence: 1,
    item: 'i',
    option: 'a',
    key: 'a',
    isRight: true,
    isSlip: false,
    options: [{ id: 'a', text: '' }],
  } as AnswerRecord;
  const well: Remains = { records: [answer], counters: { 'I/i@1/first/a': 1 }, answersGiven: 1 };
  test.each([
    { case: 'all is well', remains: well, wrong: 0 },
    {
      case: 'an answer recorded twice',
      remains: { ...well, records: [answer, answer], counters: { 'I/x': 2 }, answersGiven: 2 },
      wrong: 1,
    },
    { case: 'a wrong grade', remains: { ...well, records: [{ ...answer, isRight: false }] }, wrong: 1 },
    {
      case: 'an option nobody offered',
      remains: { ...well, records: [{ ...answer, option: 'z', key: 'z' }] },
      wrong: 1,
    },
    { case: 'more counted than given', remains: { ...well, counters: { 'I/x': 5 } }, wrong: 1 },
    { case: 'less counted than recorded', remains: { ...well, counters: {} }, wrong: 1 },
    { case: 'totals without quizzes', remains: { ...well, counters: { 'I/x': 1, 'H/q': 1 } }, wrong: 1 },
  ])('sees: $case', ({ remains, wrong }) => {
    expect(findWrong(remains)).toHaveLength(wrong);
  });
});
