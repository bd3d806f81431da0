import pg from 'pg';
import { StoreUnavailable } from '../../store.ts';
import { prepareSchema } from './schema.ts';

/** What statements run on: the pool, or one connection inside a transaction. */
export type Queries = {
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
};

/** One database, opened when it is first needed. Every failure is a `StoreUnavailable` that names it. */
export type Postgres = Queries & {
  readonly name: string;
  /** One transaction, all or nothing. */
  write<T>(work: (inside: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Off the hot path: few connections, and none of them is waited for long. */
const settings = {
  max: 4,
  connectionTimeoutMillis: 5_000,
  query_timeout: 30_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  application_name: 'banhoc',
  keepAlive: true,
};

/** Our sums and times stay below 2^53; pg would give them as text. */
const types = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Connects at the first use, so that a bot whose archive is away for a while starts all the same. */
export function openPostgres(url: string): Postgres {
  const { host, pathname } = new URL(url);
  const name = `postgres://${host}${pathname}`;
  const pool = new pg.Pool({ ...settings, connectionString: url, types });
  // A connection that breaks while nobody uses it is replaced at the next use.
  pool.on('error', () => {});
  let prepared: Promise<void> | undefined;

  const transaction = async <T>(work: (inside: Queries) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work({ query: async (sql, values) => (await client.query(sql, values)).rows });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const ready = (): Promise<void> => {
    prepared ??= transaction(prepareSchema).catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      await ready();
      return await work();
    } catch (error) {
      throw isOurMistake(error) ? error : unavailable(name, error);
    }
  };
  return {
    name,
    query: (sql, values) => guard(async () => (await pool.query(sql, values)).rows),
    write: (work) => guard(() => transaction(work)),
    close: () => pool.end(),
  };
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: class 22 and 42 are wrong statements or data. */
function isOurMistake(error: unknown): boolean {
  if (error instanceof StoreUnavailable || error instanceof TypeError) return true;
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  return code.startsWith('22') || (code.startsWith('42') && code !== '42501');
}

const remedies: Record<string, string> = {
  ECONNREFUSED: 'start Postgres there, or correct the host and port',
  ENOTFOUND: 'there is no host of that name; correct it',
  ETIMEDOUT: 'the network does not lead there; look at the address and the firewall',
  '28P01': 'the password is wrong; correct it',
  '28000': 'this user may not connect; look at pg_hba.conf',
  '3D000': 'there is no such database; make it with: createdb',
  '42501': 'this user may not create or write the schema "banhoc"; grant it, or let it own the database',
  '53100': 'its disk is full; free some space',
  '53300': 'it has no connection left; raise max_connections',
};

function unavailable(name: string, error: unknown): StoreUnavailable {
  const { message, code } = error as Error & { code?: string };
  const remedy = remedies[code ?? ''] ?? 'look at the log of Postgres';
  const reason = message === '' ? (code ?? 'no answer') : message;
  return new StoreUnavailable(`ARCHIVE_URL: ${name}: ${reason}; ${remedy}`, { cause: error });
}
