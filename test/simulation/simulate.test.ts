import { describe, expect, test } from 'vitest';
import { commandOf } from '../../src/commands/simulate.ts';
import { keysInFiles } from '../../src/simulation/checker/answer-sheet.ts';
import { type Plan, simulate } from '../../src/simulation/simulate.ts';
import { noRedis } from '../fixtures/redis-server.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const plan = (change: Partial<Plan>): Plan => ({
  seed: 1,
  store: 'sqlite',
  learners: 120,
  updates: 3_000,
  kills: 25,
  restarts: 3,
  faults: 0.15,
  processes: 3,
  ...change,
});

describe('learners on a bad day', () => {
  test.each([1, 2])('lose nothing, and nothing is counted twice: embedded store, seed %i', async (seed) => {
    const outcome = await simulate(plan({ seed }), smallCourse());
    expect(outcome.wrong, `repeat with: ${commandOf(plan({ seed }))}`).toEqual([]);
    // A day without faults would prove nothing.
    expect(outcome.kills).toBe(25);
    expect(outcome.restarts).toBe(3);
    expect(outcome.deliveries).toBeGreaterThan(outcome.updates * 1.1);
    expect(outcome.answers).toBeGreaterThan(300);
  });

  test.skipIf(noRedis !== undefined)(
    `lose nothing, and nothing is counted twice: Redis${noRedis === undefined ? '' : ` (${noRedis})`}`,
    async () => {
      const short = plan({ store: 'redis', updates: 900, learners: 60, kills: 8, restarts: 2 });
      const outcome = await simulate(short, smallCourse());
      expect(outcome.wrong).toEqual([]);
      expect(outcome.kills).toBe(8);
      expect(outcome.restarts).toBe(2);
      expect(outcome.answers).toBeGreaterThan(60);
    },
    60_000,
  );

  test('the same seed repeats the run to the last message, another does not', async () => {
    const short = (seed: number): Plan => plan({ seed, updates: 500, learners: 40, kills: 4, restarts: 1 });
    const first = await simulate(short(7), smallCourse());
    const again = await simulate(short(7), smallCourse());
    const other = await simulate(short(8), smallCourse());
    expect(again.trace).toBe(first.trace);
    expect(other.trace).not.toBe(first.trace);
  });
});

test('the checker reads the keys of the lessons as their authors ticked them', () => {
  const keys = keysInFiles(new URL('../fixtures/lessons', import.meta.url).pathname);
  expect(keys.get('4.1-a1')).toBe('a');
  expect(keys.get('4.1-a2')).toBe('c');
});
