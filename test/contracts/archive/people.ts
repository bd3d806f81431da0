import { beforeEach, describe, expect, test } from 'vitest';
import { longestMs } from '../../../src/access/console-session.ts';
import { brokenAt, type Deed } from '../../../src/access/deed.ts';
import { newLink, type OneTimeLink } from '../../../src/access/one-time-link.ts';
import { dayMs } from '../../../src/core/time.ts';
import type { Archive } from '../../../src/store/archive/archive.ts';
import { type ArchiveUnderTest, noon } from './rows.ts';

const invitation = (hash: string, change: Partial<OneTimeLink> = {}): OneTimeLink => ({
  ...newLink(
    {
      hash,
      purpose: 'invitation',
      opensIn: 'either',
      role: 'official',
      unit: '14797',
      name: 'Lê Thị Lan',
      madeBy: 'terminal',
    },
    noon,
  ),
  ...change,
});
const deed = (did: Deed['did'], change: Partial<Deed> = {}): Deed => ({
  at: noon,
  by: 'terminal',
  did,
  to: 'lan',
  unit: '14797',
  note: '',
  from: 'terminal',
  ...change,
});
const lanChat = { kind: 'chat', chat: 'telegram:4711:99' } as const;
const by = (newPerson: string, session?: string) => ({
  newPerson,
  from: '203.0.113.7',
  ...(session === undefined ? {} : { session }),
});

