import { randomUUID } from 'node:crypto';
import { chatKey, parseChatKey } from '../../core/chat.ts';
import { type ArchivedChat, firstOf, type StoreLife } from '../life.ts';
import { codeDigest, recordAs } from '../record.ts';
import type { Database } from './database.ts';

type ChatRow = {
  address: string;
  number: number;
  revision: number;
  record: Uint8Array;
  timer_at: number | null;
};

/** The life of the one partition of the embedded store. */
export function openLife(db: Database): Omit<StoreLife, 'askWhenAbsent'> {
  const get = db.prepare('SELECT value FROM meta WHERE key = ?');
  const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const unset = db.prepare('DELETE FROM meta WHERE key = ?');
  const metaOf = (key: string): string | number | undefined =>
    get.get(key)?.value as string | number | undefined;
  const numberOf = (key: string): number => Number(metaOf(key) ?? 0);
  const isIn = (epoch: number): boolean => metaOf('epoch') === epoch;
  const fence = db.prepare('SELECT fence FROM leases WHERE partition = 0');
  const setFence = db.prepare(
    "INSERT OR REPLACE INTO leases (partition, owner, fence, until_at) VALUES (0, '', ?, 0)",
  );
  const last = db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?');
  const dropLast = db.prepare('DELETE FROM sqlite_sequence WHERE name = ?');
  const setLast = db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  const lastOf = (table: string): number => Number(last.get(table)?.seq ?? 0);
  const raise = (table: string, least: number): void => {
    if (lastOf(table) >= least) return;
    dropLast.run(table);
    setLast.run(table, least);
  };
  const changed = db.prepare(
    `SELECT address, chats.number, revision, record, timer_at
     FROM changed JOIN chats ON chats.number = changed.number ORDER BY changed.number LIMIT ?`,
  );
  const codeOf = db.prepare('SELECT hash FROM codes WHERE address = ?');
  const forgetMark = db.prepare(
    `DELETE FROM changed WHERE number = ?1
     AND NOT EXISTS (SELECT 1 FROM chats WHERE number = ?1 AND revision <> ?2)`,
  );
  const isGone = db.prepare('SELECT 1 FROM gone WHERE number = ?');
  const insert = db.prepare(
    `INSERT INTO chats (number, address, revision, record, timer_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (address) DO NOTHING`,
  );
  const addCode = db.prepare('INSERT OR REPLACE INTO codes (hash, address) VALUES (?, ?)');
  const addCount = db.prepare(
    'INSERT INTO counters (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = n + excluded.n',
  );
  const rows = db.prepare('SELECT count(*) AS n FROM archive_rows');
  const changes = db.prepare('SELECT count(*) AS n FROM changed');
  const markAll = db.prepare('INSERT OR IGNORE INTO changed SELECT number FROM chats');

  /** The record as the archive keeps it. One of the first release has its timer and code beside it: they go in. */
  const archivedOf = (row: ChatRow): ArchivedChat[] => {
    const chat = parseChatKey(row.address);
    if (chat === undefined) return [];
    const { number, revision, record } = row;
    if (record[0] !== 1) return [{ chat, number, revision, record }];
    const hash = codeOf.get(row.address)?.hash;
    const { bytes } = recordAs(Buffer.from(record), {
      epoch: numberOf('epoch'),
      timerAt: row.timer_at ?? 0,
      code: typeof hash === 'string' ? codeDigest(hash) : undefined,
    });
    return [{ chat, number, revision, record: bytes }];
  };

  return {
    lives: () =>
      db.write(() => {
        if (metaOf('life') === undefined) set.run('life', randomUUID());
        const epoch = metaOf('epoch');
        return [
          {
            life: String(metaOf('life')),
            epoch: typeof epoch === 'number' ? epoch : undefined,
            isRestoring: numberOf('restoring') === 1,
          },
        ];
      }),
    beginEpoch: (_partition, { life, epoch, nextNumber, isRestoring }) =>
      db.write(() => {
        if (metaOf('life') !== life || metaOf('epoch') !== undefined) return;
        set.run('epoch', epoch);
        set.run('next_number', Math.max(numberOf('next_number'), nextNumber));
        raise('outbox', firstOf(epoch));
        raise('archive_rows', firstOf(epoch));
        // Whoever took the lease of the empty store must ask again: its fence is too low.
        setFence.run(Math.max(Number(fence.get()?.fence ?? 0), firstOf(epoch)));
        if (isRestoring) set.run('restoring', 1);
      }),
    endRestoring: (_partition, epoch) =>
      db.write(() => {
        if (!isIn(epoch)) return;
        for (const key of ['restoring', 'counted']) unset.run(key);
        db.exec('DELETE FROM gone');
      }),
    changedChats: (_partition, limit) =>
      db.read(() => ({
        epoch: numberOf('epoch'),
        chats: (changed.all(limit) as ChatRow[]).flatMap(archivedOf),
      })),
    archivedChats: (_partition, epoch, chats) =>
      db.write(() => {
        if (!isIn(epoch)) return;
        for (const { number, revision } of chats) forgetMark.run(number, revision);
      }),
    putBack: (_partition, epoch, chats) =>
      db.write(() => {
        if (!isIn(epoch) || numberOf('restoring') !== 1) return;
        let back = 0;
        for (const { chat, number, revision, record } of chats) {
          if (isGone.get(number) !== undefined) continue;
          const { head, bytes } = recordAs(Buffer.from(record), { epoch });
          const address = chatKey(chat);
          const timerAt = head.timerAt === 0 ? null : head.timerAt;
          if (insert.run(number, address, revision, bytes, timerAt).changes === 0) continue;
          if (head.code !== undefined) addCode.run(restoredCode(head.code), address);
          back++;
        }
        set.run('chats', numberOf('chats') + back);
      }),
    putBackCounters: (_partition, epoch, { after, upTo, sums }) =>
      db.write(() => {
        if (!isIn(epoch) || numberOf('restoring') !== 1 || String(metaOf('counted') ?? '') !== after) return;
        for (const [key, by] of Object.entries(sums)) addCount.run(key, by);
        set.run('counted', upTo);
      }),
    standing: () =>
      db.read(() => {
        const epoch = metaOf('epoch');
        if (typeof epoch !== 'number') return undefined;
        return {
          life: String(metaOf('life') ?? ''),
          epoch,
          isRestoring: numberOf('restoring') === 1,
          countersUpTo: String(metaOf('counted') ?? ''),
          number: numberOf('next_number'),
          sequence: lastOf('outbox'),
          fence: Number(fence.get()?.fence ?? 0),
          position: lastOf('archive_rows'),
          waitingRows: Number(rows.get()?.n),
          changedChats: Number(changes.get()?.n),
        };
      }),
    markAllChanged: () =>
      db.write(() => {
        markAll.run();
      }),
  };
}

/** A record keeps less of a code's hash than this table: what comes back from one is found by that part. */
export const restoredCode = (digest: Buffer): string => `digest:${digest.toString('hex')}`;
