import type { ArchiveRow, Store } from '../store.ts';
import type { Database } from './database.ts';

/** Rows that rest here until the archiver has moved them on. */
export function openArchiveRows(db: Database): Pick<Store, 'archiveRows' | 'dropArchiveRows'> {
  const oldest = db.prepare('SELECT id, kind, learner, at, body FROM archive_rows ORDER BY sequence LIMIT ?');
  const drop = db.prepare('DELETE FROM archive_rows WHERE id = ?');
  return {
    archiveRows: (_partition, limit) =>
      db.read(() => oldest.all(limit).map((row) => ({ ...row }) as ArchiveRow)),
    dropArchiveRows: (_partition, ids) =>
      db.write(() => {
        for (const id of ids) drop.run(id);
      }),
  };
}
