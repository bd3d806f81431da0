import pg from 'pg';
import { StoreUnavailable } from '../../store.ts';
import type { ArchiveFiller, ArchiveReader, CopiedRow, Since } from '../copying.ts';
import type { ArchiveTable, ColumnKind } from '../tables.ts';
import { prepareSchema } from './schema.ts';

const rowsAtOnce = 500;

/**
 * Reads the archive as it stands now, in one snapshot.
 * @throws StoreUnavailable when the database cannot be reached
 */
export async function openPostgresReader(url: string): Promise<ArchiveReader> {
  const client = await connect(url);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return {
    async *rows(table) {
      const kinds = Object.values(table.columns);
      const columns = Object.keys(table.columns).join(', ');
      await client.query(
        `DECLARE copied NO SCROLL CURSOR FOR SELECT ${columns} FROM banhoc.${table.name} ORDER BY ${table.order}`,
      );
      for (;;) {
        const { rows } = await client.query<unknown[]>({
          text: `FETCH ${rowsAtOnce} FROM copied`,
          rowMode: 'array',
        });
        if (rows.length === 0) break;
        yield rows.map((row) => copied(row, kinds));
      }
      await client.query('CLOSE copied');
    },
    close: () => client.end(),
  };
}

/**
 * Fills the archive inside one transaction; the one that stood there keeps its rows in a schema of another name.
 * @param stamp ends the name of the schema that is set aside
 * @throws StoreUnavailable when the database cannot be reached
 */
export async function openPostgresFiller(url: string, stamp: string): Promise<ArchiveFiller> {
  const client = await connect(url);
  const query = async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]> =>
    (await client.query<Row>(sql, values)).rows;
  let isOpen = true;
  const end = async (how: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    try {
      await client.query(how);
    } finally {
      await client.end();
    }
  };
  try {
    await client.query('BEGIN');
    const [found] = await query<{ has: boolean }>(`SELECT to_regclass('banhoc.version') IS NOT NULL AS has`);
    const before = found?.has === true ? `banhoc_before_${stamp.replace(/\W/g, '_')}` : undefined;
    if (before !== undefined) await query(`ALTER SCHEMA banhoc RENAME TO ${pg.escapeIdentifier(before)}`);
    await prepareSchema({ query });
    return {
      async write(table, rows) {
        await query(insert(table, rows.length), filed(rows, Object.values(table.columns)));
      },
      leaveOut: (since) => leaveOut(query, since),
      async finish() {
        // Places go on above the last that was given.
        await query(
          `SELECT setval('banhoc.certificates_place_seq', greatest(1, max(place)), max(place) IS NOT NULL) FROM banhoc.certificates`,
        );
        await end('COMMIT');
        return before === undefined ? undefined : `schema ${before}`;
      },
      abandon: () => end('ROLLBACK'),
    };
  } catch (error) {
    await end('ROLLBACK');
    throw error;
  }
}

async function leaveOut(
  query: (sql: string, values: unknown[]) => Promise<unknown>,
  { learners, chats, revoked }: Since,
): Promise<void> {
  const ids = learners.map(({ learner }) => learner);
  await query(
    'INSERT INTO banhoc.tombstones (learner, at) SELECT * FROM unnest($1::text[], $2::bigint[]) ON CONFLICT DO NOTHING',
    [ids, learners.map(({ at }) => at)],
  );
  for (const table of ['attempts', 'reports', 'certificates'])
    await query(`DELETE FROM banhoc.${table} WHERE learner = ANY($1)`, [ids]);
  const [partitions, numbers] = [chats.map(({ partition }) => partition), chats.map(({ number }) => number)];
  await query(
    'INSERT INTO banhoc.chat_tombstones (partition, number, at) SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[]) ON CONFLICT DO NOTHING',
    [partitions, numbers, chats.map(({ at }) => at)],
  );
  await query(
    'DELETE FROM banhoc.chats USING unnest($1::int[], $2::bigint[]) AS gone(partition, number) WHERE chats.partition = gone.partition AND chats.number = gone.number',
    [partitions, numbers],
  );
  await query(
    'UPDATE banhoc.people SET revoked_at = since.at FROM unnest($1::text[], $2::bigint[]) AS since(person, at) WHERE people.id = since.person AND people.revoked_at IS NULL',
    [revoked.map(({ person }) => person), revoked.map(({ at }) => at)],
  );
}

async function connect(url: string): Promise<pg.Client> {
  const { host, pathname } = new URL(url);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'banhoc backup',
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer';
    throw new StoreUnavailable(
      `ARCHIVE_URL: postgres://${host}${pathname}: ${reason}; see "npx banhoc doctor"`,
      {
        cause: error,
      },
    );
  }
}

const types: Record<ColumnKind, string> = {
  text: 'text',
  integer: 'bigint',
  flag: 'boolean',
  bytes: 'bytea',
};

/** One array a column: as many rows as one likes with as many parameters as there are columns. */
function insert({ name, columns }: ArchiveTable, rows: number): string {
  if (rows === 0) throw new TypeError(`no rows to write into ${name}`);
  const places = Object.values(columns).map((kind, place) => `$${place + 1}::${types[kind]}[]`);
  return `INSERT INTO banhoc.${name} (${Object.keys(columns).join(', ')}) SELECT * FROM unnest(${places.join(', ')})`;
}

const filed = (rows: CopiedRow[], kinds: ColumnKind[]): unknown[][] =>
  kinds.map((kind, place) =>
    rows.map((row) => {
      const value = row[place] ?? null;
      return value !== null && kind === 'bytes' ? Buffer.from(String(value), 'base64') : value;
    }),
  );

const copied = (values: unknown[], kinds: ColumnKind[]): CopiedRow =>
  values.map((value, place) => {
    if (value === null) return null;
    if (kinds[place] === 'bytes') return (value as Buffer).toString('base64');
    return kinds[place] === 'integer' ? Number(value) : (value as string | boolean);
  });
