import { gzipSync } from 'node:zlib';

/** Bits of one list, the least that the standard allows: so many that one bit says nothing about who it is. */
export const listLength = 131_072;

/** Odd, so that it leads from each place to another index; neighbours in time do not lie side by side. */
const stride = 48_271;
const shift = 17_389;

/** In which list a certificate's bit stands, from 1, and at which index there. @param place from 1 */
export function bitOf(place: number): { list: number; index: number } {
  const within = (place - 1) % listLength;
  return { list: Math.floor((place - 1) / listLength) + 1, index: (within * stride + shift) % listLength };
}

/** The places, first and last, whose bits stand in a list. */
export const placesOf = (list: number): { first: number; last: number } => ({
  first: (list - 1) * listLength + 1,
  last: list * listLength,
});

/**
 * A list with these bits set: multibase base64url (`u`) of the gzip of the bits, the first one highest.
 * Source: W3C Bitstring Status List 1.0, §3.1 and §4.
 */
export function encodeBits(indices: number[]): string {
  const bits = new Uint8Array(listLength / 8);
  for (const index of indices) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return `u${gzipSync(bits).toString('base64url')}`;
}