export function peopleArchiveContract(open: () => ArchiveUnderTest): void {
  describe('people', () => {
    let archive: Archive;
    let other: Archive;
    beforeEach(() => {
      ({ archive, other } = open());
    });

    test('an invitation opened in a chat makes it an official’s, for every process', async () => {
      await archive.addLink(invitation('h1'), deed('invited'));
      expect(await other.waitingInvitations(noon)).toEqual([invitation('h1')]);
      const outcome = await other.redeemLink('h1', lanChat, by('lan'), noon + 5);
      expect(outcome).toMatchObject({ kind: 'opened', did: 'joined', person: { id: 'lan', unit: '14797' } });
      expect(await archive.personOfChat(lanChat.chat)).toEqual({
        id: 'lan',
        name: 'Lê Thị Lan',
        role: 'official',
        unit: '14797',
        chat: lanChat.chat,
        joinedAt: noon + 5,
        revision: 1,
        revokedAt: undefined,
      });
      expect(await archive.waitingInvitations(noon + 6)).toEqual([]);
      expect(await archive.personOfChat('telegram:4711:98')).toBeUndefined();
      expect(await archive.hasAdmin()).toBe(false);
    });

    test('of many who open one link at once, one comes in', async () => {
      await archive.addLink(invitation('h1'), undefined);
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? archive : other).redeemLink(
            'h1',
            { kind: 'chat', chat: `web:-:${n}` },
            by(`p${n}`),
            noon,
          ),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
      expect(outcomes.filter((it) => it.kind === 'refused' && it.reason === 'used')).toHaveLength(11);
      expect(await archive.people()).toHaveLength(1);
    });

    test('a link opened in the console opens a session with it, or nothing at all', async () => {
      await archive.addLink(invitation('h1', { role: 'admin' }), undefined);
      expect(await archive.findSession('s1')).toBeUndefined();
      await archive.redeemLink('h1', { kind: 'console' }, by('lan', 's1'), noon);
      await archive.redeemLink('h1', { kind: 'console' }, by('minh', 's2'), noon);
      expect(await other.findSession('s1')).toMatchObject({
        session: { hash: 's1', openedAt: noon, seenAt: noon },
        person: { id: 'lan' },
      });
      expect(await other.findSession('s2')).toBeUndefined();
      expect(await other.hasAdmin()).toBe(true);
      expect(await other.findPerson('minh')).toBeUndefined();
    });

    test('what is written survives the process', async () => {
      await archive.addLink(invitation('h1'), undefined);
      await archive.redeemLink('h1', { kind: 'console' }, by('lan', 's1'), noon);
      await archive.close();
      expect(await other.findSession('s1')).toMatchObject({ person: { id: 'lan' } });
      expect(await other.auditPage({ limit: 10 })).toHaveLength(1);
    });

    test('a withdrawn invitation is worth nothing, and a used one cannot be withdrawn', async () => {
      await archive.addLink(invitation('h1'), undefined);
      await archive.addLink(invitation('h2'), undefined);
      expect(await archive.withdrawLink('h1', deed('withdrew_invitation'))).toBe(true);
      expect(await archive.withdrawLink('h1', deed('withdrew_invitation'))).toBe(false);
      expect(await other.redeemLink('h1', lanChat, by('lan'), noon)).toEqual({
        kind: 'refused',
        reason: 'withdrawn',
      });
      await other.redeemLink('h2', lanChat, by('lan'), noon);
      expect(await archive.withdrawLink('h2', deed('withdrew_invitation'))).toBe(false);
      expect(await archive.redeemLink('h3', lanChat, by('x'), noon)).toEqual({
        kind: 'refused',
        reason: 'unknown',
      });
    });

    test('whoever is revoked loses their chat and every session at once, and can come again', async () => {
      await archive.addLink(invitation('h1'), undefined);
      await archive.redeemLink('h1', lanChat, by('lan'), noon);
      for (const name of ['1', '2']) {
        await archive.addLink(
          invitation(`in${name}`, { purpose: 'sign_in', opensIn: 'console', person: 'lan' }),
          undefined,
        );
        await archive.redeemLink(`in${name}`, { kind: 'console' }, by('x', `s${name}`), noon);
      }
      expect(await other.findSession('s2')).toBeDefined();
      expect(await other.revoke('lan', deed('revoked', { at: noon + 9 }))).toBe(true);
      expect(await other.revoke('lan', deed('revoked'))).toBe(false);
      expect(await archive.findSession('s1')).toBeUndefined();
      expect(await archive.findSession('s2')).toBeUndefined();
      expect(await archive.personOfChat(lanChat.chat)).toBeUndefined();
      expect(await archive.findPerson('lan')).toMatchObject({ revokedAt: noon + 9 });
      expect(await archive.redeemLink('h1', lanChat, by('x'), noon)).toMatchObject({ reason: 'used' });
      await archive.addLink(invitation('h2'), undefined);
      expect(await archive.redeemLink('h2', lanChat, by('lan2'), noon)).toMatchObject({ did: 'joined' });
      expect((await archive.people()).map(({ id }) => id)).toEqual(['lan2', 'lan']);
    });

    test('a session goes on under a new id, and the old one is dead', async () => {
      await archive.addLink(invitation('h1'), undefined);
      await archive.redeemLink('h1', { kind: 'console' }, by('lan', 's1'), noon);
      const found = await archive.findSession('s1');
      if (found === undefined) throw new Error('no session');
      expect(await archive.renewSession('s1', { ...found.session, hash: 's2', revision: 2 })).toBe(true);
      expect(await other.renewSession('s1', { ...found.session, hash: 's3' })).toBe(false);
      expect(await other.findSession('s1')).toBeUndefined();
      expect(await other.findSession('s3')).toBeUndefined();
      expect(await other.findSession('s2')).toMatchObject({ session: { revision: 2, openedAt: noon } });
      await other.noteSession('s2', noon + 60_000);
      await other.noteSession('s2', noon + 30_000);
      expect(await archive.findSession('s2')).toMatchObject({ session: { seenAt: noon + 60_000 } });
      await archive.endSession('s2', deed('signed_out'));
      await archive.endSession('s2', deed('signed_out'));
      expect(await other.findSession('s2')).toBeUndefined();
      expect((await other.auditPage({ limit: 9 })).map(({ did }) => did)).toEqual(['signed_out', 'joined']);
    });

    test('a name is changed, and nothing else', async () => {
      await archive.addLink(invitation('h1', { name: '' }), undefined);
      await archive.redeemLink('h1', lanChat, by('lan'), noon);
      const before = await archive.findPerson('lan');
      await other.rename('lan', 'Lan', deed('named'));
      await other.rename('nobody', 'Lan', deed('named'));
      expect(await archive.findPerson('lan')).toEqual({ ...before, name: 'Lan' });
      expect((await archive.auditPage({ limit: 9 })).map(({ did }) => did)).toEqual(['named', 'joined']);
    });

    test('signing out everywhere ends all of one person and nobody else’s', async () => {
      for (const [hash, person] of [
        ['h1', 'lan'],
        ['h2', 'minh'],
      ] as const) {
        await archive.addLink(invitation(hash), undefined);
        await archive.redeemLink(hash, { kind: 'console' }, by(person, `s-${person}`), noon);
      }
      for (const person of ['lan', 'minh']) {
        await archive.addLink(
          invitation(`in-${person}`, { purpose: 'sign_in', opensIn: 'console', person }),
          undefined,
        );
      }
      expect(await other.endSessions('lan', deed('signed_out_everywhere'))).toBe(1);
      // A link that was passed on and not yet used is over with it.
      const enters = (person: string) =>
        archive.redeemLink(`in-${person}`, { kind: 'console' }, by('x', `s2-${person}`), noon + 1);
      expect(await enters('lan')).toEqual({ kind: 'refused', reason: 'withdrawn' });
      expect(await enters('minh')).toMatchObject({ did: 'signed_in' });
      expect(await archive.findSession('s-lan')).toBeUndefined();
      expect(await archive.findSession('s-minh')).toBeDefined();
    });

    test('what has served its time is cleared away; invitations stay', async () => {
      await archive.addLink(invitation('old', { purpose: 'sign_in', expiresAt: noon }), undefined);
      await archive.addLink(invitation('h1'), undefined);
      await archive.redeemLink('h1', { kind: 'console' }, by('lan', 's1'), noon);
      const later = noon + 2 * dayMs;
      await archive.addLink(invitation('h2', { madeAt: later }), undefined);
      await archive.redeemLink('h2', { kind: 'console' }, by('minh', 's2'), later);
      expect(later - noon).toBeGreaterThan(longestMs);
      expect(await archive.findSession('s1')).toBeUndefined();
      expect(await archive.redeemLink('old', { kind: 'console' }, by('x'), noon)).toMatchObject({
        reason: 'unknown',
      });
      expect(await archive.redeemLink('h1', { kind: 'console' }, by('x'), noon)).toMatchObject({
        reason: 'used',
      });
    });
  });

  describe('the audit log', () => {
    let archive: Archive;
    let other: Archive;
    let sql: ArchiveUnderTest['sql'];
    beforeEach(() => {
      ({ archive, other, sql } = open());
    });

    test('is one chain, however many write at once', async () => {
      await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          (n % 2 === 0 ? archive : other).addDeeds([deed('looked', { to: `/admin/${n}`, note: 'đã xem' })]),
        ),
      );
      const chain = await other.auditChain(0, 100);
      expect(chain.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(brokenAt(chain)).toBeUndefined();
      expect(brokenAt(await other.auditChain(10, 100), chain[9])).toBeUndefined();
    });

    test('is read newest first, page by page, whole or of some units', async () => {
      await archive.addDeeds(
        ['38', '14797', '16012', '14797'].map((unit, n) => deed('looked', { unit, to: `${n}` })),
      );
      const numbers = async (page: Parameters<Archive['auditPage']>[0]) =>
        (await other.auditPage(page)).map(({ number }) => number);
      expect(await numbers({ limit: 3 })).toEqual([4, 3, 2]);
      expect(await numbers({ limit: 3, before: 2 })).toEqual([1]);
      expect(await numbers({ limit: 3, units: ['14797', '15772'] })).toEqual([4, 2]);
      expect(await numbers({ limit: 3, units: ['14797'], before: 4 })).toEqual([2]);
      expect(await numbers({ limit: 3, units: [] })).toEqual([]);
    });

    test('no entry can be changed or deleted, and one made up is found', async () => {
      await archive.addDeeds([deed('invited'), deed('revoked')]);
      await expect(sql((audit) => `UPDATE ${audit} SET did = 'looked'`)).rejects.toThrow(/only added to/);
      await expect(sql((audit) => `DELETE FROM ${audit}`)).rejects.toThrow(/only added to/);
      await sql(
        (audit) =>
          `INSERT INTO ${audit} (number, at, by_whom, did, to_what, unit, note, from_where, hash)
           VALUES (3, 0, 'x', 'looked', 'x', '38', '', '', 'made up')`,
      );
      expect(brokenAt(await archive.auditChain(0, 10))).toBe(3);
    });
  });
}
