import { chatKey, parseChatKey } from '../../core/chat.ts';
import type { Instant } from '../../core/time.ts';
import { dayMs } from '../../core/time.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';

const strikeDays = 2;
const keptLetters = 1_000;

type Letter = { at: Instant; address: string; update_id: string; reason: string };

/** Updates that failed: how often, and those that were given up. */
export function openFailures(
  db: Database,
  clock: () => Instant,
): Pick<Store, 'strike' | 'bury' | 'deadLetters'> {
  const strike = db.prepare(
    `INSERT INTO strikes (address, update_id, n, until_at) VALUES (?1, ?2, 1, ?4)
     ON CONFLICT (address, update_id) DO UPDATE
     SET n = CASE WHEN until_at <= ?3 THEN 1 ELSE n + 1 END, until_at = ?4
     RETURNING n`,
  );
  const bury = db.prepare('INSERT INTO dead_letters (at, address, update_id, reason) VALUES (?, ?, ?, ?)');
  const trim = db.prepare('DELETE FROM dead_letters WHERE id <= (SELECT max(id) FROM dead_letters) - ?');
  const letters = db.prepare(
    'SELECT at, address, update_id, reason FROM dead_letters ORDER BY id DESC LIMIT ?',
  );
  return {
    strike: (chat, update) =>
      db.write(() => {
        const now = clock();
        return Number(strike.get(chatKey(chat), update, now, now + strikeDays * dayMs)?.n);
      }),
    bury: (letter) =>
      db.write(() => {
        bury.run(letter.at, chatKey(letter.chat), letter.update, letter.reason);
        trim.run(keptLetters);
      }),
    deadLetters: () =>
      db.read(() =>
        (letters.all(keptLetters) as Letter[]).flatMap(({ at, address, update_id, reason }) => {
          const chat = parseChatKey(address);
          return chat === undefined ? [] : [{ at, chat, update: update_id, reason }];
        }),
      ),
  };
}
