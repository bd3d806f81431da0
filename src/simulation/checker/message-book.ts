/** What the checker needs of a message. */
export type Spoken = { text: string; choices: readonly { id: string }[] };

type Expected = {
  /** What its commit calls it: the same words may be said again, the same id is given once. */
  id: string;
  digest: number;
  /** Its beginning, to name it by. */
  text: string;
  /** Place in the order of commits. */
  no: number;
  /** The commit was answered; before that, or when its answer never came, it may not have happened. */
  isSure: boolean;
  /** Set by the first attempt to send it. */
  sequence: number | undefined;
  /** Attempts that ended unknown and did not arrive. */
  missed: number;
  /** The person could not be reached: what waited then may be dropped. */
  isExcused: boolean;
};

type Arrival = { no: number; at: number; process: string; wasUnknown: boolean; isMessage: boolean };

export type Ticket = Expected;

/** What could have made a courier believe that a send had not happened. */
export type Upsets = {
  /** Whether this process was killed, or met a fault of the store, after that moment; or everyone did. */
  since(process: string, no: number, at: number): boolean;
  /** Whether anyone was, after that moment. */
  anySince(no: number): boolean;
};

/** Arrivals kept per chat to recognise repeats. */
const kept = 40;

/**
 * One chat's messages: committed, attempted, arrived. Which committed message an arriving row holds is told by
 * the row's id and its words together. Words alone would not do: many are said to one person again and again,
 * and of those that waited for a person who could not be reached some fall away and others do not.
 */
export class MessageBook {
  readonly #expected: Expected[] = [];
  /** Ids of the rows with a message that the store has handed out and that have not arrived, by sequence. */
  readonly #rows = new Map<number, string>();
  readonly #arrived = new Map<number, Arrival>();
  #wasUnreachable = false;
  #lastSequence = -1;
  #lastNo = 0;

  /** A step that holds this message is about to be committed. */
  announce(id: string, message: Spoken, no: number): Ticket {
    const ticket = {
      id,
      digest: digestOf(message),
      text: beginningOf(message.text),
      no,
      isSure: false,
      sequence: undefined,
      missed: 0,
      isExcused: false,
    };
    this.#expected.push(ticket);
    return ticket;
  }

  confirm(ticket: Ticket): void {
    ticket.isSure = true;
  }

  /** The step left no trace. */
  withdraw(ticket: Ticket): void {
    this.#drop(ticket);
  }

  /** The store has given a courier this row to send. */
  handedOut(sequence: number, id: string): void {
    if (!this.#arrived.has(sequence)) this.#rows.set(sequence, id);
  }

  /** @returns what is wrong with it, if anything */
  attempt(
    it: {
      message: Spoken | undefined;
      sequence: number;
      process: string;
      hasArrived: boolean;
      told: string;
      no: number;
      at: number;
      /** The order of commits is known exactly, so it can be held against the order of arrival. */
      isOrderKnown: boolean;
    },
    upsets: Upsets,
  ):
    | { kind: 'messages out of order' | 'message repeated' | 'message nobody committed'; detail: string }
    | undefined {
    if (it.told === 'unreachable') {
      this.#wasUnreachable = true;
      for (const waiting of this.#expected) waiting.isExcused = true;
    }
    const before = this.#arrived.get(it.sequence);
    if (before !== undefined) {
      if (!it.hasArrived) return undefined;
      const isJustified = before.wasUnknown || upsets.since(before.process, before.no, before.at);
      before.wasUnknown = it.told === 'unknown';
      before.process = it.process;
      before.no = it.no;
      before.at = it.at;
      return isJustified
        ? undefined
        : {
            kind: 'message repeated',
            detail: `row ${it.sequence} arrived again though its first send had a known end`,
          };
    }
    const expected = it.message === undefined ? undefined : this.#find(it.sequence, digestOf(it.message));
    if (expected !== undefined) {
      expected.sequence = it.sequence;
      if (it.told === 'unknown' && !it.hasArrived) expected.missed++;
    }
    if (!it.hasArrived) return undefined;
    if (expected !== undefined) this.#drop(expected);
    this.#rows.delete(it.sequence);
    this.#arrived.set(it.sequence, {
      no: it.no,
      at: it.at,
      process: it.process,
      wasUnknown: it.told === 'unknown',
      isMessage: it.message !== undefined,
    });
    this.#forgetOldest();
    if (it.message !== undefined && expected === undefined) {
      return {
        kind: 'message nobody committed',
        detail: `row ${it.sequence}: ${it.message.text.slice(0, 60)}`,
      };
    }
    // What only touches up a message that is there has no place in the order of what is said.
    if (it.message === undefined) return undefined;
    const last = this.#lastSequence;
    const lastNo = this.#lastNo;
    this.#lastSequence = Math.max(last, it.sequence);
    const no = expected?.no ?? lastNo;
    this.#lastNo = Math.max(lastNo, no);
    if (it.sequence < last) {
      return { kind: 'messages out of order', detail: `row ${it.sequence} arrived after row ${last}` };
    }
    if (it.isOrderKnown && no < lastNo) {
      return {
        kind: 'messages out of order',
        detail: `row ${it.sequence} holds a message committed before the one shown last`,
      };
    }
    return undefined;
  }

