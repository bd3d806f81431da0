import { Packr } from 'msgpackr';
import type { Session } from '../core/session.ts';
import { decodeSession, encodeSession } from '../core/session-format.ts';
import type { Instant } from '../core/time.ts';
import type { SpilledUpdate } from './recent-updates.ts';
import { fromSteps, recentBytes, recentCount, rememberUpdates, toSteps } from './recent-updates.ts';
import type { Step, Version } from './store.ts';

/**
 * The bytes of one chat's record, the same in every store:
 * format (1) · number (4) · revision (4) · spilled until (3) · count of recent updates (1) · those (8 each) · session.
 * All before the session is the head; a version is the head in base64, so that a commit can write the
 * next head without reading the old record again.
 */
export const recordFormat = 1;
const fixedBytes = 13;

export type Head = {
  number: number;
  /** Rises with each commit. With the number, which is never given again, it names one state for ever. */
  revision: number;
  /** Until when the side table may hold update ids of this chat; 0 when it holds none. */
  spilledUntilAt: Instant;
  recent: Buffer;
};

export class UnknownRecordFormat extends Error {
  override name = 'UnknownRecordFormat';
}

const packr = new Packr({ useRecords: false });

/** @throws UnknownRecordFormat or UnknownSessionFormat when a newer process wrote it */
export function readRecord(bytes: Buffer): { head: Head; version: Version; session: Session } {
  const head = readHead(bytes);
  const end = fixedBytes + head.recent.length;
  return {
    head,
    version: bytes.toString('base64url', 0, end),
    session: decodeSession(packr.unpack(bytes.subarray(end)) as unknown[]),
  };
}

export const readVersion = (version: Version): Head => readHead(Buffer.from(version, 'base64url'));

/**
 * What a step makes of a record. A new chat's number is given by the store; until then it is 0.
 * @param head as `readVersion` gave it, or undefined for a new chat
 */
export function nextRecord(
  head: Head | undefined,
  number: number,
  step: Pick<Step, 'updates' | 'redeliveryMs'> & { session: Session },
  now: Instant,
): { bytes: Buffer; revision: number; spilled: SpilledUpdate[] } {
  const { recent, spilled } = rememberUpdates(
    head?.recent ?? Buffer.alloc(0),
    step.updates,
    step.redeliveryMs,
    now,
  );
  const revision = (head?.revision ?? 0) + 1;
  const before = head !== undefined && head.spilledUntilAt > now ? head.spilledUntilAt : 0;
  const spilledUntilAt = spilled.reduce((latest, it) => Math.max(latest, it.expiresAt), before);
  const bytes = Buffer.concat([
    headBytes({ number, revision, spilledUntilAt, recent }),
    packr.pack(encodeSession(step.session)),
  ]);
  return { bytes, revision, spilled };
}

function headBytes(head: Head): Buffer {
  const bytes = Buffer.alloc(fixedBytes + head.recent.length);
  bytes.writeUInt8(recordFormat, 0);
  bytes.writeUInt32BE(head.number, 1);
  bytes.writeUInt32BE(head.revision, 5);
  bytes.writeUIntBE(toSteps(head.spilledUntilAt), 9, 3);
  bytes.writeUInt8(recentCount(head.recent), 12);
  bytes.set(head.recent, fixedBytes);
  return bytes;
}

function readHead(bytes: Buffer): Head {
  if (bytes[0] !== recordFormat) {
    throw new UnknownRecordFormat(
      `record format ${String(bytes[0])} is not ${recordFormat}: a newer version of the bot wrote this record, or it is damaged`,
    );
  }
  return {
    number: bytes.readUInt32BE(1),
    revision: bytes.readUInt32BE(5),
    spilledUntilAt: fromSteps(bytes.readUIntBE(9, 3)),
    recent: bytes.subarray(fixedBytes, fixedBytes + recentBytes(bytes.readUInt8(12))),
  };
}
