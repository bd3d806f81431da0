import { openDatabase } from '../../sqlite/database.ts';
import type { Archive } from '../archive.ts';
import { openKeptBroadcasts } from './broadcasts.ts';
import { openCertificates } from './certificates.ts';
import { openChatRecords } from './chats.ts';
import { openCounterSums } from './counters.ts';
import { openArchivedLives } from './lives.ts';
import { openPapers } from './papers.ts';
import { openPeople } from './people.ts';
import { openReports } from './reports.ts';
import { openRows } from './rows.ts';
import { archiveSchema } from './schema.ts';

/**
 * The archive in one SQLite file, WAL and `synchronous=FULL`: what was taken is on disk.
 * Several processes of one machine may open it.
 * @param options.isAlone this is the one process that sends reports: what a killed one had claimed is free at once
 * @throws StoreUnavailable naming the file and how to mend it
 */
export function openSqliteArchive({ file, isAlone = false }: { file: string; isAlone?: boolean }): Archive {
  const db = openDatabase(file, archiveSchema);
  if (isAlone) db.prepare('UPDATE reports SET claimed_until = 0 WHERE claimed_until > 0').run();
  return {
    name: 'embedded',
    ...openRows(db),
    ...openReports(db),
    ...openChatRecords(db),
    ...openCounterSums(db),
    ...openArchivedLives(db),
    ...openPapers(db),
    ...openPeople(db),
    ...openKeptBroadcasts(db),
    ...openCertificates(db),
    trouble: db.trouble,
    async close() {
      db.close();
    },
  };
}
