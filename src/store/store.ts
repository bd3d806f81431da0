import type { Chat } from '../core/chat.ts';
import type { EffectId, Outgoing } from '../core/effect.ts';
import type { Session } from '../core/session.ts';
import type { Instant } from '../core/time.ts';
import type { BroadcastLedger } from './broadcasts.ts';
import type { StoreLife } from './life.ts';

/**
 * The port to what remembers. Two stores pass one contract (test/contracts/store.ts):
 * `sqlite/` for one machine and `redis/` for several processes.
 * Every method may throw `StoreUnavailable`; then nothing was changed, or, after `commit`, perhaps all of it:
 * read again, and if the record knows the update it was committed.
 */
export class StoreUnavailable extends Error {
  override name: string = 'StoreUnavailable';
}

/**
 * The store has lost what it held (emptied, or a new disk): it is empty where it should know its epoch. Nothing is written
 * until a new epoch is begun from the archive, so that nobody is taken for a newcomer by mistake.
 */
export class StoreWiped extends StoreUnavailable {
  override name = 'StoreWiped';
}

/**
 * Where a chat's record stands: (epoch, number, revision), or that it was not there in an epoch.
 * Opaque outside the stores, compared by them alone.
 */
export type Version = string;

export type Loaded = {
  session: Session;
  version: Version;
  /** Dense, from 0, within its partition; never given again. */
  number: number;
  /** Which of the update ids asked about this chat has already committed. */
  knownUpdates: string[];
};

/** No record; the version claims just that, so that a chat is not made anew over one that came meanwhile. */
export type Absent = { session: undefined; version: Version };

/** One row for the archive, written in the same commit as the session and moved on by the archiver. */
export type ArchiveRow = {
  /** Unique for ever; writing it twice is harmless. */
  id: string;
  /**
   * `erasure` forgets a learner, `chat_erased` a chat's record (body: its partition and number as JSON).
   * `counters` is written by the store itself, one a commit: what the commit added (body: key -> number as text, JSON).
   */
  kind: 'attempt' | 'certificate' | 'statement' | 'webhook' | 'erasure' | 'chat_erased' | 'counters';
  /** Empty where a row is nobody's. */
  learner: string;
  at: Instant;
  /** Serialised once; these bytes are what is sent, each time. */
  body: string;
};

/** A row with its place in its partition's queue: dense, from 1, never given again within an epoch. */
export type QueuedRow = { position: number; row: ArchiveRow };

/** One platform update as the record remembers it. */
export type SeenUpdate = {
  id: string;
  at: Instant;
  /** A repetition would change nothing by what it says (a tap that names its question): it need not be remembered long. */
  isRepeatSafe?: boolean;
};

export type OutgoingRow = { id: EffectId; outgoing: Outgoing; expiresAt?: Instant };

/** All that one chat's updates lead to. Saved together or not at all. */
export type Step = {
  chat: Chat;
  /** As loaded; undefined claims that the chat is new, whatever was loaded. */
  base: Version | undefined;
  /** The updates folded into this step, remembered against redelivery for `redeliveryMs`. */
  updates: SeenUpdate[];
  redeliveryMs: number;
  /** undefined erases the chat: record, timers, waiting rows, log and codes; `outgoing` is still sent. */
  session: Session | undefined;
  /** When the chat next wants a `timer_due`; undefined for never. One filed timer per chat at most. */
  timerAt: Instant | undefined;
  outgoing: OutgoingRow[];
  /** Added to exact integer counters. */
  counters: Record<string, number>;
  archive: ArchiveRow[];
  /** Hash of a paper code that now opens this chat; any earlier code of the chat stops working. */
  codeHash?: string;
};

export type StepResult = 'committed' | 'stale';

/** The right to send a partition's rows. `fence` rises with each holder; an older one is refused. */
export type Lease = { partition: number; owner: string; fence: number };

export type OutboxRow = {
  /** Rises within the partition; a chat's rows are sent in this order. */
  sequence: number;
  id: EffectId;
  chat: Chat;
  outgoing: Outgoing;
  /** How often sending was begun without a known end. */
  unknowns: number;
  /** How often sending was begun, pauses of the whole bot not counted. */
  attempts: number;
  expiresAt?: Instant;
  /** Its next try waits until then; the chat's later rows wait behind it. */
  notBeforeAt?: Instant;
  /** Handed over as begun: its commit noted that it may have left. Whoever does not send it at once takes that back. */
  isBegun?: true;
};

