import type { LinkRefusal, StaffRole } from '../core/staff.ts';
import { dayMs, type Instant, minuteMs } from '../core/time.ts';
import { isIn, type Person } from './person.ts';

export const purposes = ['first_admin', 'invitation', 'own_chat', 'sign_in'] as const;
export type Purpose = (typeof purposes)[number];

/** A link that does one thing once. Only the hash of its code is kept: who reads the archive cannot use it. */
export type OneTimeLink = {
  /** Hash of the code; names the link in lists. */
  hash: string;
  purpose: Purpose;
  /** Whoever gets a link by chat or from the console must open it in a chat of their own; the terminal's open the console too. */
  opensIn: 'chat' | 'console' | 'either';
  role: StaffRole;
  unit: string;
  /** Of the one who is invited. */
  name: string;
  /** Whom it is for, where they are known already. */
  person: string | undefined;
  /** A person's id, or `terminal` or `start`. */
  madeBy: string;
  madeAt: Instant;
  expiresAt: Instant;
  usedAt: Instant | undefined;
  /** Where it was used: a chat's key, or `console`. */
  usedIn: string | undefined;
  /** Who they became by it. */
  usedBy: string | undefined;
  withdrawnAt: Instant | undefined;
};

export const signInMinutes = 10;
const lifeMs: Record<Purpose, number> = {
  first_admin: dayMs,
  invitation: 7 * dayMs,
  own_chat: 60 * minuteMs,
  sign_in: signInMinutes * minuteMs,
};

/** A link as it is made. */
export function newLink(
  link: Pick<OneTimeLink, 'hash' | 'purpose' | 'opensIn' | 'role' | 'unit' | 'name' | 'madeBy'> & {
    person?: string;
  },
  now: Instant,
): OneTimeLink {
  return {
    ...link,
    person: link.person,
    madeAt: now,
    expiresAt: now + lifeMs[link.purpose],
    usedAt: undefined,
    usedIn: undefined,
    usedBy: undefined,
    withdrawnAt: undefined,
  };
}

export const isWaiting = (link: OneTimeLink, now: Instant): boolean =>
  link.usedAt === undefined && link.withdrawnAt === undefined && now < link.expiresAt;

/** Where a link is opened. */
export type Place = { kind: 'chat'; chat: string } | { kind: 'console' };

/** All that decides what opening a link does. */
export type Facts = {
  link: OneTimeLink | undefined;
  hasAdmin: boolean;
  /** Whom the link is for, where it names somebody. */
  person: Person | undefined;
  /** Whose chat it was opened in, if it is anybody's. */
  owner: Person | undefined;
};

export type Redeemed =
  | { kind: 'refused'; reason: LinkRefusal }
  /** The chat has used this very link before and is still theirs: nothing changes, and they may be told so again. */
  | { kind: 'again'; person: Person }
  /** `link` and `person` as they are from now on. `did` names it in the audit log. */
  | { kind: 'opened'; link: OneTimeLink; person: Person; did: 'joined' | 'changed' | 'bound' | 'signed_in' };

/**
 * Opens a link: the first one gets what it stands for, and everybody later a refusal that says why.
 * @param newId names a person who was not known before
 */
export function redeem(
  { link, hasAdmin, person, owner }: Facts,
  place: Place,
  newId: string,
  now: Instant,
): Redeemed {
  if (link === undefined) return refused('unknown');
  if (link.usedAt !== undefined) {
    const isTheirs = place.kind === 'chat' && link.usedIn === place.chat && owner?.id === link.usedBy;
    return isTheirs && isIn(owner) ? { kind: 'again', person: owner } : refused('used');
  }
  if (link.withdrawnAt !== undefined) return refused('withdrawn');
  if (now >= link.expiresAt) return refused('expired');
  if (link.opensIn !== 'either' && link.opensIn !== place.kind) return refused('elsewhere');
  switch (link.purpose) {
    case 'first_admin':
      // Every start before the first sign-in printed one; once there is an admin they are all worth nothing.
      return hasAdmin ? refused('used') : welcome(link, owner, place, newId, now);
    case 'invitation':
      return welcome(link, owner, place, newId, now);
    case 'own_chat': {
      if (!isIn(person) || place.kind !== 'chat') return refused('withdrawn');
      if (isIn(owner) && owner.id !== person.id) return refused('chat_taken');
      return opened(link, { ...person, chat: place.chat }, place, 'bound', now);
    }
    case 'sign_in':
      return isIn(person) ? opened(link, person, place, 'signed_in', now) : refused('withdrawn');
  }
}

const refused = (reason: LinkRefusal): Redeemed => ({ kind: 'refused', reason });

/** Somebody new, or, in the chat of somebody who is in already, a new role and unit for them. */
function welcome(
  link: OneTimeLink,
  owner: Person | undefined,
  place: Place,
  newId: string,
  now: Instant,
): Redeemed {
  const { role, unit, name } = link;
  if (isIn(owner)) {
    const changed = { ...owner, role, unit, name: name || owner.name, revision: owner.revision + 1 };
    return opened(link, changed, place, 'changed', now);
  }
  const chat = place.kind === 'chat' ? place.chat : undefined;
  const joined = { id: newId, name, role, unit, chat, joinedAt: now, revision: 1, revokedAt: undefined };
  return opened(link, joined, place, 'joined', now);
}

const opened = (
  link: OneTimeLink,
  person: Person,
  place: Place,
  did: Extract<Redeemed, { kind: 'opened' }>['did'],
  now: Instant,
): Redeemed => ({
  kind: 'opened',
  person,
  did,
  link: {
    ...link,
    usedAt: now,
    usedIn: place.kind === 'chat' ? place.chat : 'console',
    usedBy: person.id,
  },
});
