import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Broadcast } from '../../src/broadcast/broadcast.ts';
import { noCounts } from '../../src/broadcast/states.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import { ledgerDays, openBroadcastKeeper } from '../../src/delivery/broadcast-keeper.ts';
import { openLog } from '../../src/log.ts';
import { withKept } from '../../src/store/kept-broadcasts.ts';
import { MarkSheet } from '../../src/store/mark-sheet.ts';
import type { Store } from '../../src/store/store.ts';
import { draft } from '../contracts/store/broadcasts.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const noon = Date.UTC(2027, 2, 3, 5);
let now = noon;
let { store, remove } = temporaryStore(() => now);
let { archive, remove: removeArchive } = temporaryArchive();
beforeEach(() => {
  now = noon;
  ({ store, remove } = temporaryStore(() => now));
  ({ archive, remove: removeArchive } = temporaryArchive());
});
afterEach(async () => {
  await remove();
  await removeArchive();
});

const keeper = (over: Partial<Store> = {}) =>
  openBroadcastKeeper({ store: { ...store, ...over }, archive, clock: () => now, log: openLog('silent') });

/** Begun and over, with so many who wait to be found in their log. */
async function ended(id: string, more: Partial<Broadcast> = {}): Promise<void> {
  await store.putBroadcast({ ...draft(id), startedAt: noon, state: { kind: 'done', at: noon }, ...more }, 0);
  await store.freeze(0, id);
  const lease = await store.acquireLease(0, 'an', 1_000);
  if (lease === undefined) throw new Error('the partition is another’s');
  const sheet = new MarkSheet();
  for (let number = 0; number < 5; number++) sheet.mark(number, 'placed', number < 2 ? 'xa' : '');
  await store.plan(lease, id, { walk: (await store.ledger(0, id))?.due ?? '', next: undefined, sheet });
}
const outcome = { xa: { ...noCounts(), placed: 2 }, '': { ...noCounts(), placed: 3 } };

test('a broadcast is kept with what became of everybody, and so is a draft; a try is not', async () => {
  await ended('tin');
  await store.putBroadcast(draft('nhap'), 0);
  await ended('thu', { tryOf: 'nhap' });
  await keeper().sweep();
  expect((await archive.keptBroadcasts(false)).map(({ id }) => id).sort()).toEqual(['nhap', 'tin']);
  expect(await archive.outcomeOf('tin')).toEqual(outcome);
});

test('who finds it in their log later is counted within the hour', async () => {
  await ended('tin');
  const { sweep } = keeper();
  await sweep();
  await store.noteRead(0, 'tin', { number: 0, unit: 'xa' });
  await sweep();
  expect(await archive.outcomeOf('tin')).toEqual(outcome);
  now += hourMs + 1;
  await sweep();
  expect(await archive.outcomeOf('tin')).toMatchObject({ xa: { placed: 1, sent: 1 } });
});

test('long after its end it leaves the store, and people still see what became of it', async () => {
  await ended('tin');
  now = noon + ledgerDays * dayMs - 1;
  await keeper().sweep();
  expect(await store.broadcasts()).toHaveLength(1);
  now += 1;
  await keeper().sweep();
  expect(await store.broadcasts()).toEqual([]);
  expect(await store.ledger(0, 'tin')).toBeUndefined();
  const { broadcasts, countsByUnit } = withKept(store, archive);
  expect((await broadcasts()).map(({ id }) => id)).toEqual(['tin']);
  expect(await countsByUnit('tin')).toEqual(outcome);
  await keeper().sweep();
  expect(await countsByUnit('tin')).toEqual(outcome);
});

test.each(['countsByUnit', 'dropBroadcast'] as const)(
  'killed on the way out (%s), the next one goes on and nothing is counted for less',
  async (step) => {
    await ended('tin');
    now = noon + 36 * dayMs;
    const killed = async (): Promise<never> => {
      // Half of it happened.
      if (step === 'dropBroadcast') await dropLedgers();
      throw new Error('killed');
    };
    const dropLedgers = async (): Promise<void> => {
      const [broadcast] = await store.broadcasts();
      await store.dropBroadcast('tin');
      await store.putBroadcast({ ...(broadcast as Broadcast) }, 0);
    };
    await expect(keeper({ [step]: killed }).sweep()).rejects.toThrow('killed');
    expect(await store.broadcasts()).toHaveLength(1);
    await keeper().sweep();
    expect(await store.broadcasts()).toEqual([]);
    expect(await archive.outcomeOf('tin')).toEqual(outcome);
  },
);