/**
 * Rows that are to leave as soon as they are committed: the commit itself notes them as begun, which spares the
 * message one way to the store and back. Holds for whoever has the lease, while it runs.
 */
export type Beginning = {
  lease: Lease /** For each step the places among its `outgoing`. */;
  rows: number[][];
};

export type Settlement =
  /** Sent, given up or expired: the row goes. */
  | { kind: 'done'; sequence: number }
  /** `uncounted`: the platform asked the whole bot to wait, which is no attempt at this row. */
  | { kind: 'retry'; sequence: number; notBeforeAt: Instant; unknown: boolean; uncounted?: true };

/** What a courier wants of a partition's rows at one moment, all in one call. */
export type OutboxWork = {
  settlements?: Settlement[];
  /** Rows about to be sent, with their counts as last read: noted just before the requests leave. */
  begin?: Pick<OutboxRow, 'sequence' | 'attempts' | 'unknowns'>[];
  /** Rows by their sequence, for a courier that kept only that. */
  fetch?: number[];
  /** Rows after a sequence, in order, and not beyond `through`; 0 reads from the oldest. */
  read?: { after: number; through?: number; limit: number };
};

export type OutboxAnswer = {
  /** false: the lease's time is over, and nothing was begun; renew it first. */
  isRunning: boolean;
  /** Of the rows to begin, those that are no more (their chat was erased): do not send them. */
  gone: number[];
  /** Fetched ones that still exist, then those read. A row found half sent counts one more unknown end. */
  rows: OutboxRow[];
  /** All rows through here are handed out or settled: read on after it. */
  readThrough: number;
  /** More lies behind `readThrough`. */
  hasMore: boolean;
};

/** The two lanes of a bot: what was asked for, and what we send unasked. */
export type Lane = 'reply' | 'bulk';

/** One line of a web chat's log. */
export type LogEntry = { sequence: number; outgoing: Outgoing; at: Instant };

export type DeadLetter = { at: Instant; chat: Chat; update: string; reason: string };

export interface Store extends StoreLife, BroadcastLedger {
  /** For the start line and errors, `redis://127.0.0.1:6379` or `embedded`. Never a password. */
  readonly name: string;
  /** Chats are spread over partitions by the hash of their address; one commit touches one of them. */
  readonly partitions: number;
  partitionOf(chat: Chat): number;
  /**
   * Which queue of updates a partition shares: those of one queue are read and committed in common batches, which is
   * cheaper where they lie on one server, and would let one server hold up another where they do not.
   */
  queueOf(partition: number): number;

  /** Reads chats of any partition. `updates` are ids to look for, per chat. @throws StoreWiped */
  load(chats: { chat: Chat; updates: string[] }[]): Promise<(Loaded | Absent)[]>;

  /**
   * Saves steps of one partition in one call, each chat at most once: session, update ids, rows, timer,
   * counters, archive rows. A step whose chat moved since `load` is 'stale' and leaves no trace; the others
   * are saved. Rows of `beginning` are handed over as begun where its lease runs, else like the others; until they are
   * settled or the lease is another's, they read as never begun. When this resolves, 'committed' is durable to the store's stated setting.
   * @throws StoreWiped when the store holds nothing any more: nothing was written
   */
  commit(partition: number, steps: Step[], now: Instant, beginning?: Beginning): Promise<StepResult[]>;

  /** Counts one more failed try of an update (kept two days). @returns how often it has now failed */
  strike(chat: Chat, update: string): Promise<number>;
  bury(letter: DeadLetter): Promise<void>;
  /** The newest 1,000. */
  deadLetters(): Promise<DeadLetter[]>;

  /** @returns undefined while another owner holds it. Time is the store's clock. Own leases are taken again with a higher fence. */
  acquireLease(partition: number, owner: string, leaseMs: number): Promise<Lease | undefined>;
  /** @returns false when it was lost or given back */
  renewLease(lease: Lease, leaseMs: number): Promise<boolean>;
  releaseLease(lease: Lease): Promise<void>;

  /**
   * Says that a worker lives, for so long. @param ttlMs 0 signs it off
   * @returns how many workers live, by the store's clock; they share the partitions
   */
  present(owner: string, ttlMs: number): Promise<number>;

