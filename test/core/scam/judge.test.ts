import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/core/scam/judge.ts';
import { linkKind } from '../../../src/core/scam/links.ts';
import { readMessage } from '../../../src/core/scam/reading.ts';
import { tiers } from '../../../src/core/scam/tier.ts';

describe('a link tells by its address', () => {
  test.each([
    { host: 'vietcombank-xacthuc.top', kind: 'look_alike' },
    { host: 'gov.vn.xyz', kind: 'look_alike' },
    { host: 'dichvucong.qov.vn', kind: 'look_alike' },
    { host: 'netfiix-billing.com', kind: 'look_alike' },
    { host: 'xn--vitcombank-pbb.com', kind: 'foreign_letters' },
    { host: 'viеtcombank.com', kind: 'foreign_letters' },
    { host: '103.145.22.9', kind: 'number' },
    { host: 'bit.ly', kind: 'short' },
    { host: 'nhan-qua.icu', kind: 'risky' },
    { host: 'dichvucong.gov.vn', kind: 'known' },
    { host: 'vcbdigibank.vietcombank.com.vn', kind: 'known' },
    { host: 'quancomnha.vn', kind: 'unknown' },
  ])('$host is $kind', ({ host, kind }) => {
    expect(linkKind(host, [])).toBe(kind);
  });

  test('a domain that the course names is known', () => {
    expect(linkKind('hotro.example.vn', ['example.vn'])).toBe('known');
    expect(linkKind('hotro.example.vn', [])).toBe('look_alike');
  });

  test.each(['hxxp://bidv[.]top/x', 'https://bidv(.)top', 'bidv [dot] top', 'ｂｉｄｖ．ｔｏｐ'])(
    'hidden as %s it is read all the same',
    (written) => {
      expect(readMessage(`vào ${written} nhé`, []).links[0]?.host).toBe('bidv.top');
    },
  );
});

describe('the same request', () => {
  test.each([
    { text: 'Chị đọc giúp em mã OTP vừa gửi về máy', tier: 'danger' },
    { text: 'mã otp vừa gửi về máy chị đọc giúp em', tier: 'danger' },
    { text: 'chi doc giup em ma OTP vua gui ve may', tier: 'danger' },
    { text: 'Ma OTP cua Quy khach la 482913. Khong cung cap ma cho bat ky ai', tier: 'not_clear' },
    { text: 'Mẹ nhớ không đọc mã OTP cho ai, người lạ hỏi là lừa đảo đấy', tier: 'not_clear' },
  ])('$text', ({ text, tier }) => {
    const given = judge(text).tier;
    if (tier === 'danger') expect(given).not.toBe('not_clear');
    else expect(given).not.toBe('danger');
  });
});

test('nothing is ever called safe', () => {
  expect(tiers).toEqual(['danger', 'suspicious', 'not_clear']);
  expect(judge('').tier).toBe('not_clear');
});

test('a warning that quotes a false link is at most suspicious', () => {
  const text = 'Công an cảnh báo: đối tượng gửi link vcb-xacminh.top, bà con không bấm vào';
  expect(judge(text).tier).toBe('suspicious');
});

test('whoever adds "do not give your OTP to anybody" to a false link is not let off', () => {
  const text =
    'VCB: tai khoan bi khoa. Khong cung cap OTP cho ai. Xac thuc tai https://vcb-xacthuc.top trong 24h';
  expect(judge(text).tier).toBe('danger');
});

test('danger always says why', () => {
  const text = 'Công an yêu cầu bà chuyển tiền vào tài khoản tạm giữ, không nói với ai';
  const { tier, reasons } = judge(text);
  expect(tier).toBe('danger');
  expect(reasons.length).toBeGreaterThan(0);
});

describe('whatever arrives', () => {
  const pieces = fc.constantFrom(
    'otp ',
    'không ',
    'chuyển khoản ',
    'http://',
    'a.',
    '.',
    '[.]',
    'xn--',
    '\u202e',
    '😀',
    'ế',
    '\u0301',
    ' ',
    '\n',
    '9',
    '1.',
    ',',
    'bấm link ',
    '@',
    '-',
    'x.apk',
    '\u0000',
    '/',
    'gov.vn',
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 120 }).map((all) => all.join('')),
    fc.tuple(pieces, fc.integer({ min: 1, max: 3_000 })).map(([piece, times]) => piece.repeat(times)),
  );

  test('it is judged, the same each time, without a throw', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const verdict = judge(text);
        return tiers.includes(verdict.tier) && Number.isFinite(verdict.leaning);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  test.each([
    'otp chuyển ',
    'a.',
    'a-',
    'http://',
    '0',
    'doc ma otp ',
    'khong ',
    'x y ',
    '(',
    'e\u0301',
    'w.w.',
    ' dot ',
    '[.]a',
  ])('a hundred thousand letters of %j take no longer than a long message', (piece) => {
    judge('warm');
    const begun = performance.now();
    judge(piece.repeat(Math.ceil(100_000 / piece.length)));
    expect(performance.now() - begun).toBeLessThan(400);
  });
});
