import { describe, expect, test } from 'vitest';
import {
  type Facts,
  isWaiting,
  newLink,
  type OneTimeLink,
  type Place,
  type Purpose,
  redeem,
} from '../../src/access/one-time-link.ts';
import type { Person } from '../../src/access/person.ts';
import { dayMs, minuteMs } from '../../src/core/time.ts';

const now = Date.UTC(2026, 10, 30);
const chat: Place = { kind: 'chat', chat: 'telegram:4711:99' };
const browser: Place = { kind: 'console' };

const link = (purpose: Purpose, change: Partial<OneTimeLink> = {}): OneTimeLink => ({
  ...newLink(
    { hash: 'h', purpose, opensIn: 'either', role: 'official', unit: '16012', name: 'Lan', madeBy: 'boss' },
    now,
  ),
  ...change,
});
const lan: Person = {
  id: 'lan',
  name: 'Lan',
  role: 'analyst',
  unit: '38',
  chat: 'telegram:4711:99',
  joinedAt: now - dayMs,
  revision: 3,
  revokedAt: undefined,
};
const revoked = { ...lan, revokedAt: now - 1 };
const facts = (change: Partial<Facts>): Facts => ({
  link: undefined,
  hasAdmin: true,
  person: undefined,
  owner: undefined,
  ...change,
});

describe('a link that does nothing says why', () => {
  test.each<{ why: string; given: Partial<Facts>; place?: Place; at?: number; reason: string }>([
    { why: 'nobody ever made it', given: {}, reason: 'unknown' },
    {
      why: 'somebody used it',
      given: { link: link('invitation', { usedAt: now, usedIn: 'web:-:1', usedBy: 'x' }) },
      reason: 'used',
    },
    {
      why: 'forwarded after use, opened in another official’s chat',
      given: { link: link('invitation', { usedAt: now, usedIn: 'web:-:1', usedBy: 'x' }), owner: lan },
      reason: 'used',
    },
    {
      why: 'used here, by somebody who was revoked since',
      given: {
        link: link('invitation', { usedAt: now, usedIn: chat.chat, usedBy: 'lan' }),
        owner: undefined,
      },
      reason: 'used',
    },
    {
      why: 'a sign-in used once already',
      given: { link: link('sign_in', { usedAt: now, usedIn: 'console', usedBy: 'lan' }), person: lan },
      place: browser,
      reason: 'used',
    },
    {
      why: 'it was withdrawn',
      given: { link: link('invitation', { withdrawnAt: now }) },
      reason: 'withdrawn',
    },
    {
      why: 'an invitation after a week',
      given: { link: link('invitation') },
      at: now + 7 * dayMs,
      reason: 'expired',
    },
    {
      why: 'a sign-in after ten minutes',
      given: { link: link('sign_in'), person: lan },
      place: browser,
      at: now + 10 * minuteMs,
      reason: 'expired',
    },
    {
      why: 'the first admin’s after a day',
      given: { link: link('first_admin'), hasAdmin: false },
      place: browser,
      at: now + dayMs,
      reason: 'expired',
    },
    {
      why: 'the first admin’s once there is one',
      given: { link: link('first_admin') },
      place: browser,
      reason: 'used',
    },
    {
      why: 'an invitation for chats in a browser',
      given: { link: link('invitation', { opensIn: 'chat' }) },
      place: browser,
      reason: 'elsewhere',
    },
    {
      why: 'a sign-in in a chat',
      given: { link: link('sign_in', { opensIn: 'console' }), person: lan },
      reason: 'elsewhere',
    },
    {
      why: 'a sign-in of somebody who was revoked',
      given: { link: link('sign_in'), person: revoked },
      place: browser,
      reason: 'withdrawn',
    },
    {
      why: 'a chat for somebody who was revoked',
      given: { link: link('own_chat'), person: revoked },
      reason: 'withdrawn',
    },
    {
      why: 'a chat that is somebody else’s',
      given: { link: link('own_chat'), person: { ...lan, id: 'minh' }, owner: lan },
      reason: 'chat_taken',
    },
  ])('$why', ({ given, place = chat, at = now + 1, reason }) => {
    expect(redeem(facts(given), place, 'new', at)).toEqual({ kind: 'refused', reason });
  });
});

describe('a link that is opened', () => {
  test('lets somebody in with the role and the unit it was made for, in the chat it was opened in', () => {
    const outcome = redeem(facts({ link: link('invitation') }), chat, 'new', now + 1);
    expect(outcome).toMatchObject({
      kind: 'opened',
      did: 'joined',
      person: { id: 'new', role: 'official', unit: '16012', chat: chat.chat, revision: 1 },
      link: { usedAt: now + 1, usedIn: chat.chat, usedBy: 'new' },
    });
    // Up to its last moment.
    expect(redeem(facts({ link: link('invitation') }), chat, 'new', now + 7 * dayMs - 1).kind).toBe('opened');
  });

  test('once more in the same chat changes nothing and is told the same', () => {
    const used = link('invitation', { usedAt: now, usedIn: chat.chat, usedBy: 'lan' });
    expect(redeem(facts({ link: used, owner: lan }), chat, 'new', now + 30 * dayMs)).toEqual({
      kind: 'again',
      person: lan,
    });
  });

  test('gives an official who opens another invitation that role, and their sessions a new id', () => {
    const outcome = redeem(facts({ link: link('invitation', { name: '' }), owner: lan }), chat, 'new', now);
    expect(outcome).toMatchObject({
      did: 'changed',
      person: { id: 'lan', name: 'Lan', role: 'official', unit: '16012', revision: 4, chat: lan.chat },
    });
  });

  test('the first admin’s link opens the console while there is none', () => {
    const first = link('first_admin', { role: 'admin', unit: '38' });
    expect(redeem(facts({ link: first, hasAdmin: false }), browser, 'new', now)).toMatchObject({
      did: 'joined',
      person: { role: 'admin', unit: '38', chat: undefined },
    });
  });

  test('a sign-in changes nothing about the person', () => {
    expect(redeem(facts({ link: link('sign_in'), person: lan }), browser, 'new', now)).toMatchObject({
      did: 'signed_in',
      person: lan,
    });
  });

  test('a person’s own link moves them to another chat', () => {
    const moved = redeem(
      facts({ link: link('own_chat'), person: lan }),
      { kind: 'chat', chat: 'web:-:abc' },
      'new',
      now,
    );
    expect(moved).toMatchObject({ did: 'bound', person: { ...lan, chat: 'web:-:abc' } });
  });
});

test('an invitation waits until it is used, withdrawn or out of date', () => {
  expect(isWaiting(link('invitation'), now)).toBe(true);
  expect(isWaiting(link('invitation'), now + 7 * dayMs)).toBe(false);
  expect(isWaiting(link('invitation', { usedAt: now }), now)).toBe(false);
  expect(isWaiting(link('invitation', { withdrawnAt: now }), now)).toBe(false);
});
