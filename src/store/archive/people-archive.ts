import type { ConsoleSession } from '../../access/console-session.ts';
import type { AuditEntry, Deed } from '../../access/deed.ts';
import type { OneTimeLink, Place, Redeemed } from '../../access/one-time-link.ts';
import type { Person } from '../../access/person.ts';
import type { Instant } from '../../core/time.ts';

/**
 * Who was let in, by which links, and what they did. It lies in the archive because it must outlive a wiped store
 * and be one for all processes. Whatever changes here writes its deed into the audit log in the same transaction,
 * and one such transaction follows the other: of two who open one link at once, one is told that it is used.
 */
export interface PeopleArchive extends LinkArchive, SessionArchive, AuditLog {
  /** Whether there is an admin who is in. */
  hasAdmin(): Promise<boolean>;
  findPerson(id: string): Promise<Person | undefined>;
  /** Who has this chat (`chatKey`) now; never somebody who was revoked. */
  personOfChat(chat: string): Promise<Person | undefined>;
  /** Everybody ever let in: those who are in first, the newest first. */
  people(): Promise<Person[]>;
  /** Changes how they are called. */
  rename(person: string, name: string, deed: Deed): Promise<void>;
  /** Ends what they may do, and every session of theirs. @returns false when they are not in */
  revoke(person: string, deed: Deed): Promise<boolean>;
}

export interface LinkArchive {
  /** Files a link under its hash. Links that served their time go; invitations stay, for the log's readers. */
  addLink(link: OneTimeLink, deed: Deed | undefined): Promise<void>;
  /** Invitations that may still be opened, the newest first. */
  waitingInvitations(now: Instant): Promise<OneTimeLink[]>;
  /** @returns false when it may not be opened any more anyway */
  withdrawLink(hash: string, deed: Deed): Promise<boolean>;
  /**
   * Opens a link, as `redeem` decides. What it leads to is written all at once: the person, the used link, the deed
   * and, in the console, a session under `by.session`.
   */
  redeemLink(
    hash: string,
    place: Place,
    by: { newPerson: string; session?: string; from: string },
    now: Instant,
  ): Promise<Redeemed>;
}

export interface SessionArchive {
  findSession(hash: string): Promise<{ session: ConsoleSession; person: Person } | undefined>;
  /** Notes that it is used. */
  noteSession(hash: string, now: Instant): Promise<void>;
  /** Goes on under another id. @returns false when it has ended or gone on meanwhile: the new id is worth nothing */
  renewSession(hash: string, renewed: ConsoleSession): Promise<boolean>;
  endSession(hash: string, deed: Deed): Promise<void>;
  /** All of one person, and the links by which they could begin another. @returns how many sessions */
  endSessions(person: string, deed: Deed): Promise<number>;
}

/** Only ever added to; both databases refuse to change or delete an entry. */
export interface AuditLog {
  addDeeds(deeds: Deed[]): Promise<void>;
  /** The newest first, of these units or of all, with numbers below `before`. */
  auditPage(page: { before?: number; units?: string[]; limit: number }): Promise<AuditEntry[]>;
  /** In the order of the chain, for whoever proves it. */
  auditChain(after: number, limit: number): Promise<AuditEntry[]>;
}
