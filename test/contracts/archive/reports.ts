import { beforeEach, describe, expect, test } from 'vitest';
import { type Archive, claimMs } from '../../../src/store/archive/archive.ts';
import { type ArchiveUnderTest, noon, rowOf } from './rows.ts';

export function reportQueueContract(open: () => ArchiveUnderTest): void {
  describe('reports', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(async () => {
      ({ archive, other } = open());
      await archive.append([
        rowOf('statement', 's2', 'lan-1', noon + 2),
        rowOf('statement', 's1', 'lan-1', noon + 1),
        rowOf('statement', 's3', 'lan-1', noon + 3),
        rowOf('webhook', 'w1'),
      ]);
    });
    const idsOf = (reports: { id: string }[]): string[] => reports.map(({ id }) => id);

    test('are given oldest first, the very bytes that came in', async () => {
      const reports = await archive.dueReports('statement', noon, 2);
      expect(reports).toEqual([
        { id: 's1', kind: 'statement', body: rowOf('statement', 's1').body, at: noon + 1, tries: 0 },
        { id: 's2', kind: 'statement', body: rowOf('statement', 's2').body, at: noon + 2, tries: 0 },
      ]);
    });

    test('what one sender took, another is not given while the claim lasts', async () => {
      expect(idsOf(await archive.dueReports('statement', noon, 2))).toEqual(['s1', 's2']);
      expect(idsOf(await other.dueReports('statement', noon, 10))).toEqual(['s3']);
      expect(await other.dueReports('statement', noon + claimMs - 1, 10)).toEqual([]);
      // Both were killed.
      expect(idsOf(await other.dueReports('statement', noon + claimMs, 10))).toEqual(['s1', 's2', 's3']);
    });

    test('made in a span of time are found in whatever state, page by page', async () => {
      await archive.dueReports('statement', noon, 10);
      await archive.settleReports([
        { kind: 'delivered', id: 's1' },
        { kind: 'refused', id: 's2', reason: 'no' },
      ]);
      const span = { from: noon + 1, before: noon + 3 };
      expect(await other.madeReports('statement', span, undefined, 10)).toEqual([
        { id: 's1', at: noon + 1, state: 'delivered' },
        { id: 's2', at: noon + 2, state: 'refused' },
      ]);
      expect(await other.madeReports('statement', span, { at: noon + 1, id: 's1' }, 10)).toEqual([
        { id: 's2', at: noon + 2, state: 'refused' },
      ]);
      expect(await other.madeReports('statement', { from: 0, before: noon }, undefined, 10)).toEqual([]);
    });

    test('what is given back is due at once', async () => {
      await archive.dueReports('statement', noon, 10);
      await archive.releaseReports(['s2']);
      expect(idsOf(await other.dueReports('statement', noon, 10))).toEqual(['s2']);
      await archive.releaseReports([]);
    });

    test('many senders at once never take the same report', async () => {
      const rows = Array.from({ length: 200 }, (_, n) => rowOf('statement', `n${n}`));
      await archive.append(rows);
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          (n % 2 === 0 ? archive : other).dueReports('statement', noon, 20),
        ),
      );
      const ids = taken.flat().map(({ id }) => id);
      const rest: string[] = [];
      for (;;) {
        // A sender that steps over rows others were just taking finds them free no longer, or free still.
        const found = idsOf(await archive.dueReports('statement', noon, 50));
        if (found.length === 0) break;
        rest.push(...found);
      }
      expect(new Set([...ids, ...rest]).size).toBe(203);
      expect(ids.length + rest.length).toBe(203);
    });

    test('delivered ones are done, put off ones come later, refused ones wait for a hand', async () => {
      await archive.dueReports('statement', noon, 10);
      await archive.settleReports([
        { kind: 'delivered', id: 's1' },
        { kind: 'retry', id: 's2', notBeforeAt: noon + 1_000 },
        { kind: 'refused', id: 's3', reason: 'actor missing' },
      ]);
      expect(await archive.reportCounts('statement')).toEqual({
        waiting: 1,
        delivered: 1,
        refused: 1,
        oldestWaitingAt: noon + 2,
      });
      expect(await other.dueReports('statement', noon + 999, 10)).toEqual([]);
      expect(await other.dueReports('statement', noon + 1_000, 10)).toMatchObject([{ id: 's2', tries: 1 }]);
      expect(await archive.refusedReports('statement', 10)).toMatchObject([
        { id: 's3', reason: 'actor missing' },
      ]);
      expect(await archive.retryRefused('statement', noon)).toBe(1);
      expect(idsOf(await other.dueReports('statement', noon, 10))).toEqual(['s3']);
    });

    test('a delivered report stays delivered, whatever a slower sender believes', async () => {
      await archive.settleReports([{ kind: 'delivered', id: 's1' }]);
      await other.settleReports([
        { kind: 'retry', id: 's1', notBeforeAt: noon },
        { kind: 'refused', id: 's1', reason: 'late' },
      ]);
      expect(await archive.reportCounts('statement')).toMatchObject({ waiting: 2, delivered: 1, refused: 0 });
    });

    test('kinds are apart', async () => {
      expect(idsOf(await archive.dueReports('webhook', noon, 10))).toEqual(['w1']);
      expect(await archive.reportCounts('webhook')).toMatchObject({ waiting: 1, delivered: 0 });
    });
  });
}
