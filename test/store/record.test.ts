import { Packr } from 'msgpackr';
import { expect, test } from 'vitest';
import { newSession } from '../../src/core/new-session.ts';
import { hourMs } from '../../src/core/time.ts';
import { updateNumber } from '../../src/store/recent-updates.ts';
import {
  absentVersion,
  codeDigest,
  nextRecord,
  readHead,
  readRecord,
  readVersion,
  recordFormat,
  UnknownRecordFormat,
} from '../../src/store/record.ts';

const now = Date.UTC(2026, 2, 2, 1);
const session = newSession('0123456789abcdef', 'vi', now);
const step = { session, updates: [], redeliveryMs: 25 * hourMs, timerAt: now + hourMs, codeHash: 'K7M' };

test('a record says all that was put into it, and its version is its head', () => {
  const updates = Array.from({ length: 40 }, (_, place) => ({ id: `u${place}`, at: now }));
  const next = nextRecord(undefined, { ...step, updates }, { epoch: 3, number: 77 }, now);
  const bytes = Buffer.concat([next.head, next.body]);
  const { head, version, session: read } = readRecord(bytes);
  expect(read).toEqual(session);
  expect(head).toMatchObject({ epoch: 3, number: 77, revision: 1, timerAt: now + hourMs });
  expect(head.recent.ids).toEqual(updates.slice(24).map(({ id }) => updateNumber(id)));
  expect(head.spilledUntilAt).toBeGreaterThanOrEqual(now + 25 * hourMs);
  expect(head.code).toEqual(codeDigest('K7M'));
  expect(readVersion(version)).toEqual({ head });
});

test('the next record follows from the version alone', () => {
  const first = nextRecord(undefined, step, { epoch: 1, number: 5 }, now);
  const read = readVersion(readRecord(Buffer.concat([first.head, first.body])).version);
  if (!('head' in read)) throw new Error('a record has a head');
  const second = nextRecord(
    read.head,
    { session, redeliveryMs: 1, timerAt: undefined, updates: [{ id: '9', at: now }] },
    { epoch: 1, number: 5 },
    now,
  );
  const { head } = readHead(second.head);
  expect(head).toMatchObject({ revision: 2, number: 5, timerAt: 0 });
  expect(head.recent.ids).toEqual([9]);
  expect(head.code).toEqual(codeDigest('K7M'));
});

test('that nobody was there is a version too', () => {
  expect(readVersion(absentVersion(12))).toEqual({ absentIn: 12 });
});

test('a record of the first release is read: number, revision, updates, session', () => {
  const ids = ['update-1', 'update-2'];
  const head = Buffer.alloc(13 + ids.length * 8);
  head.writeUInt8(1, 0);
  head.writeUInt32BE(41, 1);
  head.writeUInt32BE(7, 5);
  head.writeUInt8(ids.length, 12);
  for (const [place, id] of ids.entries()) {
    head.writeUIntBE(updateNumber(id), 13 + place * 8, 5);
    head.writeUIntBE(Math.ceil(now / 240_000), 18 + place * 8, 3);
  }
  const wire = [1, 's'.repeat(16), 0, now, now, ['menu'], now, 0, 0, 0, [], now];
  const read = readRecord(Buffer.concat([head, new Packr({ useRecords: false }).pack(wire)]));
  expect(read.head).toMatchObject({ epoch: 0, number: 41, revision: 7 });
  expect(read.head.recent.ids).toEqual(ids.map(updateNumber));
  expect(read.session.screen).toEqual({ kind: 'menu' });
});

test('a record of a newer program is refused by name', () => {
  expect(() => readHead(Buffer.alloc(60, recordFormat + 1))).toThrow(UnknownRecordFormat);
});
