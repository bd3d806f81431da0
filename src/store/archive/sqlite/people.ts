import { type ConsoleSession, longestMs, newSession } from '../../../access/console-session.ts';
import { type AuditEntry, type Deed, entryAfter } from '../../../access/deed.ts';
import { isWaiting, type OneTimeLink, redeem } from '../../../access/one-time-link.ts';
import { isIn, type Person } from '../../../access/person.ts';
import { dayMs } from '../../../core/time.ts';
import type { Database } from '../../sqlite/database.ts';
import { deedOf } from '../deed-of.ts';
import type { PeopleArchive } from '../people-archive.ts';
import { adding, present, putting, selected, type Table, valuesOf } from '../people-rows.ts';

/** Who was let in, their links and sessions, and the audit log. A write transaction has the file to itself. */
export function openPeople(db: Database): PeopleArchive {
  const mark = (): string => '?';
  const one = (table: Table, rest: string) => db.prepare(`SELECT ${selected(table)} FROM ${table} ${rest}`);
  const put = (table: Table) => {
    const statement = db.prepare(putting(table, table, mark));
    return (object: object): void => void statement.run(...valuesOf(table, object));
  };
  const [putPerson, putLink, putSession] = [put('people'), put('links'), put('console_sessions')];
  const personById = one('people', 'WHERE id = ?');
  const personByChat = one('people', 'WHERE chat = ? AND revoked_at IS NULL');
  const anAdmin = db.prepare("SELECT 1 FROM people WHERE role = 'admin' AND revoked_at IS NULL");
  const everybody = one('people', 'ORDER BY revoked_at IS NOT NULL, joined_at DESC, id');
  const linkByHash = one('links', 'WHERE hash = ?');
  const waiting = one(
    'links',
    `WHERE purpose = 'invitation' AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?
     ORDER BY made_at DESC, hash`,
  );
  const dropLinks = db.prepare(
    "DELETE FROM links WHERE purpose IN ('sign_in', 'own_chat') AND expires_at < ?",
  );
  const dropSessions = db.prepare('DELETE FROM console_sessions WHERE opened_at < ?');
  const sessionByHash = one('console_sessions', 'WHERE hash = ?');
  const noteSeen = db.prepare('UPDATE console_sessions SET seen_at = max(seen_at, ?) WHERE hash = ?');
  const dropSession = db.prepare('DELETE FROM console_sessions WHERE hash = ?');
  const dropSessionsOf = db.prepare('DELETE FROM console_sessions WHERE person = ?');
  const withdrawSignIns = db.prepare(
    "UPDATE links SET withdrawn_at = ? WHERE person = ? AND purpose = 'sign_in' AND used_at IS NULL",
  );
  const lastEntry = one('audit', 'ORDER BY number DESC LIMIT 1');
  const addEntry = db.prepare(adding('audit', 'audit', mark));
  const newestOf = one('audit', 'WHERE number < ? ORDER BY number DESC LIMIT ?');
  const newestOfUnits = one(
    'audit',
    'WHERE number < ? AND unit IN (SELECT value FROM json_each(?)) ORDER BY number DESC LIMIT ?',
  );
  const chain = one('audit', 'WHERE number > ? ORDER BY number LIMIT ?');

  const person = (id: string | undefined): Person | undefined =>
    id === undefined ? undefined : present<Person>(personById.get(id));
  const owner = (chat: string): Person | undefined => present<Person>(personByChat.get(chat));
  const entries = (rows: object[]): AuditEntry[] => rows.map((row) => ({ ...row }) as AuditEntry);
  /** Inside a transaction. */
  const log = (deed: Deed): void => {
    const last = present<AuditEntry>(lastEntry.get());
    addEntry.run(...valuesOf('audit', entryAfter(last, deed)));
  };

  return {
    hasAdmin: () => db.read(() => anAdmin.get() !== undefined),
    findPerson: (id) => db.read(() => person(id)),
    personOfChat: (chat) => db.read(() => owner(chat)),
    people: () => db.read(() => everybody.all().flatMap((row) => present<Person>(row) ?? [])),
    rename: (id, name, deed) =>
      db.write(() => {
        const found = person(id);
        if (found === undefined) return;
        putPerson({ ...found, name });
        log(deed);
      }),
    revoke: (id, deed) =>
      db.write(() => {
        const found = person(id);
        if (!isIn(found)) return false;
        putPerson({ ...found, revokedAt: deed.at });
        dropSessionsOf.run(id);
        log(deed);
        return true;
      }),

    addLink: (link, deed) =>
      db.write(() => {
        dropLinks.run(link.madeAt - dayMs);
        putLink(link);
        if (deed !== undefined) log(deed);
      }),
    waitingInvitations: (now) =>
      db.read(() => waiting.all(now).flatMap((row) => present<OneTimeLink>(row) ?? [])),
    withdrawLink: (hash, deed) =>
      db.write(() => {
        const link = present<OneTimeLink>(linkByHash.get(hash));
        if (link === undefined || !isWaiting(link, deed.at)) return false;
        putLink({ ...link, withdrawnAt: deed.at });
        log(deed);
        return true;
      }),
    redeemLink: (hash, place, by, now) =>
      db.write(() => {
        const link = present<OneTimeLink>(linkByHash.get(hash));
        const facts = {
          link,
          hasAdmin: anAdmin.get() !== undefined,
          person: person(link?.person),
          owner: place.kind === 'chat' ? owner(place.chat) : undefined,
        };
        const outcome = redeem(facts, place, by.newPerson, now);
        if (outcome.kind !== 'opened') return outcome;
        putPerson(outcome.person);
        putLink(outcome.link);
        log(deedOf(outcome, by.from, now));
        if (by.session !== undefined) {
          dropSessions.run(now - longestMs);
          putSession(newSession(by.session, outcome.person, now));
        }
        return outcome;
      }),

    findSession: (hash) =>
      db.read(() => {
        const session = present<ConsoleSession>(sessionByHash.get(hash));
        const whose = person(session?.person);
        return session === undefined || whose === undefined ? undefined : { session, person: whose };
      }),
    noteSession: (hash, now) =>
      db.write(() => {
        noteSeen.run(now, hash);
      }),
    renewSession: (hash, renewed) =>
      db.write(() => {
        if (dropSession.run(hash).changes === 0) return false;
        putSession(renewed);
        return true;
      }),
    endSession: (hash, deed) =>
      db.write(() => {
        if (dropSession.run(hash).changes > 0) log(deed);
      }),
    endSessions: (id, deed) =>
      db.write(() => {
        const ended = Number(dropSessionsOf.run(id).changes);
        withdrawSignIns.run(deed.at, id);
        log(deed);
        return ended;
      }),

    addDeeds: (deeds) =>
      db.write(() => {
        for (const deed of deeds) log(deed);
      }),
    auditPage: ({ before = Number.MAX_SAFE_INTEGER, units, limit }) =>
      db.read(() =>
        entries(
          units === undefined
            ? newestOf.all(before, limit)
            : newestOfUnits.all(before, JSON.stringify(units), limit),
        ),
      ),
    auditChain: (after, limit) => db.read(() => entries(chain.all(after, limit))),
  };
}
