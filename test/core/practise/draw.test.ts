import { expect, test } from 'vitest';
import { drawnFor, roundLength, weekNumber } from '../../../src/core/practise/draw.ts';
import { dayMs } from '../../../src/core/time.ts';
import { messagesOfEach } from '../../fixtures/small-practise.ts';

const pool = messagesOfEach(32);
const idsOf = (week: number): string[] => drawnFor(week, pool).map(({ id }) => id);

test('a week has the same ten for everybody, in whatever order the file lists them', () => {
  expect(idsOf(2969)).toHaveLength(roundLength);
  expect(drawnFor(2969, [...pool].reverse()).map(({ id }) => id)).toEqual(idsOf(2969));
});

test('no message comes again within six weeks, and four to six of the ten are scams', () => {
  for (let week = 2900; week < 3100; week++) {
    const six = Array.from({ length: 6 }, (_, later) => idsOf(week + later)).flat();
    // Thirty of each kind are asked in six weeks, and there are thirty-two.
    expect(new Set(six).size, `weeks from ${week}`).toBe(6 * roundLength);
    const scams = idsOf(week).filter((id) => id.startsWith('lua')).length;
    expect([4, 5, 6]).toContain(scams);
  }
});

test('every message has its turn', () => {
  const met = new Set(Array.from({ length: 60 }, (_, week) => idsOf(3000 + week)).flat());
  expect(met.size).toBe(pool.length);
});

test('a pool smaller than a round gives what there is, each once', () => {
  const few = drawnFor(7, messagesOfEach(2)).map(({ id }) => id);
  expect(few).toHaveLength(4);
  expect(new Set(few).size).toBe(4);
  expect(drawnFor(7, [])).toEqual([]);
});

test('a week begins on Monday, local time, across the turn of the year', () => {
  const monday = Date.UTC(2026, 11, 27, 17);
  expect(weekNumber(monday) - weekNumber(monday - 1)).toBe(1);
  expect(weekNumber(monday + 7 * dayMs - 1)).toBe(weekNumber(monday));
});
