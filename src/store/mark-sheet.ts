import { codeOf, type RecipientState, stateOf } from '../broadcast/states.ts';

/** Recipients in one chunk of a ledger: 2,040 bytes, which with Redis's own six fit into a block of 2,048. */
export const chunkNumbers = 4_080;

/** A state out of chunks of a ledger. */
export function stateIn(chunkOf: (chunk: number) => Uint8Array | undefined, number: number): RecipientState {
  const place = number % chunkNumbers;
  const byte = chunkOf(Math.floor(number / chunkNumbers))?.[place >> 1] ?? 0;
  return stateOf(place % 2 === 0 ? byte >> 4 : byte & 15);
}

/**
 * Who of a page of the plan is in the audience, in the form in which ledgers keep it: four bits a dense number,
 * in chunks, and the sums by place. A whole partition of a nation takes 140 kB.
 */
export class MarkSheet {
  readonly chunks = new Map<number, Uint8Array>();
  /** By place, then by a state's code: how many. */
  readonly sums = new Map<string, number[]>();

  /** Once for each number. */
  mark(number: number, state: RecipientState, unit: string): void {
    const code = codeOf(state);
    const chunk = Math.floor(number / chunkNumbers);
    const place = number % chunkNumbers;
    let bytes = this.chunks.get(chunk);
    if (bytes === undefined) {
      bytes = new Uint8Array(chunkNumbers / 2);
      this.chunks.set(chunk, bytes);
    }
    bytes[place >> 1] = (bytes[place >> 1] ?? 0) | (place % 2 === 0 ? code << 4 : code);
    let sums = this.sums.get(unit);
    if (sums === undefined) {
      sums = [];
      this.sums.set(unit, sums);
    }
    sums[code] = (sums[code] ?? 0) + 1;
  }

  /** All sums: place, code, how many. */
  *counted(): Generator<[unit: string, code: number, n: number]> {
    for (const [unit, sums] of this.sums) {
      for (const [code, n] of sums.entries()) if (n !== undefined && n > 0) yield [unit, code, n];
    }
  }
}
