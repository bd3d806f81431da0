import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttemptTable, tallyOf } from '../../src/stats/attempts.ts';
import { greatestCommonDivisor, quotient, root } from '../../src/stats/exact.ts';
import { fractionOf, readFraction } from '../../src/stats/fraction.ts';
import { type Analysis, analyse } from '../../src/stats/quiz-analysis.ts';

const tableOf = (marks: number[][], max: number[]): AttemptTable => ({
  items: max.map((_, place) => `q${place}`),
  attempts: marks.map((row) =>
    row.map((mark, place) => ({ mark: fractionOf(mark), max: fractionOf(max[place] ?? 1) })),
  ),
});
const figures = (marks: number[][], max: number[]): Analysis => analyse(tallyOf(tableOf(marks, max)));

const nothing = {
  n: 0,
  mean: undefined,
  median: undefined,
  sd: undefined,
  skewness: undefined,
  kurtosis: undefined,
  cic: undefined,
  errorRatio: undefined,
  standardError: undefined,
};

describe('a quiz that hardly anybody took', () => {
  test('has no figures before the first attempt', () => {
    const { quiz, items } = figures([], [1, 1]);
    expect(quiz).toEqual(nothing);
    expect(items[0]).toMatchObject({ n: 0, facility: undefined, sd: undefined, effectiveWeight: undefined });
  });

  test('has a mean, a median and facilities after one attempt, and nothing that needs a spread', () => {
    const { quiz, items } = figures([[1, 0]], [1, 1]);
    expect(quiz).toEqual({ ...nothing, n: 1, mean: 1, median: 1 });
    expect(items.map(({ facility }) => facility)).toEqual([1, 0]);
    for (const item of items) {
      expect(item).toMatchObject({
        sd: undefined,
        markVariance: undefined,
        covariance: undefined,
        effectiveWeight: undefined,
        discriminationIndex: undefined,
        discriminativeEfficiency: undefined,
      });
    }
  });

  test('has a standard deviation after two, skewness and alpha after three, kurtosis after four', () => {
    const marks = [
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 1],
    ];
    const known = [2, 3, 4].map((n) => {
      const { sd, skewness, cic, kurtosis } = figures(marks.slice(0, n), [1, 1]).quiz;
      return [sd, skewness, cic, kurtosis].map((figure) => figure !== undefined);
    });
    expect(known).toEqual([
      [true, false, false, false],
      [true, true, true, false],
      [true, true, true, true],
    ]);
  });
});

describe('a quiz in which something does not vary', () => {
  test('has no discrimination for a question that all answered alike, even by tenths', () => {
    // In ordinary numbers the mean of ten times 0.1 is not 0.1, and a correlation of dust comes out.
    const { items, quiz } = figures(
      Array.from({ length: 10 }, (_, i) => [0.1, i % 3]),
      [1, 2],
    );
    expect(items[0]).toMatchObject({
      sd: 0,
      discriminationIndex: undefined,
      discriminativeEfficiency: undefined,
      effectiveWeight: 0,
    });
    expect(quiz.sd).toBeGreaterThan(0);
  });

  test('has neither skewness nor alpha where all totals are the same, and no question weighs anything', () => {
    const { quiz, items } = figures(
      [
        [1, 0],
        [0, 1],
        [1, 0],
        [0, 1],
      ],
      [1, 1],
    );
    expect(quiz).toEqual({ ...nothing, n: 4, mean: 1, median: 1, sd: 0 });
    for (const item of items) {
      expect(item).toMatchObject({
        effectiveWeight: undefined,
        discriminationIndex: -100,
        discriminativeEfficiency: -100,
      });
    }
  });

  test('has a facility for no question that is worth nothing, and no weights where none is worth anything', () => {
    const { items } = figures(
      [
        [1, 0],
        [0, 0],
        [1, 0],
      ],
      [1, 0],
    );
    expect(items[1]).toMatchObject({ facility: undefined, intendedWeight: 0, sd: 0 });
    expect(figures([[0], [0]], [0]).items[0]).toMatchObject({
      facility: undefined,
      intendedWeight: undefined,
      effectiveWeight: undefined,
    });
  });

  test('of one question has no alpha, and no rest to tell anybody by', () => {
    const { quiz, items } = figures([[1], [0], [1], [1]], [1]);
    expect(quiz.cic).toBeUndefined();
    expect(quiz.skewness).toBeDefined();
    expect(items[0]).toMatchObject({ effectiveWeight: 100, discriminationIndex: undefined });
  });

  test('of the same question twice is wholly consistent, without any error', () => {
    const { quiz, items } = figures(
      [
        [1, 1],
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
      ],
      [1, 1],
    );
    expect(quiz).toMatchObject({ cic: 100, errorRatio: 0, standardError: 0 });
    expect(items[0]).toMatchObject({
      discriminationIndex: 100,
      discriminativeEfficiency: 100,
      effectiveWeight: 50,
    });
  });

  test('gives no weight to a question that works against the total, and shares out the rest', () => {
    const { items } = figures(
      [
        [0, 3, 3],
        [1, 0, 0],
        [0, 2, 3],
        [1, 1, 0],
      ],
      [1, 3, 3],
    );
    expect(items[0]?.effectiveWeight).toBeUndefined();
    expect((items[1]?.effectiveWeight ?? 0) + (items[2]?.effectiveWeight ?? 0)).toBeCloseTo(100, 12);
  });
});

