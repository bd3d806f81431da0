import { expect, test } from 'vitest';
import type { Stage } from '../../bench/telegram/learner.ts';
import { runOpenLoop } from '../../bench/telegram/open-loop.ts';
import { startStub } from '../../bench/telegram/stub.ts';
import { numberedUpdates } from '../../bench/telegram/updates.ts';

test('a bot that stops answering does not slow down what is offered to it', async () => {
  const stub = await startStub();
  const delivered: object[] = [];
  const deliveries: Stage['deliveries'] = {
    deliver: (update) => {
      delivered.push(update);
      return Promise.resolve(1);
    },
    failures: () => 0,
    stop: () => {},
  };
  const { load, stop } = runOpenLoop({ stub, deliveries, updates: numberedUpdates() }, 200, 1);
  // Nobody ever answers: every planned tap is still made, as long as there are free learners.
  await expect.poll(() => load.planned, { timeout: 10_000 }).toBeGreaterThan(100);
  expect(delivered.length).toBe(load.planned - load.unmade);
  expect(load.times).toEqual([]);
  await stop();
  await stub.stop();
});
