import type { Chat } from '../core/chat.ts';
import type { BroadcastLedger, Walk, WalkedChat } from '../store/broadcasts.ts';
import type { Lease } from '../store/store.ts';

type Ledgers = Pick<BroadcastLedger, 'ledger' | 'beginWalk' | 'walkChats' | 'lookUp' | 'closeErased'>;

const chatsPerPage = 128;

/**
 * Goes through those of one partition who wait in a broadcast's ledger, walk after walk: whoever moved while they were
 * looked at, or came to wait again, is met by the next. It is over when a whole walk has met nobody.
 */
export class WaitingWalk {
  readonly #store: Ledgers;
  readonly #lease: Lease;
  readonly #id: string;
  readonly #named: Chat[] | undefined;
  #walk: Walk | undefined;
  /** As the ledger told before this walk began. */
  #returned = 0;
  #metSomebody = false;

  /** @param named all who can be met, where they are known: of this partition */
  constructor(store: Ledgers, lease: Lease, id: string, named: Chat[] | undefined) {
    this.#store = store;
    this.#lease = lease;
    this.#id = id;
    this.#named = named;
  }

  /** Whether a new walk would begin: it meets everybody who waits, those who are in hand among them. */
  get isBetween(): boolean {
    return this.#walk === undefined;
  }

  /** The next page; may be empty. @returns undefined when the ledger is lost */
  async next(): Promise<WalkedChat[] | undefined> {
    const { partition } = this.#lease;
    if (this.#walk === undefined) {
      const standing = await this.#store.ledger(partition, this.#id);
      if (standing === undefined) return undefined;
      this.#returned = standing.returned;
      if (this.#named !== undefined) {
        const met = await this.#store.lookUp(partition, this.#named, this.#id);
        this.#metSomebody = met.length > 0;
        return met;
      }
      this.#walk = await this.#store.beginWalk(partition);
      this.#metSomebody = false;
    }
    const page = await this.#store.walkChats(partition, this.#walk, chatsPerPage, this.#id);
    this.#metSomebody ||= page.chats.length > 0;
    this.#walk = page.next;
    return page.chats;
  }

  /** After a whole walk. `goes_on`: somebody was met, or waits again since it began. */
  async close(): Promise<'over' | 'goes_on' | 'lost'> {
    if (this.#metSomebody) return 'goes_on';
    const closed = await this.#store.closeErased(this.#lease, this.#id, this.#returned);
    return closed === 'moved' ? 'goes_on' : closed === 'lost' ? 'lost' : 'over';
  }
}
