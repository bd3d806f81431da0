import { readArchiveRow } from '../archive-row-format.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';

/** Rows that rest here until the archiver has moved them on. */
export function openArchiveRows(db: Database): Pick<Store, 'archiveRows' | 'dropArchiveRows'> {
  const oldest = db.prepare('SELECT position, row FROM archive_rows ORDER BY position LIMIT ?');
  const drop = db.prepare('DELETE FROM archive_rows WHERE position <= ?');
  return {
    archiveRows: (_partition, limit) =>
      db.read(() =>
        (oldest.all(limit) as { position: number; row: string }[]).map(({ position, row }) => ({
          position,
          row: readArchiveRow(row),
        })),
      ),
    dropArchiveRows: (_partition, through) =>
      db.write(() => {
        drop.run(through);
      }),
  };
}
