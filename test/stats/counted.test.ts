import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Course, itemKey } from '../../src/core/course.ts';
import { type AttemptKind, attemptKinds } from '../../src/core/effect.ts';
import { type AttemptTable, tallyOf } from '../../src/stats/attempts.ts';
import { type Counters, countedTally, merged, totalsApart } from '../../src/stats/counted-quiz.ts';
import { firstResponses } from '../../src/stats/first-responses.ts';
import { fractionOf } from '../../src/stats/fraction.ts';
import { type Analysis, analyse } from '../../src/stats/quiz-analysis.ts';
import { courseOf, item, lesson, smallCourse } from '../fixtures/small-course.ts';
import { answerName, type Learned, learn, type Press } from './learning-crowd.ts';

const press: fc.Arbitrary<Press> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Press>({ kind: 'button', nth: 0 }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('button' as const), nth: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('old' as const), nth: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('away' as const), days: fc.integer({ min: 1, max: 40 }) }),
  },
);
const crowd = fc.array(fc.array(press, { minLength: 30, maxLength: 90 }), { minLength: 1, maxLength: 16 });

/** The same course after an edit: one question worded anew with another key, one retired, one added. */
const before = smallCourse();
const edited = courseOf([
  {
    ...lesson('1.1', 1, 'Chữ to', 'Phóng to chữ'),
    version: 'lesson-1.1-edited',
    items: [{ ...item('1.1', 'a', 'c'), version: 'v2a' }, item('1.1', 'c', 'c'), item('1.1', 'd', 'a')],
  },
  lesson('4.1', 4, 'Cuộc gọi lạ', 'Cúp máy'),
  lesson('4.2', 4, 'Link lạ', 'Nhận ra link giả'),
]);
const after: Course = { ...edited, pastItems: new Map([...before.pastItems, ...edited.pastItems]) };

/** Finished attempts of one kind as the records tell them, never looking at a counter. */
function attemptsOf({ answers, quizzes }: Learned, quiz: string, kind: AttemptKind): AttemptTable {
  const finished = quizzes.filter((it) => it.quizVersion === quiz && it.attemptKind === kind);
  const given = finished.map(({ learner, attempt }) => {
    const own = answers.filter((it) => it.learner === learner && it.attempt === attempt && !it.isSlip);
    return new Map(own.map((it) => [it.item, it]));
  });
  const items = [...new Set(given.flatMap((it) => [...it.keys()]))].sort();
  return {
    items,
    attempts: given.map((byItem) =>
      items.map((id) => {
        const answer = byItem.get(id);
        return (
          answer && { mark: fractionOf(answer.isRight ? 1 : 0), max: fractionOf(1), option: answer.option }
        );
      }),
    ),
  };
}

/** The counters know what an item offers beyond what was chosen; attempts do not. */
const comparable = ({ quiz, items }: Analysis): Analysis => ({
  quiz,
  items: items.map((it) => ({
    ...it,
    randomGuessScore: undefined,
    options: it.options.filter(({ n }) => n > 0),
  })),
});

const analysisOf = (
  counters: Counters,
  quiz: string,
  kind: AttemptKind,
  months?: ReadonlySet<string>,
): Analysis => {
  const which = { quiz, kind, ...(months === undefined ? {} : { months }) };
  const tally = countedTally(counters, which, (key) => after.pastItems.get(key));
  if ('kind' in tally) throw new Error(`unknown wordings ${tally.itemKeys.join()}`);
  if (months === undefined) expect(totalsApart(counters, which, tally)).toEqual([]);
  return analyse(tally);
};

