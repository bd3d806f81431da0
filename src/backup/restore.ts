import type { ArchiveFiller, ArchiveReader, CopiedRow, Since } from '../store/archive/copying.ts';
import { type ArchiveTable, archiveTables } from '../store/archive/tables.ts';
import { Unusable } from '../unusable.ts';
import type { BackupCounts } from './back-up.ts';
import type { BackupHead, BackupPart } from './backup-file.ts';

/**
 * Fills an archive from a backup. Columns that this program's tables have and the backup does not get their default:
 * an older backup fills a newer archive.
 * @param putBack what to do with a file; undefined when the backup is only looked through
 */
export async function fill(
  { head, parts }: { head: BackupHead; parts: AsyncIterable<BackupPart> },
  filler: Pick<ArchiveFiller, 'write'>,
  putBack: (file: BackupPart & { kind: 'file' }) => void,
): Promise<BackupCounts> {
  const tables = new Map(archiveTables.map((table) => [table.name, tableOf(table, head)]));
  const counts: BackupCounts = { rows: {}, files: 0 };
  for await (const part of parts) {
    if (part.kind === 'file') {
      putBack(part);
      counts.files += 1;
      continue;
    }
    const table = tables.get(part.table);
    if (table === undefined)
      throw new Unusable(
        `the backup holds a table ${part.table} that this program does not know: use a newer one`,
      );
    await filler.write(table, part.rows);
    counts.rows[part.table] = (counts.rows[part.table] ?? 0) + part.rows.length;
  }
  return counts;
}

/** The table with the columns that the backup wrote, in its order. */
function tableOf(table: ArchiveTable, head: BackupHead): ArchiveTable {
  const written = head.columns[table.name] ?? Object.keys(table.columns);
  const columns = Object.fromEntries(
    written.map((column) => {
      const kind = table.columns[column];
      if (kind === undefined)
        throw new Unusable(
          `the backup holds ${table.name}.${column}, which this program does not know: use a newer one`,
        );
      return [column, kind];
    }),
  );
  return { ...table, columns };
}

/** What happened in the archive in place that a backup made earlier must not undo. */
export async function readSince(archive: ArchiveReader, isSameBot: boolean): Promise<Since> {
  const learners = await columnsOf(archive, 'tombstones', ['learner', 'at']);
  const chats = isSameBot ? await columnsOf(archive, 'chat_tombstones', ['partition', 'number', 'at']) : [];
  const revoked = await columnsOf(archive, 'people', ['id', 'revoked_at']);
  return {
    learners: learners.map(([learner, at]) => ({ learner: String(learner), at: Number(at) })),
    chats: chats.map(([partition, number, at]) => ({
      partition: Number(partition),
      number: Number(number),
      at: Number(at),
    })),
    revoked: revoked
      .filter(([, at]) => at !== null)
      .map(([person, at]) => ({ person: String(person), at: Number(at) })),
  };
}

async function columnsOf(archive: ArchiveReader, name: string, wanted: string[]): Promise<CopiedRow[]> {
  const table = archiveTables.find((it) => it.name === name);
  if (table === undefined) throw new Error(`no table ${name} is copied`);
  const columns = Object.fromEntries(wanted.map((column) => [column, table.columns[column] ?? 'text']));
  const found: CopiedRow[] = [];
  for await (const rows of archive.rows({ ...table, columns })) found.push(...rows);
  return found;
}
