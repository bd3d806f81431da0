import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSession } from '../../src/core/new-session.ts';
import { dayMs } from '../../src/core/time.ts';
import { planPartition } from '../../src/delivery/broadcast-plan.ts';
import type { Lease, Store } from '../../src/store/store.ts';
import { draft } from '../contracts/store/broadcasts.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const noon = Date.UTC(2027, 2, 3, 5);
const people = 150;

async function arrive(store: Store, from: number, count: number): Promise<void> {
  const steps = Array.from({ length: count }, (_, place) => ({
    chat: { channel: 'telegram', bot: '-', user: String(from + place) },
    base: undefined,
    updates: [],
    redeliveryMs: 0,
    session: newSession('0123456789abcdef', 'vi', noon - dayMs),
    timerAt: undefined,
    outgoing: [],
    counters: {},
    archive: [],
  }));
  for (let at = 0; at < steps.length; at += 50) await store.commit(0, steps.slice(at, at + 50), noon);
}

/** What happens to each call in turn; all later ones are well. */
const fate = fc.constantFrom('well', 'well', 'lost before', 'lost after', 'lease lost');

test('whatever of a plan is lost, whoever was there when it was frozen is marked once, and nobody else', async () => {
  const { store, remove } = temporaryStore(() => noon);
  await arrive(store, 0, people);
  let came = people;
  let time = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 90 }),
      async (fates, chatsAtOnce, chatsPerSheet) => {
        const id = `tin-${time++}`;
        const there = came;
        await store.freeze(0, id);
        await arrive(store, came, 3);
        came += 3;
        const left = [...fates];
        let lease = (await store.acquireLease(0, 'an', 60_000)) as Lease;
        const mishap = async <T>(work: () => Promise<T>): Promise<T> => {
          const next = left.shift() ?? 'well';
          if (next === 'lost before') throw new Error('lost');
          if (next === 'lease lost') await store.acquireLease(0, 'an', 60_000);
          const result = await work();
          if (next === 'lost after') throw new Error('lost');
          return result;
        };
        const shaken: Store = {
          ...store,
          walkGlances: (...given) => mishap(() => store.walkGlances(...given)),
          plan: (...given) => mishap(() => store.plan(...given)),
        };
        const broadcast = { ...draft(id), holdoutShare: 0.3 };
        const plan = () =>
          planPartition(
            shaken,
            lease,
            broadcast,
            () => true,
            () => false,
            { chatsAtOnce, chatsPerSheet },
          );
        for (let end = ''; end !== 'whole'; ) {
          end = await plan().catch(() => 'cut off');
          if (end === 'lost') lease = (await store.acquireLease(0, 'an', 60_000)) as Lease;
        }
        const counts = (await store.ledger(0, id))?.counts;
        expect((counts?.waiting ?? 0) + (counts?.holdout ?? 0)).toBe(there);
        const stateOf = await store.ledgerStates(0, id);
        const states = Array.from({ length: came }, (_, number) => stateOf?.(number));
        expect(states.filter((state) => state === 'waiting')).toHaveLength(counts?.waiting ?? -1);
        expect(states.filter((state) => state === 'outside')).toHaveLength(came - there);
      },
    ),
    { numRuns: 25 },
  );
  await remove();
});

test('while a plan goes on whoever writes to the bot has their turn after each page', async () => {
  const { store, remove } = temporaryStore(() => noon);
  await arrive(store, 0, people);
  const broadcast = draft('tin');
  await store.freeze(0, broadcast.id);
  const lease = (await store.acquireLease(0, 'an', 60_000)) as Lease;
  let pages = 0;
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const read: Store = {
    ...store,
    walkGlances(...given) {
      pages++;
      return store.walkGlances(...given);
    },
  };
  const pace = { chatsAtOnce: 10, chatsPerSheet: 1_000 };
  await planPartition(
    read,
    lease,
    broadcast,
    () => true,
    () => false,
    pace,
  );
  isOver = true;
  expect(pages).toBe(16);
  expect(turns).toBeGreaterThanOrEqual(pages);
  await remove();
});
