import { beforeEach, describe, expect, test } from 'vitest';
import { type Archive, type CounterDelta, noMarks } from '../../../src/store/archive/archive.ts';
import type { ArchiveUnderTest } from './rows.ts';

const delta = (position: number, sums: Record<string, number>): CounterDelta => ({
  id: `counters:${position}`,
  position,
  sums,
});

export function counterArchiveContract(open: () => ArchiveUnderTest): void {
  describe('counters', () => {
    let archive: Archive;
    let other: Archive;
    const begin = (life: string, epoch: number) => archive.noteMarks(0, life, epoch, noMarks);
    beforeEach(async () => {
      ({ archive, other } = open());
      await begin('first life', 1);
      await archive.noteMarks(1, 'first life', 1, noMarks);
    });

    test('are the exact sums of what was added, over partitions', async () => {
      await archive.addCounters(0, 1, [
        delta(1, { 'I:4.1:a': 2, started: 1 }),
        delta(2, { 'I:4.1:a': 2 ** 52 }),
      ]);
      await archive.addCounters(1, 1, [
        { id: 'elsewhere', position: 1, sums: { 'I:4.1:a': 3, 'I:4.10:a': 1, 'Đ:1': -4 } },
      ]);
      expect(await archive.counters('I:4.1:')).toEqual({ 'I:4.1:a': 2 ** 52 + 5 });
      expect(await archive.counters('Đ')).toEqual({ 'Đ:1': -4 });
      expect(await archive.counters('I%')).toEqual({});
      expect(Object.keys(await archive.counters('')).sort()).toEqual([
        'I:4.10:a',
        'I:4.1:a',
        'started',
        'Đ:1',
      ]);
    });

    test('a delta that is delivered twice counts once, in one call, in two, and beside itself', async () => {
      const deltas = [delta(1, { n: 1 }), delta(2, { n: 10 })];
      await archive.addCounters(0, 1, [...deltas, ...deltas]);
      await other.addCounters(0, 1, [...deltas, delta(3, { n: 100 })]);
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 === 0 ? archive : other).addCounters(0, 1, [delta(4, { n: 1_000 })]),
        ),
      );
      expect(await archive.counters('')).toEqual({ n: 1_111 });
      await archive.addCounters(0, 1, []);
    });

    test('what an archiver from before a wipe adds late is refused', async () => {
      await archive.addCounters(0, 1, [delta(1, { n: 1 })]);
      await begin('second life', 2);
      expect(await other.addCounters(0, 1, [delta(2, { n: 5 })])).toEqual({ kind: 'behind' });
      expect(await archive.counters('')).toEqual({ n: 1 });
      expect(await other.addCounters(0, 2, [delta(3, { n: 10 })])).toEqual({ kind: 'taken' });
      expect(await archive.counters('')).toEqual({ n: 11 });
    });

    test('of earlier epochs are paged by key, and what the present one adds is not among them', async () => {
      await archive.addCounters(0, 1, [delta(1, { c: 3, a: 1, B: 9, Đ: 2 })]);
      await begin('second life', 2);
      await archive.addCounters(0, 2, [delta(2, { a: 4, z: 1 })]);
      await begin('third life', 3);
      await archive.addCounters(0, 3, [delta(3, { a: 50 })]);
      expect(await archive.counterPage(0, 3, '', 3)).toEqual([
        { key: 'B', n: 9 },
        { key: 'a', n: 5 },
        { key: 'c', n: 3 },
      ]);
      expect(await archive.counterPage(0, 3, 'c', 3)).toEqual([
        { key: 'z', n: 1 },
        { key: 'Đ', n: 2 },
      ]);
      expect(await archive.counterPage(1, 3, '', 3)).toEqual([]);
      expect((await archive.counters('a')).a).toBe(55);
    });
  });
}
