import { createHash } from 'node:crypto';
import { Packr } from 'msgpackr';
import type { Session } from '../core/session.ts';
import { decodeSession, encodeSession } from '../core/session-format.ts';
import type { Instant } from '../core/time.ts';
import type { RecentUpdates, SpilledUpdate } from './recent-updates.ts';
import {
  fromSteps,
  idBytes,
  noUpdates,
  readIds,
  rememberUpdates,
  toSteps,
  writeIds,
} from './recent-updates.ts';
import { skimSession } from './skim.ts';
import { type Step, StoreUnavailable, type Version } from './store.ts';

/**
 * The bytes of one chat's record, the same in every store: the head, then the session.
 *
 *     0 format · 1 epoch (2) · 3 number (4) · 7 revision (4) · 11 timer due, ms (6; 0 = none)
 *     17 latest update (3) · 20 which recent updates are repeat-safe, bits (2)
 *     22 flags: 1 a paper code, 2 the session lies elsewhere, 4 spilled updates, 8 recent updates as differences
 *     23 bytes of the recent updates · 24 those · spilled until (3, if any) · paper code's hash (9, if any) · session
 *
 * A version is the head as a string, so that a commit can write the next head without reading the record again.
 * Scripts of the stores read epoch, number, revision, timer and flags at these offsets.
 */
export const recordFormat = 2;
const fixedBytes = 24;
export const codeBytes = 9;
const flag = { code: 1, spilled: 4, differences: 8 };

export type Head = {
  /** Of the store when this was written: rises each time the store is found wiped. */
  epoch: number;
  number: number;
  /** Rises with each commit. With epoch and number, which is never given again, it names one state for ever. */
  revision: number;
  /** The chat's one filed timer; 0 for none. */
  timerAt: Instant;
  /** Until when the side table may hold update ids of this chat; 0 when it holds none. */
  spilledUntilAt: Instant;
  recent: RecentUpdates;
  /** As `codeDigest` gave it. */
  code: Buffer | undefined;
};

/** Ordinary while a new version is rolled out: nothing is written, and the update comes again to a newer process. */
export class UnknownRecordFormat extends StoreUnavailable {
  override name = 'UnknownRecordFormat';
}

const packr = new Packr({ useRecords: false });

/** @throws UnknownRecordFormat or UnknownSessionFormat when a newer process wrote it */
export function readRecord(bytes: Buffer): { head: Head; version: Version; session: Session } {
  const { head, end } = readHead(bytes);
  return {
    head,
    version: bytes.toString('latin1', 0, end),
    session: decodeSession(packr.unpack(bytes.subarray(end)) as unknown[]),
  };
}

/** Whether the session lies in a key of its own. */
export const isElsewhere = (record: Buffer): boolean => ((record[22] ?? 0) & 2) !== 0;

/** A record without its session decoded: who looks through millions takes from the wire what they need. */
export function readWire(bytes: Buffer): { head: Pick<Head, 'number' | 'revision'>; wire: unknown[] } {
  const { number, revision, end } = glanceAtHead(bytes);
  return { head: { number, revision }, wire: packr.unpack(bytes.subarray(end)) as unknown[] };
}

/** As `readWire`, of the session only what `glanceAt` reads: a fraction of the cost. */
export function readGlance(bytes: Buffer): { number: number; wire: unknown[] } {
  const { number, end } = glanceAtHead(bytes);
  return { number, wire: skimSession(bytes, end) ?? (packr.unpack(bytes.subarray(end)) as unknown[]) };
}

function glanceAtHead(bytes: Buffer): { number: number; revision: number; end: number } {
  if (bytes[0] !== recordFormat) {
    const { head, end } = readHead(bytes);
    return { number: head.number, revision: head.revision, end };
  }
  const flags = bytes[22] ?? 0;
  const end =
    fixedBytes +
    (bytes[23] ?? 0) +
    ((flags & flag.spilled) === 0 ? 0 : 3) +
    ((flags & flag.code) === 0 ? 0 : codeBytes);
  return { number: bytes.readUInt32BE(3), revision: bytes.readUInt32BE(7), end };
}

/** What a version says: a record's head, or that no record was there in an epoch. */
export function readVersion(version: Version): { head: Head } | { absentIn: number } {
  if (version.startsWith(absentMark)) return { absentIn: Number(version.slice(absentMark.length)) };
  return { head: readHead(Buffer.from(version, 'latin1')).head };
}

const absentMark = 'absent:';
export const absentVersion = (epoch: number): Version => `${absentMark}${epoch}`;

/** The bytes by which a store compares: epoch, number and revision as they stand in a record. */
export function stateOf(head: Pick<Head, 'epoch' | 'number' | 'revision'>): Buffer {
  const bytes = Buffer.allocUnsafe(10);
  bytes.writeUInt16BE(head.epoch, 0);
  bytes.writeUInt32BE(head.number, 2);
  bytes.writeUInt32BE(head.revision, 6);
  return bytes;
}

/** How a paper code's hash is kept: nine bytes, 2^72. */
export const codeDigest = (codeHash: string): Buffer =>
  createHash('sha256').update(codeHash).digest().subarray(0, codeBytes);

/**
 * What a step makes of a record. A new chat's epoch and number are given by the store; until then they are 0.
 * @param head as `readVersion` gave it, or undefined for a new chat
 */
