import type { Database } from '../../sqlite/database.ts';
import { StoreUnavailable } from '../../store.ts';
import { type LifeArchive, type Marks, otherPartitions } from '../archive.ts';

type Row = Marks & { life: string; epoch: number };

/** Which life of the store is the present one, and how far it came. */
export function openArchivedLives(db: Database): LifeArchive {
  const setting = db.prepare("SELECT value FROM settings WHERE key = 'partitions'");
  const setPartitions = db.prepare("INSERT OR IGNORE INTO settings (key, value) VALUES ('partitions', ?)");
  const find = db.prepare(
    'SELECT life, epoch, number, sequence, fence, position FROM marks WHERE partition = ?',
  );
  const write = db.prepare(
    `INSERT OR REPLACE INTO marks (partition, life, epoch, number, sequence, fence, position)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const hasEarlier = db.prepare(
    `SELECT EXISTS (SELECT 1 FROM chats WHERE partition = ?1 AND epoch < ?2)
         OR EXISTS (SELECT 1 FROM counters WHERE partition = ?1 AND epoch < ?2) AS it`,
  );
  const rowOf = (partition: number): Row | undefined => find.get(partition) as Row | undefined;
  return {
    partitions: () =>
      db.read(() => {
        const found = setting.get();
        return found === undefined ? undefined : Number(found.value);
      }),
    beginEpoch: (partition, life, partitions) =>
      db.write(() => {
        setPartitions.run(partitions);
        const known = Number(setting.get()?.value);
        if (known !== partitions) throw new StoreUnavailable(otherPartitions(known, partitions));
        const row = rowOf(partition);
        const { number, sequence, fence, position } = row ?? {
          number: 0,
          sequence: 0,
          fence: 0,
          position: 0,
        };
        const epoch = row?.life === life ? row.epoch : (row?.epoch ?? 0) + 1;
        write.run(partition, life, epoch, number, sequence, fence, position);
        return {
          epoch,
          marks: { number, sequence, fence, position },
          hasEarlier: Number(hasEarlier.get(partition, epoch)?.it) === 1,
        };
      }),
    noteMarks: (partition, life, epoch, marks) =>
      db.write(() => {
        const row = rowOf(partition);
        if (row !== undefined && (epoch < row.epoch || (epoch === row.epoch && life !== row.life))) {
          return { kind: 'behind' };
        }
        const highest = (name: keyof Marks): number => Math.max(row?.[name] ?? 0, marks[name]);
        write.run(
          partition,
          life,
          epoch,
          highest('number'),
          highest('sequence'),
          highest('fence'),
          highest('position'),
        );
        return { kind: 'taken' };
      }),
    marks: (partition) =>
      db.read(() => {
        const row = rowOf(partition);
        if (row === undefined) return undefined;
        const { life: _, ...marks } = row;
        return marks;
      }),
  };
}
