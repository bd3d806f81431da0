import { beforeEach, describe, expect, test } from 'vitest';
import { type Archive, noMarks } from '../../../src/store/archive/archive.ts';
import { StoreUnavailable } from '../../../src/store/store.ts';
import { recordOf } from './chats.ts';
import type { ArchiveUnderTest } from './rows.ts';

const some = { number: 40, sequence: 90, fence: 3, position: 700 };

export function lifeArchiveContract(open: () => ArchiveUnderTest): void {
  describe('lives of the store', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('a new store begins epoch 1 with nothing to stay above', async () => {
      expect(await archive.partitions()).toBeUndefined();
      expect(await archive.marks(0)).toBeUndefined();
      expect(await archive.giveEpoch(0, 16)).toEqual({ epoch: 1, marks: noMarks, isNew: true });
      expect(await other.partitions()).toBe(16);
      expect(await archive.marks(0)).toBeUndefined();
    });

    test('no number is given twice, however many ask', async () => {
      const asked = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? archive : other).giveEpoch(3, 16)),
      );
      expect(new Set(asked.map(({ epoch }) => epoch)).size).toBe(10);
      expect((await archive.giveEpoch(4, 16)).epoch).toBe(1);
    });

    test('who asked for an epoch and did not begin it changes nothing for the one that did', async () => {
      await archive.noteMarks(0, 'a', 1, some);
      await other.giveEpoch(0, 16);
      await archive.putChats(0, 1, [recordOf('a', 1, 1)]);
      expect(await archive.noteMarks(0, 'a', 1, some)).toEqual({ kind: 'taken' });
      expect(await archive.findChats(0, ['telegram:4711:a'])).toHaveLength(1);
    });

    test('the highest marks are kept, and given with the next epoch', async () => {
      const { epoch } = await archive.giveEpoch(0, 16);
      expect(await archive.noteMarks(0, 'a', epoch, some)).toEqual({ kind: 'taken' });
      await other.noteMarks(0, 'a', epoch, { ...some, number: 39, sequence: 91 });
      expect(await archive.marks(0)).toEqual({ ...some, sequence: 91, epoch });
      expect(await archive.giveEpoch(0, 16)).toEqual({
        epoch: epoch + 1,
        marks: { ...some, sequence: 91 },
        isNew: false,
      });
    });

    test('marks of an earlier life, or of another store in the same epoch, are refused', async () => {
      await archive.noteMarks(0, 'a', 1, noMarks);
      await archive.noteMarks(0, 'b', 2, noMarks);
      expect(await archive.noteMarks(0, 'a', 1, some)).toEqual({ kind: 'behind' });
      expect(await archive.noteMarks(0, 'stranger', 2, some)).toEqual({ kind: 'behind' });
      expect(await archive.marks(0)).toEqual({ ...noMarks, epoch: 2 });
    });

    test('an archive that was lost, or restored from an older backup, learns the epoch from the store', async () => {
      expect(await archive.noteMarks(0, 'f', 6, some)).toEqual({ kind: 'taken' });
      expect((await archive.giveEpoch(0, 16)).epoch).toBe(7);
      expect(await archive.noteMarks(0, 'h', 9, some)).toEqual({ kind: 'taken' });
      expect(await archive.putChats(0, 8, [recordOf('a', 1, 1)])).toEqual({ kind: 'behind' });
    });

    test('an archive of another number of partitions is refused with a sentence', async () => {
      await archive.giveEpoch(0, 16);
      const asked = other.giveEpoch(0, 1);
      await expect(asked).rejects.toThrow(StoreUnavailable);
      await expect(asked).rejects.toThrow(/16 partitions/);
      expect((await archive.giveEpoch(0, 16)).epoch).toBe(2);
    });
  });
}
