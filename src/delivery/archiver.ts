import { setTimeout as pause } from 'node:timers/promises';
import { minuteMs, secondMs } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import type { Archive, CounterDelta, Marks } from '../store/archive/archive.ts';
import { type ArchivedChat, epochOf, type Standing } from '../store/life.ts';
import { strangers } from '../store/restoring.ts';
import { type QueuedRow, type Store, StoreUnavailable } from '../store/store.ts';

/** Few enough that an archive on this process's own disk holds up nobody for more than some milliseconds. */
const rowsAtOnce = 64;
const chatsAtOnce = 64;
/** Of one partition in one round, so that every partition has its turn however much waits. */
const pagesPerRound = 150;
const leaseMs = 15 * secondMs;
const wordingsEveryMs = minuteMs;
/** How long whoever wants a turn waits to ask again; another's round is over in that time. */
const turnMs = 50;

/** Above any partition and below the pollers' (`poller-lease.ts`): the same leases, for the one archiver. */
const leaseNumber = 500_000;

/**
 * How many rows and changed chats may wait for the archive, all partitions together, before the process says that
 * it is not ready: about half a gigabyte of Redis. A morning on which 25,000 people take a lesson while the archive
 * is away stays below it. Nothing is dropped beyond it either; what then fills is the store's memory.
 */
export const mostWaiting = 500_000;

export type Archiver = Repeated & {
  /** One round. @returns how many rows and chats were moved; 0 while another process does it */
  sweep(): Promise<number>;
  /**
   * Moves all that waits at this moment, taking turns with a process that archives already.
   * @returns false when the time was over before, or store and archive do not belong together (see `trouble`)
   */
  bringUp(withinMs: number): Promise<boolean>;
  /** Rows and changed chats that wait for the archive. @throws StoreUnavailable */
  waiting(): Promise<number>;
  /** What an operator must know: too much waits, or store and archive do not belong together. */
  trouble(): Promise<string | undefined>;
};

/**
 * Moves what commits leave for the record from the store to the archive: rows, and the records of chats that
 * changed. Rows leave the store only once the archive has them; writing one twice is harmless, and so is a second
 * archiver. Either side may be away for as long as it likes.
 */
