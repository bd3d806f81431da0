/**
 * Chance without a random generator: every draw is a pure function of a name (the session's seed and what
 * the draw is for), so a step repeated after a conflict draws the same.
 */

/** FNV-1a over UTF-16 units, 32 bits. Fast and well spread; not for secrets. */
export function hash32(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // Final mixing as in MurmurHash3: without it names that differ in the last letter stay neighbours.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** 8 hex digits naming a text's content; enough to tell versions apart, not to keep secrets. */
export const contentName = (text: string): string => hash32(text).toString(16).padStart(8, '0');

/** The list in an order drawn by `name`. */
export function shuffled<T>(list: readonly T[], name: string): T[] {
  const drawn = list.map((value, place) => ({ value, rank: hash32(`${name}:${place}`) }));
  drawn.sort((a, b) => a.rank - b.rank);
  return drawn.map((entry) => entry.value);
}
