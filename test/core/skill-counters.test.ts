import { describe, expect, test } from 'vitest';
import { skillCounter, wayCounter } from '../../src/core/counters.ts';

test.each([
  { afterMs: 0, key: 'K/4.1@v/2/5' },
  { afterMs: 5_000, key: 'K/4.1@v/2/5' },
  { afterMs: 5_001, key: 'K/4.1@v/2/15' },
  { afterMs: 300_000, key: 'K/4.1@v/2/300' },
  { afterMs: 86_400_000, key: 'K/4.1@v/2/more' },
])('a card passed after $afterMs ms counts as $key', ({ afterMs, key }) => {
  expect(wayCounter({ id: '4.1', version: 'v' }, { card: 2, afterMs })).toBe(key);
});

describe('a skill is counted', () => {
  test('by place, audience and lesson; with a dash for what nobody said', () => {
    expect(skillCounter('16012', 'citizen', '4.1', 'right')).toBe('S/16012/citizen/4.1/right');
    expect(skillCounter(undefined, undefined, '4.1', 'finished')).toBe('S/-/-/4.1/finished');
  });
});
