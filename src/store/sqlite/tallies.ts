import type { Instant } from '../../core/time.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';

/** Counts in windows that open with the first event, for rate limits; and small texts kept by name. */
export function openTallies(
  db: Database,
  clock: () => Instant,
): Pick<Store, 'tally' | 'tallied' | 'note' | 'keepNote'> {
  const count = db.prepare(
    `INSERT INTO tallies (key, n, until_at) VALUES (?1, max(0, ?4), ?2 + ?3)
     ON CONFLICT (key) DO UPDATE
     SET n = max(0, CASE WHEN until_at <= ?2 THEN ?4 ELSE n + ?4 END),
         until_at = CASE WHEN until_at <= ?2 THEN ?2 + ?3 ELSE until_at END
     RETURNING n`,
  );
  const counted = db.prepare('SELECT n FROM tallies WHERE key = ?1 AND until_at > ?2');
  const noted = db.prepare('SELECT value FROM meta WHERE key = ?1');
  const keep = db.prepare(
    'INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const note = (name: string): string | undefined => {
    const value = noted.get(`note:${name}`)?.value;
    return value === undefined || value === null ? undefined : String(value);
  };
  return {
    tally: (key, windowMs, by = 1) => db.write(() => Number(count.get(key, clock(), windowMs, by)?.n)),
    tallied: async (key) => Number(counted.get(key, clock())?.n ?? 0),
    note: async (name) => note(name),
    keepNote: (name, text, before) =>
      db.write(() => {
        if (note(name) !== before) return false;
        keep.run(`note:${name}`, text);
        return true;
      }),
  };
}
