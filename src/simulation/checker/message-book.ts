/** What the checker needs of a message. */
export type Spoken = { text: string; choices: readonly { id: string }[] };

type Expected = {
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
  /**
   * The same words also waited from a moment whose messages may be dropped, or from a commit that may not have
   * happened: which of the two this was is not known.
   */
  isDoubtful?: true;
};

type Arrival = { no: number; at: number; process: string; wasUnknown: boolean };

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

/** One chat's messages: committed, attempted, arrived. */
export class MessageBook {
  readonly #expected: Expected[] = [];
  readonly #arrived = new Map<number, Arrival>();
  #wasUnreachable = false;
  #lastSequence = -1;
  #lastNo = 0;

  /** A step that holds this message is about to be committed. */
  announce(message: Spoken, no: number): Ticket {
    const ticket = {
      digest: digestOf(message),
      text: message.text.slice(0, 60),
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
    const place = this.#expected.indexOf(ticket);
    if (place >= 0) this.#expected.splice(place, 1);
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
    const place = it.message === undefined ? -1 : this.#find(digestOf(it.message), it.sequence);
    const expected = this.#expected[place];
    if (expected !== undefined) {
      if (expected.sequence === undefined && this.#hasTwin(expected)) expected.isDoubtful = true;
      expected.sequence = it.sequence;
      if (it.told === 'unknown' && !it.hasArrived) expected.missed++;
    }
    if (!it.hasArrived) return undefined;
    if (place >= 0) this.#expected.splice(place, 1);
    this.#arrived.set(it.sequence, {
      no: it.no,
      at: it.at,
      process: it.process,
      wasUnknown: it.told === 'unknown',
    });
    if (this.#arrived.size > kept) {
      for (const oldest of this.#arrived.keys()) {
        this.#arrived.delete(oldest);
        break;
      }
    }
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
    const no = expected === undefined || expected.isDoubtful === true ? undefined : expected.no;
    this.#lastNo = Math.max(lastNo, no ?? 0);
    if (it.sequence < last) {
      return { kind: 'messages out of order', detail: `row ${it.sequence} arrived after row ${last}` };
    }
    if (it.isOrderKnown && no !== undefined && no < lastNo) {
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

  #hasTwin(expected: Expected): boolean {
    return this.#expected.some(
      (it) =>
        it !== expected &&
        it.digest === expected.digest &&
        it.sequence === undefined &&
        (it.isExcused !== expected.isExcused || it.isSure !== expected.isSure),
    );
  }

  /** The row of this message, or the first committed one of its content without a row. */
  #find(digest: number, sequence: number): number {
    const known = this.#expected.findIndex((it) => it.sequence === sequence && it.digest === digest);
    if (known >= 0) return known;
    const isFree = (it: Expected): boolean => it.digest === digest && it.sequence === undefined;
    // The same words may have been said before and fallen away with a refusal: they are not what arrives now.
    for (const fits of [
      (it: Expected): boolean => it.isSure && !it.isExcused,
      (it: Expected): boolean => !it.isExcused,
      (it: Expected): boolean => it.isSure,
      (): boolean => true,
    ]) {
      const place = this.#expected.findIndex((it) => isFree(it) && fits(it));
      if (place >= 0) return place;
    }
    return -1;
  }
}

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
