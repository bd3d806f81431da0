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
  reviewRest: (most) => `These are the ${most} questions most worth reviewing; the rest can wait.`,
  finishFirst: 'Let us finish these questions first.',
  unaided: 'This one is from memory, and it is fine not to be sure. It is explained right after you choose.',
  recapSet: 'You were answering questions.',

  placementOffer: (questions) => `Find my lessons (${questions} questions)`,
  placementAgain: 'Find my lessons again',
  placementIntro: (questions) =>
    `${questions} short questions to choose lessons that fit you, about 5 minutes. If you do not know, tap “Not known yet”; that is quite all right.`,
  placementHeading: (question, questions) => `Finding your lessons, ${question}/${questions}`,
  notKnown: 'Not known yet',
  placementDone: 'Your lessons are chosen',
  placementLevels: {
    start: 'Where you are now: Beginning. We go in small steps, each done on the phone at once.',
    able: 'Where you are now: Able. The lessons you still need are chosen.',
    firm: 'Where you are now: Firm. Only a few lessons are left to learn.',
  },
  placementKnown: (titles) => `Known already: ${titles}. Those lessons can wait.`,
  placementSafety: 'Staying clear of scams is for everybody, all of it.',
  placementStart: (title) => `Best to start with the lesson “${title}”. Any other one is fine too.`,
  placementChange: (before, now): string =>
    now > before ? `Since the first time you know ${now - before} more.` : 'Much as it was the first time.',
  placementHelped: 'Somebody helped this time, so it only chooses lessons.',
  startAt: (title) => `Start: ${title}`,

  checkOffer: (questions) => `Check this part (${questions} questions)`,
  checkOfferAll: (questions) => `Check the whole course (${questions} questions)`,
  checkIntro: (questions) =>
    `${questions} questions from several lessons. Do them alone, without hints, as slowly as you like.`,
  checkHeading: (question, questions) => `Check, question ${question}/${questions}`,
  checkDone: 'All done',
  checkPassed: (what) => `You have it well: ${what}.`,
  checkNotYet: 'A few are not firm yet. Go over those lessons, and try another set in a few days.',
  checkPractised: 'This one was for practice. From tomorrow, done alone, it counts.',
  wholeCourse: 'the whole course',
  whyCheck: (what) => `You have learned all of: ${what}. A few mixed questions show how firm it is.`,

  dataReviews: (questions) => `Questions followed for review: ${questions}`,
  dataPlacement: (right) => `Placement, the last time: ${right} known`,
  dataChecks: (titles) => `Checks passed: ${titles}`,

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
