import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

/** Rows between two turns of the others: some two milliseconds. */
const atOnce = 2_000;

/**
 * All counters as they were at one moment. Hundreds of thousands take half a second, in which nobody else may wait, and
 * a commit in between must not tear what belongs together: so they are read by a connection of their own, in one
 * transaction of WAL, which sees the one moment however long it takes.
 */
export async function wholeCounters(file: string): Promise<Record<string, number>> {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec('BEGIN');
    const sums: Record<string, number> = {};
    let read = 0;
    for (const row of db.prepare('SELECT key, n FROM counters').iterate()) {
      sums[String(row.key)] = Number(row.n);
      if (++read % atOnce === 0) await setImmediate();
    }
    return sums;
  } finally {
    db.close();
  }
}
