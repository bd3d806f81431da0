import { expect, test } from 'vitest';
import { isAngry } from '../../src/core/anger.ts';

test.each([
  'máy ngu như bò',
  'vô dụng',
  'tra loi linh tinh',
  'chán quá đi mất',
  'stupid bot',
  'ĐM trả lời kiểu gì',
])('is anger: %s', (text) => {
  expect(isAngry(text)).toBe(true);
});

test.each(['tôi đi ngủ đây', 'mạng chậm quá', 'nói tiếng dân tộc ngữ gì', 'máy nóng', 'how are you'])(
  'is none: %s',
  (text) => {
    expect(isAngry(text)).toBe(false);
  },
);
