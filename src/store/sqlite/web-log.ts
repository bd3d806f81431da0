import type { Chat } from '../../core/chat.ts';
import { chatKey } from '../../core/chat.ts';
import type { Outgoing } from '../../core/effect.ts';
import type { Instant } from '../../core/time.ts';
import { dayMs } from '../../core/time.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';

export const keptLines = 100;
export const keptDays = 30;

type Line = { sequence: number; outgoing: string; at: Instant };

/** What a web chat shows again after a lost connection or a reload. */
export function openWebLog(db: Database, tell: (chat: Chat) => void): Pick<Store, 'appendLog' | 'readLog'> {
  const add = db.prepare(
    'INSERT OR IGNORE INTO web_log (address, sequence, outgoing, at) VALUES (?, ?, ?, ?)',
  );
  const trim = db.prepare(
    `DELETE FROM web_log WHERE address = ?1 AND sequence <=
     (SELECT sequence FROM web_log WHERE address = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2)`,
  );
  const dropOld = db.prepare('DELETE FROM web_log WHERE address = ? AND at <= ?');
  const read = db.prepare(
    'SELECT sequence, outgoing, at FROM web_log WHERE address = ? AND sequence > ? ORDER BY sequence',
  );
  return {
    async appendLog(chat, entry) {
      const address = chatKey(chat);
      const isNew = await db.write(() => {
        const { changes } = add.run(address, entry.sequence, JSON.stringify(entry.outgoing), entry.at);
        trim.run(address, keptLines);
        dropOld.run(address, entry.at - keptDays * dayMs);
        return changes === 1;
      });
      if (isNew) tell(chat);
    },
    readLog: (chat, after) =>
      db.read(() =>
        (read.all(chatKey(chat), after) as Line[]).map((line) => ({
          sequence: line.sequence,
          outgoing: JSON.parse(line.outgoing) as Outgoing,
          at: line.at,
        })),
      ),
  };
}
