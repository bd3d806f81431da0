import type { Instant } from '../../core/time.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';

/** Counts in windows that open with the first event, for rate limits. */
export function openTallies(db: Database, clock: () => Instant): Pick<Store, 'tally'> {
  const count = db.prepare(
    `INSERT INTO tallies (key, n, until_at) VALUES (?1, 1, ?2 + ?3)
     ON CONFLICT (key) DO UPDATE
     SET n = CASE WHEN until_at <= ?2 THEN 1 ELSE n + 1 END,
         until_at = CASE WHEN until_at <= ?2 THEN ?2 + ?3 ELSE until_at END
     RETURNING n`,
  );
  return {
    tally: (key, windowMs) => db.write(() => Number(count.get(key, clock(), windowMs)?.n)),
  };
}
