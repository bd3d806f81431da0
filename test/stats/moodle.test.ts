import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttemptTable, tallyOf } from '../../src/stats/attempts.ts';
import { fractionOf, readFraction } from '../../src/stats/fraction.ts';
import { type Analysis, analyse } from '../../src/stats/quiz-analysis.ts';
import { allOrNothing, moodleItems, moodleMarks, moodleQuiz } from '../fixtures/moodle-figures.ts';
import { plainFigures } from './plain-moodle.ts';

const one = fractionOf(1);

const tableOf = (marks: readonly (readonly string[])[]): AttemptTable => ({
  items: (marks[0] ?? []).map((_, place) => `q${place + 1}`),
  attempts: marks.map((row) => row.map((mark) => ({ mark: readFraction(mark) ?? one, max: one }))),
});

const numbers = (marks: number[][], max: number[]): Analysis =>
  analyse(
    tallyOf({
      items: max.map((_, place) => `q${place}`),
      attempts: marks.map((row) =>
        row.map((mark, place) => ({ mark: fractionOf(mark), max: fractionOf(max[place] ?? 0) })),
      ),
    }),
  );

/** Not further off than `tolerance` of the figure's own size, or of 1 where it is smaller. */
function expectClose(found: object, expected: object, tolerance: number, what = ''): void {
  for (const [name, value] of Object.entries(expected) as [string, number | undefined][]) {
    const is = (found as Record<string, number | undefined>)[name];
    if (value === undefined) expect(is, `${what} ${name}`).toBeUndefined();
    else {
      const off = Math.abs((is ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
      expect(off, `${what} ${name}: ${is} instead of ${value}`).toBeLessThanOrEqual(tolerance);
    }
  }
}

describe('a teacher who knows Moodle', () => {
  test('finds the figures that Moodle expects for its own 25 attempts at 7 questions', () => {
    const { quiz, items } = analyse(tallyOf(tableOf(moodleMarks)));
    expect(quiz.n).toBe(25);
    expectClose(quiz, moodleQuiz, 1e-8, 'quiz');
    moodleItems.forEach((expected, place) => {
      expectClose(items[place] ?? {}, expected, 1e-6, `slot ${place + 1}`);
    });
  });

  test('finds KR-20 and the rest for the same marks made all or nothing', () => {
    const marks = moodleMarks.map((row) => row.map((mark) => (mark === '1' ? '1' : '0')));
    const { quiz, items } = analyse(tallyOf(tableOf(marks)));
    expectClose(quiz, allOrNothing.quiz, 1e-10, 'quiz');
    items.forEach((item, place) => {
      const { facility, discriminationIndex, discriminativeEfficiency, effectiveWeight } = allOrNothing;
      expect(item.facility).toBe(facility[place]);
      expect(item.discriminationIndex).toBeCloseTo(discriminationIndex[place] ?? Number.NaN, 7);
      expect(item.discriminativeEfficiency).toBeCloseTo(discriminativeEfficiency[place] ?? Number.NaN, 7);
      expect(item.effectiveWeight).toBeCloseTo(effectiveWeight[place] ?? Number.NaN, 7);
    });
  });

  test('finds the same figures as the definitions give in ordinary numbers, for any marks', () => {
    const mark = fc.oneof(
      fc.constantFrom(0, 1, 0.5, 0.8, 0.1),
      fc.integer({ min: -50, max: 300 }).map((hundredths) => hundredths / 100),
    );
    const quiz = fc
      .record({
        max: fc.array(fc.constantFrom(0, 1, 1, 2, 2.5), { minLength: 1, maxLength: 6 }),
        n: fc.nat(14),
      })
      .chain(({ max, n }) =>
        fc.record({
          max: fc.constant(max),
          marks: fc.array(fc.array(mark, { minLength: max.length, maxLength: max.length }), {
            minLength: n,
            maxLength: n,
          }),
        }),
      );
    fc.assert(
      fc.property(quiz, ({ max, marks }) => {
        const found = numbers(marks, max);
        const expected = plainFigures(marks, max);
        expect(found.quiz.n).toBe(marks.length);
        expectClose(found.quiz, expected.quiz, 1e-7, 'quiz');
        expected.items.forEach((item, place) => {
          expectClose(found.items[place] ?? {}, item, 1e-7, `item ${place}`);
        });
      }),
      { numRuns: 400 },
    );
  });
});
