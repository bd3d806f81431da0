import { type CounterArchive, keptDeltas } from '../archive.ts';
import type { Postgres } from './connection.ts';
import { isBehind } from './lives.ts';

/** Sums by partition and epoch, so that what earlier epochs added does not move while it is put back. */
export function openCounterSums(db: Postgres): CounterArchive {
  return {
    addCounters: (partition, epoch, deltas) =>
      db.write(async (inside) => {
        // The partition's row is held until the end: two archivers add one after the other.
        if (await isBehind(inside, partition, epoch)) return { kind: 'behind' };
        const fresh = await inside.query<{ id: string }>(
          `INSERT INTO banhoc.deltas (id, partition, position)
           SELECT given.id, $1, given.position FROM unnest($2::text[], $3::bigint[]) AS given (id, position)
           ON CONFLICT DO NOTHING RETURNING id`,
          [partition, deltas.map(({ id }) => id), deltas.map(({ position }) => position)],
        );
        const ids = new Set(fresh.map(({ id }) => id));
        const sums = new Map<string, number>();
        for (const { id, sums: added } of deltas) {
          // Deleted once met: an id twice in one call counts once too.
          if (!ids.delete(id)) continue;
          for (const [key, by] of Object.entries(added)) sums.set(key, (sums.get(key) ?? 0) + by);
        }
        await inside.query(
          `INSERT INTO banhoc.counters (partition, epoch, key, n)
           SELECT $1, $2, given.* FROM unnest($3::text[], $4::bigint[]) AS given (key, n)
           ON CONFLICT (partition, epoch, key) DO UPDATE SET n = counters.n + excluded.n`,
          [partition, epoch, [...sums.keys()], [...sums.values()]],
        );
        const newest = deltas.at(-1)?.position;
        if (newest !== undefined) {
          await inside.query('DELETE FROM banhoc.deltas WHERE partition = $1 AND position < $2', [
            partition,
            newest - keptDeltas,
          ]);
        }
        return { kind: 'taken' };
      }),
    counterPage: (partition, beforeEpoch, after, limit) =>
      db.query(
        `SELECT key, sum(n)::bigint AS n FROM banhoc.counters
         WHERE partition = $1 AND epoch < $2 AND key > $3 GROUP BY key ORDER BY key LIMIT $4`,
        [partition, beforeEpoch, after, limit],
      ),
    async counters(prefix) {
      // U+10FFFF sorts behind every character, so the range is exactly the keys with this beginning.
      const rows = await db.query<{ key: string; n: number }>(
        'SELECT key, sum(n)::bigint AS n FROM banhoc.counters WHERE key >= $1 AND key < $2 GROUP BY key',
        [prefix, `${prefix}\u{10ffff}`],
      );
      return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
    },
  };
}
