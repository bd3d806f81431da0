import type { Instant } from '../../core/time.ts';

/** What was filed under a name, and when. */
export type Paper = { body: string; at: Instant };

/**
 * Texts of which only the newest counts, each under a name of its own: the population figures of a province, which
 * places show their figures on a wall, the last count of all people. Whoever files one says so in the audit log.
 */
export interface PaperArchive {
  /** Puts a text in place of the one before, unless that one is newer. */
  keepPaper(name: string, paper: Paper): Promise<void>;
  paper(name: string): Promise<Paper | undefined>;
}
