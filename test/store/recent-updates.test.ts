import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/core/time.ts';
import {
  keptUpdates,
  noUpdates,
  readIds,
  rememberUpdates,
  updateNumber,
  writeIds,
} from '../../src/store/recent-updates.ts';

const now = Date.UTC(2026, 2, 2, 1);
const day = 25 * hourMs;

test('a number is kept as it is, so that no two updates of a counting platform are ever taken for one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 - 1 }), (number) => {
      expect(updateNumber(String(number))).toBe(number);
    }),
  );
});

test.each(['', '007', '-1', '1.5', String(2 ** 40), 'timer:1764061945123', 'u1', '1e3'])(
  'what is no such number is hashed: %j',
  (id) => {
    expect(Number.isSafeInteger(updateNumber(id))).toBe(true);
    expect(updateNumber(id)).toBeLessThan(2 ** 40);
    expect(updateNumber(id)).not.toBe(Number(id));
  },
);

test('hashes of a million ids of one kind meet no more often than chance says', () => {
  const seen = new Set<number>();
  for (let place = 0; place < 300_000; place++) seen.add(updateNumber(`refused:${place}:0`));
  // 300,000² / 2 / 2^40 = 0.04 expected.
  expect(seen.size).toBeGreaterThanOrEqual(300_000 - 2);
});

test('ids come back as they were written, in whichever form is shorter', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 40 - 1 }), { maxLength: keptUpdates }), (ids) => {
      const { bytes, areDifferences } = writeIds(ids);
      expect(readIds(Buffer.from(bytes), areDifferences)).toEqual(ids);
      expect(bytes.length).toBeLessThanOrEqual(ids.length * 5);
    }),
  );
});

test('sixteen updates of a counting platform take less than half the room', () => {
  const ids = Array.from({ length: 16 }, (_, place) => 400_000_000 + place * 1_009);
  expect(writeIds(ids).bytes.length).toBeLessThan(40);
  const mixed = ids.toReversed();
  const { bytes, areDifferences } = writeIds(mixed);
  expect(readIds(bytes, areDifferences)).toEqual(mixed);
});

test('an older update is spilled only if its repetition would change something', () => {
  const updates = Array.from({ length: 20 }, (_, place) => ({
    id: String(place),
    at: now,
    ...(place % 2 === 0 ? { isRepeatSafe: true as const } : {}),
  }));
  const { recent, spilled } = rememberUpdates(noUpdates, updates, day, now);
  expect(recent.ids).toEqual(updates.slice(4).map(({ id }) => Number(id)));
  expect(spilled.map(({ id }) => id)).toEqual([1, 3]);
  const again = rememberUpdates(recent, [{ id: '99', at: now }], day, now);
  expect(again.spilled.map(({ id }) => id)).toEqual([]);
  const next = rememberUpdates(again.recent, [{ id: '100', at: now }], day, now);
  expect(next.spilled.map(({ id }) => id)).toEqual([5]);
});

test('a spilled update is remembered at least as long as the platform may repeat it', () => {
  const sixteen = Array.from({ length: 16 }, (_, place) => ({ id: String(place), at: now }));
  const { recent } = rememberUpdates(noUpdates, sixteen, day, now);
  const later = now + 3 * hourMs;
  const { spilled } = rememberUpdates(recent, [{ id: 'x', at: later }], day, later);
  expect(spilled).toHaveLength(1);
  expect(spilled[0]?.expiresAt).toBeGreaterThanOrEqual(now + day);
  expect(spilled[0]?.expiresAt).toBeLessThan(now + day + 10 * minuteMs);
});
