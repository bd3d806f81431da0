import { describe, expect, test } from 'vitest';
import { type Action, actions, may, rightsOf } from '../../src/access/may.ts';
import type { Person } from '../../src/access/person.ts';
import { type StaffRole, staffRoles } from '../../src/core/staff.ts';
import { unitsIn } from '../../src/core/unit-tree.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const { units } = smallCourse();
const person = (role: StaffRole, unit: string, change: Partial<Person> = {}): Person => ({
  id: 'lan',
  name: 'Lan',
  role,
  unit,
  chat: undefined,
  joinedAt: 0,
  revision: 1,
  revokedAt: undefined,
  ...change,
});

/** Written out by hand, not worked out: a changed right is a changed line here. */
const table: Record<Action, Record<StaffRole, boolean>> = {
  manage_people: { admin: true, official: false, analyst: false, author: false, facilitator: false },
  see_audit: { admin: true, official: false, analyst: false, author: false, facilitator: false },
  see_figures: { admin: true, official: true, analyst: true, author: false, facilitator: true },
  see_questions: { admin: true, official: true, analyst: true, author: true, facilitator: false },
  manage_figures: { admin: true, official: false, analyst: false, author: false, facilitator: false },
  see_reports: { admin: true, official: false, analyst: true, author: false, facilitator: false },
  retry_reports: { admin: true, official: false, analyst: false, author: false, facilitator: false },
  send_broadcast: { admin: true, official: true, analyst: false, author: false, facilitator: false },
  approve_broadcast: { admin: true, official: true, analyst: false, author: false, facilitator: false },
  see_broadcasts: { admin: true, official: true, analyst: true, author: false, facilitator: false },
  write_lessons: { admin: true, official: false, analyst: false, author: true, facilitator: false },
  publish_lessons: { admin: true, official: false, analyst: false, author: true, facilitator: false },
  correct_lessons: { admin: true, official: true, analyst: false, author: false, facilitator: false },
};

/** Where a right that somebody has holds: for each unit of theirs, the units that lie in it. */
const reach: Record<string, Record<string, boolean>> = {
  // The province: everything in it.
  '38': { '38': true, '16012': true, '15715': true, thcs_nga_an: true, '99999': false, '': false },
  // A commune: itself and its school; neither what is above nor its neighbour.
  '16012': { '38': false, '16012': true, '15715': false, thcs_nga_an: true, '99999': false, '': false },
};

const cases = actions.flatMap((action) =>
  staffRoles.flatMap((role) =>
    Object.entries(reach).flatMap(([own, places]) =>
      Object.entries(places).map(([unit, isIn]) => ({
        role,
        own,
        action,
        unit,
        expected: table[action][role] && isIn,
      })),
    ),
  ),
);

describe('role × action × unit', () => {
  test.each(cases)('$role of $own, $action at $unit: $expected', ({ role, own, action, unit, expected }) => {
    expect(may(person(role, own), action, unit, units)).toBe(expected);
  });

  test('the table names every action and every role', () => {
    expect(Object.keys(table)).toEqual([...actions]);
    for (const row of Object.values(table)) expect(Object.keys(row)).toEqual([...staffRoles]);
    expect(cases.length).toBe(actions.length * staffRoles.length * 12);
  });

  test('whoever was revoked may do nothing, nowhere', () => {
    for (const { role, own, action, unit } of cases) {
      expect(may(person(role, own, { revokedAt: 1 }), action, unit, units)).toBe(false);
    }
    expect(rightsOf(person('admin', '38', { revokedAt: 1 }))).toEqual([]);
  });

  test('a unit that has gone from the course is nobody’s, and neither is a circle', () => {
    expect(may(person('admin', 'gone'), 'manage_people', 'gone', units)).toBe(false);
    const circle = new Map([
      ['a', { id: 'a', parent: 'b' }],
      ['b', { id: 'b', parent: 'a' }],
    ]);
    expect(may(person('admin', '38'), 'see_audit', 'a', circle)).toBe(false);
  });

  test('the units of a commune are itself and what lies in it', () => {
    expect(unitsIn(units, '16012')).toEqual(['16012', 'thcs_nga_an']);
    expect(unitsIn(units, '38')).toEqual([...units.keys()]);
  });
});
