import type { PractiseWords } from './practise.vi.ts';

/** The same in English. */
export const practiseEn: PractiseWords = {
  practiseMenu: 'Practise and guess',
  practiseText:
    'Tap on a drawn screen, a wrong tap costs nothing. Or judge ten messages: which are real, which are scams?',
  practiseOffer: 'Practise on a screen',
  practiseHeading: 'Practise on a screen',
  practiseDescribe: 'Describe the picture',
  practiseLeave: 'Not now',
  practiseRight: (place) => `The right place: ${place}.`,
  practiseOnceMore: 'This screen once more',
  practiseNext: 'Another screen',
  practiseLesson: (title) => `Learn: ${title}`,
  practiseGone: 'That screen has just been edited, let us look at another.',
  practisePassed: 'That screen has passed, it no longer counts.',
  practiseAnswered: 'You have answered this screen.',
  practiseMore: 'Practise more',

  roundOne: 'Real or scam? For one',
  roundTwo: 'Real or scam? For two',
  roundHeading: (number, of, turn) =>
    turn === undefined ? `Real or scam? ${number}/${of}` : `Real or scam? ${number}/${of}, ${turn}`,
  roundTurn: (player) => (player === 0 ? 'the first one’s turn' : 'the second one’s turn'),
  roundMessage: (text) => `“${text}”`,
  roundReal: 'Real',
  roundScam: 'Scam',
  roundRight: (isScam) => (isScam ? 'Right, a scam.' : 'Right, a real one.'),
  roundWrong: (isScam) => (isScam ? 'Not quite, this is a scam.' : 'Not quite, this one is real.'),
  roundPassed: 'That round has passed, it no longer counts.',
  roundAnswered: 'That message has its answer already.',
  roundRenewed: 'The messages have just been renewed. Please begin another round.',
  roundDone: 'All ten done',
  roundScore: (of) => `${of.right} of ${of.asked} told apart.`,
  roundScores: (one, two) =>
    `The first told ${one.right} of ${one.asked}, the second ${two.right} of ${two.asked}. Together ${one.right + two.right} of ${one.asked + two.asked}.`,
  roundRememberScam:
    'Remember: whoever hurries, hides, or wants money or a code by message, stop and ask somewhere else.',
  roundRememberReal:
    'Remember: a message that wants no money, no code and no tap on a link can be taken calmly; ask if in doubt.',
  roundRememberAll: 'Remember: tell somebody at home about the hardest one, and the whole family is safer.',
  roundNextWeek: 'Next week brings ten new messages.',
};
