import type { StaffRole } from '../core/staff.ts';
import type { Instant } from '../core/time.ts';

/** Somebody who was let in. Never deleted, or the audit log would speak of nobody: revoked. */
export type Person = {
  /** Random. */
  id: string;
  /** As whoever invited them wrote it; may be empty. */
  name: string;
  role: StaffRole;
  unit: string;
  /** The chat that is theirs, by `chatKey`; what opens their console is sent there and nowhere else. */
  chat: string | undefined;
  joinedAt: Instant;
  /** Rises when role or unit change: a session of an earlier one takes a new id. */
  revision: number;
  revokedAt: Instant | undefined;
};

export const isIn = (person: Person | undefined): person is Person =>
  person !== undefined && person.revokedAt === undefined;
