import { type Head, stateOf } from '../record.ts';
import type { Database } from './database.ts';

/**
 * A record that came back from the archive has its number and revision of old, but not its epoch; one of the first
 * format knows none and never was anywhere else. To be given `stateOf` the head.
 */
export const isOfEpoch = "(substr(record, 1, 1) = x'01' OR substr(record, 2, 10) = ?)";

/**
 * Removes a chat and everything that names it, inside the caller's transaction.
 * @returns by how much the number of chats changed, or 'stale' when the chat is not as `head` says
 */
export function openEraser(db: Database): (address: string, head: Head | undefined) => 'stale' | number {
  const find = db.prepare('SELECT 1 FROM chats WHERE address = ?');
  const remove = db.prepare(
    `DELETE FROM chats WHERE number = ? AND revision = ? AND address = ? AND ${isOfEpoch}`,
  );
  const removeSpilled = db.prepare('DELETE FROM spilled WHERE number = ?');
  const noteGone = db.prepare(
    "INSERT OR IGNORE INTO gone SELECT ? WHERE EXISTS (SELECT 1 FROM meta WHERE key = 'restoring')",
  );
  const removeChanged = db.prepare('DELETE FROM changed WHERE number = ?');
  const byAddress = ['outbox', 'web_log', 'codes', 'strikes', 'dead_letters'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE address = ?`),
  );
  return (address, head) => {
    if (head === undefined) {
      if (find.get(address) !== undefined) return 'stale';
    } else {
      if (remove.run(head.number, head.revision, address, stateOf(head)).changes === 0) return 'stale';
      removeSpilled.run(head.number);
      removeChanged.run(head.number);
      noteGone.run(head.number);
    }
    for (const statement of byAddress) statement.run(address);
    return head === undefined ? 0 : -1;
  };
}
