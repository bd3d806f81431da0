import type { Schema } from './database.ts';

const broadcastTables = `
    -- Broadcasts, and their ledger: four bits a dense number in chunks, counts by place ('*' is all of them), and who is
    -- half sent by which holder of the lease.
    CREATE TABLE broadcasts (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE ledgers (
      id TEXT PRIMARY KEY, due TEXT NOT NULL, is_open INTEGER NOT NULL, revision INTEGER NOT NULL,
      returned INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE ledger_chunks (
      id TEXT NOT NULL, chunk INTEGER NOT NULL, states BLOB NOT NULL, UNIQUE (id, chunk)
    );
    CREATE TABLE ledger_counts (
      id TEXT NOT NULL, unit TEXT NOT NULL, state INTEGER NOT NULL, n INTEGER NOT NULL,
      PRIMARY KEY (id, unit, state)
    ) WITHOUT ROWID;
    CREATE TABLE half_sent (
      id TEXT NOT NULL, number INTEGER NOT NULL, fence INTEGER NOT NULL, unit TEXT NOT NULL,
      PRIMARY KEY (id, number)
    ) WITHOUT ROWID;
`;

/** The embedded store's tables. A changed table is a new version and a step that leads there. */
export const storeSchema: Schema = {
  applicationId: 0x42485331, // "BHS1"
  version: 3,
  holds: 'the sessions of this bot',
  sql: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    INSERT INTO meta VALUES ('next_number', 0), ('chats', 0);
    -- epoch: rises each time the store is begun anew beside an archive that knows more; absent until it is begun.

    CREATE TABLE chats (
      number INTEGER PRIMARY KEY,
      address TEXT NOT NULL UNIQUE,
      revision INTEGER NOT NULL,
      record BLOB NOT NULL,
      timer_at INTEGER
    );
    CREATE INDEX chats_by_timer ON chats (timer_at) WHERE timer_at IS NOT NULL;

    -- Update ids that no longer fit the record but may still be delivered again.
    CREATE TABLE spilled (
      number INTEGER NOT NULL, hash BLOB NOT NULL, expires_at INTEGER NOT NULL,
      PRIMARY KEY (number, hash)
    ) WITHOUT ROWID;
    CREATE INDEX spilled_by_expiry ON spilled (expires_at);

    -- A row whose next try waits has not_before_at; its chat's later rows wait behind it.
    CREATE TABLE outbox (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      address TEXT NOT NULL,
      id TEXT NOT NULL,
      outgoing TEXT NOT NULL,
      expires_at INTEGER,
      not_before_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      unknowns INTEGER NOT NULL DEFAULT 0,
      is_sending INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX outbox_by_chat ON outbox (address);

    CREATE TABLE leases (
      partition INTEGER PRIMARY KEY, owner TEXT NOT NULL, fence INTEGER NOT NULL, until_at INTEGER NOT NULL
    );

    CREATE TABLE counters (key TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE archive_rows (position INTEGER PRIMARY KEY AUTOINCREMENT, row TEXT NOT NULL);

    -- Chats whose record the archive does not have yet.
    CREATE TABLE changed (number INTEGER PRIMARY KEY);
    -- Chats that were erased while others come back from the archive, which may still have these.
    CREATE TABLE gone (number INTEGER PRIMARY KEY);

    CREATE TABLE web_log (
      address TEXT NOT NULL, sequence INTEGER NOT NULL, outgoing TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (address, sequence)
    ) WITHOUT ROWID;
    CREATE INDEX web_log_by_age ON web_log (at);

    CREATE TABLE codes (hash TEXT PRIMARY KEY, address TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX codes_by_chat ON codes (address);

    CREATE TABLE strikes (
      address TEXT NOT NULL, update_id TEXT NOT NULL, n INTEGER NOT NULL, until_at INTEGER NOT NULL,
      PRIMARY KEY (address, update_id)
    ) WITHOUT ROWID;

    CREATE TABLE dead_letters (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL, address TEXT NOT NULL, update_id TEXT NOT NULL, reason TEXT NOT NULL
    );

    CREATE TABLE tallies (key TEXT PRIMARY KEY, n INTEGER NOT NULL, until_at INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE item_versions (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    ${broadcastTables}
  `,
  steps: {
    1: `
      INSERT INTO meta VALUES ('epoch', 1);
      CREATE TABLE queue (position INTEGER PRIMARY KEY AUTOINCREMENT, row TEXT NOT NULL);
      INSERT INTO queue (row)
        SELECT json_object('id', id, 'kind', kind, 'learner', learner, 'at', at, 'body', body)
        FROM archive_rows ORDER BY sequence;
      DROP TABLE archive_rows;
      ALTER TABLE queue RENAME TO archive_rows;
      CREATE TABLE changed (number INTEGER PRIMARY KEY);
      CREATE TABLE gone (number INTEGER PRIMARY KEY);
      INSERT INTO changed SELECT number FROM chats;
      DROP INDEX outbox_by_chat;
      DROP INDEX outbox_in_order;
      CREATE INDEX outbox_by_chat ON outbox (address);
    `,
    2: broadcastTables,
  },
};
