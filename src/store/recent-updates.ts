import type { Instant } from '../core/time.ts';
import { minuteMs } from '../core/time.ts';

/**
 * Which updates a chat has already seen, in eight bytes each: five of the id's hash, three of the time.
 * The newest sixteen stay in the record; older ones that the platform may still repeat go to a side table.
 */
export const keptUpdates = 16;
export const hashBytes = 5;
const entryBytes = hashBytes + 3;

/** Times are kept in steps of four minutes, rounded up: three bytes reach to the year 2097. */
const stepMs = 4 * minuteMs;
export const toSteps = (at: Instant): number => Math.min(0xffffff, Math.max(0, Math.ceil(at / stepMs)));
export const fromSteps = (steps: number): Instant => steps * stepMs;

export type SpilledUpdate = { hash: Buffer; expiresAt: Instant };

export type Remembered = {
  recent: Buffer;
  /** Forgotten by the record but still inside the redelivery window. */
  spilled: SpilledUpdate[];
};

/**
 * Adds updates to the recent ones, oldest first.
 * An update counts from the later of its own time and now: a platform's slow clock must not shorten the window.
 */
export function rememberUpdates(
  recent: Buffer,
  updates: { id: string; at: Instant }[],
  redeliveryMs: number,
  now: Instant,
): Remembered {
  const added = Buffer.alloc(updates.length * entryBytes);
  updates.forEach((update, index) => {
    added.set(updateHash(update.id), index * entryBytes);
    added.writeUIntBE(toSteps(Math.max(update.at, now)), index * entryBytes + hashBytes, 3);
  });
  const all = Buffer.concat([recent, added]);
  const cut = Math.max(0, all.length - keptUpdates * entryBytes);
  const spilled: SpilledUpdate[] = [];
  for (let offset = 0; offset < cut; offset += entryBytes) {
    const expiresAt = fromSteps(all.readUIntBE(offset + hashBytes, 3)) + redeliveryMs;
    if (expiresAt > now) spilled.push({ hash: all.subarray(offset, offset + hashBytes), expiresAt });
  }
  return { recent: all.subarray(cut), spilled };
}

/** Which of the hashed ids are among the recent ones. */
export function isRecent(recent: Buffer, hash: Buffer): boolean {
  for (let offset = 0; offset < recent.length; offset += entryBytes) {
    if (recent.compare(hash, 0, hashBytes, offset, offset + hashBytes) === 0) return true;
  }
  return false;
}

export const recentCount = (recent: Buffer): number => recent.length / entryBytes;
export const recentBytes = (count: number): number => count * entryBytes;

/**
 * Forty bits of an update id. Ids are compared within one chat only, so among a thousand remembered ones
 * a false match has a chance of one in 10^9. Two multiplicative hashes side by side (as in cyrb53).
 */
export function updateHash(id: string): Buffer {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < id.length; index += 1) {
    const unit = id.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x9e3779b1);
    second = Math.imul(second ^ unit, 0x5f356495);
  }
  first = Math.imul(first ^ (first >>> 16), 0x85ebca6b) ^ Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  second = Math.imul(second ^ (second >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  const hash = Buffer.alloc(hashBytes);
  hash.writeUInt32BE(first >>> 0, 0);
  hash.writeUInt8(second & 0xff, 4);
  return hash;
}
