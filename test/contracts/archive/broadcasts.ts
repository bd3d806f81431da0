import { beforeEach, describe, expect, test } from 'vitest';
import type { Broadcast } from '../../../src/broadcast/broadcast.ts';
import { noCounts } from '../../../src/broadcast/states.ts';
import type { Archive } from '../../../src/store/archive/archive.ts';
import { draft } from '../store/broadcasts.ts';
import { type ArchiveUnderTest, noon } from './rows.ts';

const sent = (n: number) => ({ xa: { ...noCounts(), sent: n } });
const begun = (id: string, revision: number, more: Partial<Broadcast> = {}): Broadcast => ({
  ...draft(id),
  startedAt: noon,
  state: { kind: 'running' },
  revision,
  ...more,
});

export function broadcastArchiveContract(open: () => ArchiveUnderTest): void {
  describe('broadcasts', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('a broadcast is kept in its newest form with what became of everybody, for every process', async () => {
      expect(await archive.keptBroadcasts(false)).toEqual([]);
      expect(await archive.outcomeOf('tin')).toBeUndefined();
      await archive.keepBroadcast(begun('tin', 3), sent(3));
      await other.keepBroadcast(begun('tin', 2), sent(2));
      expect(await other.keptBroadcasts(false)).toMatchObject([{ id: 'tin', revision: 3 }]);
      expect(await other.outcomeOf('tin')).toEqual(sent(3));
      await other.keepBroadcast(begun('tin', 3), sent(4));
      expect(await archive.outcomeOf('tin')).toEqual(sent(4));
    });

    test('what is final stays, whatever comes late', async () => {
      const final = begun('tin', 5, { archivedAt: noon });
      await archive.keepBroadcast(begun('tin', 4), sent(9));
      await archive.keepBroadcast(final, sent(10));
      await other.keepBroadcast(final, sent(1));
      await other.keepBroadcast(begun('tin', 7), sent(2));
      expect(await archive.outcomeOf('tin')).toEqual(sent(10));
      expect(await archive.keptBroadcasts(true)).toMatchObject([{ id: 'tin', revision: 5 }]);
      expect(await archive.keptBroadcasts(false)).toEqual([]);
    });

    test('the newest come first', async () => {
      for (const [id, createdAt] of [
        ['a', 1],
        ['c', 3],
        ['b', 2],
      ] as const) {
        await archive.keepBroadcast(begun(id, 1, { createdAt }), {});
      }
      expect((await archive.keptBroadcasts(false)).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    });
  });
}
