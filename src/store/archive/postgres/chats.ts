import { chatKey, parseChatKey } from '../../../core/chat.ts';
import type { ArchivedChat } from '../../life.ts';
import type { ChatArchive } from '../archive.ts';
import type { Postgres } from './connection.ts';
import { isBehind } from './lives.ts';
import { amongWriters } from './rows.ts';
import { archiveLock } from './schema.ts';

type Row = { address: string; number: number; revision: number; record: Uint8Array };

/** The newest record of each chat. */
export function openChatRecords(db: Postgres): ChatArchive {
  return {
    putChats: (partition, epoch, chats) =>
      db.write(async (inside) => {
        await inside.query(amongWriters, [archiveLock]);
        if (await isBehind(inside, partition, epoch)) return { kind: 'behind' };
        const numbers = chats.map(({ number }) => number);
        await inside.query(
          `INSERT INTO banhoc.chats (partition, epoch, address, number, revision, record)
           SELECT $1, $2, given.* FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bytea[])
             AS given (address, number, revision, record)
           WHERE NOT EXISTS (
             SELECT 1 FROM banhoc.chat_tombstones t WHERE t.partition = $1 AND t.number = given.number
           )
           ON CONFLICT (address) DO UPDATE SET partition = excluded.partition, epoch = excluded.epoch,
             number = excluded.number, revision = excluded.revision, record = excluded.record
           WHERE (excluded.epoch, excluded.number, excluded.revision) > (chats.epoch, chats.number, chats.revision)`,
          [
            partition,
            epoch,
            chats.map(({ chat }) => chatKey(chat)),
            numbers,
            chats.map(({ revision }) => revision),
            chats.map(({ record }) => Buffer.from(record)),
          ],
        );
        const gone = await inside.query<{ number: number }>(
          'SELECT number FROM banhoc.chat_tombstones WHERE partition = $1 AND number = ANY($2)',
          [partition, numbers],
        );
        const erased = new Set(gone.map(({ number }) => number));
        return { kind: 'taken', erased: chats.filter(({ number }) => erased.has(number)) };
      }),
    async findChats(partition, addresses) {
      const rows = await db.query<Row>(
        `SELECT address, number, revision, record FROM banhoc.chats
         WHERE address = ANY($1) AND partition = $2`,
        [addresses, partition],
      );
      return rows.flatMap(archivedOf);
    },
    async chatPage(partition, beforeEpoch, after, limit) {
      const rows = await db.query<Row>(
        `SELECT address, number, revision, record FROM banhoc.chats
         WHERE partition = $1 AND address > $2 AND epoch < $3 ORDER BY address LIMIT $4`,
        [partition, after, beforeEpoch, limit],
      );
      return rows.flatMap(archivedOf);
    },
  };
}

function archivedOf({ address, number, revision, record }: Row): ArchivedChat[] {
  const chat = parseChatKey(address);
  return chat === undefined ? [] : [{ chat, number, revision, record }];
}
