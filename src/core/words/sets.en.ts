import type { setsVi } from './sets.vi.ts';

/** What the bot says about questions beyond a lesson's quiz, in English. */
export const setsEn: typeof setsVi = {
  reviewHeading: (question, questions) => `Review, question ${question}/${questions}`,
  reviewDone: 'Review done',
  reviewScore: (right, asked) => `${right} of ${asked} right.`,
  reviewAllRight: 'All right, after all this time. That is well remembered.',
  reviewSomeWrong: 'What was not right yet will come again in a few days.',
  reviewMore: (questions) => (questions === 1 ? 'One more' : `${questions} more`),
  reviewMoreWaiting: (waiting) =>
    waiting === 1
      ? 'One more question is worth reviewing today. Go on?'
      : `${waiting} more questions are worth reviewing today. Go on?`,
  reviewStart: (questions) => (questions === 1 ? 'Review 1 question' : `Review ${questions} questions`),
  reviewNothing: 'Nothing to review today.',
  reviewRest: (most) =>
    `It has been a while. These are the ${most} questions most worth reviewing; the rest can wait.`,
  finishFirst: 'Let us finish these questions first.',
  unaided: 'This one is from memory, and it is fine not to be sure. It is explained right after you choose.',
  recapSet: 'You were answering questions.',

  whyReview: (questions) =>
    questions === 1
      ? 'One question is due for review. Reviewing at the right time makes it last.'
      : `${questions} questions are due for review, about 2 minutes. Reviewing at the right time makes them last.`,
  whyReviewMany: (waiting) => `${waiting} questions are due for review, three at a time, about 2 minutes.`,
  whyUnfinished: (title) => `You have begun the lesson “${title}”.`,
  whyFoundation: (title) => `This lesson is still hard. It gets easier after “${title}”.`,
  whyAgain: 'This lesson is still hard. Once more right now makes it stick.',
  whyNext: (title) => `Next is the lesson “${title}”.`,
  continueLesson: (title) => `Go on with: ${title}`,
  foundationLesson: (title) => `First: ${title}`,
  reminderReview: (questions) =>
    `${questions === 1 ? 'One question' : `${questions} questions`} to review, about 2 minutes. Reviewing at the right time makes them last. If you do not want these messages, tap “Turn off”.`,
};
