import { expect, test } from 'vitest';
import { tallyOf, verdictOf } from '../../bench/books/book.ts';

test.each([
  { case: 'all recorded', recorded: ['a', 'b', 'b'], lost: 0, doubled: 0 },
  { case: 'one missing', recorded: ['a', 'b'], lost: 1, doubled: 0 },
  { case: 'one counted twice', recorded: ['a', 'a', 'b', 'b'], lost: 0, doubled: 1 },
  { case: 'one missing and another counted twice', recorded: ['a', 'a', 'b'], lost: 1, doubled: 1 },
  { case: 'one that nobody gave', recorded: ['a', 'b', 'b', 'c'], lost: 0, doubled: 1 },
])('answers a, b, b: $case', ({ recorded, lost, doubled }) => {
  const verdict = verdictOf(tallyOf(['a', 'b', 'b']), tallyOf(recorded));
  expect(verdict).toEqual({ answers: 3, recorded: recorded.length, lost, doubled });
});
