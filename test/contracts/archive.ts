import { afterEach, beforeEach, describe } from 'vitest';
import { broadcastArchiveContract } from './archive/broadcasts.ts';
import { certificateArchiveContract } from './archive/certificates.ts';
import { chatArchiveContract } from './archive/chats.ts';
import { counterArchiveContract } from './archive/counters.ts';
import { lifeArchiveContract } from './archive/lives.ts';
import { paperArchiveContract } from './archive/papers.ts';
import { peopleArchiveContract } from './archive/people.ts';
import { reportQueueContract } from './archive/reports.ts';
import { type ArchiveUnderTest, rowArchiveContract } from './archive/rows.ts';

export type OpenArchive = () => Promise<ArchiveUnderTest>;

/** What every archive promises. @param open gives an empty one, which two processes share */
export function archiveContract(name: string, open: OpenArchive): void {
  describe(`archive contract: ${name}`, () => {
    let opened: ArchiveUnderTest;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.stop());
    const current = () => opened;

    rowArchiveContract(current);
    reportQueueContract(current);
    chatArchiveContract(current);
    counterArchiveContract(current);
    lifeArchiveContract(current);
    paperArchiveContract(current);
    peopleArchiveContract(current);
    broadcastArchiveContract(current);
    certificateArchiveContract(current);
  });
}
