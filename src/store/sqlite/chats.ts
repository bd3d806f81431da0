import { type Chat, chatKey, parseChatKey } from '../../core/chat.ts';
import type { LookBack } from '../life.ts';
import { codesComeBack, type Reading, readLookingBack } from '../looking-back.ts';
import { idBytesOf, updateNumber } from '../recent-updates.ts';
import { absentVersion, codeDigest, readRecord } from '../record.ts';
import { type Absent, type Loaded, type Store, StoreWiped } from '../store.ts';
import type { Database } from './database.ts';
import { restoredCode } from './life.ts';
import { wholeCounters } from './whole-counters.ts';

/** The reading side of what a commit writes: records, timers, codes, counters. */
export function openChats(
  db: Database,
  lookBack: () => LookBack | undefined,
): Pick<Store, 'load' | 'dueTimers' | 'chatCount' | 'counters' | 'findCode'> {
  const record = db.prepare('SELECT record FROM chats WHERE address = ?');
  const spilled = db.prepare('SELECT 1 FROM spilled WHERE number = ? AND hash = ?');
  const due = db.prepare(
    'SELECT address, timer_at FROM chats WHERE timer_at <= ? ORDER BY timer_at, number LIMIT ?',
  );
  const count = db.prepare("SELECT value FROM meta WHERE key = 'chats'");
  const sums = db.prepare('SELECT key, n FROM counters WHERE key >= ? AND key < ?');
  const code = db.prepare('SELECT address FROM codes WHERE hash IN (?, ?)');
  const restoring = db.prepare("SELECT 1 FROM meta WHERE key = 'restoring'");
  const isRestoring = (): boolean => restoring.get() !== undefined;
  const readEpoch = openEpoch(db);

  const read = (chats: { chat: Chat; updates: string[] }[]): Promise<Reading> =>
    db.read(() => {
      const epoch = readEpoch();
      const absent: Absent = { session: undefined, version: absentVersion(epoch) };
      const answers = chats.map(({ chat, updates }): Loaded | Absent => {
        const row = record.get(chatKey(chat)) as { record: Uint8Array } | undefined;
        if (row === undefined) return absent;
        const { head, version, session } = readRecord(bufferOf(row.record));
        const knownUpdates = updates.filter((id) => {
          const number = updateNumber(id);
          if (head.recent.ids.includes(number)) return true;
          return head.spilledUntilAt > 0 && spilled.get(head.number, idBytesOf(number)) !== undefined;
        });
        return { session, version, number: head.number, knownUpdates };
      });
      return { epoch, isRestoring: isRestoring(), answers };
    });

  return {
    load: (chats) =>
      readLookingBack(
        0,
        chats.map(({ chat }) => chat),
        () => read(chats),
        lookBack(),
      ),

    dueTimers: (_partition, now, limit) =>
      db.read(() =>
        (due.all(now, limit) as { address: string; timer_at: number }[]).flatMap((row) => {
          const chat = parseChatKey(row.address);
          return chat === undefined ? [] : [{ chat, dueAt: row.timer_at }];
        }),
      ),

    chatCount: () => db.read(() => Number(count.get()?.value ?? 0)),

    counters: (prefix) =>
      db.read(() => {
        if (prefix === '') return wholeCounters(db.file);
        // U+10FFFF sorts behind every character, so the range is exactly the keys with this beginning.
        const rows = sums.all(prefix, `${prefix}\u{10ffff}`) as { key: string; n: number }[];
        return Object.fromEntries(rows.map((row) => [row.key, row.n]));
      }),

    findCode: (codeHash) =>
      db.read(() => {
        const row = code.get(codeHash, restoredCode(codeDigest(codeHash))) as { address: string } | undefined;
        if (row !== undefined) return parseChatKey(row.address);
        if (isRestoring()) throw codesComeBack();
        return undefined;
      }),
  };
}

/** Reads the epoch within the caller's transaction. @throws StoreWiped when it has not been begun */
export function openEpoch(db: Database): () => number {
  const find = db.prepare("SELECT value FROM meta WHERE key = 'epoch'");
  return () => {
    const found = find.get()?.value;
    if (typeof found !== 'number')
      throw new StoreWiped(
        `${db.file} has not been begun; it is filled from the archive before anyone is answered`,
      );
    return found;
  };
}

/** The same bytes under Node's richer type, not copied. */
const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
