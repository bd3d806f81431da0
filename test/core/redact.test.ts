import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/core/redact.ts';

describe('what names a person or opens a door goes', () => {
  test.each([
    ['số thẻ 9704 3600 1234 5678 của tôi', 'card', '5678'],
    ['gọi 0912 345 678 giúp tôi', 'phone', '345'],
    ['goi +84 912.345.678 nhe', 'phone', '345'],
    ['máy bàn 0237 3852 246', 'phone', '3852'],
    ['cccd 038 123 456 789 dung khong', 'citizen_id', '456'],
    ['chứng minh thư 172345678', 'citizen_id', '172345678'],
    ['thẻ bảo hiểm GD4383812345678', 'insurance', '4383812345678'],
    ['hộ chiếu B1234567', 'passport', 'B1234567'],
    ['mã OTP là 482913 đọc cho họ chưa', 'code', '482913'],
    ['482913 là mã OTP của bạn', 'code', '482913'],
    ['họ gửi 482913 rồi gọi', 'code', '482913'],
    ['ma otp 4829 13', 'code', '4829'],
    ['mật khẩu của tôi là conmeo71', 'password', 'conmeo71'],
    ['mk: Hoa@1975', 'password', 'Hoa@1975'],
    ['mat khau zalo la lan12345', 'password', 'lan12345'],
    ['stk 102938475610 chủ là ai', 'account', '102938475610'],
    ['tài khoản 0451000123', 'account', '0451000123'],
    ['xe 36B1-123.45 của tôi', 'plate', '123.45'],
    ['tôi sinh ngày 12/03/1961', 'birthday', '12/03/1961'],
    ['số nhà 12 phố Cửa Tả, làm sao khai', 'address', 'Cửa Tả'],
    ['thư gửi lan.nguyen@example.vn', 'email', 'lan.nguyen'],
    ['https://vi.example.com/u/lan?token=abc123', 'link', 'abc123'],
    ['https://lan:matkhau@example.com/x', 'link', 'matkhau'],
    ['dãy 12345678901 là gì', 'number', '12345678901'],
    ['０９１２３４５６７８ gọi tôi', 'phone', '345678'],
    ['09\u200b12345678', 'phone', '345678'],
  ] as const)('%s', (text, kind, secret) => {
    const { text: left, found } = redact(text);
    expect(found).toContain(kind);
    expect(left).not.toContain(secret);
  });
});

describe('what a question needs stays', () => {
  test.each([
    'gọi 113 hay 111',
    'năm 2026 có gì mới',
    'họ đòi 5000000 đồng',
    'mất 20 triệu thì báo ai',
    'chuyển 1.500.000.000 đồng',
    'vào vneid.gov.vn được không',
    'mật khẩu là gì',
    'mật khẩu là một câu dài được không',
    'đặt mật khẩu thế nào cho khó đoán',
    'mã OTP là gì',
    'học được 3/5 câu',
    'phí 50.000 đồng',
    'ngày 2/9 có nghỉ không',
    'bài 4.1 ở đâu',
  ])('%s', (text) => {
    expect(redact(text)).toEqual({ text, found: [] });
  });
});

test('a text that was redacted once has nothing more to give', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const once = redact(text).text;
      expect(redact(once).text).toBe(once);
    }),
    { numRuns: 500 },
  );
});

test('a planted secret is gone wherever it stands among other words', () => {
  const secrets = ['482913', '038123456789', '9704360012345678', '0912345678'];
  const words = fc.array(fc.constantFrom('tôi', 'gửi', 'mã', 'cho', 'ai', '?', '\n', 'số', ',', '100k'), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(words, words, fc.constantFrom(...secrets), (before, after, secret) => {
      expect(redact([...before, secret, ...after].join(' ')).text).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});
