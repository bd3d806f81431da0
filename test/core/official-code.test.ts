import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJoinCode } from '../../src/core/join-code.ts';
import { codesInAll, makeOfficialCode, readOfficialCode } from '../../src/core/official-code.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const codes = fc.string({ minLength: 1, maxLength: 24 }).map((id) => makeOfficialCode(id, new Set()));
const read = (text: string) => {
  const found = readOfficialCode(text);
  return found?.kind === 'code' ? found.code : found?.kind;
};

describe('making', () => {
  test('a code is figure, letter, figure, then letter, figure, letter, without vowels or Q', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^\d[B-DF-HJ-NP-TV-Z]\d-[B-DF-HJ-NP-TV-Z]\d[B-DF-HJ-NP-TV-Z]$/);
        expect(code).not.toMatch(/[AEIOUQL]/);
      }),
    );
  });

  test('the same broadcast has the same code everywhere, and never one that is in use', () => {
    const first = makeOfficialCode('tin-1', new Set());
    expect(makeOfficialCode('tin-1', new Set())).toBe(first);
    const second = makeOfficialCode('tin-1', new Set([first]));
    expect(second).not.toBe(first);
    expect(read(second)).toBe(second);
  });

  test('ten thousand broadcasts of a province have ten thousand codes', () => {
    const taken = new Set<string>();
    for (let number = 0; number < 10_000; number++) taken.add(makeOfficialCode(`tin-${number}`, taken));
    expect(taken.size).toBe(10_000);
    expect(codesInAll).toBe(361_000);
  });

  test('nobody takes it for a unit’s join code', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(readJoinCode(code, smallCourse())).toBeUndefined();
      }),
    );
  });
});

describe('reading', () => {
  test('small letters, spaces, no hyphen, and the line it stands in make no difference', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const joined = code.replace('-', '');
        for (const text of [
          code,
          code.toLowerCase(),
          joined,
          joined.toLowerCase(),
          code.replace('-', ' '),
          `  ${code}. `,
          `Mã tin: ${code}`,
          `ma tin ${joined.toLowerCase()}`,
          `Mã tin: ${code}. Gửi mã này cho trợ lý để hỏi tin có thật không.`,
          `Message code: ${code}`,
          `Tin này có mã ${code} có thật không?`,
        ]) {
          expect(read(text), text).toBe(code);
        }
      }),
    );
  });

  test('O for 0, I or l for 1, S for 5, B for 8 are read as meant', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const misread = [...code]
          .map((sign, place) =>
            [0, 2, 5].includes(place) ? ({ 0: 'O', 1: 'l', 5: 'S', 8: 'B' }[sign] ?? sign) : sign,
          )
          .join('');
        fc.pre(/\d/.test(misread));
        expect(read(`Mã tin: ${misread}`)).toBe(code);
      }),
    );
  });

  test('any one sign that is wrong is found', () => {
    fc.assert(
      fc.property(codes, fc.nat(5), fc.nat(18), (code, place, draw) => {
        const joined = code.replace('-', '');
        // Look-alikes are read as meant: figures take the place of figures here, and letters of letters.
        const signs = place % 2 === 0 ? '0123456789' : 'BCDFGHJKMNPRSTVWXYZ';
        const sign = signs[draw % signs.length] ?? '';
        const wrong = joined.slice(0, place) + sign + joined.slice(place + 1);
        fc.pre(wrong !== joined);
        expect(read(`Mã tin: ${wrong}`)).toBe('mistyped');
      }),
    );
  });

  test('two figures that changed places are found', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const [first, letter, second, ...rest] = code.replace('-', '');
        fc.pre(first !== second);
        expect(read(`Mã tin: ${second}${letter}${first}${rest.join('')}`)).toBe('mistyped');
      }),
    );
  });

  test.each([
    '123456',
    '123 456',
    'khi nào',
    'cho con ba đi học',
    'K7M-4PX-9TQ',
    'bai 4.1',
    '38',
    '14797',
    'mã OTP 123456',
    'học tiếp',
    'là sao',
    '1',
    '2b',
    '',
    'Tôi ở Nga Sơn, thôn 3',
    'Bà con nộp 2 triệu 3 đợt',
  ])('what people write otherwise is no code: %s', (text) => {
    expect(readOfficialCode(text)).toBeUndefined();
  });

  test('no text stops the reading', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void readOfficialCode(text)));
  });
});
