import { expect, test } from 'vitest';
import { readMessage } from '../../../src/core/scam/reading.ts';
import { signsOf } from '../../../src/core/scam/signs.ts';

const signs = (text: string) => signsOf(readMessage(text, []));

test.each([
  'Không đọc mã OTP cho ai',
  'dung doc ma OTP cho ai nhe',
  'Tuyệt đối không cung cấp mã xác thực cho bất kỳ ai',
])('what is forbidden is not asked: %s', (text) => {
  expect(signs(text).has('asks_code')).toBe(false);
  expect(signs(text).has('forbids')).toBe(true);
});

test.each([
  { text: 'Bác đừng quên đọc mã OTP cho cháu', sign: 'asks_code' },
  { text: 'Mã OTP vừa gửi về máy bác đọc giúp cháu', sign: 'asks_code' },
  { text: 'Không nộp 500k trong hôm nay sẽ bị cắt điện', sign: 'asks_money' },
] as const)('a no in the sentence does not hide what is asked: $text', ({ text, sign }) => {
  expect(signs(text).has(sign)).toBe(true);
});

test('what was done already is told, not asked', () => {
  expect(signs('Con đã chuyển khoản 2 triệu cho mẹ').has('asks_money')).toBe(false);
  expect(signs('Mẹ chuyển khoản 2 triệu cho con').has('asks_money')).toBe(true);
});
