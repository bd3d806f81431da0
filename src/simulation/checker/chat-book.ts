import type { AnswerRecord } from '../../core/effect.ts';
import type { Instant } from '../../core/time.ts';
import { type Button, readButton } from './buttons.ts';
import { MessageBook } from './message-book.ts';

/** One thing the learner did. Numbers ending in `No` are places in the order of all that happened. */
export type Sent = {
  at: Instant;
  tap: Button | undefined;
  text: string | undefined;
  /** How often it was handed in, when first, and to whom last. */
  handed: number;
  firstHandedNo: number;
  process: string;
  /** When the platform first had its acknowledgement. */
  ackNo: number;
};

/** What is kept of a recorded answer: all that is compared. A long run has too many to keep their words. */
export type Recorded = Pick<
  AnswerRecord,
  | 'attempt'
  | 'attemptKind'
  | 'lesson'
  | 'quizVersion'
  | 'item'
  | 'itemVersion'
  | 'sequence'
  | 'option'
  | 'isRight'
  | 'isSlip'
  | 'askedAt'
  | 'at'
> & { options: string[] };

/** A question as the learner saw it. */
export type Question = {
  attempt: number;
  sequence: number;
  item: string;
  options: string[];
  shownAt: Instant;
  /** Whatever was acknowledged before this happened before the attempt began. */
  safeNo: number;
  taps: Sent[];
};

export type Statements = {
  /** By attempt and item: the options reported. */
  answered: Map<string, { option: string; isRight: boolean }[]>;
  /** By attempt. */
  quizzes: Map<number, { right: number; asked: number }[]>;
  lessons: Map<string, number>;
  webhooks: Map<string, number>;
};

/** All the checker knows of one learner: what was shown, what was done, what was recorded. */
export class ChatBook {
  readonly user: string;
  readonly messages = new MessageBook();
  readonly questions = new Map<string, Question>();
  /** Texts after the feedback of an answer, by attempt and place. */
  readonly feedback = new Map<string, string>();
  readonly typed: Sent[] = [];
  /** Taps, and typed numbers, that may have opened another lesson and left one in its middle. */
  readonly leaves = new Set<Sent>();
  readonly records: Recorded[] = [];
  readonly statements: Statements = {
    answered: new Map(),
    quizzes: new Map(),
    lessons: new Map(),
    webhooks: new Map(),
  };
  readonly learners = new Set<string>();
  readonly #open = new Map<string, Sent>();
  consentNo = Number.POSITIVE_INFINITY;
  hasRefused = false;
  hasEnd = false;
  lastAt: Instant = 0;
  /** When the task of the lesson under way was first shown: its quiz began after that. */
  #taskNo: number | undefined;
  #safeNo = new Map<number, number>();
  #isAfterFeedback = false;
  /** Ids of the choices of the message committed last. */
  #lastAsked: string[] = [];

  constructor(user: string) {
    this.user = user;
  }

  get hasOpenUpdates(): boolean {
    return this.#open.size > 0;
  }

  sent(id: string, at: Instant, choice: string | undefined, text: string | undefined): void {
    const tap = choice === undefined ? undefined : readButton(choice);
    const sent: Sent = {
      at,
      tap,
      text,
      handed: 0,
      firstHandedNo: Number.POSITIVE_INFINITY,
      process: '',
      ackNo: Number.POSITIVE_INFINITY,
    };
    this.#open.set(id, sent);
    this.lastAt = at;
    if (text !== undefined && /^\d$|^[a-f]$/.test(text)) this.typed.push(sent);
    if (tap?.kind === 'lesson') this.leaves.add(sent);
    if (tap?.kind === 'answer') this.questions.get(`${tap.attempt}/${tap.sequence}`)?.taps.push(sent);
  }

  handed(id: string, process: string, no: number): void {
    const sent = this.#open.get(id);
    if (sent === undefined) return;
    sent.handed++;
    sent.process = process;
    if (sent.handed === 1) sent.firstHandedNo = no;
    this.#noteLeave(sent);
  }

  /** A step with this message is about to be committed: a number typed from now on is about its choices. */
  asked(id: string, choices: readonly { id: string }[]): void {
    this.#lastAsked = choices.map((choice) => choice.id);
    for (const [update, sent] of this.#open) {
      // Its own answer was not there when it was read.
      if (sent.handed > 0 && !id.startsWith(`${update}:`)) this.#noteLeave(sent);
    }
  }

  /** A number names what was committed last before it was read, whether or not that has arrived. */
  #noteLeave(sent: Sent): void {
    if (sent.text === undefined || !/^\d$/.test(sent.text)) return;
    if (this.#lastAsked[Number(sent.text) - 1]?.startsWith('l~')) this.leaves.add(sent);
  }

  acknowledged(id: string, no: number): void {
    const sent = this.#open.get(id);
    if (sent === undefined) return;
    this.#open.delete(id);
    sent.ackNo = no;
    if (sent.tap?.kind !== 'other') return;
    if (sent.tap.id === 'consent-yes') this.consentNo = Math.min(this.consentNo, no);
    if (sent.tap.id === 'consent-no') this.hasRefused = true;
  }

  /** A message arrived in the chat. */
  shown(text: string, choices: readonly { id: string }[], at: Instant, no: number): void {
    this.lastAt = at;
    const buttons = choices.map(({ id }) => readButton(id));
    const [first] = buttons;
    const answers = buttons.filter((button) => button.kind === 'answer');
    const next = buttons.find((button) => button.kind === 'next');
    this.#follow(choices, first, no);
    if (next !== undefined) {
      const key = `${next.attempt}/${next.sequence}`;
      if (!this.feedback.has(key)) this.feedback.set(key, text);
    }
    if (first?.kind === 'answer') this.#asked(first, answers, at);
    const isWayOn =
      buttons.some((button) => button.kind === 'lesson') || choices.some(({ id }) => id === 'consent-yes');
    if (this.#isAfterFeedback && next === undefined && answers.length === 0 && isWayOn) this.hasEnd = true;
    this.#isAfterFeedback = next !== undefined;
  }

  /** The archive has this answer. */
  recorded(record: AnswerRecord): void {
    const { attempt, attemptKind, lesson, quizVersion, item, itemVersion, sequence } = record;
    const { option, isRight, isSlip, askedAt, at } = record;
    const asked = { attempt, attemptKind, lesson, quizVersion, item, itemVersion, sequence, askedAt };
    const options = record.options.map(({ id }) => id);
    this.records.push({ ...asked, option, isRight, isSlip, at, options });
    this.learners.add(record.learner);
  }

  /** A task may be shown again and again, late and out of date; only its first showing tells when. */
  #follow(choices: readonly { id: string }[], first: Button | undefined, no: number): void {
    if (first?.kind === 'task') this.#taskNo ??= no;
    if (first?.kind === 'answer' || choices.some(({ id }) => id.startsWith('n~'))) {
      if (first?.kind === 'answer')
        this.#safeNo.set(first.attempt, this.#safeNo.get(first.attempt) ?? this.#taskNo ?? 0);
      this.#taskNo = undefined;
    }
  }

  #asked(first: Button & { kind: 'answer' }, answers: (Button & { kind: 'answer' })[], at: Instant): void {
    const key = `${first.attempt}/${first.sequence}`;
    if (this.questions.has(key)) return;
    this.questions.set(key, {
      attempt: first.attempt,
      sequence: first.sequence,
      item: first.item,
      options: answers.map((answer) => answer.option),
      shownAt: at,
      safeNo: this.#safeNo.get(first.attempt) ?? 0,
      taps: [],
    });
  }
}
