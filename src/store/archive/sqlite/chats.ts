import { chatKey, parseChatKey } from '../../../core/chat.ts';
import type { ArchivedChat } from '../../life.ts';
import type { Database } from '../../sqlite/database.ts';
import type { ChatArchive } from '../archive.ts';

type Row = { address: string; number: number; revision: number; record: Uint8Array };

/** The newest record of each chat. */
export function openChatRecords(db: Database): ChatArchive {
  const present = db.prepare('SELECT epoch FROM marks WHERE partition = ?');
  const isErased = db.prepare('SELECT 1 FROM chat_tombstones WHERE partition = ? AND number = ?');
  // The ordinary case by itself: no column that an index holds is written.
  const renew = db.prepare(
    `UPDATE chats SET epoch = ?3, revision = ?5, record = ?6
     WHERE address = ?1 AND partition = ?2 AND number = ?4 AND (?3, ?5) > (epoch, revision)`,
  );
  const put = db.prepare(
    `INSERT INTO chats (address, partition, epoch, number, revision, record) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (address) DO UPDATE SET partition = excluded.partition, epoch = excluded.epoch,
       number = excluded.number, revision = excluded.revision, record = excluded.record
     WHERE (excluded.epoch, excluded.number, excluded.revision) > (epoch, number, revision)`,
  );
  const find = db.prepare(
    'SELECT address, number, revision, record FROM chats WHERE address = ? AND partition = ?',
  );
  const page = db.prepare(
    `SELECT address, number, revision, record FROM chats
     WHERE partition = ? AND address > ? AND epoch < ? ORDER BY address LIMIT ?`,
  );
  return {
    putChats: (partition, epoch, chats) =>
      db.write(() => {
        if (epoch < Number(present.get(partition)?.epoch ?? 0)) return { kind: 'behind' };
        const erased = chats.filter(({ number }) => isErased.get(partition, number) !== undefined);
        for (const chat of chats) {
          if (erased.includes(chat)) continue;
          const row = [
            chatKey(chat.chat),
            partition,
            epoch,
            chat.number,
            chat.revision,
            chat.record,
          ] as const;
          if (renew.run(...row).changes === 0) put.run(...row);
        }
        return { kind: 'taken', erased };
      }),
    findChats: (partition, addresses) =>
      db.read(() =>
        addresses.flatMap((address) => {
          const row = find.get(address, partition) as Row | undefined;
          return row === undefined ? [] : archivedOf(row);
        }),
      ),
    chatPage: (partition, beforeEpoch, after, limit) =>
      db.read(() => (page.all(partition, after, beforeEpoch, limit) as Row[]).flatMap(archivedOf)),
  };
}

function archivedOf({ address, number, revision, record }: Row): ArchivedChat[] {
  const chat = parseChatKey(address);
  return chat === undefined ? [] : [{ chat, number, revision, record }];
}
