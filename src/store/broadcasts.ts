import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Counts, RecipientState } from '../broadcast/states.ts';
import type { Chat } from '../core/chat.ts';
import type { Outgoing } from '../core/effect.ts';
import type { MarkSheet } from './mark-sheet.ts';
import type { Lease } from './store.ts';

/**
 * The part of the store that broadcasts stand on: their records, a walk through the chats of a partition, and the
 * ledger: four bits for each dense number, with the counts of each state, changed together or not at all. A chat's
 * address is nowhere kept twice: recipients are met again by walking the chats themselves.
 * Ledgers are worked under the courier's lease of their partition.
 */
export interface BroadcastLedger {
  /** Writes a broadcast if it stands at revision `base` (0: is new). @returns whether it did */
  putBroadcast(broadcast: Broadcast, base: number): Promise<boolean>;
  /** All, the newest first. */
  broadcasts(): Promise<Broadcast[]>;
  /** Forgets a broadcast and its ledgers. */
  dropBroadcast(id: string): Promise<void>;

  /** A walk through the chats that a partition has now. @throws StoreUnavailable while they come back from the archive */
  beginWalk(partition: number): Promise<Walk>;
  /**
   * The next chats of a walk. From first page to last each chat that was there at its beginning comes exactly once, however
   * many come and go meanwhile, and none that came later. A page may be empty and not be the last.
   * @param limit how many are looked at, about
   * @param waitingIn only those who wait in this broadcast's ledger
   */
  walkChats(partition: number, walk: Walk, limit: number, waitingIn?: string): Promise<WalkPage>;

  /**
   * Places spread evenly over a walk that has just begun, for whoever looks at a page at each and at nobody else. Pages do
   * not overlap while all of them together are fewer chats than there are.
   */
  spreadWalk(walk: Walk, pages: number): Walk[];

  /**
   * The same walk for whoever only looks: many times faster, as of each session no more is read than `glanceAt` needs.
   * @param withChats without, nobody's address is read and `chat` is undefined
   */
  walkGlances(partition: number, walk: Walk, limit: number, withChats: boolean): Promise<GlancePage>;

  /**
   * These chats, as far as they are there, as a walk would meet them: for whom nobody else need be walked past.
   * @param chats of this partition
   */
  lookUp(partition: number, chats: Chat[], waitingIn?: string): Promise<WalkedChat[]>;

  /** Opens a partition's ledger with the audience as it is now; done again it changes nothing. */
  freeze(partition: number, id: string): Promise<void>;
  /** undefined where it was never opened, or is lost. Read in the same time however many recipients it has. */
  ledger(partition: number, id: string): Promise<LedgerStanding | undefined>;
  /** The states of all numbers at one moment, half a byte each. undefined where there is no ledger. */
  ledgerStates(partition: number, id: string): Promise<LedgerStates | undefined>;
  /** How many of these broadcasts count against each one's week, in the order asked. */
  hadBy(partition: number, broadcasts: string[], numbers: number[]): Promise<number[]>;
  /** Sums by place; '' is nowhere. A person is counted where they lived when each state was written. */
  countsByUnit(id: string): Promise<Record<string, Counts>>;

  /**
   * Writes one page of the plan. @returns 'lost' when the lease is another's, 'moved' when another page is due:
   * look at `ledger` again
   */
  plan(lease: Lease, id: string, page: PlannedPage): Promise<'planned' | 'moved' | 'lost'>;

  /**
   * Opens or shuts the ledger of a partition for sending; of two the later revision counts. Once this has resolved nobody
   * more is begun where it was shut.
   */
  setGate(partition: number, id: string, revision: number, isOpen: boolean): Promise<void>;

  /** Settles, passes over, places and begins recipients, all in one and in this order. @returns undefined when the lease was lost */
  workLedger(lease: Lease, id: string, work: LedgerWork): Promise<LedgerAnswer | undefined>;

  /**
   * Whom earlier holders of the lease left half sent is `unknown` from now on, or `waiting` where the official wants it
   * sent again. @returns how many those were; undefined when the lease was lost
   */
  takeOverLedger(lease: Lease, id: string, to: 'unknown' | 'waiting'): Promise<number | undefined>;
  /**
   * Whoever still waits and is no chat any more is `erased`. To be called when a whole walk has found nobody waiting.
   * @param returned as `ledger` told before that walk began: whoever came to wait again since may be somebody
   * @returns how many; 'moved' when somebody waits again since; 'lost' when the lease is another's
   */
  closeErased(lease: Lease, id: string, returned: number): Promise<number | 'moved' | 'lost'>;
  /** A person has found what was placed in their log: sent from now on. Once. */
  noteRead(partition: number, id: string, recipient: { number: number; unit: string }): Promise<void>;
}

export type LedgerStates = (number: number) => RecipientState;

/** Where a walk stands. Opaque outside the stores. */
export type Walk = string;

export type WalkedChat = {
  chat: Chat;
  number: number;
  revision: number;
  /** The session as `core/session-format.ts` writes it. */
  wire: unknown[];
};

export type WalkedGlance = {
  chat: Chat | undefined;
  number: number;
  /** For `glanceAt`, and for nothing else. */
  wire: unknown[];
};

/** `next` is undefined after the last page. */
export type GlancePage = { glances: WalkedGlance[]; next: Walk | undefined };
export type WalkPage = { chats: WalkedChat[]; next: Walk | undefined };

export type LedgerStanding = {
  /** The page of the plan that is due; undefined once it is whole. */
  due: Walk | undefined;
  isOpen: boolean;
  /** How often somebody came to wait again who was being sent to. */
  returned: number;
  counts: Counts;
};

/** Who of those between two places of a walk is in the audience. */
export type PlannedPage = { walk: Walk; next: Walk | undefined; sheet: MarkSheet };

export type Candidate = { number: number; revision: number; chat: Chat; unit: string };

export type LedgerWork = {
  /** Of those this holder began. `waiting`: surely not sent. Said again it changes nothing. */
  settle?: { number: number; state: 'sent' | 'failed' | 'unreachable' | 'unknown' | 'waiting' }[];
  /** Of those who wait. */
  pass?: { number: number; state: 'opted_out' | 'unreachable'; unit: string }[];
  /** Put into the outbox, in order with all else that the chat is sent. */
  place?: (Candidate & { outgoing: Outgoing })[];
  /** About to be sent: the requests leave once this has resolved. */
  begin?: Candidate[];
  /** Who was sent as many by these other broadcasts is `over_budget`, not placed and not begun. */
  budget?: { most: number; broadcasts: string[] };
};

/** `moved`: the chat is not as it was when it was looked at; it goes on waiting and is to be looked at again. */
export type Begun = 'begun' | 'moved' | 'not_waiting' | 'erased' | 'over_budget';

export type LedgerAnswer = {
  /** false: the lease's time is over, and nobody was begun or placed; renew it first. */
  isRunning: boolean;
  /** false: nobody was begun or placed. */
  isOpen: boolean;
  placed: Begun[];
  begun: Begun[];
};
