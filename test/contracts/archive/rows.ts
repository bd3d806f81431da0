import { beforeEach, describe, expect, test } from 'vitest';
import type { Archive } from '../../../src/store/archive/archive.ts';
import type { ArchiveRow } from '../../../src/store/store.ts';

/** The same archive as two processes see it. */
export type ArchiveUnderTest = {
  archive: Archive;
  other: Archive;
  /** What somebody with the database's own tools may try. @param statement given the name of the audit log's table */
  sql(statement: (audit: string) => string): Promise<unknown>;
  stop(): Promise<void>;
};

export const noon = Date.UTC(2026, 2, 2, 5);

export const rowOf = (kind: ArchiveRow['kind'], id: string, learner = 'lan-1', at = noon): ArchiveRow => ({
  id,
  kind,
  learner,
  at,
  body: `{"tên":"Lan",  "id":"${id}"}`,
});

export const erasedChatRow = (partition: number, number: number): ArchiveRow => ({
  id: `chat_erased:${partition}/${number}`,
  kind: 'chat_erased',
  learner: '',
  at: noon,
  body: JSON.stringify({ partition, number }),
});

export function rowArchiveContract(open: () => ArchiveUnderTest): void {
  describe('rows', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('attempts come out oldest first, byte for byte, page by page', async () => {
      const [late, early, between] = [
        rowOf('attempt', 'a', 'lan-1', noon + 2),
        rowOf('attempt', 'z', 'lan-1', noon),
        rowOf('attempt', 'm', 'minh-1', noon + 1),
      ];
      await archive.append([late, early]);
      await archive.append([between]);
      expect(await archive.attempts(undefined, 10)).toEqual([early, between, late]);
      expect(await archive.attempts({ at: noon, id: 'z' }, 1)).toEqual([between]);
    });

    test('a row that is moved twice is there once', async () => {
      const rows = [rowOf('attempt', 'a'), rowOf('statement', 's'), rowOf('webhook', 'w')];
      await archive.append(rows);
      await other.append(rows);
      expect(await archive.attempts(undefined, 10)).toHaveLength(1);
      expect(await archive.reportCounts('statement')).toMatchObject({ waiting: 1 });
      expect(await archive.reportCounts('webhook')).toMatchObject({ waiting: 1 });
    });

    test('what was moved survives the process', async () => {
      await archive.append([rowOf('attempt', 'a')]);
      await archive.close();
      expect(await other.attempts(undefined, 10)).toHaveLength(1);
    });

    test('an erased learner leaves nothing, and what comes late of theirs is refused for ever', async () => {
      const rows = [rowOf('attempt', 'a'), rowOf('statement', 's'), rowOf('attempt', 'b', 'minh-1')];
      await archive.append(rows);
      await archive.append([rowOf('erasure', 'e')]);
      await other.append([...rows, rowOf('webhook', 'w')]);
      expect((await archive.attempts(undefined, 10)).map(({ id }) => id)).toEqual(['b']);
      expect(await archive.reportCounts('statement')).toMatchObject({ waiting: 0 });
      expect(await archive.dueReports('statement', noon, 10)).toEqual([]);
      expect(await archive.dueReports('webhook', noon, 10)).toEqual([]);
    });

    test('rows and the erasure of their learner in one call, in any order, leave nothing', async () => {
      await archive.append([rowOf('attempt', 'a'), rowOf('erasure', 'e'), rowOf('attempt', 'b')]);
      expect(await archive.attempts(undefined, 10)).toEqual([]);
    });

    test('an erasure beside late rows of that learner, many at once, leaves nothing', async () => {
      const learners = Array.from({ length: 20 }, (_, n) => `learner-${n}`);
      await Promise.all(
        learners.flatMap((learner) => [
          archive.append([
            rowOf('attempt', `a-${learner}`, learner),
            rowOf('statement', `s-${learner}`, learner),
          ]),
          other.append([rowOf('erasure', `e-${learner}`, learner)]),
          archive.append([rowOf('attempt', `b-${learner}`, learner)]),
        ]),
      );
      expect(await archive.attempts(undefined, 100)).toEqual([]);
      expect(await archive.reportCounts('statement')).toMatchObject({ waiting: 0 });
    });

    test('a counters row has a way of its own', async () => {
      await expect(archive.append([rowOf('counters', 'c')])).rejects.toThrow(TypeError);
    });

    test('the first wording kept under a key stays for ever', async () => {
      await archive.keepItemVersions([
        { key: 'b', body: '{"stem":"Hai"}' },
        { key: 'A', body: '{"stem":"Một"}' },
      ]);
      await other.keepItemVersions([{ key: 'A', body: '{"stem":"Khác"}' }]);
      await archive.keepItemVersions([]);
      expect(await archive.itemVersions()).toEqual([
        { key: 'A', body: '{"stem":"Một"}' },
        { key: 'b', body: '{"stem":"Hai"}' },
      ]);
    });

    test('an archive at work has no trouble to report', async () => {
      expect(await archive.trouble()).toBeUndefined();
    });
  });
}