describe('an official who reads the counters', () => {
  test('sees to the last bit what the recorded attempts give, whoever slipped, left or was overtaken by an edit', () => {
    const seen = { attempts: 0, later: 0, unanswered: 0, slips: 0, abandoned: 0, varied: 0 };
    fc.assert(
      fc.property(crowd, fc.nat(90), (learners, when) => {
        const learned = learn((step) => (step < when ? before : after), learners);
        const counters = merged(learned.counters);
        const quizzes = new Set(learned.quizzes.map(({ quizVersion }) => quizVersion));
        for (const quiz of quizzes) {
          for (const kind of attemptKinds) {
            const table = attemptsOf(learned, quiz, kind);
            const found = analysisOf(counters, quiz, kind);
            expect(comparable(found)).toEqual(comparable(analyse(tallyOf(table))));
            seen.attempts += found.quiz.n;
            if (kind === 'later') seen.later += found.quiz.n;
            seen.unanswered += found.items.reduce((sum, it) => sum + it.unanswered, 0);
            if (found.items.some((it) => it.discriminationIndex !== undefined)) seen.varied += 1;
          }
        }
        seen.slips += learned.answers.filter(({ isSlip }) => isSlip).length;
        seen.abandoned += learned.answers.filter(({ attemptKind }) => attemptKind === 'abandoned').length;
      }),
      { numRuns: 60, seed: 20261125 },
    );
    // The crowds did all of it; otherwise the above says little. So that they do each time, the seed is fixed.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
  });

  test('sees first responses as they were given, with those of people who left half way', () => {
    let [all, left] = [0, 0];
    fc.assert(
      fc.property(crowd, (learners) => {
        const learned = learn(() => before, learners);
        const counters = merged(learned.counters);
        for (const wording of before.pastItems.values()) {
          const met = new Set<string>();
          const first = learned.answers.filter((record) => {
            if (record.item !== wording.id) return false;
            const [name, kind] = [
              `${record.learner}/${record.attempt}`,
              learned.kinds.get(answerName(record)),
            ];
            const isAgain = met.has(name);
            met.add(name);
            return kind === 'first' && !isAgain && !record.isSlip;
          });
          const found = firstResponses(counters, wording);
          const right = first.filter(({ isRight }) => isRight).length;
          expect(found.n).toBe(first.length);
          expect(found.facility).toBe(first.length === 0 ? undefined : right / first.length);
          for (const { option, n } of found.options) {
            expect(n).toBe(first.filter((record) => record.option === option).length);
          }
          all += first.length;
          left += first.filter(({ attemptKind }) => attemptKind === 'abandoned').length;
        }
      }),
      { numRuns: 30, seed: 20261125 },
    );
    expect(all).toBeGreaterThan(left);
    expect(left).toBeGreaterThan(0);
  });

  test('may add up partitions and months in any order, and get the figures of the whole', () => {
    fc.assert(
      fc.property(crowd, (learners) => {
        const { counters, quizzes } = learn(() => before, learners);
        const whole = merged(counters);
        const halves = [
          merged(counters.filter((_, i) => i % 2 === 1)),
          merged(counters.filter((_, i) => i % 2 === 0)),
        ];
        const months = new Set(Object.keys(whole).flatMap((key) => key.match(/20\d\d-\d\d/) ?? []));
        for (const quiz of new Set(quizzes.map(({ quizVersion }) => quizVersion))) {
          const expected = analysisOf(whole, quiz, 'first');
          expect(analysisOf(merged(halves), quiz, 'first')).toEqual(expected);
          expect(analysisOf(whole, quiz, 'first', months)).toEqual(expected);
        }
      }),
      { numRuns: 20 },
    );
  });
});

const counted = (cells: Record<string, number>): Counters =>
  Object.fromEntries(Object.entries(cells).map(([key, n]) => [`C/q/first/2026-11/${key}`, n]));
const wordings = (key: string) => before.pastItems.get(key);
const first = { quiz: 'q', kind: 'first' as const };

