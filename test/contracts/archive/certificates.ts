import { beforeEach, describe, expect, test } from 'vitest';
import type { Archive } from '../../../src/store/archive/archive.ts';
import { type ArchiveUnderTest, noon, rowOf } from './rows.ts';

export function certificateArchiveContract(open: () => ArchiveUnderTest): void {
  describe('certificates', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('are found by their address, each in a place of its own, however often they are moved', async () => {
      const rows = [rowOf('certificate', 'một'), rowOf('certificate', 'hai', 'minh-1', noon + 1)];
      await archive.append(rows);
      await other.append(rows);
      const [one, two] = [await other.findCertificate('một'), await archive.findCertificate('hai')];
      expect(one).toMatchObject({ id: 'một', at: noon, body: rows[0]?.body, revokedAt: undefined });
      expect(new Set([one?.place, two?.place]).size).toBe(2);
      expect((await archive.certificates(10)).map(({ id }) => id)).toEqual(['hai', 'một']);
      expect(await archive.findCertificate('ba')).toBeUndefined();
    });

    test('one that is revoked says when and why, once, and only it', async () => {
      await archive.append([rowOf('certificate', 'một'), rowOf('certificate', 'hai', 'minh-1')]);
      const place = (await archive.findCertificate('một'))?.place ?? 0;
      expect(await archive.revokeCertificate('một', 'nhầm', noon)).toBe(true);
      expect(await other.revokeCertificate('một', 'lần nữa', noon + 1)).toBe(false);
      expect(await other.findCertificate('một')).toMatchObject({ revokedAt: noon, reason: 'nhầm' });
      expect(await other.revokedPlaces(1, 100)).toEqual([place]);
      expect(await other.revokedPlaces(place + 1, 100)).toEqual([]);
    });

    test('go with their learner, and a place that was theirs is nobody else’s', async () => {
      await archive.append([rowOf('certificate', 'một')]);
      const place = (await archive.findCertificate('một'))?.place ?? 0;
      await archive.append([rowOf('erasure', 'e')]);
      await archive.append([rowOf('certificate', 'một'), rowOf('certificate', 'hai', 'minh-1')]);
      expect(await archive.findCertificate('một')).toBeUndefined();
      expect((await archive.findCertificate('hai'))?.place).toBeGreaterThan(place);
    });
  });
}
