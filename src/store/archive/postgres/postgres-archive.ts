import type { Archive } from '../archive.ts';
import { openKeptBroadcasts } from './broadcasts.ts';
import { openCertificates } from './certificates.ts';
import { openChatRecords } from './chats.ts';
import { openPostgres } from './connection.ts';
import { openCounterSums } from './counters.ts';
import { openArchivedLives } from './lives.ts';
import { openPapers } from './papers.ts';
import { openPeople } from './people.ts';
import { openReports } from './reports.ts';
import { openRows } from './rows.ts';

/**
 * The archive in Postgres (12 or later), in the schema `banhoc` of the database that the address names, made at the
 * first use. Any number of processes on any number of machines may share it.
 */
export function openPostgresArchive({ url }: { url: string }): Archive {
  const db = openPostgres(url);
  return {
    name: db.name,
    ...openRows(db),
    ...openReports(db),
    ...openChatRecords(db),
    ...openCounterSums(db),
    ...openArchivedLives(db),
    ...openPapers(db),
    ...openPeople(db),
    ...openKeptBroadcasts(db),
    ...openCertificates(db),
    async trouble() {
      try {
        await db.query('SELECT 1');
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    close: db.close,
  };
}
