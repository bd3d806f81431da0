import type { GivenAnswer, Stage } from '../telegram/learner.ts';
import { isAnswer, isLast, Learner } from '../telegram/learner.ts';

export type CopiesResult = {
  given: GivenAnswer[];
  /** Messages that people got for each answer they gave; one is right. */
  repliesPerAnswer: number;
};

/**
 * Every answer is brought three times at once and a fourth time late, as Telegram does when an
 * acknowledgement is lost on the way: it is one answer.
 */
export async function bringCopies(stage: Stage, people: number): Promise<CopiesResult> {
  const given: GivenAnswer[] = [];
  let steps = 0;
  const patience = setInterval(() => stage.stub.giveUp(10_000), 500);
  await Promise.all(
    Array.from({ length: people }, async (_, place) => {
      const learner = new Learner(3_000_000 + place, stage);
      const late: object[] = [];
      while (!learner.isDone) {
        const [next] = learner.shown?.buttons ?? [];
        if (next !== undefined && isLast(next)) {
          for (const update of late.splice(0)) await stage.deliveries.deliver(update);
        }
        const isQuestion = learner.shown?.buttons.some(isAnswer) === true;
        await learner.step(performance.now(), isQuestion ? 3 : 1, (update) => {
          if (isQuestion) late.push(update);
        });
        steps += 1;
      }
      given.push(...learner.answers);
    }),
  );
  clearInterval(patience);
  const messages = [...stage.stub.messages.values()].reduce((sum, count) => sum + count, 0);
  return { given, repliesPerAnswer: 1 + (messages - steps) / given.length };
}
