import { StoreUnavailable } from '../../store.ts';
import { type LifeArchive, type Marks, noMarks, otherPartitions } from '../archive.ts';
import type { Postgres, Queries } from './connection.ts';

type Row = Marks & { life: string; epoch: number; given: number };

const unknown: Row = { life: '', epoch: 0, given: 0, ...noMarks };

/** Whether a later epoch has begun. Holds the partition's row until the transaction ends, so none begins meanwhile. */
export async function isBehind({ query }: Queries, partition: number, epoch: number): Promise<boolean> {
  const [row] = await query<{ epoch: number }>(
    'SELECT epoch FROM banhoc.marks WHERE partition = $1 FOR UPDATE',
    [partition],
  );
  return row !== undefined && epoch < row.epoch;
}

/** Which life of the store is the present one, and how far it came. */
export function openArchivedLives(db: Postgres): LifeArchive {
  return {
    async partitions() {
      const [row] = await db.query<{ value: number }>(
        `SELECT value FROM banhoc.settings WHERE key = 'partitions'`,
      );
      return row?.value;
    },
    giveEpoch: (partition, partitions) =>
      db.write(async (inside) => {
        await inside.query(
          `INSERT INTO banhoc.settings (key, value) VALUES ('partitions', $1) ON CONFLICT DO NOTHING`,
          [partitions],
        );
        const [setting] = await inside.query<{ value: number }>(
          `SELECT value FROM banhoc.settings WHERE key = 'partitions'`,
        );
        const known = setting?.value ?? partitions;
        if (known !== partitions) throw new StoreUnavailable(otherPartitions(known, partitions));
        const [row] = await inside.query<Row>(
          `INSERT INTO banhoc.marks AS known (partition, life, epoch, given, number, sequence, fence, position)
           VALUES ($1, '', 0, 1, 0, 0, 0, 0)
           ON CONFLICT (partition) DO UPDATE SET given = known.given + 1 RETURNING *`,
          [partition],
        );
        const { epoch, given, number, sequence, fence, position } = row ?? unknown;
        return { epoch: given, marks: { number, sequence, fence, position }, isNew: epoch === 0 };
      }),
    async noteMarks(partition, life, epoch, { number, sequence, fence, position }) {
      const taken = await db.query(
        `INSERT INTO banhoc.marks AS known (partition, life, epoch, given, number, sequence, fence, position)
         VALUES ($1, $2, $3, $3, $4, $5, $6, $7)
         ON CONFLICT (partition) DO UPDATE SET life = excluded.life, epoch = excluded.epoch,
           given = greatest(known.given, excluded.given),
           number = greatest(known.number, excluded.number),
           sequence = greatest(known.sequence, excluded.sequence),
           fence = greatest(known.fence, excluded.fence),
           position = greatest(known.position, excluded.position)
         WHERE excluded.epoch > known.epoch OR (excluded.epoch = known.epoch AND excluded.life = known.life)
         RETURNING 1`,
        [partition, life, epoch, number, sequence, fence, position],
      );
      return { kind: taken.length === 0 ? 'behind' : 'taken' };
    },
    async marks(partition) {
      const [row] = await db.query<Row>(
        `SELECT epoch, number, sequence, fence, position FROM banhoc.marks
         WHERE partition = $1 AND epoch > 0`,
        [partition],
      );
      return row;
    },
  };
}
