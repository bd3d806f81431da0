import { StoreUnavailable } from '../../store.ts';
import type { Queries } from './connection.ts';

/** Each step leads from the version before it to the next; the first makes everything. */
const steps = [
  `
  CREATE TABLE banhoc.attempts (id text PRIMARY KEY, learner text NOT NULL, at bigint NOT NULL, body text NOT NULL);
  CREATE INDEX attempts_in_order ON banhoc.attempts (at, id);
  CREATE INDEX attempts_by_learner ON banhoc.attempts (learner);

  CREATE TABLE banhoc.reports (
    id text PRIMARY KEY, kind text NOT NULL, learner text NOT NULL, at bigint NOT NULL, body text NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'refused')),
    tries integer NOT NULL DEFAULT 0,
    not_before_at bigint NOT NULL DEFAULT 0,
    claimed_until bigint NOT NULL DEFAULT 0,
    reason text
  );
  CREATE INDEX reports_waiting ON banhoc.reports (kind, at, id) WHERE state = 'waiting';
  CREATE INDEX reports_by_state ON banhoc.reports (kind, state, at);
  CREATE INDEX reports_by_learner ON banhoc.reports (learner);

  -- Learners who were forgotten: the random id and the day, nothing else.
  CREATE TABLE banhoc.tombstones (learner text PRIMARY KEY, at bigint NOT NULL);

  CREATE TABLE banhoc.settings (key text PRIMARY KEY, value bigint NOT NULL);

  -- epoch and life: the present one, 0 before the first; given: the highest number ever given for one.
  CREATE TABLE banhoc.marks (
    partition integer PRIMARY KEY, life text NOT NULL, epoch integer NOT NULL, given integer NOT NULL,
    number bigint NOT NULL, sequence bigint NOT NULL, fence bigint NOT NULL, position bigint NOT NULL
  );

  -- Addresses are compared byte by byte, as SQLite does, whatever language the database speaks.
  CREATE TABLE banhoc.chats (
    address text COLLATE "C" PRIMARY KEY,
    partition integer NOT NULL, epoch integer NOT NULL, number bigint NOT NULL, revision bigint NOT NULL,
    record bytea NOT NULL
  );
  CREATE INDEX chats_in_order ON banhoc.chats (partition, address);
  CREATE INDEX chats_by_number ON banhoc.chats (partition, number);
  CREATE TABLE banhoc.chat_tombstones (
    partition integer NOT NULL, number bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (partition, number)
  );

  CREATE TABLE banhoc.counters (
    partition integer NOT NULL, epoch integer NOT NULL, key text COLLATE "C" NOT NULL, n bigint NOT NULL,
    PRIMARY KEY (partition, epoch, key)
  );
  -- The deltas added last, by which one that comes again is known.
  CREATE TABLE banhoc.deltas (id text PRIMARY KEY, partition integer NOT NULL, position bigint NOT NULL);
  CREATE INDEX deltas_in_order ON banhoc.deltas (partition, position);

  CREATE TABLE banhoc.item_versions (key text COLLATE "C" PRIMARY KEY, body text NOT NULL);
  `,
  // Who was let in, by which links, and what they did.
  `
  CREATE TABLE banhoc.people (
    id text PRIMARY KEY, name text NOT NULL, role text NOT NULL, unit text NOT NULL, chat text,
    joined_at bigint NOT NULL, revision bigint NOT NULL, revoked_at bigint
  );
  CREATE UNIQUE INDEX people_by_chat ON banhoc.people (chat) WHERE chat IS NOT NULL AND revoked_at IS NULL;

  CREATE TABLE banhoc.links (
    hash text COLLATE "C" PRIMARY KEY, purpose text NOT NULL, opens_in text NOT NULL,
    role text NOT NULL, unit text NOT NULL, name text NOT NULL, person text, made_by text NOT NULL,
    made_at bigint NOT NULL, expires_at bigint NOT NULL,
    used_at bigint, used_in text, used_by text, withdrawn_at bigint
  );
  CREATE INDEX links_in_order ON banhoc.links (purpose, made_at);

  CREATE TABLE banhoc.console_sessions (
    hash text COLLATE "C" PRIMARY KEY, person text NOT NULL, revision bigint NOT NULL,
    opened_at bigint NOT NULL, seen_at bigint NOT NULL
  );
  CREATE INDEX sessions_by_person ON banhoc.console_sessions (person);

  CREATE TABLE banhoc.audit (
    number bigint PRIMARY KEY, at bigint NOT NULL, by_whom text NOT NULL, did text NOT NULL,
    to_what text NOT NULL, unit text NOT NULL, note text NOT NULL, from_where text NOT NULL, hash text NOT NULL
  );
  CREATE FUNCTION banhoc.only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$;
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON banhoc.audit
    FOR EACH ROW EXECUTE FUNCTION banhoc.only_added_to();
  CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON banhoc.audit
    FOR EACH STATEMENT EXECUTE FUNCTION banhoc.only_added_to();
  `,
  // Broadcasts that were begun, and what became of them.
  `
  CREATE TABLE banhoc.broadcasts (
    id text COLLATE "C" PRIMARY KEY, revision bigint NOT NULL, is_final boolean NOT NULL, created_at bigint NOT NULL,
    body text NOT NULL, outcome text NOT NULL
  );
  CREATE INDEX broadcasts_in_order ON banhoc.broadcasts (is_final, created_at);
  `,
  // Texts of which only the newest counts.
  `
  CREATE TABLE banhoc.papers (name text COLLATE "C" PRIMARY KEY, at bigint NOT NULL, body text NOT NULL);
  `,
  // What people earned. A place is never given again, also not that of one who was forgotten.
  `
  CREATE TABLE banhoc.certificates (
    place bigserial PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE, learner text NOT NULL, at bigint NOT NULL, body text NOT NULL,
    revoked_at bigint, reason text
  );
  CREATE INDEX certificates_by_learner ON banhoc.certificates (learner);
  `,
];

/** "BHA1": all that several processes must do one after the other in this database is done under this lock. */
export const archiveLock = 0x42484131;

/**
 * Makes the tables in a schema of their own, or leads them to this version, inside the caller's transaction.
 * @throws StoreUnavailable when a newer program wrote them
 */
export async function prepareSchema({ query }: Queries): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [archiveLock]);
  const [found] = await query<{ has: boolean }>(`SELECT to_regclass('banhoc.version') IS NOT NULL AS has`);
  if (!found?.has) {
    await query('CREATE SCHEMA IF NOT EXISTS banhoc');
    await query('CREATE TABLE banhoc.version (n integer NOT NULL)');
    await query('INSERT INTO banhoc.version VALUES (0)');
  }
  const [row] = await query<{ n: number }>('SELECT n FROM banhoc.version');
  const version = row?.n ?? 0;
  if (version > steps.length) {
    throw new StoreUnavailable(
      `ARCHIVE_URL: the archive there was written in format ${version} by a newer program; this one knows ${steps.length}. Start the newer program, or restore the backup made before the update`,
    );
  }
  if (version === steps.length) return;
  for (const step of steps.slice(version)) await query(step);
  await query('UPDATE banhoc.version SET n = $1', [steps.length]);
}
