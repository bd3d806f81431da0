import type { Broadcast } from '../../../broadcast/broadcast.ts';
import type { BroadcastArchive, Outcome } from '../broadcast-archive.ts';
import type { Postgres } from './connection.ts';

export function openKeptBroadcasts(db: Postgres): BroadcastArchive {
  return {
    async keepBroadcast(broadcast, outcome) {
      const { id, revision, archivedAt, createdAt } = broadcast;
      await db.query(
        `INSERT INTO banhoc.broadcasts AS known (id, revision, is_final, created_at, body, outcome)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, is_final = excluded.is_final,
           body = excluded.body, outcome = excluded.outcome
         WHERE excluded.revision >= known.revision AND NOT known.is_final`,
        [
          id,
          revision,
          archivedAt !== undefined,
          createdAt,
          JSON.stringify(broadcast),
          JSON.stringify(outcome),
        ],
      );
    },
    async keptBroadcasts(final) {
      const rows = await db.query<{ body: string }>(
        'SELECT body FROM banhoc.broadcasts WHERE is_final = $1 ORDER BY created_at DESC, id',
        [final],
      );
      return rows.map(({ body }) => JSON.parse(body) as Broadcast);
    },
    async outcomeOf(id) {
      const [row] = await db.query<{ outcome: string }>(
        'SELECT outcome FROM banhoc.broadcasts WHERE id = $1',
        [id],
      );
      return row === undefined ? undefined : (JSON.parse(row.outcome) as Outcome);
    },
  };
}
