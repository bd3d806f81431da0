import type { Schema } from '../../sqlite/database.ts';

const firstVersion = `
  CREATE TABLE attempts (
    id TEXT PRIMARY KEY, learner TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX attempts_in_order ON attempts (at, id);
  CREATE INDEX attempts_by_learner ON attempts (learner);

  CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    learner TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'refused')),
    tries INTEGER NOT NULL DEFAULT 0,
    not_before_at INTEGER NOT NULL DEFAULT 0,
    reason TEXT
  ) WITHOUT ROWID;
  CREATE INDEX reports_in_order ON reports (kind, state, at, id);
  CREATE INDEX reports_by_learner ON reports (learner);

  -- Learners who were forgotten: the random id and the day, nothing else.
  CREATE TABLE tombstones (learner TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
`;

/** Chats, counters and lives of the store; claims on reports. */
const secondVersion = `
  ALTER TABLE reports ADD COLUMN claimed_until INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE settings (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

  -- epoch and life: the present one, 0 before the first; given: the highest number ever given for one.
  CREATE TABLE marks (
    partition INTEGER PRIMARY KEY,
    life TEXT NOT NULL, epoch INTEGER NOT NULL, given INTEGER NOT NULL,
    number INTEGER NOT NULL, sequence INTEGER NOT NULL, fence INTEGER NOT NULL, position INTEGER NOT NULL
  );

  CREATE TABLE chats (
    address TEXT PRIMARY KEY,
    partition INTEGER NOT NULL, epoch INTEGER NOT NULL, number INTEGER NOT NULL, revision INTEGER NOT NULL,
    record BLOB NOT NULL
  );
  CREATE INDEX chats_in_order ON chats (partition, address);
  CREATE INDEX chats_by_number ON chats (partition, number);
  CREATE TABLE chat_tombstones (
    partition INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (partition, number)
  ) WITHOUT ROWID;

  CREATE TABLE counters (
    partition INTEGER NOT NULL, epoch INTEGER NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (partition, epoch, key)
  ) WITHOUT ROWID;
  -- The deltas added last, by which one that comes again is known.
  CREATE TABLE deltas (id TEXT PRIMARY KEY, partition INTEGER NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX deltas_in_order ON deltas (partition, position);

  CREATE TABLE item_versions (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
`;

/** Who was let in, by which links, and what they did. */
const thirdVersion = `
  CREATE TABLE people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL, chat TEXT,
    joined_at INTEGER NOT NULL, revision INTEGER NOT NULL, revoked_at INTEGER
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX people_by_chat ON people (chat) WHERE chat IS NOT NULL AND revoked_at IS NULL;

  CREATE TABLE links (
    hash TEXT PRIMARY KEY, purpose TEXT NOT NULL, opens_in TEXT NOT NULL,
    role TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, person TEXT, made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    used_at INTEGER, used_in TEXT, used_by TEXT, withdrawn_at INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX links_in_order ON links (purpose, made_at);

  CREATE TABLE console_sessions (
    hash TEXT PRIMARY KEY, person TEXT NOT NULL, revision INTEGER NOT NULL,
    opened_at INTEGER NOT NULL, seen_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX sessions_by_person ON console_sessions (person);

  CREATE TABLE audit (
    number INTEGER PRIMARY KEY, at INTEGER NOT NULL, by_whom TEXT NOT NULL, did TEXT NOT NULL,
    to_what TEXT NOT NULL, unit TEXT NOT NULL, note TEXT NOT NULL, from_where TEXT NOT NULL, hash TEXT NOT NULL
  );
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
  CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
`;

/**
 * Attempts and reports one behind the other as they come, found again by their learner. Filed by their ids, which
 * are hashes, each row lay in a page of its own: a commit then wrote four pages for a row and now writes one or two.
 * An id follows from its learner, so the two together are as unique as the id alone.
 */
const fourthVersion = `
  ALTER TABLE attempts RENAME TO attempts_before;
  CREATE TABLE attempts (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL, learner TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL
  );
  INSERT INTO attempts (id, learner, at, body) SELECT id, learner, at, body FROM attempts_before ORDER BY at, id;
  DROP TABLE attempts_before;
  CREATE UNIQUE INDEX attempts_by_learner ON attempts (learner, id);
  CREATE INDEX attempts_in_order ON attempts (at, id);

  ALTER TABLE reports RENAME TO reports_before;
  CREATE TABLE reports (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    learner TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'refused')),
    tries INTEGER NOT NULL DEFAULT 0,
    not_before_at INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    reason TEXT
  );
  INSERT INTO reports (id, kind, learner, at, body, state, tries, not_before_at, claimed_until, reason)
    SELECT id, kind, learner, at, body, state, tries, not_before_at, claimed_until, reason
    FROM reports_before ORDER BY at, id;
  DROP TABLE reports_before;
  CREATE UNIQUE INDEX reports_by_learner ON reports (learner, id);
  CREATE INDEX reports_in_order ON reports (kind, state, at, id);
`;

/** Broadcasts that were begun, and what became of them. */
const fifthVersion = `
  CREATE TABLE broadcasts (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, is_final INTEGER NOT NULL, created_at INTEGER NOT NULL,
    body TEXT NOT NULL, outcome TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX broadcasts_in_order ON broadcasts (is_final, created_at);
`;

/** Texts of which only the newest counts. */
const sixthVersion = `
  CREATE TABLE papers (name TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
`;

/** What people earned. A place is never given again, also not that of one who was forgotten. */
const seventhVersion = `
  CREATE TABLE certificates (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, learner TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
    revoked_at INTEGER, reason TEXT
  );
  CREATE INDEX certificates_by_learner ON certificates (learner);
`;

/** The archive's tables. A changed table is a new version and a step that leads there. */
export const archiveSchema: Schema = {
  applicationId: 0x42484131, // "BHA1"
  version: 7,
  holds: 'the archive of this bot',
  sql:
    firstVersion +
    secondVersion +
    thirdVersion +
    fourthVersion +
    fifthVersion +
    sixthVersion +
    seventhVersion,
  steps: {
    1: secondVersion,
    2: thirdVersion,
    3: fourthVersion,
    4: fifthVersion,
    5: sixthVersion,
    6: seventhVersion,
  },
};
