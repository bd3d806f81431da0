import type { Instant } from '../../../core/time.ts';
import type { ArchiveRow } from '../../store.ts';
import type { RowArchive, RowsOfLearner } from '../archive.ts';
import { erasedChatOf } from '../erased-chat.ts';
import type { Postgres, Queries } from './connection.ts';
import { archiveLock } from './schema.ts';

/** Taken by whoever adds what an erasure may forbid; an erasure waits for them, and they for it. */
export const amongWriters = 'SELECT pg_advisory_xact_lock_shared($1)';
const aloneAmongWriters = 'SELECT pg_advisory_xact_lock($1)';

/** Attempts and reports as they come in; an erasure takes them out again. */
export function openRows(db: Postgres): RowArchive {
  return {
    async append(rows) {
      const of = (...kinds: ArchiveRow['kind'][]) => rows.filter(({ kind }) => kinds.includes(kind));
      if (of('counters').length > 0) throw new TypeError('a counters row goes to addCounters');
      if (rows.length === 0) return;
      const erasures = of('erasure');
      const erasedChats = of('chat_erased');
      await db.write(async (inside) => {
        const hasErasures = erasures.length + erasedChats.length > 0;
        // Without it a row added beside an erasure, each unseen by the other, would outlive it.
        await inside.query(hasErasures ? aloneAmongWriters : amongWriters, [archiveLock]);
        if (erasures.length > 0) await forgetLearners(inside, erasures);
        if (erasedChats.length > 0) await forgetChats(inside, erasedChats);
        await addOwn(inside, 'attempts', of('attempt'));
        await addOwn(inside, 'certificates', of('certificate'));
        await addReports(inside, of('statement', 'webhook'));
      });
    },

    async attempts(after, limit) {
      const rows = await db.query<{ id: string; learner: string; at: Instant; body: string }>(
        'SELECT id, learner, at, body FROM banhoc.attempts WHERE (at, id) > ($1, $2) ORDER BY at, id LIMIT $3',
        [after?.at ?? Number.MIN_SAFE_INTEGER, after?.id ?? '', limit],
      );
      return rows.map((row) => ({ ...row, kind: 'attempt' }));
    },

    async rowsOf(learner) {
      const [attempts, reports] = await Promise.all([
        db.query<{ body: string }>('SELECT body FROM banhoc.attempts WHERE learner = $1 ORDER BY at, id', [
          learner,
        ]),
        db.query<RowsOfLearner['reports'][number]>(
          'SELECT kind, state, body FROM banhoc.reports WHERE learner = $1 ORDER BY at, id',
          [learner],
        ),
      ]);
      return { attempts: attempts.map(({ body }) => body), reports };
    },

    async keepItemVersions(items) {
      await db.query(
        `INSERT INTO banhoc.item_versions (key, body) SELECT * FROM unnest($1::text[], $2::text[])
         ON CONFLICT DO NOTHING`,
        [items.map(({ key }) => key), items.map(({ body }) => body)],
      );
    },
    itemVersions: () => db.query('SELECT key, body FROM banhoc.item_versions ORDER BY key'),
  };
}

const columnsOf = (rows: ArchiveRow[]): unknown[] => [
  rows.map(({ id }) => id),
  rows.map(({ learner }) => learner),
  rows.map(({ at }) => at),
  rows.map(({ body }) => body),
];

async function addOwn(
  { query }: Queries,
  table: 'attempts' | 'certificates',
  rows: ArchiveRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await query(
    `INSERT INTO banhoc.${table} (id, learner, at, body)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS given (id, learner, at, body)
     WHERE NOT EXISTS (SELECT 1 FROM banhoc.tombstones t WHERE t.learner = given.learner)
     ON CONFLICT DO NOTHING`,
    columnsOf(rows),
  );
}

async function addReports({ query }: Queries, rows: ArchiveRow[]): Promise<void> {
  if (rows.length === 0) return;
  await query(
    `INSERT INTO banhoc.reports (id, learner, at, body, kind)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
       AS given (id, learner, at, body, kind)
     WHERE NOT EXISTS (SELECT 1 FROM banhoc.tombstones t WHERE t.learner = given.learner)
     ON CONFLICT DO NOTHING`,
    [...columnsOf(rows), rows.map(({ kind }) => kind)],
  );
}

async function forgetLearners({ query }: Queries, rows: ArchiveRow[]): Promise<void> {
  const learners = rows.map(({ learner }) => learner);
  await query(
    `INSERT INTO banhoc.tombstones (learner, at) SELECT * FROM unnest($1::text[], $2::bigint[])
     ON CONFLICT DO NOTHING`,
    [learners, rows.map(({ at }) => at)],
  );
  for (const table of ['attempts', 'reports', 'certificates']) {
    await query(`DELETE FROM banhoc.${table} WHERE learner = ANY($1)`, [learners]);
  }
}

async function forgetChats({ query }: Queries, rows: ArchiveRow[]): Promise<void> {
  const erased = rows.map(erasedChatOf);
  const named = [erased.map(({ partition }) => partition), erased.map(({ number }) => number)];
  await query(
    `INSERT INTO banhoc.chat_tombstones (partition, number, at)
     SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) ON CONFLICT DO NOTHING`,
    [...named, rows.map(({ at }) => at)],
  );
  await query(
    `DELETE FROM banhoc.chats c USING unnest($1::integer[], $2::bigint[]) AS gone (partition, number)
     WHERE c.partition = gone.partition AND c.number = gone.number`,
    named,
  );
}
