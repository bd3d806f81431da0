import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import type { Archive } from '../store/archive/archive.ts';
import type { Store } from '../store/store.ts';

const perRound = 500;

/**
 * Moves what commits leave for the record from the store to the archive. Rows leave the store only once the
 * archive has them; writing one twice is harmless. Either may be away for as long as it likes.
 */
export function openArchiver(options: { store: Store; archive: Archive; log: Log }): Repeated & {
  /** @returns how many rows were moved */
  sweep(): Promise<number>;
} {
  const { store, archive, log } = options;
  const sweep = async (): Promise<number> => {
    let moved = 0;
    for (let partition = 0; partition < store.partitions; partition++) {
      for (;;) {
        const rows = await store.archiveRows(partition, perRound);
        if (rows.length === 0) break;
        await archive.append(rows.map(({ row }) => row));
        await store.dropArchiveRows(partition, rows.at(-1)?.position ?? 0);
        moved += rows.length;
        if (rows.length < perRound) break;
      }
    }
    return moved;
  };
  const rounds = repeated(sweep, log, 'nothing moved to the archive; it stays in the store meanwhile');
  return {
    sweep,
    start: rounds.start,
    async stop() {
      await rounds.stop();
      await sweep();
    },
  };
}
