/** What somebody who was let into the console does there; each is bound to one unit. */
export const staffRoles = ['admin', 'official', 'analyst', 'author', 'facilitator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What a chat asks of those who know whom it belongs to; the answer comes back as `access_answered`. */
export type AccessQuestion =
  /** The one-time link of an invitation was opened in this chat. */
  | { kind: 'open_link'; code: string }
  /** Whoever this chat belongs to wants to go to the console. */
  | { kind: 'console_link' }
  /** They want every session of theirs to end. */
  | { kind: 'sign_out' };

export type AccessAnswer =
  /** The chat belongs to somebody with this role from now on, or belonged to them already. */
  | { kind: 'bound'; role: StaffRole; unit: string }
  | { kind: 'console_link'; url: string; minutes: number }
  | { kind: 'signed_out' }
  | { kind: 'refused'; reason: AccessRefusal };

export type AccessRefusal =
  | LinkRefusal
  /** Nobody with a role is bound to this chat. */
  | 'not_staff'
  | 'too_often'
  /** Those who know cannot be asked just now. */
  | 'away';

/** Why a one-time link does nothing. */
export type LinkRefusal =
  /** No such link was ever made, or it was cut. */
  | 'unknown'
  | 'used'
  | 'expired'
  | 'withdrawn'
  /** It opens in a browser and not in chat, or the other way round. */
  | 'elsewhere'
  /** The chat is bound to somebody else. */
  | 'chat_taken';

/**
 * `moi` and 128 bits of chance in hex: no unit's join code looks like it, and it ends in a letter or digit, so that
 * no app cuts the link short.
 */
const linkCodePattern = /^moi-[0-9a-f]{32}$/;
export const linkCodePrefix = 'moi-';

/** The one-time code in what a link carries; undefined for any other join code. */
export const readLinkCode = (carried: string | undefined): string | undefined =>
  carried !== undefined && linkCodePattern.test(carried) ? carried : undefined;