export function nextRecord(
  head: Head | undefined,
  step: Pick<Step, 'updates' | 'redeliveryMs' | 'timerAt' | 'codeHash'> & { session: Session },
  place: { epoch: number; number: number },
  now: Instant,
): { head: Buffer; body: Buffer; revision: number; spilled: SpilledUpdate[] } {
  const { recent, spilled } = rememberUpdates(
    head?.recent ?? noUpdates,
    step.updates,
    step.redeliveryMs,
    now,
  );
  const before = head !== undefined && head.spilledUntilAt > now ? head.spilledUntilAt : 0;
  const next: Head = {
    ...place,
    revision: (head?.revision ?? 0) + 1,
    timerAt: step.timerAt ?? 0,
    spilledUntilAt: spilled.reduce((latest, it) => Math.max(latest, it.expiresAt), before),
    recent,
    code: step.codeHash === undefined ? head?.code : codeDigest(step.codeHash),
  };
  return {
    head: writeHead(next),
    body: packr.pack(encodeSession(step.session)) as Buffer,
    revision: next.revision,
    spilled,
  };
}

export function writeHead(head: Head): Buffer {
  const { ids, safe, latestAt } = head.recent;
  const { bytes: recent, areDifferences } = writeIds(ids);
  const hasSpilled = head.spilledUntilAt > 0;
  const bytes = Buffer.allocUnsafe(
    fixedBytes + recent.length + (hasSpilled ? 3 : 0) + (head.code === undefined ? 0 : codeBytes),
  );
  bytes[0] = recordFormat;
  bytes.writeUInt16BE(head.epoch, 1);
  bytes.writeUInt32BE(head.number, 3);
  bytes.writeUInt32BE(head.revision, 7);
  // A time before 1970 is due at once all the same.
  bytes.writeUIntBE(head.timerAt === 0 ? 0 : Math.max(1, head.timerAt), 11, 6);
  bytes.writeUIntBE(toSteps(latestAt), 17, 3);
  bytes.writeUInt16BE(safe, 20);
  bytes[22] =
    (head.code === undefined ? 0 : flag.code) |
    (hasSpilled ? flag.spilled : 0) |
    (areDifferences ? flag.differences : 0);
  bytes[23] = recent.length;
  bytes.set(recent, fixedBytes);
  let end = fixedBytes + recent.length;
  if (hasSpilled) {
    bytes.writeUIntBE(toSteps(head.spilledUntilAt), end, 3);
    end += 3;
  }
  if (head.code !== undefined) bytes.set(head.code, end);
  return bytes;
}

/** @throws UnknownRecordFormat */
export function readHead(bytes: Buffer): { head: Head; end: number } {
  if (bytes[0] === 1) return readFirstFormat(bytes);
  if (bytes[0] !== recordFormat) {
    throw new UnknownRecordFormat(
      `record format ${String(bytes[0])} is not ${recordFormat}: a newer version of the bot wrote this record, or it is damaged`,
    );
  }
  const flags = bytes[22] ?? 0;
  const recentEnd = fixedBytes + (bytes[23] ?? 0);
  const codeAt = recentEnd + ((flags & flag.spilled) === 0 ? 0 : 3);
  const end = codeAt + ((flags & flag.code) === 0 ? 0 : codeBytes);
  const head: Head = {
    epoch: bytes.readUInt16BE(1),
    number: bytes.readUInt32BE(3),
    revision: bytes.readUInt32BE(7),
    timerAt: bytes.readUIntBE(11, 6),
    spilledUntilAt: codeAt === recentEnd ? 0 : fromSteps(bytes.readUIntBE(recentEnd, 3)),
    recent: {
      ids: readIds(bytes.subarray(fixedBytes, recentEnd), (flags & flag.differences) !== 0),
      safe: bytes.readUInt16BE(20),
      latestAt: fromSteps(bytes.readUIntBE(17, 3)),
    },
    code: end === codeAt ? undefined : bytes.subarray(codeAt, end),
  };
  return { head, end };
}

/** The same record, of any known format, as it is written in another epoch. */
export function recordAs(
  bytes: Buffer,
  place: Pick<Head, 'epoch'> & Partial<Pick<Head, 'timerAt' | 'code'>>,
): { head: Head; bytes: Buffer } {
  const { head, end } = readHead(bytes);
  const moved = { ...head, ...place };
  return { head: moved, bytes: Buffer.concat([writeHead(moved), bytes.subarray(end)]) };
}

/**
 * As the first release wrote it: number (4) · revision (4) · spilled until (3) · count (1) · recent updates
 * (5 of the hash and 3 of the time each) · session. All its ids were hashed, numbers too: a numbered update that
 * it saw and that comes again after the change of release is told by what it says, not by its number.
 */
function readFirstFormat(bytes: Buffer): { head: Head; end: number } {
  const count = bytes.readUInt8(12);
  const ids: number[] = [];
  let latest = 0;
  for (let place = 0; place < count; place++) {
    const at = 13 + place * 8;
    ids.push(bytes.readUIntBE(at, idBytes));
    latest = Math.max(latest, bytes.readUIntBE(at + idBytes, 3));
  }
  const head: Head = {
    epoch: 0,
    number: bytes.readUInt32BE(1),
    revision: bytes.readUInt32BE(5),
    timerAt: 0,
    spilledUntilAt: fromSteps(bytes.readUIntBE(9, 3)),
    recent: { ids, safe: 0, latestAt: fromSteps(latest) },
    code: undefined,
  };
  return { head, end: 13 + count * 8 };
}
