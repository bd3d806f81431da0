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
/** The tap on "I agree" is a learner's last. */
const isLast = (button: Button): boolean => button.id.startsWith('consent');

/**
 * One person taking one lesson, tap by tap: always the first button, and on a question an option that the
 * seed chooses. The next tap needs the bot's message and, as at Telegram, the acknowledgement of the last.
 */
export class Learner {
  readonly chat: number;
  readonly answers: GivenAnswer[] = [];
  isDone = false;
  isBusy = false;
  readonly #stage: Stage;
  readonly #random: Random;
  shown: Shown | undefined;

  constructor(chat: number, stage: Stage) {
    this.chat = chat;
    this.#stage = stage;
    this.#random = new Random(chat);
  }

  /** @param plannedAt when this step should have begun, on the clock of `performance` */
  async step(plannedAt: number = performance.now()): Promise<Step> {
    const { stub, deliveries } = this.#stage;
    const tap = this.#chosen();
    const update = this.#updateOf(tap);
    this.isBusy = true;
    let shownAt = 0;
    const [shown, tries] = await Promise.all([
      stub.nextShown(this.chat).then((message) => {
        shownAt = performance.now();
        return message;
      }),
      deliveries.deliver(update),
    ]);
    this.isBusy = false;
    if (tap !== undefined && isAnswer(tap.button) && tries !== undefined) {
      this.answers.push({ chat: this.chat, choice: tap.button.id });
    }
    this.isDone = shown === undefined || (tap !== undefined && isLast(tap.button));
    if (shown === undefined) return { kind: 'silent' };
    this.shown = shown;
    return { kind: 'shown', ms: shownAt - plannedAt };
  }

  #chosen(): { shown: Shown; button: Button } | undefined {
    const shown = this.shown;
    if (shown === undefined) return undefined;
    const options = shown.buttons.filter(isAnswer);
    const button = this.#random.pick(options) ?? shown.buttons[0];
    return button && { shown, button };
  }

  #updateOf(tap: { shown: Shown; button: Button } | undefined): object {
    const { updates } = this.#stage;
    return tap === undefined
      ? updates.written(this.chat, '/start')
      : updates.tapped(this.chat, tap.shown, tap.button);
  }
}
