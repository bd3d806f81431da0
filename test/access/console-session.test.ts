import { describe, expect, test } from 'vitest';
import { idleMs, longestMs, newSession, stateOf, underNewId } from '../../src/access/console-session.ts';
import type { Person } from '../../src/access/person.ts';
import { minuteMs } from '../../src/core/time.ts';

const now = Date.UTC(2026, 10, 30);
const lan: Person = {
  id: 'lan',
  name: 'Lan',
  role: 'official',
  unit: '38',
  chat: undefined,
  joinedAt: now,
  revision: 1,
  revokedAt: undefined,
};
const session = newSession('h', lan, now);

describe('a session', () => {
  test.each([
    { when: 'just opened', at: now, seenAt: now, state: 'fresh' },
    { when: 'used a moment ago', at: now + minuteMs - 1, seenAt: now, state: 'fresh' },
    { when: 'used a minute ago', at: now + minuteMs, seenAt: now, state: 'note' },
    { when: 'at the end of lunch', at: now + idleMs - 1, seenAt: now, state: 'note' },
    { when: 'unused for an hour', at: now + idleMs, seenAt: now, state: 'over' },
    { when: 'in use all day', at: now + longestMs - 1, seenAt: now + longestMs - 2, state: 'fresh' },
    { when: 'in use for twelve hours', at: now + longestMs, seenAt: now + longestMs - 1, state: 'over' },
  ])('$when is $state', ({ at, seenAt, state }) => {
    expect(stateOf({ ...session, seenAt }, lan, at)).toBe(state);
  });

  test('of somebody who was revoked is over', () => {
    expect(stateOf(session, { ...lan, revokedAt: now }, now)).toBe('over');
  });

  test('goes on under a new id when its person may do other things, and lives no longer for it', () => {
    const changed = { ...lan, role: 'admin', revision: 2 } as const;
    expect(stateOf(session, changed, now + 5)).toBe('new_id');
    const renewed = underNewId(session, 'h2', changed, now + 5);
    expect(renewed).toEqual({ ...session, hash: 'h2', revision: 2, seenAt: now + 5 });
    expect(stateOf(renewed, changed, now + 6)).toBe('fresh');
    expect(stateOf({ ...renewed, seenAt: now + longestMs }, changed, now + longestMs)).toBe('over');
  });
});
