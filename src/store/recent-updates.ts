import type { Instant } from '../core/time.ts';
import { minuteMs } from '../core/time.ts';
import type { SeenUpdate } from './store.ts';

/**
 * Which updates a chat has already seen: forty bits of each id, the newest sixteen in the record.
 * An older one that the platform may still repeat, and whose repetition would change something, goes to a
 * side table.
 */
export const keptUpdates = 16;
export const idBytes = 5;
const exactLimit = 2 ** 40;

/** Times are kept in steps of four minutes, rounded up: three bytes reach to the year 2097. */
const stepMs = 4 * minuteMs;
export const toSteps = (at: Instant): number => Math.min(0xffffff, Math.max(0, Math.ceil(at / stepMs)));
export const fromSteps = (steps: number): Instant => steps * stepMs;

export type SpilledUpdate = { id: number; expiresAt: Instant };

/** `ids` oldest first, as `updateNumber` gave them; bit n of `safe` says that the n-th may be repeated without harm. */
export type RecentUpdates = { ids: number[]; safe: number; latestAt: Instant };

export const noUpdates: RecentUpdates = { ids: [], safe: 0, latestAt: 0 };

/**
 * Adds updates to the recent ones. `latestAt` is one time for all sixteen: whoever falls out is remembered
 * as long as if it were the newest, never shorter.
 * An update counts from the later of its own time and now: a platform's slow clock must not shorten the window.
 * @returns what the record keeps, and what fell out of it but is still inside the redelivery window
 */
export function rememberUpdates(
  recent: RecentUpdates,
  updates: SeenUpdate[],
  redeliveryMs: number,
  now: Instant,
): { recent: RecentUpdates; spilled: SpilledUpdate[] } {
  if (updates.length === 0) return { recent, spilled: [] };
  const old = recent.ids.length;
  const ids = [...recent.ids];
  let latestAt = now;
  for (const update of updates) {
    ids.push(updateNumber(update.id));
    if (update.at > latestAt) latestAt = update.at;
  }
  latestAt = Math.max(recent.latestAt, fromSteps(toSteps(latestAt)));
  const isSafe = (place: number): boolean =>
    place < old ? ((recent.safe >> place) & 1) === 1 : updates[place - old]?.isRepeatSafe === true;
  const cut = Math.max(0, ids.length - keptUpdates);
  const spilled: SpilledUpdate[] = [];
  for (let place = 0; place < cut; place++) {
    const expiresAt = (place < old ? recent.latestAt : latestAt) + redeliveryMs;
    if (!isSafe(place) && expiresAt > now) spilled.push({ id: ids[place] ?? 0, expiresAt });
  }
  let safe = 0;
  for (let place = cut; place < ids.length; place++) if (isSafe(place)) safe |= 1 << (place - cut);
  return { recent: { ids: cut === 0 ? ids : ids.slice(cut), safe, latestAt }, spilled };
}

/**
 * Forty bits of an update id. A number below 2^40, as Telegram gives, is kept as it is: no two are ever taken
 * for one. Other ids are hashed; they are compared within one chat only, so among sixteen remembered ones a
 * false match has a chance of one in 10^11. Two multiplicative hashes side by side (as in cyrb53).
 */
export function updateNumber(id: string): number {
  const number = id.length <= 13 ? exactNumber(id) : -1;
  if (number >= 0) return number;
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < id.length; index += 1) {
    const unit = id.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x9e3779b1);
    second = Math.imul(second ^ unit, 0x5f356495);
  }
  first = Math.imul(first ^ (first >>> 16), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  second = Math.imul(second ^ (second >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (first >>> 0) * 256 + (second & 0xff);
}

/** The number an id spells without leading zeros, or -1. */
function exactNumber(id: string): number {
  if (id.length === 0 || (id.length > 1 && id.charCodeAt(0) === 48)) return -1;
  let number = 0;
  for (let index = 0; index < id.length; index += 1) {
    const digit = id.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number < exactLimit ? number : -1;
}

export function idBytesOf(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(idBytes);
  bytes.writeUIntBE(id, 0, idBytes);
  return bytes;
}

/**
 * The ids as bytes: five each, or, where that is shorter (a platform that counts its updates), the first one and
 * then each one's difference from the one before it, signs folded in, seven bits a byte (as in Protocol Buffers).
 */
export function writeIds(ids: number[]): { bytes: Buffer; areDifferences: boolean } {
  const limit = ids.length * idBytes;
  const bytes = Buffer.allocUnsafe(limit + 6);
  let end = 0;
  let before = 0;
  for (const id of ids) {
    const difference = id - before;
    before = id;
    let rest = difference < 0 ? -difference * 2 - 1 : difference * 2;
    while (rest >= 128) {
      bytes[end++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[end++] = rest;
    if (end >= limit) return { bytes: fixedIds(ids), areDifferences: false };
  }
  return { bytes: bytes.subarray(0, end), areDifferences: true };
}

function fixedIds(ids: number[]): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * idBytes);
  for (const [place, id] of ids.entries()) bytes.writeUIntBE(id, place * idBytes, idBytes);
  return bytes;
}

/** Reads what `writeIds` wrote. */
export function readIds(bytes: Buffer, areDifferences: boolean): number[] {
  const ids: number[] = [];
  if (!areDifferences) {
    for (let at = 0; at < bytes.length; at += idBytes) ids.push(bytes.readUIntBE(at, idBytes));
    return ids;
  }
  let before = 0;
  for (let at = 0; at < bytes.length; ) {
    let folded = 0;
    let weight = 1;
    let byte = bytes[at++] ?? 0;
    while (byte >= 128) {
      folded += (byte - 128) * weight;
      weight *= 128;
      byte = bytes[at++] ?? 0;
    }
    folded += byte * weight;
    before += folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    ids.push(before);
  }
  return ids;
}