  /**
   * Settles, begins and reads rows of a partition, all or nothing and in this order. Beginning needs a lease
   * that still runs; settling and reading one that nobody has taken over.
   * @returns undefined when the lease was lost: nothing was settled, begun or read
   */
  workOutbox(lease: Lease, work: OutboxWork): Promise<OutboxAnswer | undefined>;

  /**
   * Asks for the right to send up to `wanted` messages of one bot now; all processes share its pace. Bulk
   * gets what replies leave and never more than its own rate. A right is used within `tokenLifeMs` or forfeited:
   * then no second sees more than the pace allows, and a bot with work has at least 95 % of it.
   * @param now replaces the store's clock, for tests
   * @returns how many may go, and after how many ms to ask for the rest; 0 when all may go
   */
  takeTokens(
    bot: string,
    lane: Lane,
    wanted: number,
    perSecond: Record<Lane, number>,
    now?: Instant,
  ): Promise<{ granted: number; waitMs: number }>;
  /** The platform said to wait: nobody sends in this lane for so long, and nothing in bulk when replies wait. */
  pauseLane(bot: string, lane: Lane, forMs: number, now?: Instant): Promise<void>;

  /** Rows not yet settled, all partitions; for metrics and tests. */
  outboxSize(): Promise<number>;

  /**
   * What this process knows committed is as safe as a commit of its own: where commits are copied to a
   * replica, those of others too. Called before an update is acknowledged that was there already.
   */
  barrier(partition: number): Promise<void>;

  /**
   * Chats whose timer is due, never before its time and at most a minute after it. The timer stays filed
   * until a commit changes it; `limit` is a measure, not exact.
   */
  dueTimers(partition: number, now: Instant, limit: number): Promise<{ chat: Chat; dueAt: Instant }[]>;

  /** Sums over all partitions of the counters whose key begins with `prefix`. */
  counters(prefix: string): Promise<Record<string, number>>;
  /** How many chats have a record. */
  chatCount(): Promise<number>;

  /** Archive rows not yet moved on, oldest first. */
  archiveRows(partition: number, limit: number): Promise<QueuedRow[]>;
  /** Drops the rows up to and with this position. */
  dropArchiveRows(partition: number, through: number): Promise<void>;

  /** Adds a line to a web chat's log, once per sequence; keeps the last 100 and drops others after 30 days. */
  appendLog(chat: Chat, entry: LogEntry): Promise<void>;
  /** Lines after a sequence, oldest first. */
  readLog(chat: Chat, after: number): Promise<LogEntry[]>;

  /** The chat a paper code opens. */
  findCode(codeHash: string): Promise<Chat | undefined>;
  /**
   * Counts in a window that opens with the first; for rate limits and budgets.
   * @param by 1 unless said; less than 0 gives back. The count never falls below 0
   * @returns the count so far
   */
  tally(key: string, windowMs: number, by?: number): Promise<number>;
  /** What `tally` last said, without counting; 0 once the window is over. */
  tallied(key: string): Promise<number>;

  /** A small text kept by its name until it is replaced: what a platform gave us and would not give twice. */
  note(name: string): Promise<string | undefined>;
  /**
   * Replaces a note, if it still reads as `before` (undefined: was never written). Durable to the store's stated setting
   * when this resolves. @returns false when somebody else wrote it meanwhile: nothing was changed
   */
  keepNote(name: string, text: string, before: string | undefined): Promise<boolean>;

  /** Item wordings are kept for ever so that old questions stay gradable. `body` is JSON. */
  keepItemVersions(items: { key: string; body: string }[]): Promise<void>;
  itemVersions(): Promise<{ key: string; body: string }[]>;

  /**
   * Tells when rows were added in a partition; a hint that may be lost. Rows committed through this very
   * store object are handed over as they are; undefined says that another process added some. @returns a stop function
   */
  onRows(listener: (partition: number, rows: OutboxRow[] | undefined) => void): () => void;
  /**
   * Tells when a line was added to a chat's log; a hint that may be lost. undefined says that hints may have been
   * lost just now: look at every log. @returns a stop function
   */
  onLog(listener: (chat: Chat | undefined) => void): () => void;

  /** undefined when well; else what is wrong and how to mend it. */
  trouble(): Promise<string | undefined>;
  /** What an operator should know though work goes on: a shard of several that is away, a primary alone. */
  notes(): Promise<string[]>;
  close(): Promise<void>;
}