describe('marks of any size', () => {
  const quiz = fc.array(fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 12 });

  const written = (texts: string[][], max: string[]): Analysis => {
    const read = (text: string) => readFraction(text) ?? fractionOf(Number.NaN);
    return analyse(
      tallyOf({
        items: max,
        attempts: texts.map((row) =>
          row.map((text, place) => ({ mark: read(text), max: read(max[place] ?? '') })),
        ),
      }),
    );
  };

  test('give the same correlations to the last bit in any unit and order', () => {
    const powers = fc.constantFrom('e-30', 'e-7', 'e0', 'e25');
    fc.assert(
      fc.property(quiz, powers, (marks, power) => {
        const in4 = ['4', '4', '4'].map((max) => max + power);
        const texts = marks.map((row) => row.map((mark) => mark + power));
        const [plain, other] = [figures(marks, [4, 4, 4]), written(texts, in4)];
        const figuresOf = ({ items, quiz }: Analysis) => [
          ...items.flatMap((it) => [
            it.facility,
            it.discriminationIndex,
            it.discriminativeEfficiency,
            it.effectiveWeight,
          ]),
          quiz.cic,
          quiz.skewness,
          quiz.kurtosis,
        ];
        expect(figuresOf(other)).toEqual(figuresOf(plain));
        expect(written([...texts].reverse(), in4)).toEqual(other);
      }),
      { numRuns: 100 },
    );
  });

  test('far above and far below what a number can square keep their figures', () => {
    const { items, quiz } = written(
      [
        ['1e38', '1e-38'],
        ['2e38', '2e-38'],
        ['3e38', '5e-38'],
      ],
      ['4e38', '5e-38'],
    );
    expect(quiz.mean).toBe(2e38);
    expect(items[1]?.facility).toBeCloseTo(8 / 15, 14);
    expect(items[1]?.sd).toBeCloseTo(Math.sqrt(78 / 18) * 1e-38, 50);
    expect(items[0]?.discriminationIndex).toBeCloseTo(96.0768922830523, 12);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, 1e-300])(
    'that are none are refused: %s',
    (value) => {
      expect(() => fractionOf(value)).toThrow(RangeError);
    },
  );

  test.each([
    { text: '0.10', read: [1n, 10n] },
    { text: ',5', read: [1n, 2n] },
    { text: '5.', read: [5n, 1n] },
    { text: '-1,25e+1', read: [-25n, 2n] },
    { text: '+0', read: [0n, 1n] },
    ...[
      '',
      '.',
      'e5',
      '1.2.3',
      '1,000,0',
      '0x10',
      '1e',
      'Infinity',
      '½',
      '1e41',
      '1e-41',
      '9'.repeat(81),
    ].map((text) => ({ text, read: undefined })),
  ])('are read exactly or not at all: $text', ({ text, read }) => {
    const found = readFraction(text);
    expect(found && [found.over, found.under]).toEqual(read);
  });
});

describe('the last division', () => {
  const whole = fc.bigInt({ min: -(2n ** 900n), max: 2n ** 900n }).filter((value) => value !== 0n);

  /** How far off, as a share of the true figure; exact, by way of whole numbers. */
  const offBy = (value: number, a: bigint, b: bigint): number => {
    const [mantissa, exponent] = exactly(value);
    const [over, under] = exponent >= 0n ? [mantissa * 2n ** exponent, 1n] : [mantissa, 2n ** -exponent];
    return Math.abs(quotient(over * b - a * under, a * under));
  };
  const exactly = (value: number): [bigint, bigint] => {
    let [mantissa, exponent] = [value, 0n];
    while (!Number.isSafeInteger(mantissa) && Math.abs(mantissa) < 2 ** 53)
      [mantissa, exponent] = [mantissa * 2, exponent - 1n];
    while (!Number.isSafeInteger(mantissa)) [mantissa, exponent] = [mantissa / 2, exponent + 1n];
    return [BigInt(mantissa), exponent];
  };

  test('is right to the last digits, however long the two numbers are', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(offBy(quotient(a, b), a, b)).toBeLessThanOrEqual(2 ** -53);
        const [over, under] = [a * a, b * b];
        expect(offBy(root(over, under), a < 0n ? -a : a, b < 0n ? -b : b)).toBeLessThan(4e-16);
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with ordinary division wherever that is exact', () => {
    const small = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).filter((value) => value !== 0);
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(quotient(BigInt(a), BigInt(b))).toBe(a / b);
      }),
    );
    expect(quotient(0n, -5n)).toBe(0);
    expect(root(0n, 5n)).toBe(0);
    expect(root(2n, 1n)).toBe(Math.SQRT2);
    expect(root(1n, 2n)).toBe(Math.SQRT1_2);
    expect(greatestCommonDivisor(-12n, 18n)).toBe(6n);
  });

  test('reaches past the range of a number and says so, instead of giving nonsense', () => {
    expect(quotient(10n ** 400n, 10n ** 399n)).toBe(10);
    expect(quotient(10n ** 400n, 1n)).toBe(Number.POSITIVE_INFINITY);
    expect(quotient(1n, 10n ** 400n)).toBe(0);
    expect(root(10n ** 400n, 1n)).toBeCloseTo(1e200, -190);
    expect(() => quotient(1n, 0n)).toThrow(RangeError);
    expect(() => root(-1n, 1n)).toThrow(RangeError);
  });
});
