import type { Database } from '../../sqlite/database.ts';
import { StoreUnavailable } from '../../store.ts';
import { type LifeArchive, type Marks, noMarks, otherPartitions } from '../archive.ts';

type Row = Marks & { life: string; epoch: number; given: number };

const unknown: Row = { life: '', epoch: 0, given: 0, ...noMarks };

/** Which life of the store is the present one, and how far it came. */
export function openArchivedLives(db: Database): LifeArchive {
  const setting = db.prepare("SELECT value FROM settings WHERE key = 'partitions'");
  const setPartitions = db.prepare("INSERT OR IGNORE INTO settings (key, value) VALUES ('partitions', ?)");
  const find = db.prepare(
    'SELECT life, epoch, given, number, sequence, fence, position FROM marks WHERE partition = ?',
  );
  const write = db.prepare(
    `INSERT OR REPLACE INTO marks (partition, life, epoch, given, number, sequence, fence, position)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const rowOf = (partition: number): Row => (find.get(partition) as Row | undefined) ?? unknown;
  const save = (partition: number, { life, epoch, given, number, sequence, fence, position }: Row): void => {
    write.run(partition, life, epoch, given, number, sequence, fence, position);
  };
  return {
    partitions: () =>
      db.read(() => {
        const found = setting.get();
        return found === undefined ? undefined : Number(found.value);
      }),
    giveEpoch: (partition, partitions) =>
      db.write(() => {
        setPartitions.run(partitions);
        const known = Number(setting.get()?.value);
        if (known !== partitions) throw new StoreUnavailable(otherPartitions(known, partitions));
        const row = rowOf(partition);
        const epoch = row.given + 1;
        save(partition, { ...row, given: epoch });
        const { number, sequence, fence, position } = row;
        return { epoch, marks: { number, sequence, fence, position }, isNew: row.epoch === 0 };
      }),
    noteMarks: (partition, life, epoch, marks) =>
      db.write(() => {
        const row = rowOf(partition);
        if (epoch < row.epoch || (epoch === row.epoch && life !== row.life)) return { kind: 'behind' };
        save(partition, {
          life,
          epoch,
          given: Math.max(row.given, epoch),
          number: Math.max(row.number, marks.number),
          sequence: Math.max(row.sequence, marks.sequence),
          fence: Math.max(row.fence, marks.fence),
          position: Math.max(row.position, marks.position),
        });
        return { kind: 'taken' };
      }),
    marks: (partition) =>
      db.read(() => {
        const { epoch, number, sequence, fence, position } = rowOf(partition);
        return epoch === 0 ? undefined : { epoch, number, sequence, fence, position };
      }),
  };
}
