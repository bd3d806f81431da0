import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/core/course.ts';
import {
  type FlaggedFigures,
  fewestOthers,
  flagKinds,
  flagRules,
  flagsOf,
  highestLikely,
  highestShare,
} from '../../src/stats/flags.ts';
import type { OptionFigures } from '../../src/stats/option-analysis.ts';
import { statsWords } from '../../src/stats/words/stats-words.ts';

const option = (name: string, n: number, fraction: number, meanRest: number, sdRest = 1): OptionFigures => ({
  option: name,
  n,
  share: n / 200,
  fraction,
  meanRest,
  sdRest,
});
const good: FlaggedFigures = {
  n: 200,
  facility: 0.6,
  randomGuessScore: 1 / 3,
  discriminationIndex: 35,
  options: [option('a', 120, 1, 5), option('b', 50, 0, 3), option('c', 30, 0, 3)],
  others: fewestOthers,
};
const said = (change: Partial<FlaggedFigures>): string[] =>
  flagsOf({ ...good, ...change }).map(({ kind, option: of = '' }) => `${kind} ${of}`.trim());

describe('an author who looks at a question', () => {
  test('is told nothing of a good one', () => {
    expect(said({})).toEqual([]);
  });

  test.each([
    { what: 'nearly everybody is right', change: { facility: 0.96 }, flags: ['too_easy'] },
    {
      what: 'hardly anybody is right',
      change: { facility: 0.2, randomGuessScore: 0.2 },
      flags: ['too_hard'],
    },
    {
      what: 'fewer are right than by ticking blindly',
      change: { facility: 0.22 },
      flags: ['worse_than_guessing'],
    },
    { what: 'as many are right as by ticking blindly', change: { facility: 0.3 }, flags: [] },
    { what: 'the good get it wrong', change: { discriminationIndex: -20 }, flags: ['drop'] },
    {
      what: 'the good may get it wrong, but chance may have it so',
      change: { discriminationIndex: -10 },
      flags: ['weak'],
    },
    { what: 'it tells nobody from anybody', change: { discriminationIndex: 2 }, flags: ['weak'] },
    { what: 'it tells little, or chance had it so', change: { discriminationIndex: 15 }, flags: [] },
    {
      what: 'it tells little beside two other questions',
      change: { discriminationIndex: 2, others: 2 },
      flags: [],
    },
    {
      what: 'a wrong option is chosen by the good',
      change: { options: [option('a', 120, 1, 4), option('b', 50, 0, 4.6), option('c', 30, 0, 3)] },
      flags: ['key_in_doubt b'],
    },
    {
      what: 'a wrong option is chosen by the good, or chance had it so',
      change: { options: [option('a', 120, 1, 4), option('b', 50, 0, 4.2), option('c', 30, 0, 3)] },
      flags: [],
    },
    {
      what: 'nine people who chose a wrong option are good',
      change: { options: [option('a', 161, 1, 4), option('b', 30, 0, 3), option('c', 9, 0, 9)] },
      flags: ['idle_option c'],
    },
    {
      what: 'nearly everybody is right and one option stands idle',
      change: {
        facility: 0.97,
        options: [option('a', 194, 1, 4), option('b', 6, 0, 3), option('c', 0, 0, 0)],
      },
      flags: ['too_easy'],
    },
  ])('is told when $what: $flags', ({ change, flags }) => {
    expect(said(change)).toEqual(flags);
  });

  test('is told nothing before enough have answered, whatever the figures say', () => {
    const figure = fc.record({
      facility: fc.double({ min: 0, max: 1, noNaN: true }),
      discriminationIndex: fc.double({ min: -100, max: 100, noNaN: true }),
      n: fc.nat(99),
    });
    fc.assert(
      fc.property(figure, ({ n, ...change }) => {
        for (const { kind } of flagsOf({ ...good, ...change, n })) {
          expect(n).toBeGreaterThanOrEqual(flagRules[kind].fromN);
        }
      }),
    );
    expect(said({ n: 29, facility: 0.99 })).toEqual([]);
    expect(said({ n: 30, facility: 0.99 })).toEqual(['too_easy']);
    expect(said({ n: 99, discriminationIndex: -99 })).toEqual([]);
  });

  test('is told nothing of figures that are not there', () => {
    expect(
      said({ facility: undefined, discriminationIndex: undefined, randomGuessScore: undefined, options: [] }),
    ).toEqual([]);
  });

  test('finds a sentence for every flag in each language, in Vietnamese of at most 22 tiếng', () => {
    for (const language of languages) {
      for (const kind of flagKinds) {
        const sentence = statsWords(language).flags[kind]('b');
        expect(sentence.length).toBeGreaterThan(10);
        if (language === 'vi') expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(22);
      }
    }
  });
});

describe('how far chance reaches', () => {
  test('is wide for few and narrow for many, and never past what there is', () => {
    // Fisher: r = 0.5, n = 28: tanh(0.5493 + 1.96 / 5) = 0.7358.
    expect(highestLikely(50, 28)).toBeCloseTo(73.58, 2);
    expect(highestLikely(0, 100_000)).toBeLessThan(1);
    expect(highestLikely(0, 3)).toBe(100);
    expect(highestLikely(-100, 50)).toBeLessThan(-99);
    // Wilson: 20 of 100: 0.2888 (Newcombe 1998 gives the like for 81 of 263: 0.3662).
    expect(highestShare(81 / 263, 263)).toBeCloseTo(0.3662, 4);
    expect(highestShare(0, 10)).toBeCloseTo(0.2775, 4);
    expect(highestShare(1, 10)).toBe(1);
    expect(highestShare(0, 0)).toBe(1);
  });
});
