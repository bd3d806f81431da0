import { expect, test } from 'vitest';
import { countLessons } from '../../src/commands/lessons.ts';
import { countCourse } from '../../src/course/count.ts';
import { parseLesson } from '../../src/course/lesson-file.ts';
import { courseDir, lessonWith, place, soundLesson } from './lesson-text.ts';

const count = (source: string) => countCourse([parseLesson(place, source).document]);

test('counts the words a learner reads, questions, twins and what their wrong options stand for', () => {
  expect(count(soundLesson)).toMatchObject({
    lessons: 1,
    questions: 8,
    twins: 4,
    options: 24,
    hints: 8,
    misconceptions: [
      { id: 'xungdanh', options: 7 },
      { id: 'gap', options: 5 },
      { id: 'giau', options: 4 },
    ],
  });
});

test('one word more in a card is one word more, and none in the questions', () => {
  const before = count(soundLesson);
  const after = count(lessonWith('nhưng đây là kẻ gian', 'nhưng đây vẫn là kẻ gian'));
  expect([after.words - before.words, after.wordsOfQuestions - before.wordsOfQuestions]).toEqual([1, 0]);
});

test('the command says it in one line a language, then the mistaken ideas in words', async () => {
  const said: string[] = [];
  expect(await countLessons(courseDir, false, (text) => said.push(text))).toBe(0);
  expect(said[0]).toMatch(
    /^vi: 1 lessons, \d+ words .* 8 questions \(4 of them twins\) .* 3 mistaken ideas$/,
  );
  expect(said[1]).toMatch(/^en: 1 lessons/);
  expect(said[2]).toBe('    7 × xungdanh: biết tên mình là cán bộ thật');
});
