import type { Instant } from '../../core/time.ts';
import type { ArchiveRow } from '../store.ts';

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

export type ReportCounts = { waiting: number; delivered: number; refused: number; oldestWaitingAt?: Instant };

/**
 * The record behind the store: raw attempts and reports, off the hot path. SQLite here; Postgres where
 * two machines share one Redis. Rows of erased learners are refused for ever.
 */
export interface Archive {
  readonly name: string;
  /** Idempotent by row id. An `erasure` row deletes the learner's rows and leaves a tombstone. Durable when it resolves. */
  append(rows: ArchiveRow[]): Promise<void>;
  /** Reports that may be sent now, oldest first. */
  dueReports(kind: ReportKind, now: Instant, limit: number): Promise<Report[]>;
  settleReports(outcomes: ReportOutcome[]): Promise<void>;
  reportCounts(kind: ReportKind): Promise<ReportCounts>;
  refusedReports(kind: ReportKind, limit: number): Promise<(Report & { reason: string })[]>;
  /** Puts refused reports back in the queue. @returns how many */
  retryRefused(kind: ReportKind, now: Instant): Promise<number>;
  /** Raw answers, oldest first, for exports and audits. */
  attempts(after: { at: Instant; id: string } | undefined, limit: number): Promise<ArchiveRow[]>;
  trouble(): Promise<string | undefined>;
  close(): Promise<void>;
}
