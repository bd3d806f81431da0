import type { Chat } from '../../core/chat.ts';
import type { Instant } from '../../core/time.ts';
import { dayMs, minuteMs } from '../../core/time.ts';
import { hintBoard } from '../hints.ts';
import type { LookBack } from '../life.ts';
import { openOwnPace } from '../own-pace.ts';
import type { OutboxRow, Store } from '../store.ts';
import { openArchiveRows } from './archive-rows.ts';
import { openChats } from './chats.ts';
import { openCommit } from './commit.ts';
import { type Database, openDatabase } from './database.ts';
import { openFailures } from './failures.ts';
import { openItemVersions } from './item-versions.ts';
import { openLeases } from './leases.ts';
import { openLedger } from './ledger.ts';
import { openLife } from './life.ts';
import { openOutbox } from './outbox.ts';
import { storeSchema } from './schema.ts';
import { takeServiceLock } from './service-lock.ts';
import { openTallies } from './tallies.ts';
import { keptDays, openWebLog } from './web-log.ts';

export type SqliteStoreOptions = {
  file: string;
  /** The store's own clock, for leases, windows and housekeeping. */
  clock?: () => Instant;
  /**
   * `service` is the one process that answers people; a second is refused.
   * `command` works beside it in short transactions: statistics, an erasure, a backup.
   */
  role?: 'service' | 'command';
  /** `at once` in epoch 1, without an archive; or when `restoring.ts` has asked the archive. */
  begins?: 'at once' | 'by the archive';
};

/**
 * The embedded store: one file, one partition, one service process. WAL with `synchronous=FULL`: what was
 * committed survives a power cut. One `commit` call is one transaction, so batches make durability cheap.
 * @throws StoreUnavailable naming the file and how to mend it
 */
export function openSqliteStore({
  file,
  clock = Date.now,
  role = 'service',
  begins = 'at once',
}: SqliteStoreOptions): Store {
  const db = openDatabase(file, storeSchema);
  let unlock: (() => void) | undefined;
  try {
    unlock = role === 'service' ? takeServiceLock(file) : undefined;
  } catch (error) {
    db.close();
    throw error;
  }
  if (begins === 'at once') db.exec("INSERT OR IGNORE INTO meta VALUES ('epoch', 1)");
  let lookBack: LookBack | undefined;
  const rows = hintBoard<OutboxRow[]>();
  const log = hintBoard<Chat>();
  return {
    name: 'embedded',
    partitions: 1,
    partitionOf: () => 0,
    queueOf: () => 0,
    ...openChats(db, () => lookBack),
    ...openLife(db),
    askWhenAbsent(asked) {
      lookBack = asked;
    },
    ...openCommit(db, clock, openSweeper(db, clock), rows.tell),
    ...openLeases(db, clock),
    ...openLedger(db, clock, rows.tell),
    ...openOutbox(db, clock),
    ...openOwnPace(clock),
    ...openArchiveRows(db),
    ...openFailures(db, clock),
    ...openTallies(db, clock),
    ...openItemVersions(db),
    ...openWebLog(db, log.tell),
    onRows: (listener) => rows.listen((added) => listener(0, added)),
    onLog: log.listen,
    trouble: db.trouble,
    notes: async () => [],
    async close() {
      db.close();
      unlock?.();
    },
  };
}

/** Drops, about once a minute and inside a commit's transaction, what has passed its time. */
function openSweeper(db: Database, clock: () => Instant): () => void {
  const statements = ['spilled WHERE expires_at', 'strikes WHERE until_at', 'tallies WHERE until_at'].map(
    (what) => db.prepare(`DELETE FROM ${what} <= ?`),
  );
  const oldLines = db.prepare('DELETE FROM web_log WHERE at <= ?');
  let sweptAt = clock();
  return () => {
    const now = clock();
    if (now - sweptAt < minuteMs) return;
    sweptAt = now;
    for (const statement of statements) statement.run(now);
    oldLines.run(now - keptDays * dayMs);
  };
}
