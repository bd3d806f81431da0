import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StatementBook } from '../../../src/central/statement-book.ts';
import { dayMs } from '../../../src/core/time.ts';
import type { CentralAnswer, CentralClient } from '../../../src/delivery/reporting/central-client.ts';
import { Reporter } from '../../../src/delivery/reporting/reporter.ts';
import { uuidv5 } from '../../../src/delivery/reporting/uuid.ts';
import { openLog } from '../../../src/log.ts';
import { temporaryArchive } from '../../fixtures/temporary-archive.ts';

let { archive, remove } = temporaryArchive();
let now = 1_790_000_000_000;
beforeEach(() => {
  ({ archive, remove } = temporaryArchive());
  now = 1_790_000_000_000;
});
afterEach(() => remove());

const idOf = (name: string): string => uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', name);
const statement = (name: string, extra: object = {}): string =>
  JSON.stringify({
    id: idOf(name),
    actor: { account: { name: 'l', homePage: 'https://x.example' } },
    verb: { id: 'https://x.example/v' },
    object: { id: 'https://x.example/o' },
    timestamp: '2026-11-23T08:00:00.000Z',
    ...extra,
  });
const wait = (names: string[], body = statement) =>
  archive.append(
    names.map((name, place) => ({
      id: idOf(name),
      kind: 'statement',
      learner: 'l',
      at: now + place,
      body: body(name),
    })),
  );

/** A centre with the rules of an LRS, whose answers may be replaced or lost. */
function centre(fault: (call: number) => CentralAnswer | 'lost' | undefined = () => undefined) {
  const book = new StatementBook();
  const batches: number[] = [];
  const client: CentralClient = {
    async post(bodies) {
      batches.push(bodies.length);
      const made = fault(batches.length);
      if (made !== undefined && made !== 'lost') return made;
      const verdict = book.add(bodies.map((body) => JSON.parse(body)));
      if (made === 'lost') return { kind: 'later', reason: 'the answer was lost' };
      return verdict.status === 200
        ? { kind: 'accepted' }
        : { kind: 'refused', status: verdict.status, reason: verdict.reason };
    },
    held: async (id) => book.get(id),
    close: async () => {},
  };
  return { book, batches, client };
}
const reporterOf = (client: CentralClient, batchSize = 50) =>
  new Reporter({ archive, client, clock: () => now, log: openLog('silent'), chance: () => 0.5, batchSize });
const counts = () => archive.reportCounts('statement');
const names = (count: number): string[] => Array.from({ length: count }, (_, place) => `s${place}`);

describe('the reporter', () => {
  test('sends everything in batches, each statement once', async () => {
    await wait(names(120));
    const { book, batches, client } = centre();
    await reporterOf(client).sweep();
    expect(book.size).toBe(120);
    expect(batches).toEqual([50, 50, 20]);
    expect(await counts()).toMatchObject({ waiting: 0, delivered: 120, refused: 0 });
  });

  test('outlasts a centre that is away for a week, and then each statement is there exactly once', async () => {
    await wait(names(130));
    const backAt = now + 7 * dayMs;
    const { book, batches, client } = centre(() =>
      now < backAt ? { kind: 'later', reason: 'connection refused' } : undefined,
    );
    const reporter = reporterOf(client);
    for (; now < backAt + 3_600_000; now += 60_000) await reporter.sweep();
    expect(book.size).toBe(130);
    expect(await counts()).toMatchObject({ waiting: 0, delivered: 130 });
    expect(batches.length).toBeLessThan(2_000);
  });

  test('an answer lost on the way back repeats the same bytes, which the centre holds already', async () => {
    await wait(names(10));
    const { book, client } = centre((call) => (call === 1 ? 'lost' : undefined));
    const reporter = reporterOf(client);
    await reporter.sweep();
    now += 10_000;
    await reporter.sweep();
    expect(book.size).toBe(10);
    expect(await counts()).toMatchObject({ waiting: 0, delivered: 10 });
  });

  test('one bad statement is found by halving, and the rest goes on', async () => {
    await wait(names(20));
    await archive.append([
      {
        id: idOf('bad'),
        kind: 'statement',
        learner: 'l',
        at: now + 7,
        body: statement('bad', { actor: null }),
      },
    ]);
    const { book, client } = centre();
    await reporterOf(client).sweep();
    expect(book.size).toBe(20);
    expect(await counts()).toMatchObject({ waiting: 0, delivered: 20, refused: 1 });
    expect((await archive.refusedReports('statement', 10))[0]?.reason).toContain('actor');
  });

  test('a conflict with the same meaning is delivered, with another it is kept and shown', async () => {
    const { book, client } = centre();
    book.add([
      JSON.parse(
        statement('same', { authority: { account: { homePage: 'https://x.example', name: 'lrs' } } }),
      ),
      JSON.parse(statement('other', { object: { id: 'https://x.example/another' } })),
    ]);
    await wait(['same', 'other']);
    await reporterOf(client).sweep();
    expect(await counts()).toMatchObject({ delivered: 1, refused: 1 });
  });

  test('wrong credentials refuse no statement: they wait', async () => {
    await wait(names(3));
    const { client } = centre(() => ({ kind: 'forbidden', reason: '401' }));
    await reporterOf(client).sweep();
    expect(await counts()).toMatchObject({ waiting: 3, refused: 0 });
  });

  test('what was refused is sent again after it was mended by hand', async () => {
    await wait(names(1));
    let isStrict = true;
    const { client } = centre(() =>
      isStrict ? { kind: 'refused', status: 400, reason: 'not today' } : undefined,
    );
    const reporter = reporterOf(client);
    await reporter.sweep();
    isStrict = false;
    expect(await archive.retryRefused('statement', now)).toBe(1);
    await reporter.sweep();
    expect(await counts()).toMatchObject({ delivered: 1, refused: 0 });
  });
});
