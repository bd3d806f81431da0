import { Random } from '../../src/simulation/random.ts';
import type { Deliveries } from './deliveries.ts';
import type { Button, Shown, Stub } from './stub.ts';
import type { Updates } from './updates.ts';

/** What learners act on: the bot behind its webhook, and what it shows them. */
export type Stage = { stub: Stub; deliveries: Deliveries; updates: Updates };

/** An answer that a learner gave to a question and that was acknowledged. */
export type GivenAnswer = { chat: number; choice: string };

export type Step =
  /** The bot showed the next message; `ms` from the step's planned time until then. */
  | { kind: 'shown'; ms: number }
  /** The update was acknowledged, or not, and no message came in time. */
  | { kind: 'silent' };

/** Buttons that answer a question, of our bot (`a~…`) and of the peers (`answer:…`). */
export const isAnswer = (button: Button): boolean => /^(a~|answer:)/.test(button.id);
/** A button's id without the option, which stands last. */
const questionOf = (choice: string): string => choice.replace(/[~:][^~:]*$/, '');
/** The tap on "I agree" is a learner's last. */
export const isLast = (button: Button): boolean => button.id.startsWith('consent');

/**
 * One person taking one lesson, tap by tap: always the first button, and on a question an option that the
 * seed chooses. The next tap needs the bot's message and, as at Telegram, the acknowledgement of the last.
 */
export class Learner {
  readonly chat: number;
  readonly answers: GivenAnswer[] = [];
  isDone = false;
  isBusy = false;
  /** No message came in time: this person is left sitting there. */
  wasLeft = false;
  shown: Shown | undefined;
  readonly #stage: Stage;
  readonly #random: Random;

  constructor(chat: number, stage: Stage) {
    this.chat = chat;
    this.#stage = stage;
    this.#random = new Random(chat);
  }

  /** The button this person would tap now; undefined before the first message. */
  choose(): Button | undefined {
    return this.#random.pick(this.shown?.buttons.filter(isAnswer) ?? []) ?? this.shown?.buttons[0];
  }

  updateOf(button: Button | undefined): object {
    const { updates } = this.#stage;
    return button === undefined || this.shown === undefined
      ? updates.written(this.chat, '/start')
      : updates.tapped(this.chat, this.shown, button);
  }

  /**
   * Notes that a tap was acknowledged. A message whose sending ended unknown comes twice, and whoever taps its
   * second copy answers a question that is answered: the first tap is the answer.
   */
  noteAcknowledged(button: Button | undefined): void {
    if (button === undefined || !isAnswer(button)) return;
    const isAnswered = this.answers.some(({ choice }) => questionOf(choice) === questionOf(button.id));
    if (!isAnswered) this.answers.push({ chat: this.chat, choice: button.id });
  }

  /**
   * @param plannedAt when this step should have begun, on the clock of `performance`
   * @param copies how often the same update is brought at once; Telegram may do so, and promises once at least
   * @param sent is given the update, so that it can be brought again later
   */
  async step(
    plannedAt: number = performance.now(),
    copies = 1,
    sent: (update: object) => void = () => {},
  ): Promise<Step> {
    const { stub, deliveries } = this.#stage;
    const button = this.choose();
    const update = this.updateOf(button);
    sent(update);
    this.isBusy = true;
    let shownAt = 0;
    const [shown, ...tries] = await Promise.all([
      stub.nextShown(this.chat).then((message) => {
        shownAt = performance.now();
        return message;
      }),
      ...Array.from({ length: copies }, () => deliveries.deliver(update)),
    ]);
    this.isBusy = false;
    if (tries.every((count) => count !== undefined)) this.noteAcknowledged(button);
    this.wasLeft = shown === undefined;
    this.isDone = this.wasLeft || (button !== undefined && isLast(button));
    if (shown === undefined) return { kind: 'silent' };
    this.shown = shown;
    return { kind: 'shown', ms: shownAt - plannedAt };
  }
}
