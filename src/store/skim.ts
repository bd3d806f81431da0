import { sessionFormat } from '../core/session-format.ts';
import { glancePlaces } from '../core/session-glance.ts';

const flagsOf = (places: readonly number[]): boolean[] => {
  const wanted: boolean[] = [];
  for (const place of places) wanted[place] = true;
  return Array.from(wanted, (is) => is === true);
};
const ofSession = flagsOf(glancePlaces.session);
const ofLearner = flagsOf(glancePlaces.learner);

/**
 * A session's array from its MessagePack bytes with only what `glanceAt` reads, undefined in all other places: while
 * a broadcast is planned millions are looked at, and most of each is stepped over.
 * @returns undefined for a session of another format, which is to be decoded whole
 */
export function skimSession(bytes: Uint8Array, at: number): unknown[] | undefined {
  const skim = new Skim(bytes, at);
  const length = skim.arrayLength();
  const wire: unknown[] = [];
  for (let place = 0; place < length; place++) {
    if (place === glancePlaces.learners) {
      const learners = skim.arrayLength();
      const each: unknown[][] = [];
      for (let learner = 0; learner < learners; learner++) each.push(skim.chosen(ofLearner));
      wire.push(each);
    } else wire.push(ofSession[place] === true ? skim.value() : skim.pass());
    if (place === 0 && wire[0] !== sessionFormat) return undefined;
  }
  return wire;
}

const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);

/**
 * Reads MessagePack as `msgpackr` writes our sessions: numbers, text, bytes, arrays, null, yes and no.
 * Source: https://github.com/msgpack/msgpack/blob/master/spec.md
 */
class Skim {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  arrayLength(): number {
    const head = this.#byte();
    if (head >= 0x90 && head <= 0x9f) return head & 15;
    if (head === 0xdc) return this.#whole(2);
    if (head === 0xdd) return this.#whole(4);
    throw unreadable(head);
  }

  chosen(wanted: readonly boolean[]): unknown[] {
    const length = this.arrayLength();
    const found: unknown[] = [];
    for (let place = 0; place < length; place++) {
      found.push(wanted[place] === true ? this.value() : this.pass());
    }
    return found;
  }

  value(): unknown {
    const head = this.#byte();
    if (head < 0x80) return head;
    if (head >= 0xe0) return head - 256;
    if (head >= 0xa0 && head <= 0xbf) return this.#text(head & 31);
    if (head >= 0x90 && head <= 0x9f) return this.#values(head & 15);
    switch (head) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#run(this.#whole(1 << (head - 0xc4)));
      case 0xcb:
        for (let byte = 7; byte >= 0; byte--) doubleBytes[byte] = this.#byte();
        return double[0];
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#whole(1 << (head - 0xcc));
      case 0xd0:
        return (this.#whole(1) << 24) >> 24;
      case 0xd1:
        return (this.#whole(2) << 16) >> 16;
      case 0xd2:
        return this.#whole(4) | 0;
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#whole(1 << (head - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#values(this.#whole(2 << (head - 0xdc)));
      default:
        throw unreadable(head);
    }
  }

  /** Steps over a value, whatever lies in it. */
  pass(): undefined {
    for (let left = 1; left > 0; left--) {
      const head = this.#byte();
      if (head < 0x80 || head >= 0xe0 || head === 0xc0 || head === 0xc2 || head === 0xc3) continue;
      if (head >= 0xa0 && head <= 0xbf) this.#at += head & 31;
      else if (head >= 0x90 && head <= 0x9f) left += head & 15;
      else if (head >= 0xc4 && head <= 0xc6) this.#step(this.#whole(1 << (head - 0xc4)));
      else if (head === 0xcb) this.#at += 8;
      else if (head >= 0xcc && head <= 0xce) this.#at += 1 << (head - 0xcc);
      else if (head >= 0xd0 && head <= 0xd2) this.#at += 1 << (head - 0xd0);
      else if (head >= 0xd9 && head <= 0xdb) this.#step(this.#whole(1 << (head - 0xd9)));
      else if (head === 0xdc || head === 0xdd) left += this.#whole(2 << (head - 0xdc));
      else throw unreadable(head);
    }
    return undefined;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('a session ends in its midst: its record is damaged');
    return byte;
  }

  #whole(size: number): number {
    let sum = 0;
    for (let byte = 0; byte < size; byte++) sum = sum * 256 + this.#byte();
    return sum;
  }

  #step(length: number): void {
    this.#at += length;
  }

  #values(length: number): unknown[] {
    const all: unknown[] = [];
    for (let place = 0; place < length; place++) all.push(this.value());
    return all;
  }

  #run(length: number): Uint8Array {
    const from = this.#at;
    this.#at += length;
    return this.#bytes.subarray(from, this.#at);
  }

  #text(length: number): string {
    return utf8.decode(this.#run(length));
  }
}

const utf8 = new TextDecoder();

const unreadable = (head: number): TypeError =>
  new TypeError(`a session holds a value of the kind 0x${head.toString(16)}, which ours never do`);
