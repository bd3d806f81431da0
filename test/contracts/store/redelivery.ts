import { beforeEach, describe, expect, it } from 'vitest';
import { minuteMs } from '../../../src/core/time.ts';
import type { Store } from '../../../src/store/store.ts';
import { commitNext, commitOne, lan, loadOne, minh, morning, windowMs } from './steps.ts';

const idOf = (index: number) => `update-${index}`;
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => idOf(from + index));

/** What a store remembers of updates that a platform may deliver again. */
export function redeliveryContract(open: () => Store): void {
  describe('redelivery', () => {
    let store: Store;
    beforeEach(() => {
      store = open();
    });

    /** Commits one update a minute. */
    async function commitUpdates(from: number, to: number): Promise<void> {
      for (let index = from; index < to; index += 1) {
        const at = morning + index * minuteMs;
        expect(await commitNext(store, lan, { updates: [{ id: idOf(index), at }] }, at)).toBe('committed');
      }
    }

    it('knows a committed update, and no other', async () => {
      await commitOne(store, lan, { updates: [{ id: 'a', at: morning }] });
      expect((await loadOne(store, lan, ['b', 'a', 'aa', '']))?.knownUpdates).toEqual(['a']);
    });

    it('knows an update only in the chat it belongs to', async () => {
      await commitOne(store, lan, { updates: [{ id: '17', at: morning }] });
      await commitOne(store, minh, {});
      expect((await loadOne(store, minh, ['17']))?.knownUpdates).toEqual([]);
    });

    it('an answer to a commit that was lost is found by reading again', async () => {
      await commitOne(store, lan, {});
      await commitNext(store, lan, { updates: [{ id: 'tap', at: morning }] });
      // Whoever lost the answer reads, sees its update, and does not commit again.
      expect((await loadOne(store, lan, ['tap']))?.knownUpdates).toEqual(['tap']);
    });

    it('knows an update after a hundred later ones within the window', async () => {
      await commitUpdates(0, 101);
      expect((await loadOne(store, lan, range(0, 102)))?.knownUpdates).toEqual(range(0, 101));
    });

    it('knows every update of one big fold', async () => {
      const updates = range(0, 40).map((id) => ({ id, at: morning }));
      await commitOne(store, lan, { updates });
      expect((await loadOne(store, lan, range(0, 41)))?.knownUpdates).toEqual(range(0, 40));
      await commitNext(store, lan, {});
      expect((await loadOne(store, lan, range(0, 41)))?.knownUpdates).toEqual(range(0, 40));
    });

    it('forgets what fell out of the record once its window has shut, and keeps the newest', async () => {
      await commitUpdates(0, 40);
      const later = morning + windowMs + 2 * 60 * minuteMs;
      await commitNext(store, lan, { updates: [{ id: 'tomorrow', at: later }] }, later);
      const known = (await loadOne(store, lan, [...range(0, 40), 'tomorrow']))?.knownUpdates;
      expect(known).toEqual([...range(25, 40), 'tomorrow']);
    });

    it('an update dated in the past is remembered from the moment it was committed', async () => {
      const longAgo = morning - 10 * windowMs;
      await commitOne(store, lan, { updates: [{ id: 'old', at: longAgo }] });
      await commitUpdates(0, 30);
      expect((await loadOne(store, lan, ['old']))?.knownUpdates).toEqual(['old']);
    });
  });
}