describe('counters as large as a nation', () => {
  /** Two items, keys a and b, of which a certain number answered both, one or none right. */
  const nation = (both: number, onlyFirst: number, onlySecond: number, none: number): Analysis => {
    const tally = countedTally(
      counted({
        '1.1-a@v1a/a/2': both,
        '1.1-b@v1b/b/2': both,
        '1.1-a@v1a/a/1': onlyFirst,
        '1.1-b@v1b/a/1': onlyFirst,
        '1.1-a@v1a/c/1': onlySecond,
        '1.1-b@v1b/b/1': onlySecond,
        '1.1-a@v1a/b/0': none,
        '1.1-b@v1b/c/0': none,
      }),
      first,
      wordings,
    );
    if ('kind' in tally) throw new Error('unknown wording');
    return analyse(tally);
  };

  test('tell one answer more among a hundred million', () => {
    const [before, after] = [nation(6e7, 2e7, 1e7, 1e7), nation(6e7 + 1, 2e7, 1e7, 1e7)];
    expect(before.quiz.n).toBe(1e8);
    expect(before.items[0]?.facility).toBe(0.8);
    expect(after.items[0]?.facility).toBe(80_000_001 / 100_000_001);
    expect(after.items[0]?.discriminationIndex).not.toBe(before.items[0]?.discriminationIndex);
    expect(after.quiz.kurtosis).not.toBe(before.quiz.kurtosis);
  });

  test('give the phi coefficient, which two items of 0 and 1 must, to the last digit but one', () => {
    const { items, quiz } = nation(6e7, 2e7, 1e7, 1e7);
    // φ = (ad − bc) / √(…) = (6·1 − 2·1) / √(8·2·7·3).
    const phi = 4 / Math.sqrt(336);
    expect(items[0]?.discriminationIndex).toBeCloseTo(100 * phi, 12);
    // Spearman and Brown for two items: both variances over that of their sum.
    const variances = 0.8 * 0.2 + 0.7 * 0.3;
    expect(quiz.cic).toBeCloseTo(200 * (1 - variances / (variances + 2 * 0.04)), 12);
    expect(quiz.standardError).toBeCloseTo(
      Math.sqrt((2 * variances - (variances + 0.08)) * (1e8 / (1e8 - 1))),
      12,
    );
  });

  test('have the same correlations when every answer is counted a thousand times', () => {
    const [small, large] = [
      nation(60_001, 20_000, 10_007, 9_999),
      nation(60_001_000, 20_000_000, 10_007_000, 9_999_000),
    ];
    const correlations = ({ items }: Analysis) =>
      items.map((it) => [
        it.discriminationIndex,
        it.discriminativeEfficiency,
        it.effectiveWeight,
        it.facility,
      ]);
    expect(correlations(large)).toEqual(correlations(small));
    expect(large.quiz.cic).toBe(small.quiz.cic);
  });
});

describe('a reader of counters that are not whole', () => {
  test('is told which wordings the course does not know, instead of being given wrong shares', () => {
    const cells = counted({ '1.1-a@v1a/a/1': 3, '1.1-a@gone/a/1': 1 });
    expect(countedTally(cells, first, wordings)).toEqual({
      kind: 'unknown_wording',
      itemKeys: ['1.1-a@gone'],
    });
  });

  test('gets no attempts from an empty table, and every figure undefined', () => {
    const tally = countedTally({}, first, wordings);
    expect('kind' in tally).toBe(false);
    if (!('kind' in tally))
      expect(analyse(tally)).toMatchObject({ quiz: { n: 0, mean: undefined }, items: [] });
  });

  test('is not misled by totals read a moment after the cells', () => {
    const key = (total: number) => `H/q/first/2026-11/${total}`;
    const cells = { ...counted({ '1.1-a@v1a/a/1': 5, '1.1-a@v1a/b/0': 4 }), [key(1)]: 6, [key(0)]: 4 };
    const tally = countedTally(cells, first, wordings);
    if ('kind' in tally) throw new Error('unknown wording');
    expect(analyse(tally).quiz.n).toBe(9);
    expect(totalsApart(cells, first, tally)).toEqual(['1: 5 by cells, 6 by totals']);
  });

  test('knows of a distractor that nobody chose, and what blind ticking would give', () => {
    const tally = countedTally(counted({ '1.1-a@v1a/a/1': 5, '1.1-a@v1a/b/0': 4 }), first, wordings);
    if ('kind' in tally) throw new Error('unknown wording');
    const [only] = analyse(tally).items;
    expect(only?.options.map(({ option, n }) => [option, n])).toEqual([
      ['a', 5],
      ['b', 4],
      ['c', 0],
    ]);
    expect(only?.randomGuessScore).toBe(1 / 3);
    expect(itemKey('1.1-a', 'v1a')).toBe('1.1-a@v1a');
  });
});
