import { expect, test } from 'vitest';
import { asksWhetherOurs, isQuestionAlone, mayBeOfficial } from '../../src/core/official-marks.ts';

test.each([
  'Mã tin: 5M6-N1G',
  '5m6n1g',
  'Cảnh báo\nTừ: UBND xã Nga Sơn\nBà con cúp máy.',
  'Bà con cúp máy.\nBấm “Dừng loại tin này” nếu không muốn nhận.',
  'tu: ubnd xa nga son\nba con cup may',
  'From: Commune office\nTap “Stop such messages” if you do not want them.',
])('worth asking the office about: %s', (text) => {
  expect(mayBeOfficial(text)).toBe(true);
});

test.each([
  'học tiếp',
  '1',
  'a',
  '123456',
  'Tôi vừa bị lừa 20 triệu',
  'Từ hôm qua tôi chưa học\nhôm nay học tiếp',
  'từ xã Nga Sơn',
  'mã OTP 123456',
  'K7M-4PX-9TQ',
  '14797-s',
])('answered without asking anybody: %s', (text) => {
  expect(mayBeOfficial(text)).toBe(false);
});

test.each([
  'tin này có phải của tỉnh không',
  'tin nay co phai cua xa khong',
  'Tin nhắn này có phải do UBND xã gửi không?',
  'có phải của tỉnh không',
  'phải của xã mình không',
  'is this message really from the commune?',
])('a question whether a message is ours: %s', (text) => {
  expect(asksWhetherOurs(text)).toBe(true);
  expect(isQuestionAlone(text)).toBe(true);
});

test.each([
  'tôi có phải học hết không',
  'làm căn cước có phải ra tỉnh không',
  'có phải mức 2 không',
  'tin này có lừa không',
  'hôm nay xã có lớp không',
])('another question: %s', (text) => {
  expect(asksWhetherOurs(text)).toBe(false);
});
