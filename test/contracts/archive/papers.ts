import { beforeEach, describe, expect, test } from 'vitest';
import type { Archive } from '../../../src/store/archive/archive.ts';
import { type ArchiveUnderTest, noon } from './rows.ts';

export function paperArchiveContract(open: () => ArchiveUnderTest): void {
  describe('papers', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('the newest under a name is there for every process, and an older one does not come back', async () => {
      expect(await archive.paper('population')).toBeUndefined();
      await archive.keepPaper('population', { at: noon, body: 'xã Nga An: 6.800 “người”' });
      expect(await other.paper('population')).toEqual({ at: noon, body: 'xã Nga An: 6.800 “người”' });
      await other.keepPaper('population', { at: noon + 1, body: 'later' });
      await archive.keepPaper('population', { at: noon, body: 'earlier' });
      expect(await archive.paper('population')).toEqual({ at: noon + 1, body: 'later' });
      expect(await archive.paper('walls')).toBeUndefined();
    });
  });
}
