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
