import { hourMs, type Instant, minuteMs } from '../core/time.ts';
import { isIn, type Person } from './person.ts';

/** One browser that is signed in. Only the hash of its id is kept: who reads the archive cannot take it over. */
export type ConsoleSession = {
  hash: string;
  person: string;
  /** The person's revision when the id was given. */
  revision: number;
  openedAt: Instant;
  /** When it was last used, to the minute. */
  seenAt: Instant;
};

/** Unused for so long, it is over; an office's lunch is longer. */
export const idleMs = hourMs;
/** After so long it is over in any case; a working day is shorter. */
export const longestMs = 12 * hourMs;
/**
 * What lets somebody in or out, or opens a page to the world, is done only so soon after entering by a link that came to
 * one's own chat: whoever finds a browser left open cannot do it. (OWASP ASVS 5.0, 7.5.)
 */
export const freshMs = hourMs;
export const isFresh = ({ openedAt }: ConsoleSession, now: Instant): boolean => now - openedAt < freshMs;
/** How often its use is noted: a page a second must not cost a write a second. */
const noteEveryMs = minuteMs;

export const newSession = (hash: string, person: Person, now: Instant): ConsoleSession => ({
  hash,
  person: person.id,
  revision: person.revision,
  openedAt: now,
  seenAt: now,
});

export type SessionState =
  /** Too old, unused for too long, or its person was revoked. */
  | 'over'
  /** What its person may do has changed: it goes on under a new id. */
  | 'new_id'
  /** In use, and that is to be noted. */
  | 'note'
  | 'fresh';

export function stateOf(session: ConsoleSession, person: Person, now: Instant): SessionState {
  if (!isIn(person)) return 'over';
  if (now - session.openedAt >= longestMs || now - session.seenAt >= idleMs) return 'over';
  if (session.revision !== person.revision) return 'new_id';
  return now - session.seenAt >= noteEveryMs ? 'note' : 'fresh';
}

/** The same session under a new id; its oldest limit stays. */
export const underNewId = (
  session: ConsoleSession,
  hash: string,
  person: Person,
  now: Instant,
): ConsoleSession => ({ ...session, hash, revision: person.revision, seenAt: now });
