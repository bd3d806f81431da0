import type { Instant } from '../core/time.ts';
import { minuteMs } from '../core/time.ts';
import type { SeenUpdate } from './store.ts';

/**
 * Which updates a chat has already seen: five bytes of each id's hash, the newest sixteen in the record.
 * An older one that the platform may still repeat, and whose repetition would change something, goes to a
 * side table.
 */
export const keptUpdates = 16;
export const hashBytes = 5;

/** Times are kept in steps of four minutes, rounded up: three bytes reach to the year 2097. */
const stepMs = 4 * minuteMs;
export const toSteps = (at: Instant): number => Math.min(0xffffff, Math.max(0, Math.ceil(at / stepMs)));
export const fromSteps = (steps: number): Instant => steps * stepMs;

export type SpilledUpdate = { hash: Buffer; expiresAt: Instant };

/** `hashes` oldest first; bit n of `safe` says that the n-th may be repeated without harm. */
export type RecentUpdates = { hashes: Buffer; safe: number; latestAt: Instant };

export const noUpdates: RecentUpdates = { hashes: Buffer.alloc(0), safe: 0, latestAt: 0 };

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
  const old = recent.hashes.length / hashBytes;
  const all = Buffer.allocUnsafe((old + updates.length) * hashBytes);
  all.set(recent.hashes, 0);
  let latestAt = now;
  for (const [place, update] of updates.entries()) {
    writeUpdateHash(update.id, all, (old + place) * hashBytes);
    if (update.at > latestAt) latestAt = update.at;
  }
  latestAt = Math.max(recent.latestAt, fromSteps(toSteps(latestAt)));
  const isSafe = (place: number): boolean =>
    place < old ? ((recent.safe >> place) & 1) === 1 : updates[place - old]?.isRepeatSafe === true;
  const count = old + updates.length;
  const cut = Math.max(0, count - keptUpdates);
  const spilled: SpilledUpdate[] = [];
  for (let place = 0; place < cut; place++) {
    const expiresAt = (place < old ? recent.latestAt : latestAt) + redeliveryMs;
    if (isSafe(place) || expiresAt <= now) continue;
    spilled.push({ hash: all.subarray(place * hashBytes, (place + 1) * hashBytes), expiresAt });
  }
  let safe = 0;
  for (let place = cut; place < count; place++) if (isSafe(place)) safe |= 1 << (place - cut);
  return { recent: { hashes: all.subarray(cut * hashBytes), safe, latestAt }, spilled };
}

/** Which of the hashed ids are among the recent ones. */
export function isRecent(hashes: Buffer, hash: Buffer): boolean {
  for (let offset = 0; offset < hashes.length; offset += hashBytes) {
    if (hashes.compare(hash, 0, hashBytes, offset, offset + hashBytes) === 0) return true;
  }
  return false;
}

/**
 * Forty bits of an update id. A number below 2^40, as Telegram gives, is kept as it is: no two are ever taken
 * for one. Other ids are hashed; they are compared within one chat only, so among sixteen remembered ones a
 * false match has a chance of one in 10^11. Two multiplicative hashes side by side (as in cyrb53).
 */
export function updateHash(id: string): Buffer {
  const hash = Buffer.allocUnsafe(hashBytes);
  writeUpdateHash(id, hash, 0);
  return hash;
}

const exactLimit = 2 ** 40;

function writeUpdateHash(id: string, to: Buffer, offset: number): void {
  const number = id.length <= 13 ? exactNumber(id) : -1;
  if (number >= 0) {
    to.writeUIntBE(number, offset, hashBytes);
    return;
  }
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < id.length; index += 1) {
    const unit = id.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x9e3779b1);
    second = Math.imul(second ^ unit, 0x5f356495);
  }
  first = Math.imul(first ^ (first >>> 16), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  second = Math.imul(second ^ (second >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  to.writeUInt32BE(first >>> 0, offset);
  to.writeUInt8(second & 0xff, offset + 4);
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
