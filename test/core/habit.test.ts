import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Habit, habitAfter, knownHalfHour, localHalfHour } from '../../src/core/habit.ts';
import { localOffsetMs } from '../../src/core/local-calendar.ts';
import { dayMs, hourMs, minuteMs } from '../../src/core/time.ts';

const midnight = Date.UTC(2026, 10, 30) - localOffsetMs;
const visit = (day: number, hour: number, minute = 0): number =>
  midnight + day * dayMs + hour * hourMs + minute * minuteMs;
const after = (visits: number[], habit?: Habit): Habit | undefined =>
  visits.reduce<Habit | undefined>((before, at) => habitAfter(before, at), habit);

test('one visit is a guess, the second at about the same time is a habit', () => {
  expect(knownHalfHour(undefined)).toBeUndefined();
  expect(knownHalfHour(after([visit(0, 19, 40)]))).toBeUndefined();
  expect(knownHalfHour(after([visit(0, 19, 40), visit(1, 19, 55)]))).toBe(39);
});

test('who comes at six in the morning and once at noon is still known for six', () => {
  const habit = after([visit(0, 6), visit(1, 6, 20), visit(2, 6, 10), visit(3, 12), visit(4, 6)]);
  expect(knownHalfHour(habit)).toBe(12);
});

test('who changes shift is known for the new hour after four visits', () => {
  const early = after([visit(0, 6), visit(1, 6), visit(2, 6), visit(3, 6)]);
  const late = [4, 5, 6, 7].map((day) => visit(day, 21, 30));
  expect(knownHalfHour(after(late, early))).toBe(43);
});

test('midnight is no border: 23:50 and 0:10 are the same habit', () => {
  expect(knownHalfHour(after([visit(0, 23, 50), visit(2, 0, 10)]))).toBe(0);
});

test('whoever keeps within an hour of one time is known for it, whatever else was before', () => {
  const anyVisits = fc.array(fc.integer({ min: -(10 ** 11), max: 10 ** 13 }), { maxLength: 20 });
  fc.assert(
    fc.property(
      anyVisits,
      fc.nat(47),
      fc.array(fc.nat(1), { minLength: 6, maxLength: 20 }),
      (before, usual, own) => {
        const visits = own.map((later, day) => visit(day, 0, (usual + later) * 30));
        const found = knownHalfHour(after(visits, after(before)));
        expect([usual, (usual + 1) % 48]).toContain(found);
      },
    ),
  );
});

test('a habit is always a half hour of the day, small enough for its byte', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(10 ** 12), max: 10 ** 14 }), { minLength: 1 }), (visits) => {
      const { halfHour, sureness } = after(visits) ?? { halfHour: -1, sureness: -1 };
      expect(Number.isInteger(halfHour) && halfHour >= 0 && halfHour < 48).toBe(true);
      expect([1, 2, 3]).toContain(sureness);
    }),
  );
  expect(localHalfHour(visit(0, 0))).toBe(0);
  expect(localHalfHour(visit(0, 23, 59))).toBe(47);
});
