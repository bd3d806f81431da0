import type { Broadcast } from '../../broadcast/broadcast.ts';
import type { Counts } from '../../broadcast/states.ts';

/** What became of the recipients, by place; '' is nowhere. */
export type Outcome = Record<string, Counts>;

/** Broadcasts, drafts too, and what became of them: it outlives their ledgers, and a wiped store. */
export interface BroadcastArchive {
  /**
   * Takes a broadcast as it stands, unless a later revision is known. With `archivedAt` it is final: the first that comes
   * stays, whatever comes later.
   */
  keepBroadcast(broadcast: Broadcast, outcome: Outcome): Promise<void>;
  /** The newest first. @param final those whose ledgers are gone, or else those whose are not */
  keptBroadcasts(final: boolean): Promise<Broadcast[]>;
  outcomeOf(id: string): Promise<Outcome | undefined>;
}
