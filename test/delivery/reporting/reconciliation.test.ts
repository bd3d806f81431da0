import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCentral } from '../../../src/central/central.ts';
import { hourMs } from '../../../src/core/time.ts';
import { type HeldStatement, openCentralClient } from '../../../src/delivery/reporting/central-client.ts';
import {
  lastReconciliation,
  reconcile,
  reconcileNightly,
} from '../../../src/delivery/reporting/reconciliation.ts';
import { temporaryArchive } from '../../fixtures/temporary-archive.ts';

let { archive, remove } = temporaryArchive();
beforeEach(() => {
  ({ archive, remove } = temporaryArchive());
});
afterEach(() => remove());

const homePage = 'https://hoc.example.vn';
/** 26 November, 3 at night in Viet Nam. */
const night = Date.UTC(2026, 10, 25, 20);
const yesterday = { from: Date.UTC(2026, 10, 24, 17), before: Date.UTC(2026, 10, 25, 17) };
const during = yesterday.from + 8 * hourMs;

async function made(ids: string[], at = during): Promise<void> {
  await archive.append(
    ids.map((id, place) => ({ id, kind: 'statement', learner: 'l', at: at + place, body: '{}' })),
  );
}
const delivered = async (ids: string[]): Promise<void> => {
  await archive.dueReports('statement', night, 1_000);
  await archive.settleReports(ids.map((id) => ({ kind: 'delivered' as const, id })));
};
const held = (id: string, change: Partial<HeldStatement> = {}): HeldStatement => ({
  id,
  homePage,
  at: during,
  ...change,
});
/** A centre that answers two statements a page. */
const centre = (all: HeldStatement[]) => ({
  asked: 0,
  async heldSince(_: number, more?: string) {
    this.asked++;
    const from = Number(more ?? 0);
    return { statements: all.slice(from, from + 2), more: from + 2 < all.length ? `${from + 2}` : undefined };
  },
});

describe('reconciliation', () => {
  test('names what only one side has, over all pages, and nothing of others or of other days', async () => {
    await made(['a', 'b', 'c', 'd']);
    await made(['old'], yesterday.from - 1);
    await delivered(['a', 'b', 'c', 'old']);
    const reader = centre([
      held('a'),
      held('x'),
      held('b'),
      held('theirs', { homePage: 'https://other.example' }),
      held('late', { at: yesterday.before }),
    ]);
    const found = await reconcile({ archive, reader, homePage, clock: () => night }, yesterday);
    expect(found).toMatchObject({
      ours: { delivered: 3, waiting: 1, refused: 0 },
      theirs: 3,
      missing: { n: 1, ids: ['c'] },
      unknown: { n: 1, ids: ['x'] },
      isCut: false,
    });
    expect(reader.asked).toBe(3);
  });

  test('is made once a night, after two, and kept; a centre that was away is asked again an hour later', async () => {
    let now = night - 2 * hourMs;
    let isAway = true;
    const reader = {
      async heldSince() {
        if (isAway) throw new Error('connect ECONNREFUSED');
        return { statements: [], more: undefined };
      },
    };
    const options = { archive, reader, homePage, clock: () => now };
    expect(await reconcileNightly(options)).toBeUndefined();
    now = night;
    expect((await reconcileNightly(options))?.trouble).toContain('ECONNREFUSED');
    expect(await reconcileNightly(options)).toBeUndefined();
    isAway = false;
    now += hourMs;
    expect(await reconcileNightly(options)).toMatchObject({
      theirs: 0,
      from: yesterday.from,
      before: yesterday.before,
    });
    now += 5 * hourMs;
    expect(await reconcileNightly(options)).toBeUndefined();
    expect((await lastReconciliation(archive))?.at).toBe(night + hourMs);
  });

  test('over HTTP, a centre is read as xAPI has it; a next page elsewhere is not followed', async () => {
    const central = await startCentral({ host: '127.0.0.1', port: 0, print: () => undefined });
    central.book.add([
      {
        id: '2ed6657d-e927-568b-95e1-2665a8aea6a2',
        actor: { objectType: 'Agent', account: { homePage, name: 'l' } },
        verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
        object: { id: `${homePage}/o` },
        timestamp: new Date(during).toISOString(),
      },
    ]);
    const client = openCentralClient({ url: central.url, version: '2.0.0' });
    const page = await client.heldSince(yesterday.from);
    expect(page).toEqual({ statements: [held('2ed6657d-e927-568b-95e1-2665a8aea6a2')], more: undefined });
    await expect(client.heldSince(yesterday.from, 'http://evil.example/statements')).rejects.toThrow(
      'another address',
    );
    await client.close();
    await central.stop();
  });
});
