import type { Update } from '../channels/channel.ts';
import type { Chat } from '../core/chat.ts';
import type { EventBody } from '../core/event.ts';
import type { Choice, Message } from '../core/message.ts';
import { hourMs, type Instant, secondMs } from '../core/time.ts';
import type { Trouble } from './faults.ts';
import { type Act, nextActs } from './habits.ts';
import { type Messenger, simulatedBot, simulatedChannel } from './messenger.ts';
import { strikes } from './weather.ts';

export type Person = {
  chat: Chat;
  /** The newest message and buttons of earlier ones. */
  shown: Message | undefined;
  older: Choice[];
  /** Of a platform that names taps and messages. */
  hasMarks: boolean;
  sent: number;
  lastSentAt: Instant;
  /** How many lessons this person wants to finish, and has. */
  goal: number;
  finished: number;
  hasRefused: boolean;
  /** Has tapped yes to the notice. */
  hasAgreed: boolean;
  isAway: boolean;
  isAsleep: boolean;
  isGone: boolean;
  /** Rises with each planned act; an older plan is dropped. */
  plan: number;
};

/** A person who waits in vain says something after so long. */
const patienceMs = 90 * secondMs;

/** Everybody who learns, on the virtual clock: reads what arrives, thinks a while, acts. */
export class Crowd {
  readonly #trouble: Trouble;
  readonly #messenger: Messenger;
  readonly #send: (update: Update) => void;
  readonly #people = new Map<string, Person>();
  readonly #thinkMs: number;
  #made = 0;
  #updates = 0;
  /** In fair weather everyone only goes forward, to the end of the lesson. */
  isCalm = false;
  /** New people come for those who are done. */
  isOpen = true;

  constructor(options: {
    trouble: Trouble;
    messenger: Messenger;
    thinkMs: number;
    send(update: Update): void;
  }) {
    this.#trouble = options.trouble;
    this.#messenger = options.messenger;
    this.#send = options.send;
    this.#thinkMs = options.thinkMs;
  }

  get updates(): number {
    return this.#updates;
  }

  /** How many are still learning. */
  get size(): number {
    return this.#people.size;
  }

  has(user: string): boolean {
    return this.#people.has(user);
  }

  come(count: number): void {
    for (let place = 0; place < count; place++) this.#come();
  }

  #come(): void {
    const { random } = this.#trouble;
    const user = `learner-${this.#made++}`;
    const person: Person = {
      chat: { channel: simulatedChannel, bot: simulatedBot, user },
      shown: undefined,
      older: [],
      hasMarks: random.chance(0.25),
      sent: 0,
      lastSentAt: 0,
      goal: 1 + random.below(3),
      finished: 0,
      hasRefused: random.chance(0.07),
      hasAgreed: false,
      isAway: false,
      isAsleep: false,
      isGone: false,
      plan: 0,
    };
    this.#people.set(user, person);
    this.#plan(person, random.below(this.#thinkMs));
  }

  /** The storm is over: who blocked comes back, who was away for a day too. */
  calm(): void {
    this.isCalm = true;
    this.isOpen = false;
    for (const person of this.#people.values()) {
      if (person.isAway) this.#unblock(person);
      if (person.isAsleep) {
        person.isAsleep = false;
        this.#plan(person, this.#trouble.random.below(this.#thinkMs));
      }
    }
  }

  /** A message appeared in someone's chat. */
  read(user: string, message: Message): void {
    const person = this.#people.get(user);
    if (person === undefined) return;
    // The card of a question is followed by another way on only when its lesson has ended.
    if (person.shown !== undefined) {
      person.older.push(...person.shown.choices);
      if (person.older.length > 24) person.older.splice(0, person.older.length - 24);
      if (isEnd(person.shown, message)) person.finished++;
    }
    person.shown = message;
    if (person.isAway || person.isAsleep) return;
    this.#plan(person, this.#thinkMs / 4 + this.#trouble.random.below(this.#thinkMs * 1.5));
  }

  #plan(person: Person, ms: number): void {
    const plan = ++person.plan;
    this.#trouble.timeline.in(ms, () => {
      if (person.plan === plan) this.#act(person);
    });
  }

  #act(person: Person): void {
    if (person.isAway) return;
    const { weather, random } = this.#trouble;
    if (person.finished >= person.goal || (this.isCalm && person.finished > 0)) {
      if (isResting(person.shown)) {
        this.#people.delete(person.chat.user);
        person.isGone = true;
        if (this.isOpen) this.#come();
        return;
      }
    }
    if (weather.share > 0 && strikes(weather, random, 'blocks')) {
      this.#blockFor(person);
      return;
    }
    // A day's pause in the middle of a lesson; only for who agreed, others are forgotten meanwhile.
    if (!this.isCalm && person.finished > 0 && person.hasAgreed && random.chance(0.002)) {
      person.isAsleep = true;
      const plan = ++person.plan;
      this.#trouble.timeline.in(26 * hourMs, () => {
        if (person.plan !== plan) return;
        person.isAsleep = false;
        this.#act(person);
      });
      return;
    }
    for (const act of nextActs(person, random, this.isCalm)) this.#do(person, act);
    this.#plan(person, patienceMs + random.below(patienceMs));
  }

  #do(person: Person, act: Act): void {
    const { timeline } = this.#trouble;
    const at = Math.max(timeline.clock(), person.lastSentAt + 1);
    person.lastSentAt = at;
    person.sent++;
    if (act.kind === 'choice_tapped' && act.choice === 'consent-yes') person.hasAgreed = true;
    const id = `${++this.#updates}`;
    const body: EventBody =
      act.kind === 'choice_tapped' && person.hasMarks
        ? { ...act, tap: `tap-${id}`, message: `m-${id}` }
        : act;
    this.#send({ chat: person.chat, id, event: { ...body, at } });
  }

  #blockFor(person: Person): void {
    const { random, timeline } = this.#trouble;
    person.isAway = true;
    person.plan++;
    this.#messenger.block(person.chat.user, true);
    this.#do(person, { kind: 'chat_blocked' });
    timeline.in(60 * secondMs + random.below(600 * secondMs), () => this.#unblock(person));
  }

  #unblock(person: Person): void {
    if (!person.isAway) return;
    person.isAway = false;
    this.#messenger.block(person.chat.user, false);
    this.#do(person, { kind: 'chat_unblocked' });
    this.#do(person, { kind: 'text_written', text: 'tiếp' });
    this.#plan(person, patienceMs);
  }
}

const has = (message: Message | undefined, start: string): boolean =>
  message?.choices.some((choice) => choice.id.startsWith(start)) ?? false;

/** The last feedback of a quiz is followed by its result: ways on to other lessons, or what is still to be asked. */
const isEnd = (before: Message, after: Message): boolean =>
  has(before, 'q~') &&
  !has(after, 'q~') &&
  !has(after, 'a~') &&
  (has(after, 'l~') || has(after, 'consent-yes'));

/** Nothing is asked any more: only what to learn next. */
const isResting = (message: Message | undefined): boolean => has(message, 'l~') && has(message, 'menu');
