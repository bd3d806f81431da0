import { beforeEach, describe, expect, test } from 'vitest';
import type { Archive } from '../../../src/store/archive/archive.ts';
import { StoreUnavailable } from '../../../src/store/store.ts';
import { recordOf } from './chats.ts';
import type { ArchiveUnderTest } from './rows.ts';

const nothing = { number: 0, sequence: 0, fence: 0, position: 0 };
const some = { number: 40, sequence: 90, fence: 3, position: 700 };

export function lifeArchiveContract(open: () => ArchiveUnderTest): void {
  describe('lives of the store', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('a new store begins epoch 1 with nothing to put back', async () => {
      expect(await archive.partitions()).toBeUndefined();
      expect(await archive.marks(0)).toBeUndefined();
      expect(await archive.beginEpoch(0, 'a', 16)).toEqual({ epoch: 1, marks: nothing, hasEarlier: false });
      expect(await other.partitions()).toBe(16);
    });

    test('one life has one epoch, however many ask, and the next life the next', async () => {
      const asked = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? archive : other).beginEpoch(3, 'a', 16)),
      );
      expect(new Set(asked.map(({ epoch }) => epoch))).toEqual(new Set([1]));
      const lives = await Promise.all(['b', 'c', 'b', 'c'].map((life) => archive.beginEpoch(4, life, 16)));
      const [b, c] = lives.map(({ epoch }) => epoch);
      expect(new Set([b, c])).toEqual(new Set([1, 2]));
    });

    test('partitions have lives of their own', async () => {
      await archive.beginEpoch(0, 'a', 16);
      await archive.beginEpoch(0, 'b', 16);
      expect((await archive.beginEpoch(1, 'a', 16)).epoch).toBe(1);
    });

    test('the highest marks are kept, and given to the next life', async () => {
      await archive.beginEpoch(0, 'a', 16);
      expect(await archive.noteMarks(0, 'a', 1, some)).toEqual({ kind: 'taken' });
      await other.noteMarks(0, 'a', 1, { ...some, number: 39, sequence: 91 });
      expect(await archive.marks(0)).toEqual({ ...some, sequence: 91, epoch: 1 });
      await archive.putChats(0, 1, [recordOf('a', 1, 1)]);
      expect(await archive.beginEpoch(0, 'b', 16)).toEqual({
        epoch: 2,
        marks: { ...some, sequence: 91 },
        hasEarlier: true,
      });
    });

    test('counters alone are something to put back', async () => {
      await archive.beginEpoch(0, 'a', 16);
      await archive.addCounters(0, 1, [{ id: 'd', position: 1, sums: { n: 1 } }]);
      expect((await archive.beginEpoch(0, 'b', 16)).hasEarlier).toBe(true);
      expect((await archive.beginEpoch(1, 'b', 16)).hasEarlier).toBe(false);
    });

    test('marks of an earlier life, or of another store in the same epoch, are refused', async () => {
      await archive.beginEpoch(0, 'a', 16);
      await archive.beginEpoch(0, 'b', 16);
      expect(await archive.noteMarks(0, 'a', 1, some)).toEqual({ kind: 'behind' });
      expect(await archive.noteMarks(0, 'stranger', 2, some)).toEqual({ kind: 'behind' });
      expect(await archive.marks(0)).toEqual({ ...nothing, epoch: 2 });
    });

    test('an archive that was lost, or restored from an older backup, learns the epoch from the store', async () => {
      expect(await archive.noteMarks(0, 'f', 6, some)).toEqual({ kind: 'taken' });
      expect((await archive.beginEpoch(0, 'g', 16)).epoch).toBe(7);
      expect(await archive.noteMarks(0, 'h', 9, some)).toEqual({ kind: 'taken' });
      expect(await archive.putChats(0, 8, [recordOf('a', 1, 1)])).toEqual({ kind: 'behind' });
    });

    test('an archive of another number of partitions is refused with a sentence', async () => {
      await archive.beginEpoch(0, 'a', 16);
      const asked = other.beginEpoch(0, 'b', 1);
      await expect(asked).rejects.toThrow(StoreUnavailable);
      await expect(asked).rejects.toThrow(/16 partitions/);
      expect((await archive.marks(0))?.epoch).toBe(1);
    });
  });
}
