import { expect, test } from 'vitest';
import { gainOf } from '../../src/stats/placement-gain.ts';

const counted = (counters: Record<string, number>) => ({
  names: () => ['2026-11', '2026-12'],
  of: (_: string, month: string) =>
    Object.fromEntries(Object.entries(counters).filter(([key]) => key.startsWith(`P/${month}/`))),
});

test.each([
  { case: 'nobody yet', counters: {}, gain: { people: 'few', points: undefined } },
  { case: 'too few for a mean', counters: { 'P/2026-11/4/9': 99 }, gain: { people: 90, points: undefined } },
  {
    case: 'who gained and who lost, over months',
    counters: { 'P/2026-11/4/9': 60, 'P/2026-12/6/5': 40, 'P/2026-12/7/7': 20 },
    // (60 × 5 − 40) / 120
    gain: { people: 120, points: 2.2 },
  },
])('$case', ({ counters, gain }) => {
  expect(gainOf(counted(counters))).toEqual(gain);
});
