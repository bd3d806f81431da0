import type { Instant } from '../../core/time.ts';
import { minuteMs } from '../../core/time.ts';
import type { ArchivedChat } from '../life.ts';
import type { ArchiveRow } from '../store.ts';
import type { BroadcastArchive } from './broadcast-archive.ts';
import type { CertificateArchive } from './certificate-archive.ts';
import type { PaperArchive } from './paper-archive.ts';
import type { PeopleArchive } from './people-archive.ts';

/**
 * The record behind the store, off the hot path: SQLite in `sqlite/`; Postgres in `postgres/` where two machines
 * share one Redis. Two implementations pass one contract (test/contracts/archive.ts). Every method may throw
 * `StoreUnavailable`: then nothing was changed, or all of it; doing anything here twice is harmless.
 */
export interface Archive
  extends RowArchive,
    ReportQueue,
    ChatArchive,
    CounterArchive,
    LifeArchive,
    PaperArchive,
    PeopleArchive,
    CertificateArchive,
    BroadcastArchive {
  /** For start lines and errors, `embedded` or `postgres://host/database`. Never a password. */
  readonly name: string;
  /** undefined when well; else what is wrong and how to mend it. */
  trouble(): Promise<string | undefined>;
  close(): Promise<void>;
}

export type RowsOfLearner = {
  /** Bodies as they were written. */
  attempts: string[];
  reports: { kind: ReportKind; state: 'waiting' | 'delivered' | 'refused'; body: string }[];
};

/** Raw attempts, reports, and who was forgotten. */
export interface RowArchive {
  /**
   * Idempotent by row id. An `erasure` row deletes the learner's rows, a `chat_erased` row the chat's record; both
   * leave a tombstone, and what comes later of the erased is refused for ever. Durable when it resolves.
   * @throws TypeError for a `counters` row, which belongs to `addCounters`
   */
  append(rows: ArchiveRow[]): Promise<void>;
  /** Raw answers, oldest first, for exports and audits. */
  attempts(after: { at: Instant; id: string } | undefined, limit: number): Promise<ArchiveRow[]>;
  /** All that is kept of a learner, each in the order it came, for the learner. */
  rowsOf(learner: string): Promise<RowsOfLearner>;
  /** Every wording a question ever had; the first body kept under a key stays. */
  keepItemVersions(items: { key: string; body: string }[]): Promise<void>;
  itemVersions(): Promise<{ key: string; body: string }[]>;
}

export type ReportKind = 'statement' | 'webhook';

/** One report on its way to the central API or the completion webhook. */
export type Report = {
  id: string;
  kind: ReportKind;
  body: string;
  /** When it was made; age and order. */
  at: Instant;
  tries: number;
};

export type ReportOutcome =
  | { kind: 'delivered'; id: string }
  | { kind: 'retry'; id: string; notBeforeAt: Instant }
  /** It will not be accepted as it is: kept, shown, and retried only by hand. */
  | { kind: 'refused'; id: string; reason: string };

export type MadeReport = { id: string; at: Instant; state: 'waiting' | 'delivered' | 'refused' };

export type ReportCounts = { waiting: number; delivered: number; refused: number; oldestWaitingAt?: Instant };

/**
 * How long a sender that took reports has them to itself. Longer than a round of sending takes; the reports of
 * one that was killed wait so long.
 */
export const claimMs = 5 * minuteMs;

export interface ReportQueue {
  /** Takes reports that may be sent now, oldest first: for `claimMs` nobody else is given them. */
  dueReports(kind: ReportKind, now: Instant, limit: number): Promise<Report[]>;
  settleReports(outcomes: ReportOutcome[]): Promise<void>;
  /** Gives back what was taken and not settled. */
  releaseReports(ids: string[]): Promise<void>;
  reportCounts(kind: ReportKind): Promise<ReportCounts>;
  refusedReports(kind: ReportKind, limit: number): Promise<(Report & { reason: string })[]>;
  /** Reports made from one moment until before another, in whatever state, oldest first. */
  madeReports(
    kind: ReportKind,
    made: { from: Instant; before: Instant },
    after: { at: Instant; id: string } | undefined,
    limit: number,
  ): Promise<MadeReport[]>;
  /** Puts refused reports back in the queue. @returns how many */
  retryRefused(kind: ReportKind, now: Instant): Promise<number>;
}

/** `behind`: a later epoch has begun meanwhile, or the archive is another store's; nothing was written. */
export type Taken<T> = { kind: 'behind' } | ({ kind: 'taken' } & T);

/** The chats' records as the store wrote them, to be put back after a wipe. */
export interface ChatArchive {
  /**
   * Takes each record that is newer, by (epoch, number, revision), than the one it has of that address.
   * @returns those that were erased: the store should not have them any more
   */
  putChats(
    partition: number,
    epoch: number,
    chats: ArchivedChat[],
  ): Promise<Taken<{ erased: ArchivedChat[] }>>;
  findChats(partition: number, addresses: string[]): Promise<ArchivedChat[]>;
  /** Chats last archived in an epoch before this one, in the order of their addresses. */
  chatPage(partition: number, beforeEpoch: number, after: string, limit: number): Promise<ArchivedChat[]>;
}

/** What one commit added to the counters. `id` names it for ever, `position` its place among the rows. */
export type CounterDelta = { id: string; position: number; sums: Record<string, number> };

/** How far back, in positions, a delta that comes again is known; the archiver never has so many under way. */
export const keptDeltas = 100_000;

/** Exact sums of what the commits of all epochs added. */
export interface CounterArchive {
  /** Idempotent by id: a delta that is delivered twice counts once. */
  addCounters(partition: number, epoch: number, deltas: CounterDelta[]): Promise<Taken<object>>;
  /** What was added before an epoch, in the order of the keys. */
  counterPage(
    partition: number,
    beforeEpoch: number,
    after: string,
    limit: number,
  ): Promise<{ key: string; n: number }[]>;
  /** Sums over all partitions and epochs of the counters whose key begins with `prefix`. */
  counters(prefix: string): Promise<Record<string, number>>;
}

/** The highest that was seen of what must never be given again. */
export type Marks = { number: number; sequence: number; fence: number; position: number };
export const noMarks: Marks = { number: 0, sequence: 0, fence: 0, position: 0 };

export type GivenEpoch = {
  epoch: number;
  marks: Marks;
  /** No store was ever archived here: there is nothing to put back and nothing to stay above. */
  isNew: boolean;
};

/** The sentence for an archive and a store that do not belong together. */
export const otherPartitions = (known: number, found: number): string =>
  `the archive belongs to a store of ${known} partitions, this one has ${found}: give each its own archive (ARCHIVE_URL or DATA_DIR), or start the store it belongs to`;

/** Which life of the store is the present one (see `life.ts`). */
export interface LifeArchive {
  /** How many partitions the store has; undefined while the archive is new. */
  partitions(): Promise<number | undefined>;
  /**
   * Gives a number that no epoch of this partition had before, to whoever asks. It is the store that takes one.
   * @throws StoreUnavailable when the archive is of a store with another number of partitions
   */
  giveEpoch(partition: number, partitions: number): Promise<GivenEpoch>;
  /**
   * Notes the partition's present life and how far it has come. A later epoch than the one known takes over: records
   * and counters of earlier ones are refused from then on, so what lies here of them does not change any more.
   */
  noteMarks(partition: number, life: string, epoch: number, marks: Marks): Promise<Taken<object>>;
  marks(partition: number): Promise<(Marks & { epoch: number }) | undefined>;
}