export function openArchiver(options: {
  store: Store;
  archive: Archive;
  log: Log;
  /** Names this process towards the store. */
  owner: string;
  clock?: () => number;
  mostWaiting?: number;
}): Archiver {
  const { store, archive, log, owner, clock = Date.now } = options;
  const most = options.mostWaiting ?? mostWaiting;
  const partitions = Array.from({ length: store.partitions }, (_, partition) => partition);
  const kept = new Set<string>();
  let wordingsAt = 0;
  let stranger: string | undefined;

  const sweepPartition = async (partition: number, pages: number, keepLease: KeepLease): Promise<number> => {
    const standing = await store.standing(partition);
    // Not begun: whoever leads the restoring begins it.
    if (standing === undefined) return 0;
    if (!(await introduce(store, archive, partition, standing))) {
      stranger = strangers(partition);
      log.error({ partition, epoch: standing.epoch }, `ALARM: ${stranger}`);
      return 0;
    }
    const rows = await moveRows(store, archive, partition, pages, keepLease);
    return rows + (await moveChats(options, partition, pages, clock, keepLease));
  };

  /** @returns undefined when another process has the lease, or took it over */
  const sweepPages = async (pages: number): Promise<number | undefined> => {
    const lease = await store.acquireLease(leaseNumber, owner, leaseMs);
    if (lease === undefined) return undefined;
    let renewedAt = clock();
    const keepLease: KeepLease = async () => {
      if (clock() - renewedAt < leaseMs / 5) return;
      renewedAt = clock();
      if (!(await store.renewLease(lease, leaseMs))) throw new LeaseLost('another process archives now');
    };
    let moved = 0;
    stranger = undefined;
    try {
      if (clock() - wordingsAt >= wordingsEveryMs) {
        await keepWordings(store, archive, kept);
        wordingsAt = clock();
      }
      // Side by side, so that an archive on disk flushes once for all partitions.
      const moves = await Promise.allSettled(
        partitions.map((partition) => sweepPartition(partition, pages, keepLease)),
      );
      for (const move of moves) if (move.status === 'fulfilled') moved += move.value;
      const failed = moves.find((move) => move.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      return moved;
    } catch (error) {
      if (error instanceof LeaseLost) return undefined;
      throw error;
    } finally {
      await store.releaseLease(lease);
    }
  };
  const sweep = async (): Promise<number> => (await sweepPages(pagesPerRound)) ?? 0;
  const rounds = repeated(sweep, log, 'nothing moved to the archive; it stays in the store meanwhile');
  return {
    sweep,
    start: rounds.start,
    async stop() {
      await rounds.stop();
      try {
        await sweep();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        log.warn({ err: error }, 'what waits for the archive stays in the store until the next start');
      }
    },
    async bringUp(withinMs) {
      const untilMs = clock() + withinMs;
      while (clock() < untilMs) {
        if ((await sweepPages(Number.POSITIVE_INFINITY)) !== undefined) return stranger === undefined;
        await pause(turnMs);
      }
      return false;
    },
    waiting: () => waitingIn(store, partitions),
    async trouble() {
      const waiting = await unlessAway(() => waitingIn(store, partitions));
      if (waiting !== undefined && waiting > most) {
        return `${waiting} rows and chats wait for the archive ${archive.name}, more than ${most}: bring it back, or give the store more room; nothing is lost meanwhile`;
      }
      return stranger;
    },
  };
}

/** Resolves when all have, fails when all have ended and one failed: nothing goes on behind a failure's back. */
async function settledTogether<T extends unknown[]>(works: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(works);
  return Promise.all(works) as Promise<T>;
}

async function waitingIn(store: Store, partitions: number[]): Promise<number> {
  const standings = await Promise.all(partitions.map((partition) => store.standing(partition)));
  return standings.reduce((sum, it) => sum + (it?.waitingRows ?? 0) + (it?.changedChats ?? 0), 0);
}

/** @returns undefined while the store is away, which is its own trouble */
async function unlessAway<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

/** Renews the lease when it is time. @throws LeaseLost */
type KeepLease = () => Promise<void>;

class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** Wordings go both ways: where one side has lost them, the other still has them. */
async function keepWordings(store: Store, archive: Archive, kept: Set<string>): Promise<void> {
  const here = await store.itemVersions();
  const fresh = here.filter(({ key }) => !kept.has(key));
  if (fresh.length > 0) await archive.keepItemVersions(fresh);
  for (const { key } of fresh) kept.add(key);
  const known = new Set(here.map(({ key }) => key));
  if ([...kept].every((key) => known.has(key))) return;
  await store.keepItemVersions(await archive.itemVersions());
}

/**
 * Tells the archive how far the partition has come. An archive that does not know this life, being new, is given
 * every chat. @returns false when the archive knows a later life, or another one
 */
async function introduce(
  store: Store,
  archive: Archive,
  partition: number,
  standing: Standing,
): Promise<boolean> {
  const known = await archive.marks(partition);
  if (known === undefined || known.epoch < standing.epoch) await store.markAllChanged(partition);
  const { number, sequence, fence, position }: Marks = standing;
  const noted = await archive.noteMarks(partition, standing.life, standing.epoch, {
    number,
    sequence,
    fence,
    position,
  });
  return noted.kind === 'taken';
}

async function moveRows(
  store: Store,
  archive: Archive,
  partition: number,
  pages: number,
  keepLease: KeepLease,
): Promise<number> {
  let moved = 0;
  for (let page = 0; page < pages; page++) {
    const rows = await store.archiveRows(partition, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) return moved;
    // What is asked of an archive on disk at the same moment is one transaction there, and a page is written once.
    await settledTogether([
      archive.append(rows.flatMap(({ row }) => (row.kind === 'counters' ? [] : [row]))),
      addCounters(archive, partition, rows),
    ]);
    await store.dropArchiveRows(partition, last.position);
    moved += rows.length;
    if (rows.length < rowsAtOnce) return moved;
    await keepLease();
  }
  return moved;
}

/** The epoch of a row stands in its position; all rows that wait in a store are of its present one. */
async function addCounters(archive: Archive, partition: number, rows: QueuedRow[]): Promise<void> {
  const deltas = rows.flatMap(({ position, row }) =>
    row.kind === 'counters' ? [deltaOf(partition, position, row.body)] : [],
  );
  const newest = deltas.at(-1);
  if (newest === undefined) return;
  const { kind } = await archive.addCounters(partition, epochOf(newest.position), deltas);
  if (kind === 'behind') throw new StoreUnavailable('the archive has begun a later epoch; this one is over');
}

const deltaOf = (partition: number, position: number, body: string): CounterDelta => ({
  id: `${partition}/${position}`,
  position,
  sums: Object.fromEntries(
    Object.entries(JSON.parse(body) as Record<string, string>).map(([key, by]) => [key, Number(by)]),
  ),
});

async function moveChats(
  { store, archive }: { store: Store; archive: Archive },
  partition: number,
  pages: number,
  clock: () => number,
  keepLease: KeepLease,
): Promise<number> {
  let moved = 0;
  for (let page = 0; page < pages; page++) {
    const { epoch, chats } = await store.changedChats(partition, chatsAtOnce);
    if (chats.length === 0) return moved;
    const put = await archive.putChats(partition, epoch, chats);
    if (put.kind === 'behind')
      throw new StoreUnavailable('the archive has begun a later epoch; this one is over');
    for (const chat of put.erased) await eraseAgain(store, partition, chat, clock());
    await store.archivedChats(partition, epoch, chats);
    moved += chats.length;
    if (chats.length < chatsAtOnce) return moved;
    await keepLease();
  }
  return moved;
}

/**
 * The archive knows that this chat was erased, and yet the store has it: it came back from there just before its
 * erasure did, which an archiver had carried through a wipe. The erasure was promised; it is done once more.
 */
async function eraseAgain(
  store: Store,
  partition: number,
  { chat, number }: ArchivedChat,
  now: number,
): Promise<void> {
  const [found] = await store.load([{ chat, updates: [] }]);
  if (found?.session === undefined || found.number !== number) return;
  await store.commit(
    partition,
    [
      {
        chat,
        base: found.version,
        updates: [],
        redeliveryMs: 0,
        session: undefined,
        timerAt: undefined,
        outgoing: [],
        counters: {},
        archive: [],
      },
    ],
    now,
  );
}
