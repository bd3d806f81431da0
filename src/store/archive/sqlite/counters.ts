import type { Database } from '../../sqlite/database.ts';
import { type CounterArchive, keptDeltas } from '../archive.ts';

/** Sums by partition and epoch, so that what earlier epochs added does not move while it is put back. */
export function openCounterSums(db: Database): CounterArchive {
  const present = db.prepare('SELECT epoch FROM marks WHERE partition = ?');
  const note = db.prepare('INSERT OR IGNORE INTO deltas (id, partition, position) VALUES (?, ?, ?)');
  const add = db.prepare(
    `INSERT INTO counters (partition, epoch, key, n) VALUES (?, ?, ?, ?)
     ON CONFLICT (partition, epoch, key) DO UPDATE SET n = n + excluded.n`,
  );
  const forgetOld = db.prepare('DELETE FROM deltas WHERE partition = ? AND position < ?');
  const page = db.prepare(
    `SELECT key, sum(n) AS n FROM counters WHERE partition = ? AND epoch < ? AND key > ?
     GROUP BY key ORDER BY key LIMIT ?`,
  );
  const sums = db.prepare('SELECT key, sum(n) AS n FROM counters WHERE key >= ? AND key < ? GROUP BY key');
  return {
    addCounters: (partition, epoch, deltas) =>
      db.write(() => {
        if (epoch < Number(present.get(partition)?.epoch ?? 0)) return { kind: 'behind' };
        // The same few counters stand in most deltas: each is written once for all of them.
        const sums = new Map<string, number>();
        for (const { id, position, sums: added } of deltas) {
          if (note.run(id, partition, position).changes === 0) continue;
          for (const [key, by] of Object.entries(added)) sums.set(key, (sums.get(key) ?? 0) + by);
        }
        for (const [key, by] of sums) add.run(partition, epoch, key, by);
        const newest = deltas.at(-1)?.position;
        if (newest !== undefined) forgetOld.run(partition, newest - keptDeltas);
        return { kind: 'taken' };
      }),
    counterPage: (partition, beforeEpoch, after, limit) =>
      db.read(() => page.all(partition, beforeEpoch, after, limit).map((row) => ({ ...row }) as KeyAndSum)),
    counters: (prefix) =>
      db.read(() => {
        // U+10FFFF sorts behind every character, so the range is exactly the keys with this beginning.
        const rows = sums.all(prefix, `${prefix}\u{10ffff}`) as KeyAndSum[];
        return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
      }),
  };
}

type KeyAndSum = { key: string; n: number };
