import type { Language } from '../core/course.ts';

/** What is to be written in each blank of a lesson file. */
export type BlankWords = {
  title: string;
  outcome: string;
  nls: string;
  cardTitle: string;
  card: string;
  task: string;
  remember: string;
  stem: string;
  key: string;
  distractor(number: number): string;
  keyFeedback: string;
  feedback: string;
  hint: string;
};

const vi: BlankWords = {
  title: 'tên bài, ngắn như nói chuyện',
  outcome: 'học xong làm được việc gì',
  nls: 'mã năng lực của bài',
  cardTitle: 'tên thẻ',
  card: 'một ý, vài câu ngắn',
  task: 'một việc làm thử ngay trên điện thoại',
  remember: 'một câu dễ nhớ',
  stem: 'câu hỏi',
  key: 'câu trả lời đúng',
  distractor: (number) => `câu trả lời chưa đúng ${number}`,
  keyFeedback: 'vì sao đúng',
  feedback: 'vì sao chưa đúng',
  hint: 'một gợi ý, không nói ra đáp án',
};

const en: BlankWords = {
  title: 'the title, short as in talk',
  outcome: 'what the learner can do afterwards',
  nls: 'the lesson’s competence code',
  cardTitle: 'the card’s title',
  card: 'one idea, a few short sentences',
  task: 'one thing to try on the phone now',
  remember: 'one sentence to keep',
  stem: 'the question',
  key: 'the right answer',
  distractor: (number) => `wrong answer ${number}`,
  keyFeedback: 'why this is right',
  feedback: 'why this is not right yet',
  hint: 'a hint that does not give it away',
};

export const blankWords: Record<Language, BlankWords> = { vi, en };
