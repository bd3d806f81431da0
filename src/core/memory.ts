import type { ItemId } from './course.ts';

/** How well a learner has an item, and when they last answered it. Twins share the memory of their original. */
export type Memory = {
  /** Days until the chance of recalling it has fallen to 90 %. */
  stability: number;
  /** 1..10, as FSRS means it. */
  difficulty: number;
  /** The local day of the last answer, counted from 1970. */
  day: number;
  /** Which wording was asked last: 0 is the item itself, 1 … its twins in the order of the file. */
  wording: number;
  /** The one delayed question of its lesson was asked of this item. */
  wasDelayed: boolean;
};

export type Memories = ReadonlyMap<ItemId, Memory>;

/**
 * Memories as bytes, as a record keeps them, six an item: module and lesson (4 bits each) · the item's name (8) ·
 * stability on a scale of 4 % steps (8) · difficulty (4), wording (3) and delayed (1) · day (16). An item by another kind of name
 * has a zero and its name in full in place of the first two. A session carries the bytes; they are read when a
 * set closes or something due is looked for, not at every tap.
 */
export type MemoryBytes = Uint8Array;

const weakest = 0.1;
const stabilityStep = Math.log(36_500 / weakest) / 255;
const difficultyStep = 9 / 15;
const mostWording = 7;
const lastDay = 0xffff;

export function readMemories(bytes: MemoryBytes | undefined): Map<ItemId, Memory> {
  const memories = new Map<ItemId, Memory>();
  if (bytes === undefined) return memories;
  const byte = (at: number): number => bytes[at] ?? 0;
  let at = 0;
  while (at < bytes.length) {
    const [item, next] = readName(byte, at);
    const packed = byte(next + 1);
    memories.set(item, {
      stability: weakest * Math.exp(byte(next) * stabilityStep),
      difficulty: 1 + (packed >> 4) * difficultyStep,
      wording: (packed >> 1) & mostWording,
      wasDelayed: (packed & 1) === 1,
      day: byte(next + 2) * 256 + byte(next + 3),
    });
    at = next + 4;
  }
  return memories;
}

/** @returns undefined for none: who never missed anything costs nothing */
export function writeMemories(memories: Memories): MemoryBytes | undefined {
  if (memories.size === 0) return undefined;
  const bytes: number[] = [];
  for (const [item, it] of memories) {
    const stability = Math.round(Math.log(Math.max(weakest, it.stability) / weakest) / stabilityStep);
    const difficulty = Math.round((Math.min(10, Math.max(1, it.difficulty)) - 1) / difficultyStep);
    const day = Math.min(lastDay, Math.max(0, it.day));
    bytes.push(
      ...nameBytes(item),
      Math.min(255, stability),
      (difficulty << 4) | (Math.min(mostWording, it.wording) << 1) | (it.wasDelayed ? 1 : 0),
      day >> 8,
      day & 255,
    );
  }
  return Uint8Array.from(bytes);
}

/** `4.1-a1`: lessons and modules up to 15, a letter a..h and a number up to 31 or none. */
const shortName = /^([1-9]|1[0-5])\.([1-9]|1[0-5])-([a-h])([1-9]|[12]\d|3[01])?$/;

function nameBytes(item: ItemId): number[] {
  const match = shortName.exec(item);
  if (match === null) return [0, item.length, ...Array.from(item, (letter) => letter.charCodeAt(0))];
  const [, module, lesson, letter = 'a', number = '0'] = match;
  return [Number(module) * 16 + Number(lesson), (letter.charCodeAt(0) - 97) * 32 + Number(number)];
}

/** @returns the item and where what follows its name stands */
function readName(byte: (at: number) => number, at: number): [ItemId, number] {
  const place = byte(at);
  const name = byte(at + 1);
  if (place === 0) {
    const letters = Array.from({ length: name }, (_, offset) => String.fromCharCode(byte(at + 2 + offset)));
    return [letters.join(''), at + 2 + name];
  }
  const number = name & 31;
  return [
    `${place >> 4}.${place & 15}-${String.fromCharCode(97 + (name >> 5))}${number === 0 ? '' : number}`,
    at + 2,
  ];
}
