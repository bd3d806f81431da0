import { describe, expect, test } from 'vitest';
import { openCounterBook } from '../../src/console/counted/counter-book.ts';
import { StoreUnavailable } from '../../src/store/store.ts';

function opened(answers: (() => Promise<Record<string, number>>)[]) {
  let now = 0;
  let reads = 0;
  const last = answers.at(-1);
  const book = openCounterBook({
    clock: () => now,
    counters: () => (answers[reads++] ?? last ?? (async () => ({})))(),
  });
  return {
    book,
    reads: () => reads,
    pass(ms: number) {
      now += ms;
    },
  };
}
const counters = {
  'U/16012/2026-11/started': 3,
  'U/15925/2026-11/started': 1,
  'C/4.1~x/first/2026-11/a@1/b/2': 9,
};

describe('the counter book', () => {
  test('counters lie by the first two parts of their names', async () => {
    const { book } = opened([async () => counters]);
    const found = await book.read();
    expect(found?.view.names('U')).toEqual(['15925', '16012']);
    expect(found?.view.of('U', '16012')).toEqual({ 'U/16012/2026-11/started': 3 });
    expect(found?.view.of('U', '00000')).toEqual({});
    expect(found?.view.names('X')).toEqual([]);
  });

  test('a thousand who look at once cost one read, and whoever comes soon after costs none', async () => {
    const { book, reads, pass } = opened([async () => counters]);
    await Promise.all(Array.from({ length: 1_000 }, () => book.read()));
    pass(1_000);
    await book.read();
    expect(reads()).toBe(1);
    pass(60_000);
    await book.read();
    expect(reads()).toBe(2);
  });

  test('while a slow read is under way the last view is shown', async () => {
    let end = (_: Record<string, number>): void => undefined;
    const slow = new Promise<Record<string, number>>((resolve) => {
      end = resolve;
    });
    const { book, pass } = opened([async () => counters, () => slow]);
    await book.read();
    pass(60_000);
    const meanwhile = await book.read();
    expect(meanwhile?.view.readAt).toBe(0);
    end({ 'U/16012/2026-11/started': 4 });
    await slow;
    await expect
      .poll(async () => (await book.read())?.view.of('U', '16012'))
      .toEqual({ 'U/16012/2026-11/started': 4 });
  });

  test('while the store is away the last view is shown, marked as old', async () => {
    const away = async (): Promise<Record<string, number>> => {
      throw new StoreUnavailable('away');
    };
    expect(await opened([away]).book.read()).toBeUndefined();
    const { book, pass } = opened([async () => counters, away]);
    expect((await book.read())?.isStale).toBe(false);
    pass(60_000);
    const found = await book.read();
    expect(found?.isStale).toBe(true);
    expect(found?.view.of('U', '16012')).toEqual({ 'U/16012/2026-11/started': 3 });
  });

  test('what is worked out of a view is there with the view', async () => {
    const { book } = opened([async () => counters]);
    const communes = book.derive(async (view) => view.names('U').length);
    const found = await book.read();
    expect(found && communes(found.view)).toBe(2);
  });
});
