import type { inLifeVi } from './in-life.vi.ts';

export const inLifeEn: typeof inLifeVi = {
  lifeHeading: 'How is it going?',
  lifeAsk: (outcome) => `You learned: “${outcome}”. Have you done it in real life yet?`,
  lifeAnswers: { alone: 'Yes, by myself', helped: 'Yes, with help', not_yet: 'Not yet' },
  lifeLater: 'Later, go on',
  lifeThanks: {
    alone: 'Good for you: that is what learning is for.',
    helped: 'That is good. Next time try one step by yourself.',
  },
  lifeWhatStopped: 'That is all right. What stood in the way?',
  lifeObstacles: {
    forgot: 'I forgot how',
    afraid: 'Afraid to tap wrong',
    alone: 'I need somebody to help',
    no_need: 'No occasion yet',
  },
  lifeNoNeed: 'Do it when the occasion comes. If you forget how, open the lesson again.',
};
