import { type ConsoleSession, longestMs, newSession } from '../../../access/console-session.ts';
import { type AuditEntry, type Deed, entryAfter } from '../../../access/deed.ts';
import { isWaiting, type OneTimeLink, redeem } from '../../../access/one-time-link.ts';
import { isIn, type Person } from '../../../access/person.ts';
import { dayMs } from '../../../core/time.ts';
import { deedOf } from '../deed-of.ts';
import type { PeopleArchive } from '../people-archive.ts';
import { adding, present, putting, selected, type Table, valuesOf } from '../people-rows.ts';
import type { Postgres, Queries } from './connection.ts';

/** "BHA2": changes of people and the audit log are made one after the other under this lock. */
const peopleLock = 0x42484132;
const mark = (n: number): string => `$${n}`;

const reader = ({ query }: Queries) => {
  const all = async <T>(table: Table, rest: string, values: unknown[] = []): Promise<T[]> => {
    const rows = await query(`SELECT ${selected(table)} FROM banhoc.${table} ${rest}`, values);
    return rows.flatMap((row) => present<T>(row) ?? []);
  };
  const first = async <T>(table: Table, rest: string, values: unknown[] = []): Promise<T | undefined> =>
    (await all<T>(table, rest, values))[0];
  return {
    all,
    first,
    person: async (id: string | undefined): Promise<Person | undefined> =>
      id === undefined ? undefined : first<Person>('people', 'WHERE id = $1', [id]),
    owner: (chat: string): Promise<Person | undefined> =>
      first<Person>('people', 'WHERE chat = $1 AND revoked_at IS NULL', [chat]),
    link: (hash: string): Promise<OneTimeLink | undefined> =>
      first<OneTimeLink>('links', 'WHERE hash = $1', [hash]),
    hasAdmin: async (): Promise<boolean> =>
      (await first('people', "WHERE role = 'admin' AND revoked_at IS NULL LIMIT 1")) !== undefined,
  };
};

const put = ({ query }: Queries, table: Table, object: object): Promise<unknown> =>
  query(putting(table, `banhoc.${table}`, mark), valuesOf(table, object));

async function log(inside: Queries, deed: Deed): Promise<void> {
  const last = await reader(inside).first<AuditEntry>('audit', 'ORDER BY number DESC LIMIT 1');
  await inside.query(adding('audit', 'banhoc.audit', mark), valuesOf('audit', entryAfter(last, deed)));
}

/** Who was let in, their links and sessions, and the audit log. */
export function openPeople(db: Postgres): PeopleArchive {
  const read = reader(db);
  const change = <T>(work: (inside: Queries, found: ReturnType<typeof reader>) => Promise<T>): Promise<T> =>
    db.write(async (inside) => {
      await inside.query('SELECT pg_advisory_xact_lock($1)', [peopleLock]);
      return work(inside, reader(inside));
    });
  const dropped = async ({ query }: Queries, where: string, value: unknown): Promise<number> =>
    (await query(`DELETE FROM banhoc.console_sessions WHERE ${where} RETURNING 1`, [value])).length;

  return {
    hasAdmin: read.hasAdmin,
    findPerson: read.person,
    personOfChat: read.owner,
    people: () => read.all('people', 'ORDER BY revoked_at IS NOT NULL, joined_at DESC, id'),
    rename: (id, name, deed) =>
      change(async (inside, found) => {
        const person = await found.person(id);
        if (person === undefined) return;
        await put(inside, 'people', { ...person, name });
        await log(inside, deed);
      }),
    revoke: (id, deed) =>
      change(async (inside, found) => {
        const person = await found.person(id);
        if (!isIn(person)) return false;
        await put(inside, 'people', { ...person, revokedAt: deed.at });
        await dropped(inside, 'person = $1', id);
        await log(inside, deed);
        return true;
      }),

    addLink: (link, deed) =>
      change(async (inside) => {
        await inside.query(
          "DELETE FROM banhoc.links WHERE purpose IN ('sign_in', 'own_chat') AND expires_at < $1",
          [link.madeAt - dayMs],
        );
        await put(inside, 'links', link);
        if (deed !== undefined) await log(inside, deed);
      }),
    waitingInvitations: (now) =>
      read.all(
        'links',
        `WHERE purpose = 'invitation' AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $1
         ORDER BY made_at DESC, hash`,
        [now],
      ),
    withdrawLink: (hash, deed) =>
      change(async (inside, found) => {
        const link = await found.link(hash);
        if (link === undefined || !isWaiting(link, deed.at)) return false;
        await put(inside, 'links', { ...link, withdrawnAt: deed.at });
        await log(inside, deed);
        return true;
      }),
    redeemLink: (hash, place, by, now) =>
      change(async (inside, found) => {
        const link = await found.link(hash);
        const facts = {
          link,
          hasAdmin: await found.hasAdmin(),
          person: await found.person(link?.person),
          owner: place.kind === 'chat' ? await found.owner(place.chat) : undefined,
        };
        const outcome = redeem(facts, place, by.newPerson, now);
        if (outcome.kind !== 'opened') return outcome;
        await put(inside, 'people', outcome.person);
        await put(inside, 'links', outcome.link);
        await log(inside, deedOf(outcome, by.from, now));
        if (by.session !== undefined) {
          await dropped(inside, 'opened_at < $1', now - longestMs);
          await put(inside, 'console_sessions', newSession(by.session, outcome.person, now));
        }
        return outcome;
      }),

    async findSession(hash) {
      const session = await read.first<ConsoleSession>('console_sessions', 'WHERE hash = $1', [hash]);
      const person = await read.person(session?.person);
      return session === undefined || person === undefined ? undefined : { session, person };
    },
    async noteSession(hash, now) {
      await db.query('UPDATE banhoc.console_sessions SET seen_at = greatest(seen_at, $1) WHERE hash = $2', [
        now,
        hash,
      ]);
    },
    renewSession: (hash, renewed) =>
      change(async (inside) => {
        if ((await dropped(inside, 'hash = $1', hash)) === 0) return false;
        await put(inside, 'console_sessions', renewed);
        return true;
      }),
    endSession: (hash, deed) =>
      change(async (inside) => {
        if ((await dropped(inside, 'hash = $1', hash)) > 0) await log(inside, deed);
      }),
    endSessions: (id, deed) =>
      change(async (inside) => {
        const ended = await dropped(inside, 'person = $1', id);
        await inside.query(
          `UPDATE banhoc.links SET withdrawn_at = $1
           WHERE person = $2 AND purpose = 'sign_in' AND used_at IS NULL`,
          [deed.at, id],
        );
        await log(inside, deed);
        return ended;
      }),

    addDeeds: (deeds) =>
      change(async (inside) => {
        for (const deed of deeds) await log(inside, deed);
      }),
    auditPage: ({ before = Number.MAX_SAFE_INTEGER, units, limit }) =>
      units === undefined
        ? read.all('audit', 'WHERE number < $1 ORDER BY number DESC LIMIT $2', [before, limit])
        : read.all('audit', 'WHERE number < $1 AND unit = ANY($2) ORDER BY number DESC LIMIT $3', [
            before,
            units,
            limit,
          ]),
    auditChain: (after, limit) =>
      read.all('audit', 'WHERE number > $1 ORDER BY number LIMIT $2', [after, limit]),
  };
}
