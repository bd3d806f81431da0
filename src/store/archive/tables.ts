/** How a column is written in a copy: `flag` is yes or no, `bytes` are written as base64. */
export type ColumnKind = 'text' | 'integer' | 'flag' | 'bytes';

export type ArchiveTable = {
  name: string;
  columns: Record<string, ColumnKind>;
  /** In which order rows are read, so that they are filed again as they came. */
  order: string;
};

/**
 * All that a copy of the archive holds, named alike in SQLite and Postgres. A test compares this list with both
 * schemas. Sessions of the console are left out: after a restore everyone signs in anew.
 */
export const archiveTables: readonly ArchiveTable[] = [
  { name: 'settings', columns: { key: 'text', value: 'integer' }, order: 'key' },
  {
    name: 'marks',
    columns: {
      partition: 'integer',
      life: 'text',
      epoch: 'integer',
      given: 'integer',
      number: 'integer',
      sequence: 'integer',
      fence: 'integer',
      position: 'integer',
    },
    order: 'partition',
  },
  {
    name: 'chats',
    columns: {
      address: 'text',
      partition: 'integer',
      epoch: 'integer',
      number: 'integer',
      revision: 'integer',
      record: 'bytes',
    },
    order: 'address',
  },
  {
    name: 'chat_tombstones',
    columns: { partition: 'integer', number: 'integer', at: 'integer' },
    order: 'partition, number',
  },
  { name: 'tombstones', columns: { learner: 'text', at: 'integer' }, order: 'learner' },
  {
    name: 'attempts',
    columns: { id: 'text', learner: 'text', at: 'integer', body: 'text' },
    order: 'at, id',
  },
  {
    name: 'reports',
    columns: {
      id: 'text',
      kind: 'text',
      learner: 'text',
      at: 'integer',
      body: 'text',
      state: 'text',
      tries: 'integer',
      not_before_at: 'integer',
      claimed_until: 'integer',
      reason: 'text',
    },
    order: 'kind, state, at, id',
  },
  {
    name: 'certificates',
    columns: {
      // Its bit in the lists of the revoked.
      place: 'integer',
      id: 'text',
      learner: 'text',
      at: 'integer',
      body: 'text',
      revoked_at: 'integer',
      reason: 'text',
    },
    order: 'place',
  },
  {
    name: 'counters',
    columns: { partition: 'integer', epoch: 'integer', key: 'text', n: 'integer' },
    order: 'partition, epoch, key',
  },
  {
    name: 'deltas',
    columns: { id: 'text', partition: 'integer', position: 'integer' },
    order: 'partition, position',
  },
  { name: 'item_versions', columns: { key: 'text', body: 'text' }, order: 'key' },
  {
    name: 'people',
    columns: {
      id: 'text',
      name: 'text',
      role: 'text',
      unit: 'text',
      chat: 'text',
      joined_at: 'integer',
      revision: 'integer',
      revoked_at: 'integer',
    },
    order: 'id',
  },
  {
    name: 'links',
    columns: {
      hash: 'text',
      purpose: 'text',
      opens_in: 'text',
      role: 'text',
      unit: 'text',
      name: 'text',
      person: 'text',
      made_by: 'text',
      made_at: 'integer',
      expires_at: 'integer',
      used_at: 'integer',
      used_in: 'text',
      used_by: 'text',
      withdrawn_at: 'integer',
    },
    order: 'hash',
  },
  {
    name: 'audit',
    columns: {
      number: 'integer',
      at: 'integer',
      by_whom: 'text',
      did: 'text',
      to_what: 'text',
      unit: 'text',
      note: 'text',
      from_where: 'text',
      hash: 'text',
    },
    order: 'number',
  },
  {
    name: 'broadcasts',
    columns: {
      id: 'text',
      revision: 'integer',
      is_final: 'flag',
      created_at: 'integer',
      body: 'text',
      outcome: 'text',
    },
    order: 'id',
  },
  { name: 'papers', columns: { name: 'text', at: 'integer', body: 'text' }, order: 'name' },
];

/** Tables of the archive that no copy holds, and why. */
export const tablesNotCopied: Readonly<Record<string, string>> = {
  console_sessions: 'after a restore everyone signs in anew',
  version: 'the program that restores makes the tables in its own version',
};
