import type { tutorVi } from './tutor.vi.ts';

export const tutorEn: typeof tutorVi = {
  fromLesson: (title) => `From the lesson “${title}”:`,
  whichLesson: 'Which of these do you mean?',
  learnLesson: (title) => `Learn: ${title}`,
  backToQuestion: 'Back to the question',
  noLesson:
    'There is no lesson about this yet; the question is noted for those who write them, without a name. Ask in other words, or choose a part below.',
  noLessonAgain: 'There is no lesson about this either. Better ask a person.',
  sorry: 'Sorry for the annoyance. The assistant is a machine and does not understand everything.',
  askPerson: 'If you need a person: ask at the commune’s one-stop office, or your village’s digital team.',
  askContact: (contact) => `If you need a person: ${contact}.`,
  tryAgain: 'Try this one again',
  tryAgainHeading: 'Once more',
  rightThisTime: 'Right this time.',
  rightAnswerBefore: (option) => `The right answer just now: ${option}.`,
  oneLess: 'One wrong answer is taken away to make it easier.',
  cardLine: (card, line) => `The card “${card}” says: ${line}`,
  perhapsThis: 'Perhaps you mean this:',
  inOtherWords: (hint) => `In other words: ${hint}`,
};
