import { type Chat, chatKey } from '../../core/chat.ts';
import type { Session } from '../../core/session.ts';
import { beyondEpochs } from '../life.ts';
import { readRecord } from '../record.ts';
import type { Archive } from './archive.ts';

export type SessionsArchive = Pick<Archive, 'partitions' | 'chatPage'>;

const chatsAtOnce = 250;

/**
 * Every chat as the archive has it, page by page: off the hot path, seconds behind. Between two pages others have
 * their turn.
 */
export async function* archivedSessions(
  archive: SessionsArchive,
): AsyncGenerator<{ chat: Chat; session: Session }[]> {
  const partitions = (await archive.partitions()) ?? 0;
  for (let partition = 0; partition < partitions; partition++) {
    let after = '';
    for (;;) {
      const page = await archive.chatPage(partition, beyondEpochs, after, chatsAtOnce);
      const last = page.at(-1);
      if (last === undefined) break;
      after = chatKey(last.chat);
      yield page.map(({ chat, record }) => ({ chat, session: readRecord(Buffer.from(record)).session }));
    }
  }
}
