import { expect, test } from 'vitest';
import { newBroadcast } from '../../src/broadcast/broadcast.ts';
import { dayOf, midnightOf } from '../../src/core/local-calendar.ts';
import { hourMs } from '../../src/core/time.ts';
import { startInWords } from '../../src/office/start-words.ts';
import { wordsFor } from '../../src/office/words/chat.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const night = midnightOf(dayOf(2027, 5, 10)) + 23 * hourMs;
const words = wordsFor('en');
const reading = { words, now: night, course: smallCourse() };
const wish = { id: 'b', unit: '38', author: 'x', createdAt: 0, topic: 'learning' } as const;
const texts = { vi: { text: 'Chào {ban}.' } };

test('at night it begins in the morning, but at once for simulated people, who do not sleep', () => {
  const begins = (channels: string[]): string =>
    startInWords(newBroadcast({ ...wish, texts, audience: { channels } }), reading);
  expect(begins(['web'])).toContain('06:30');
  expect(begins(['demo'])).toBe(words.startsNow);
});
