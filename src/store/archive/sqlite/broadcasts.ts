import type { Broadcast } from '../../../broadcast/broadcast.ts';
import type { Database } from '../../sqlite/database.ts';
import type { BroadcastArchive, Outcome } from '../broadcast-archive.ts';

export function openKeptBroadcasts(db: Database): BroadcastArchive {
  const keep = db.prepare(
    `INSERT INTO broadcasts (id, revision, is_final, created_at, body, outcome) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, is_final = excluded.is_final,
       body = excluded.body, outcome = excluded.outcome
     WHERE excluded.revision >= broadcasts.revision AND broadcasts.is_final = 0`,
  );
  const kept = db.prepare('SELECT body FROM broadcasts WHERE is_final = ? ORDER BY created_at DESC, id');
  const found = db.prepare('SELECT outcome FROM broadcasts WHERE id = ?');
  return {
    keepBroadcast: (broadcast, outcome) =>
      db.write(() => {
        const { id, revision, archivedAt, createdAt } = broadcast;
        const isFinal = archivedAt === undefined ? 0 : 1;
        keep.run(id, revision, isFinal, createdAt, JSON.stringify(broadcast), JSON.stringify(outcome));
      }),
    keptBroadcasts: (final) =>
      db.read(() => kept.all(final ? 1 : 0).map(({ body }) => JSON.parse(String(body)) as Broadcast)),
    outcomeOf: (id) =>
      db.read(() => {
        const row = found.get(id);
        return row === undefined ? undefined : (JSON.parse(String(row.outcome)) as Outcome);
      }),
  };
}
