import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { again, nextOccurrence } from '../../src/broadcast/again.ts';
import { newBroadcast, type Repeats } from '../../src/broadcast/broadcast.ts';
import { firstOfMonth, localDateOf, localDay, midnightOf } from '../../src/core/local-calendar.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';

/** Local time in Hanoi. */
const local = (year: number, month: number, day: number, hour = 0, minute = 0): number =>
  Date.UTC(year, month - 1, day, hour - 7, minute);

const series = (repeats: Repeats, scheduledAt: number) =>
  newBroadcast({
    id: 'tb-0123456789',
    unit: '38',
    author: 'an',
    createdAt: scheduledAt - dayMs,
    texts: { vi: { text: 'Chào.' } },
    topic: 'learning',
    repeats,
    scheduledAt,
  });

describe('the next of a series', () => {
  test.each([
    {
      case: 'a week later at the same hour',
      repeats: 'weekly' as const,
      first: local(2026, 12, 1, 19, 30),
      now: local(2026, 12, 1, 19, 30),
      next: local(2026, 12, 8, 19, 30),
    },
    {
      case: 'weeks that passed while the service was away are left out',
      repeats: 'weekly' as const,
      first: local(2026, 12, 1, 19, 30),
      now: local(2026, 12, 16, 8),
      next: local(2026, 12, 22, 19, 30),
    },
    {
      case: 'asked before the first, the second',
      repeats: 'weekly' as const,
      first: local(2026, 12, 1, 19, 30),
      now: local(2026, 11, 28),
      next: local(2026, 12, 8, 19, 30),
    },
    {
      case: 'a month later, over the turn of the year',
      repeats: 'monthly' as const,
      first: local(2026, 12, 15, 6, 30),
      now: local(2026, 12, 15, 6, 31),
      next: local(2027, 1, 15, 6, 30),
    },
    {
      case: 'a month without a 31st on its last day',
      repeats: 'monthly' as const,
      first: local(2027, 1, 31, 9),
      now: local(2027, 1, 31, 9),
      next: local(2027, 2, 28, 9),
    },
    {
      case: 'and on the 31st again where there is one',
      repeats: 'monthly' as const,
      first: local(2027, 1, 31, 9),
      now: local(2027, 2, 28, 9),
      next: local(2027, 3, 31, 9),
    },
    {
      case: 'the 29th of a leap year',
      repeats: 'monthly' as const,
      first: local(2028, 1, 30, 9),
      now: local(2028, 2, 1),
      next: local(2028, 2, 29, 9),
    },
  ])('$case', ({ repeats, first, now, next }) => {
    expect(nextOccurrence(series(repeats, first), now)).toBe(next);
  });

  test('is after now and after the first, at its local hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Repeats>('weekly', 'monthly'),
        fc.integer({ min: local(2026, 1, 1), max: local(2030, 1, 1) }),
        fc.integer({ min: -40 * dayMs, max: 400 * dayMs }),
        (repeats, first, later) => {
          const next = nextOccurrence(series(repeats, first), first + later) ?? 0;
          expect(next).toBeGreaterThan(Math.max(first, first + later));
          expect(next - Math.max(first, first + later)).toBeLessThanOrEqual(31 * dayMs);
          expect(next - midnightOf(localDay(next))).toBe(first - midnightOf(localDay(first)));
        },
      ),
    );
  });

  test('a series on the 31st is not moved by a short month', () => {
    const dues: number[] = [];
    let now = local(2027, 1, 31, 9);
    for (
      let it = again(series('monthly', now), now);
      it !== undefined && dues.length < 4;
      it = again(it, now)
    ) {
      now = it.scheduledAt ?? 0;
      dues.push(now);
    }
    expect(dues).toEqual([
      local(2027, 2, 28, 9),
      local(2027, 3, 31, 9),
      local(2027, 4, 30, 9),
      local(2027, 5, 31, 9),
    ]);
  });

  test('one that does not repeat has none', () => {
    expect(nextOccurrence(series('no', 1), 5)).toBeUndefined();
    expect(again(series('no', 1), 5)).toBeUndefined();
  });

  test('each is a broadcast of its own, named by its day: two who make it make one', () => {
    const first = {
      ...series('weekly', local(2026, 12, 1, 19, 30)),
      revision: 7,
      approvedBy: 'binh',
      startedAt: local(2026, 12, 1, 19, 30),
      state: { kind: 'running' as const },
      reactions: { 0: { at: 1, written: { n: 1, reacted: 1 }, leftOut: { n: 0, reacted: 0 } } },
    };
    const second = again(first, local(2026, 12, 1, 19, 30));
    expect(second).toMatchObject({
      id: 'tb-0123456789-20261208',
      revision: 1,
      scheduledAt: local(2026, 12, 8, 19, 30),
      startedAt: undefined,
      approvedBy: 'binh',
      state: { kind: 'scheduled' },
      reactions: {},
      texts: first.texts,
    });
    expect(again(first, local(2026, 12, 3))?.id).toBe(second?.id);
    const third = second && again(second, local(2026, 12, 8, 19, 31));
    expect(third?.id).toBe('tb-0123456789-20261215');
  });

  test('an id stays one that every store takes, however long the first was', () => {
    const long = { ...series('monthly', local(2026, 12, 1)), id: 'tin-canh-bao-cuoi-nam-xa' };
    const next = again(long, local(2026, 12, 1));
    expect(next?.id).toMatch(/^[a-z0-9-]{1,24}$/);
    expect(again({ ...long, id: 'tin-canh-bao-cuoi-nam-xb' }, local(2026, 12, 1))?.id).not.toBe(next?.id);
    expect(next && again(next, local(2027, 1, 1))?.id.replace(/\d{8}$/, '')).toBe(
      next?.id.replace(/\d{8}$/, ''),
    );
  });
});

test('the local calendar is the one that everybody keeps', () => {
  fc.assert(
    fc.property(fc.integer({ min: local(1970, 1, 2), max: local(2199, 1, 1) }), (at) => {
      const date = new Date(at + 7 * hourMs);
      const { year, month, day } = localDateOf(at);
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
      expect(firstOfMonth(year, month) + day - 1).toBe(localDay(at));
      expect(firstOfMonth(year - 1, month + 12)).toBe(firstOfMonth(year, month));
    }),
  );
});
