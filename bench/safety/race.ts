import type { GivenAnswer, Stage } from '../telegram/learner.ts';
import { isAnswer, Learner } from '../telegram/learner.ts';

export type RaceResult = {
  given: GivenAnswer[];
  /** Texts that ask the bot to remember something, and how many of them it had forgotten right after. */
  texts: number;
  textsForgotten: number;
};

/**
 * People who at the same moment tap an answer and send a text that must be remembered ("bật nhắc", reminders
 * on). Telegram keeps order per kind of update only, so both arrive at once on two connections. What was
 * remembered is then asked of the bot in its own conversation.
 */
export async function raceTapsAndTexts(stage: Stage, people: number): Promise<RaceResult> {
  const result: RaceResult = { given: [], texts: 0, textsForgotten: 0 };
  const patience = setInterval(() => stage.stub.giveUp(10_000), 500);
  await Promise.all(
    Array.from({ length: people }, async (_, place) => {
      const learner = new Learner(2_000_000 + place, stage);
      let isOn = false;
      for (let steps = 0; !learner.isDone && steps < 40; steps++) {
        const button = learner.choose();
        if (button === undefined || !isAnswer(button) || learner.answers.length >= 3) {
          await learner.step();
          continue;
        }
        isOn = !isOn;
        const text = stage.updates.written(learner.chat, isOn ? 'bật nhắc' : 'tắt nhắc');
        await Promise.all([
          stage.deliveries.deliver(learner.updateOf(button)),
          stage.deliveries.deliver(text),
        ]);
        learner.noteAcknowledged(button);
        result.texts += 1;
        const told = await ask(stage, learner, 'nhắc học', (said) => /Đang (bật|tắt)/.test(said));
        if (told?.includes('Đang bật') !== isOn) result.textsForgotten += 1;
        await ask(stage, learner, 'học tiếp', (said) => !/Đang (bật|tắt)/.test(said));
      }
      result.given.push(...learner.answers);
    }),
  );
  clearInterval(patience);
  return result;
}

/**
 * Writes to the bot and waits for the message that answers, past any that was still on its way. It listens while the
 * text is being brought: a bot may answer before it acknowledges.
 */
async function ask(
  stage: Stage,
  learner: Learner,
  text: string,
  isAnswerTo: (said: string) => boolean,
): Promise<string | undefined> {
  const [answer] = await Promise.all([
    listen(stage, learner, isAnswerTo),
    stage.deliveries.deliver(stage.updates.written(learner.chat, text)),
  ]);
  return answer;
}

async function listen(
  stage: Stage,
  learner: Learner,
  isAnswerTo: (said: string) => boolean,
): Promise<string | undefined> {
  for (;;) {
    const shown = await stage.stub.nextShown(learner.chat);
    if (shown === undefined) return undefined;
    learner.shown = shown;
    if (isAnswerTo(shown.text)) return shown.text;
  }
}
