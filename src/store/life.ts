import type { Chat } from '../core/chat.ts';

/**
 * Lives of a store, one partition at a time: how a store that lost everything begins again behind what the
 * archive holds. Both stores implement it (`sqlite/life.ts`, `redis/life.ts`); `restoring.ts` leads them.
 *
 * A partition without an epoch was never begun or was wiped, and takes no commit. The archive gives the number of
 * its next epoch, and the store takes it only in the *life* for which it was asked: a random name that the store
 * holds and that is gone with everything else when it is wiped. A process that asked and then slept through
 * another wipe thus changes nothing; of two that ask at once, one is heard.
 */
export interface StoreLife {
  /** The life of each partition; one that has none is given a new name. Writes the number of partitions if it is gone. */
  lives(): Promise<Life[]>;
  /** Opens the partition for commits. Does nothing unless it is still in that very life without an epoch. */
  beginEpoch(partition: number, start: EpochStart): Promise<void>;
  /** From now on an absent chat is a new one. Does nothing in another epoch. */
  endRestoring(partition: number, epoch: number): Promise<void>;

  /** Chats whose record moved since it was last archived, in no order. */
  changedChats(partition: number, limit: number): Promise<ChangedChats>;
  /** Forgets the mark of those whose record has not moved on meanwhile. Does nothing in another epoch. */
  archivedChats(partition: number, epoch: number, chats: ChatState[]): Promise<void>;

  /**
   * Writes records from the archive under the present epoch, files their timers and codes. Only while
   * restoring in this epoch, only chats that are absent, and none that was erased in this epoch.
   */
  putBack(partition: number, epoch: number, chats: ArchivedChat[]): Promise<void>;
  /**
   * Adds sums from the archive to the counters, page by page and each page once: only if the page before it,
   * which ended with `after`, was the last one added in this epoch. `upTo` is the last key of this page.
   */
  putBackCounters(partition: number, epoch: number, page: CounterPage): Promise<void>;

  /** Where the partition stands; what waits for the archive. undefined without an epoch. */
  standing(partition: number): Promise<Standing | undefined>;
  /** Marks every chat as changed, for an archive that knows nothing of this store. */
  markAllChanged(partition: number): Promise<void>;
  /**
   * Whom `load` asks about chats that are absent while restoring, before it calls them absent. Until somebody is
   * named, such a `load` fails.
   */
  askWhenAbsent(lookBack: LookBack): void;
}

/** Puts back those of these chats that the archive holds. */
export type LookBack = (partition: number, epoch: number, chats: Chat[]) => Promise<void>;

export type Life = { life: string; epoch: number | undefined; isRestoring: boolean };

export type EpochStart = {
  life: string;
  epoch: number;
  /** The first dense number to be given; a lower one than the partition's own is ignored. */
  nextNumber: number;
  isRestoring: boolean;
};

export type ChatState = { chat: Chat; number: number; revision: number };
export type ArchivedChat = ChatState & { record: Uint8Array };
export type ChangedChats = { epoch: number; chats: ArchivedChat[] };
export type CounterPage = { after: string; upTo: string; sums: Record<string, number> };

export type Standing = {
  life: string;
  epoch: number;
  isRestoring: boolean;
  /** The last key of the counters that were put back; empty at first. */
  countersUpTo: string;
  /** The next dense number. */
  number: number;
  /** The last outbox sequence given. */
  sequence: number;
  fence: number;
  /** The last position given to a row for the archive. */
  position: number;
  waitingRows: number;
  changedChats: number;
};

/**
 * Outbox sequences, fences and archive positions of an epoch begin where no earlier epoch can have come: at
 * (epoch - 1) × this. 14 digits, the most that Lua writes out whole, are reached with epoch 10,000.
 */
export const perEpoch = 10_000_000_000;
export const firstOf = (epoch: number): number => (epoch - 1) * perEpoch;
/** Later than any epoch; what Postgres keeps as an integer. */
export const beyondEpochs = 2 ** 31 - 1;
/** In which epoch a position was given. */
export const epochOf = (position: number): number => Math.floor((position - 1) / perEpoch) + 1;

/**
 * Dense numbers index bitmaps, so they may not leap so far. The archive knows the highest one but for the chats
 * that had not reached it; a process is unready long before so many wait (`delivery/archiver.ts`).
 */
export const numberMargin = 2 ** 20;
