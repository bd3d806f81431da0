import type { Instant } from '../core/time.ts';
import type { ArchiveReader } from '../store/archive/copying.ts';
import { archiveTables } from '../store/archive/tables.ts';
import type { BackupHead, BackupPart } from './backup-file.ts';

export type BackupSource = {
  /** One snapshot, opened after the archive was brought up. */
  archive: ArchiveReader;
  partitions: number;
  secretMark: string | undefined;
  isComplete: boolean;
  files: Iterable<BackupPart>;
  now: Instant;
};

/** What was written, for whoever made the backup: rows by table, and files. */
export type BackupCounts = { rows: Record<string, number>; files: number };

export const headOf = ({ partitions, secretMark, isComplete, now }: BackupSource): BackupHead => ({
  madeAt: new Date(now).toISOString(),
  partitions,
  secretMark: secretMark ?? null,
  isComplete,
  columns: Object.fromEntries(archiveTables.map(({ name, columns }) => [name, Object.keys(columns)])),
});

/** Everything a backup holds, page by page; `counts` grows meanwhile. */
export async function* partsOf(
  { archive, files }: BackupSource,
  counts: BackupCounts,
): AsyncGenerator<BackupPart> {
  for (const table of archiveTables) {
    counts.rows[table.name] = 0;
    for await (const rows of archive.rows(table)) {
      counts.rows[table.name] = (counts.rows[table.name] ?? 0) + rows.length;
      yield { kind: 'rows', table: table.name, rows };
    }
  }
  for (const file of files) {
    counts.files += 1;
    yield file;
  }
}
