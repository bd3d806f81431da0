import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { joinCalls } from '../../src/store/redis/calls.ts';

/** A Redis whose answers the test gives by hand: each call's parts, as their partitions. */
function slowRedis() {
  const calls: { partitions: number[]; answer(values: unknown[]): void; fail(error: Error): void }[] = [];
  const join = joinCalls(
    (parts) =>
      new Promise((answer, fail) => {
        calls.push({ partitions: parts.map(({ partition }) => partition), answer, fail });
      }),
  );
  return { calls, ask: (partition: number) => join({ partition, argv: [] }) };
}

describe('scripts that several partitions want at the same moment', () => {
  test('go as one call, and each is given its own answer', async () => {
    const { calls, ask } = slowRedis();
    const asked = Promise.all([ask(3), ask(1), ask(2)]);
    await turn();
    expect(calls.map(({ partitions }) => partitions)).toEqual([[3, 1, 2]]);
    calls[0]?.answer(['three', 'one', 'two']);
    expect(await asked).toEqual(['three', 'one', 'two']);
  });

  test('wait for the next call while two are under way, and nothing is lost or doubled', async () => {
    const { calls, ask } = slowRedis();
    const answers: unknown[] = [];
    const asked: Promise<unknown>[] = [];
    for (let partition = 0; partition < 30; partition++) {
      asked.push(ask(partition).then((answer) => answers.push(answer)));
      if (partition % 5 === 0) await turn();
    }
    await turn();
    expect(calls).toHaveLength(2);
    for (let at = 0; at < calls.length; at++) {
      const { partitions = [], answer = () => {} } = calls[at] ?? {};
      expect(partitions.length).toBeLessThanOrEqual(8);
      answer(partitions);
      await turn();
    }
    await Promise.all(asked);
    expect(answers.sort((one, other) => Number(one) - Number(other))).toEqual(
      Array.from({ length: 30 }, (_, partition) => partition),
    );
  });

  test('a part that is refused fails alone', async () => {
    const { calls, ask } = slowRedis();
    const asked = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    calls[0]?.answer(['one', new Error('WIPED')]);
    expect(await asked).toMatchObject([
      { status: 'fulfilled', value: 'one' },
      { status: 'rejected', reason: { message: 'WIPED' } },
    ]);
  });

  test('a call that fails fails for all in it, and the next goes on', async () => {
    const { calls, ask } = slowRedis();
    const asked = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    calls[0]?.fail(new Error('away'));
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = ask(1);
    await turn();
    calls[1]?.answer(['there']);
    expect(await next).toBe('there');
  });
});
