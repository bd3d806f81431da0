import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatKey } from '../../../src/core/chat.ts';
import type { Loaded } from '../../../src/store/store.ts';
import {
  commitOne,
  lan,
  loadOne,
  minh,
  morning,
  type OpenStore,
  rowSaying,
  sessionNumbered,
} from './steps.ts';

/** What two writers may do, in any order, each on what it last read. */
const action = fc.record({
  writer: fc.constantFrom('first', 'second'),
  chat: fc.constantFrom(lan, minh),
  does: fc.constantFrom('read', 'read', 'save', 'save', 'erase'),
});

type Truth = { generation: number; number: number; updates: string[] };

/** Any interleaving of two writers leaves exactly what a simple model says. */
export function historyContract(open: OpenStore, runs = 25): void {
  describe('histories', () => {
    it('two writers never lose an update, whatever the order', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
          const { store, stop } = await open();
          try {
            const truth = new Map<string, Truth>();
            const views = new Map<string, { base: Loaded | undefined; state: Truth | undefined }>();
            const numbers = new Set<string>();
            const rows = new Map<string, number>();
            let saves = 0;
            for (const [index, { writer, chat, does }] of actions.entries()) {
              const key = chatKey(chat);
              const view = views.get(`${writer} ${key}`) ?? { base: undefined, state: undefined };
              if (does === 'read') {
                const base = await loadOne(store, chat, truth.get(key)?.updates ?? []);
                expect(base?.session.codeGeneration).toBe(truth.get(key)?.generation);
                expect(base?.knownUpdates).toEqual(truth.get(key)?.updates);
                views.set(`${writer} ${key}`, { base, state: truth.get(key) });
                continue;
              }
              const isCurrent = truth.get(key) === view.state;
              const update = `update-${index}`;
              const result = await commitOne(store, chat, {
                base: view.base?.version,
                updates: [{ id: update, at: morning }],
                session: does === 'save' ? sessionNumbered(index) : undefined,
                outgoing: [rowSaying(`row-${index}`)],
                counters: { saves: 1 },
              });
              expect(result).toBe(isCurrent ? 'committed' : 'stale');
              if (!isCurrent) continue;
              saves += 1;
              rows.set(key, 1 + (does === 'erase' ? 0 : (rows.get(key) ?? 0)));
              if (does === 'erase') {
                truth.delete(key);
                continue;
              }
              const number = (await loadOne(store, chat))?.number ?? -1;
              const before = truth.get(key);
              if (before === undefined) {
                const place = `${store.partitionOf(chat)}/${number}`;
                expect(numbers.has(place)).toBe(false);
                numbers.add(place);
              } else expect(number).toBe(before.number);
              truth.set(key, {
                generation: index,
                number,
                updates: [...(before?.updates ?? []), update],
              });
            }
            expect(await store.chatCount()).toBe(truth.size);
            expect(await store.counters('')).toEqual(saves === 0 ? {} : { saves });
            expect(await store.outboxSize()).toBe([...rows.values()].reduce((sum, n) => sum + n, 0));
          } finally {
            await stop();
          }
        }),
        { numRuns: runs },
      );
    });
  });
}