  /** Whether a message may be missing for a reason: nobody was there to read it, or its sends ended unknown. */
  get hasGaps(): boolean {
    return this.#wasUnreachable || this.#expected.some((it) => it.missed > 0);
  }

  /** Messages that were committed, never arrived, and for whose loss there is no reason. */
  lost(upsets: Upsets): string[] {
    return this.#expected
      .filter(
        (it) => it.isSure && !it.isExcused && it.missed < 2 && !(it.missed === 1 && upsets.anySince(it.no)),
      )
      .map(
        (it) =>
          `${it.sequence === undefined ? 'never attempted' : `row ${it.sequence}`}${this.#wasUnreachable ? ', to one who had been unreachable' : ''}: ${it.text}`,
      );
  }

  /** The committed message of this row: of its id and its words. Of two commits the one that surely happened. */
  #find(sequence: number, digest: number): Expected | undefined {
    const id = this.#rows.get(sequence);
    const candidates = this.#expected.filter(
      (it) => it.id === id && it.digest === digest && (it.sequence ?? sequence) === sequence,
    );
    return candidates.find((it) => it.isSure) ?? candidates.at(-1);
  }

  #drop(expected: Expected): void {
    const place = this.#expected.indexOf(expected);
    if (place >= 0) this.#expected.splice(place, 1);
  }

  /**
   * Of many arrivals the oldest; with a message the rows before it that never came, since the person could not
   * be reached then. What only touches up a message overtakes those that wait and says nothing of them.
   */
  #forgetOldest(): void {
    if (this.#arrived.size <= kept) return;
    for (const [oldest, { isMessage }] of this.#arrived) {
      this.#arrived.delete(oldest);
      if (!isMessage) return;
      for (const sequence of this.#rows.keys()) if (sequence < oldest) this.#rows.delete(sequence);
      return;
    }
  }
}

/** A copy: a slice would keep the whole text in memory. */
const beginningOf = (text: string): string => Buffer.from(text.slice(0, 60)).toString();

/** FNV-1a over the text and the button ids, in the range of safe integers. */
export function digestOf({ text, choices }: Spoken): number {
  let low = 0x811c9dc5;
  let high = 0x1234567;
  const add = (part: string): void => {
    for (let place = 0; place < part.length; place++) {
      const unit = part.charCodeAt(place);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5bd1e995);
    }
  };
  add(text);
  for (const choice of choices) add(choice.id);
  return (low >>> 0) * 0x100000 + ((high >>> 0) & 0xfffff);
}
