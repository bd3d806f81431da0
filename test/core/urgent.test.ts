import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isLostPhone, urgentTopicOf } from '../../src/core/urgent.ts';

type Phrase = { text: string; topic: string | null };
const phrases: Phrase[] = readFileSync(new URL('../fixtures/phrases/urgent.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const stripped = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

describe('someone in need is recognised, and talk about it is not', () => {
  test.each(phrases)('$text → $topic', ({ text, topic }) => {
    expect(urgentTopicOf(text) ?? null).toBe(topic);
  });

  test('at least sixty phrases are held, about half of them near misses', () => {
    const misses = phrases.filter(({ topic }) => topic === null).length;
    expect(phrases.length).toBeGreaterThanOrEqual(60);
    expect(misses / phrases.length).toBeGreaterThan(0.4);
    expect(misses / phrases.length).toBeLessThan(0.6);
  });

  test.each(phrases)('the same without marks, in capitals: $text', ({ text, topic }) => {
    expect(urgentTopicOf(stripped(text).toUpperCase()) ?? null).toBe(topic);
  });

  test('need at the end of a long story is still seen', () => {
    const story = 'Hôm nay tôi ra chợ bán rau. Trời nắng to lắm. '.repeat(8);
    expect(urgentTopicOf(`${story}Rồi tôi bị lừa mất 5 triệu rồi`)).toBe('money');
    expect(urgentTopicOf(story)).toBeUndefined();
  });
});

describe('a lost phone', () => {
  test.each(['mất điện thoại', 'toi bi mat dien thoai roi', 'rơi mất máy'])('is seen in: %s', (text) => {
    expect(isLostPhone(text)).toBe(true);
  });
  test.each(['điện thoại hết pin', 'nếu mất điện thoại thì sao', 'mất mạng'])(
    'is not seen in: %s',
    (text) => {
      expect(isLostPhone(text)).toBe(false);
    },
  );
});
