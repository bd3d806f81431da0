import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Mailbox } from '../../src/intake/mailbox.ts';

/** A mailbox whose batches end when the test says so. */
function slowMailbox(limit = 100) {
  const batches: string[][] = [];
  let end = (): void => {};
  const mailbox = new Mailbox<string>({
    limit,
    batchSize: 4,
    handle: (batch) => {
      batches.push(batch);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
  });
  const next = async (): Promise<void> => {
    end();
    await turn();
  };
  return { mailbox, batches, next };
}

test('what people send waits for one batch of timers, not for the whole wave', async () => {
  const { mailbox, batches, next } = slowMailbox();
  for (let n = 0; n < 12; n++) mailbox.put(`timer ${n}`, 'can wait');
  await turn();
  mailbox.put('lan', 'now');
  mailbox.put('minh', 'now');
  await next();
  expect(batches).toEqual([
    ['timer 0', 'timer 1', 'timer 2', 'timer 3'],
    ['lan', 'minh', 'timer 4', 'timer 5'],
  ]);
  await next();
  await next();
  await next();
  await mailbox.idle();
  expect(batches.flat()).toHaveLength(14);
  expect(mailbox.size).toBe(0);
});

test('a full lane refuses, and the other still takes', () => {
  const { mailbox } = slowMailbox(1);
  expect(mailbox.put('timer', 'can wait')).toBe(true);
  expect(mailbox.put('timer again', 'can wait')).toBe(false);
  expect(mailbox.put('lan', 'now')).toBe(true);
  expect(mailbox.put('minh', 'now')).toBe(false);
});
