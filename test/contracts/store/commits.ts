import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import {
  commitNext,
  commitOne,
  lan,
  learnersRows,
  loadOne,
  minh,
  morning,
  neighbours,
  rowSaying,
  sessionNumbered,
  stepFor,
  traces,
} from './steps.ts';

/** Compare-and-set, all or nothing, and the numbers given to chats. */
export function commitContract(open: () => Store): void {
  describe('commit', () => {
    let store: Store;
    beforeEach(() => {
      store = open();
    });

    it('gives a new chat back as it was saved, under the first number', async () => {
      expect(await loadOne(store, lan)).toBeUndefined();
      expect(await commitOne(store, lan, { session: sessionNumbered(7) })).toBe('committed');
      const loaded = await loadOne(store, lan);
      expect(loaded?.session).toEqual(sessionNumbered(7));
      expect(loaded?.number).toBe(0);
    });

    it('loads many chats in the order asked, absent ones as undefined', async () => {
      await commitOne(store, minh, { session: sessionNumbered(2) });
      await commitOne(store, lan, { session: sessionNumbered(1) });
      const absent = { ...lan, user: 'ai-do' };
      const loaded = await store.load([lan, absent, minh].map((chat) => ({ chat, updates: [] })));
      expect(loaded.map((it) => it.session?.codeGeneration)).toEqual([1, undefined, 2]);
      expect(await store.load([])).toEqual([]);
      expect(await store.commit(store.partitionOf(lan), [], morning)).toEqual([]);
    });

    it('a chat whose name has marks, colons and spaces is like any other', async () => {
      const odd = { channel: 'web', bot: '-', user: 'Đặng Thị: Ánh\n"%_*[1]' };
      await commitOne(store, odd, {
        session: sessionNumbered(3),
        timerAt: morning,
        outgoing: [rowSaying('r')],
      });
      expect((await loadOne(store, odd))?.session.codeGeneration).toBe(3);
      expect(await store.dueTimers(store.partitionOf(odd), morning, 1)).toEqual([
        { chat: odd, dueAt: morning },
      ]);
    });

    it('a long session comes back whole, and a shorter one after it', async () => {
      const long = {
        ...sessionNumbered(1),
        screen: { kind: 'commune_choice' as const, units: [] as string[] },
      };
      long.screen.units = Array.from({ length: 400 }, (_, index) => `đơn vị ${index}`);
      await commitOne(store, lan, { session: long });
      expect((await loadOne(store, lan))?.session).toEqual(long);
      const longer = { ...long, codeGeneration: 2 };
      expect(await commitNext(store, lan, { session: longer })).toBe('committed');
      expect((await loadOne(store, lan))?.session).toEqual(longer);
      expect(await commitNext(store, lan, { session: sessionNumbered(3) })).toBe('committed');
      expect((await loadOne(store, lan))?.session).toEqual(sessionNumbered(3));
    });

    it('a step on what was loaded before another commit is stale', async () => {
      await commitOne(store, lan, {});
      const base = (await loadOne(store, lan))?.version;
      expect(await commitOne(store, lan, { base, session: sessionNumbered(2) })).toBe('committed');
      expect(await commitOne(store, lan, { base, session: sessionNumbered(3) })).toBe('stale');
      expect((await loadOne(store, lan))?.session.codeGeneration).toBe(2);
    });

    it('a step that believes the chat new is stale when it is not', async () => {
      await commitOne(store, lan, {});
      expect(await commitOne(store, lan, { session: sessionNumbered(9) })).toBe('stale');
      expect((await loadOne(store, lan))?.session.codeGeneration).toBe(1);
    });

    it('a stale step leaves no trace, while its neighbours are saved whole', async () => {
      const { partition, chats } = neighbours(store, 3);
      const [first, stale, last] = chats as [typeof lan, typeof lan, typeof lan];
      await commitOne(store, stale, {});
      const staleBase = (await loadOne(store, stale))?.version;
      await commitNext(store, stale, { session: sessionNumbered(2) });
      const all = (name: string) => ({
        updates: [{ id: name, at: morning }],
        outgoing: [rowSaying(`${name}:0`), rowSaying(`${name}:1`)],
        timerAt: morning,
        counters: { shared: 1, [`of ${name}`]: 1 },
        archive: [{ id: name, kind: 'attempt' as const, learner: name, at: morning, body: '{}' }],
        codeHash: `code-of-${name === 'u2' ? 'the-stale' : name}`,
      });
      const results = await store.commit(
        partition,
        [
          stepFor(first, all('u1')),
          stepFor(stale, { base: staleBase, session: sessionNumbered(99), ...all('u2') }),
          stepFor(last, all('u3')),
        ],
        morning,
      );
      expect(results).toEqual(['committed', 'stale', 'committed']);
      const left = await loadOne(store, stale, ['u1', 'u2', 'u3']);
      expect(left?.session.codeGeneration).toBe(2);
      expect(left?.knownUpdates).toEqual([]);
      expect(await store.findCode('code-of-the-stale')).toBeUndefined();
      expect(await store.findCode('code-of-u1')).toEqual(first);
      expect(await store.counters('')).toEqual({ shared: 2, 'of u1': 1, 'of u3': 1 });
      expect((await learnersRows(store, partition)).map((row) => row.id)).toEqual(['u1', 'u3']);
      const timers = await store.dueTimers(partition, morning, 10);
      expect(timers.map((it) => it.chat)).toEqual(expect.arrayContaining([first, last]));
      expect(timers).toHaveLength(2);
      expect(await store.outboxSize()).toBe(4);
      expect(await store.chatCount()).toBe(3);
    });

    it.each([
      { what: 'a counter that is no whole number', more: { counters: { broken: 0.5 } } },
      { what: 'a counter beyond exact numbers', more: { counters: { broken: 2 ** 53 } } },
      { what: 'a timer at no time', more: { timerAt: Number.NaN } },
    ])('$what is refused before anything is written', async ({ more }) => {
      const { partition, chats } = neighbours(store, 2);
      const [good, bad] = chats as [typeof lan, typeof lan];
      const before = await traces(store, good);
      const steps = [
        stepFor(good, { outgoing: [rowSaying('g')], counters: { fine: 1 } }),
        stepFor(bad, more),
      ];
      await expect(store.commit(partition, steps, morning)).rejects.toThrow(TypeError);
      expect(await traces(store, good)).toEqual(before);
    });

    it('gives each new chat of a partition the next number, and none to a stale step', async () => {
      const { partition, chats } = neighbours(store, 6);
      const steps = chats.slice(0, 3).map((chat) => stepFor(chat, {}));
      await store.commit(partition, steps, morning);
      // The first three are not new any more: only the rest may take numbers.
      expect(
        await store.commit(
          partition,
          chats.map((chat) => stepFor(chat, {})),
          morning,
        ),
      ).toEqual([
        ...Array.from({ length: 3 }, () => 'stale'),
        ...Array.from({ length: 3 }, () => 'committed'),
      ]);
      const loaded = await store.load(chats.map((chat) => ({ chat, updates: [] })));
      expect(loaded.map((it) => (it.session === undefined ? undefined : it.number))).toEqual([
        0, 1, 2, 3, 4, 5,
      ]);
      expect(await store.chatCount()).toBe(6);
    });
  });
}
