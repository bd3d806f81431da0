import type { Instant } from '../../core/time.ts';
import type { ReportQueue } from '../../store/archive/archive.ts';

/** One day's statements here and at the centre, as they were compared at night. */
export type DayCompared = {
  from: Instant;
  at: Instant;
  ours: { delivered: number; waiting: number; refused: number };
  theirs?: number | undefined;
  missing: { n: number; ids: string[] };
  unknown: { n: number; ids: string[] };
  isCut: boolean;
  trouble?: string | undefined;
};

/** Reports as the console sees them, and the one thing it does with them. */
export type ReportDesk = Pick<ReportQueue, 'reportCounts' | 'refusedReports' | 'retryRefused'> & {
  /** Where statements go, `lrs.example.vn`, and whether completions go to a webhook; undefined where it is off. */
  centre: string | undefined;
  webhook: string | undefined;
  lastCompared(): Promise<DayCompared | undefined>;
};
