import type { Unit } from '../core/course.ts';
import type { StaffRole } from '../core/staff.ts';
import { liesIn } from '../core/unit-tree.ts';
import { isIn, type Person } from './person.ts';

/** All that can be done behind the sign-in. */
export const actions = [
  /** See who is in, invite, revoke, end sessions. */
  'manage_people',
  'see_audit',
  /** Figures of places and events: sums, no names. */
  'see_figures',
  /** How people answer the questions of the course: sums, of no place. */
  'see_questions',
  /** Give population figures, show a place's figures to everybody. */
  'manage_figures',
  /** How what learners did reaches the centre; of the whole service, so at the province only. */
  'see_reports',
  /** Send refused reports again. */
  'retry_reports',
  /** Write a broadcast, try it, start it, pause it, stop it. */
  'send_broadcast',
  /** Approve somebody else's. */
  'approve_broadcast',
  'see_broadcasts',
  /** Write a lesson at the desk; nobody is taught it yet. */
  'write_lessons',
  /** Read what somebody else wrote and teach it from now on; go back to an earlier text. */
  'publish_lessons',
  /** Correct a fact, switch a lesson off. */
  'correct_lessons',
] as const;
export type Action = (typeof actions)[number];

const rights: Record<StaffRole, readonly Action[]> = {
  admin: actions,
  official: [
    'see_figures',
    'see_questions',
    'send_broadcast',
    'approve_broadcast',
    'see_broadcasts',
    'correct_lessons',
  ],
  analyst: ['see_figures', 'see_questions', 'see_reports', 'see_broadcasts'],
  author: ['see_questions', 'write_lessons', 'publish_lessons'],
  facilitator: ['see_figures'],
};

type Units = ReadonlyMap<string, Pick<Unit, 'id' | 'parent'>>;

/**
 * The one place where it is decided who may do what. Everybody's right ends with their unit: it holds there and
 * in all that lies below it.
 * @param unit what the action is about; one that is unknown is nobody's
 */
export const may = (
  person: Pick<Person, 'role' | 'unit' | 'revokedAt'>,
  action: Action,
  unit: string,
  units: Units,
): boolean =>
  person.revokedAt === undefined && rights[person.role].includes(action) && liesIn(units, unit, person.unit);

/** What somebody may do in their own unit. */
export const rightsOf = (person: Person): readonly Action[] => (isIn(person) ? rights[person.role] : []);
