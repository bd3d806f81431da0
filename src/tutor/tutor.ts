import { addressed } from '../core/address.ts';
import type { Chat } from '../core/chat.ts';
import { type Course, findItem, findLesson, type Item, type Lesson } from '../core/course.ts';
import { redact } from '../core/redact.ts';
import { bestLine } from '../core/search/best-line.ts';
import type { CardPlace } from '../core/session.ts';
import type { TutorAnswer, TutorQuestion } from '../core/tutor-question.ts';
import type { Log } from '../log.ts';
import type { Budget } from './budget.ts';
import { caughtBy, type GuardName } from './guards.ts';
import type { Model, NoReply } from './model.ts';
import { newestPrompt, type Prompt, promptName, renderPrompt } from './prompt-file.ts';
import type { ReplyName } from './reply.ts';

export type TutorOptions = {
  course(): Course;
  model: Model;
  prompts: readonly Prompt[];
  budget: Budget;
  /** Asked before every call: the switch that stops it at once. */
  isOn(): Promise<boolean>;
  log: Log;
};

/** What became of a question; told in the log, counted for the console. */
export type Outcome = 'said' | 'none_fits' | 'off' | 'busy' | 'person' | 'service' | 'guarded' | NoReply;

export type Tutor = {
  /** @returns undefined when there is nothing to say beside what was said */
  answer(chat: Chat, question: TutorQuestion, signal: AbortSignal): Promise<TutorAnswer | undefined>;
  /** How often each outcome came, since the start. */
  outcomes(): Readonly<Partial<Record<Outcome, number>>>;
  guarded(): Readonly<Partial<Record<GuardName, number>>>;
};

/** Three letters of Vietnamese a token, about; what is counted afterwards corrects it. */
const lettersPerToken = 3;
/** So many lessons' cards are put before the model when no lesson was found; each a line. */
const mostCards = 160;

/**
 * Asks the model what the core wants to know, and lets nothing of its own words through that a guard stops. It never
 * throws for what a server does: whatever goes wrong, the authored answer has been said.
 */
export function openTutor({ course, model, prompts, budget, isOn, log }: TutorOptions): Tutor {
  const outcomes: Partial<Record<Outcome, number>> = {};
  const guarded: Partial<Record<GuardName, number>> = {};
  const forCards = newestPrompt(prompts, 'tutor-card');
  const forHints = newestPrompt(prompts, 'tutor-hint');

  async function ask<N extends ReplyName>(
    chat: Chat,
    prompt: Prompt & { output: N },
    values: Record<string, string>,
    signal: AbortSignal,
  ) {
    const text = renderPrompt(prompt, values);
    const estimate = Math.ceil(text.length / lettersPerToken) + prompt.max_tokens;
    const right = (await isOn()) ? await budget.reserve(chat, estimate) : 'off';
    if (typeof right === 'string') return { kind: 'none', why: right, ms: 0 } as const;
    const asked = { prompt: text, output: prompt.output, temperature: prompt.temperature, signal };
    const answer = await model.ask({ ...asked, maxTokens: prompt.max_tokens });
    await right.settle(answer.tokens ?? (answer.isUnbilled === true ? 0 : estimate));
    return answer;
  }

  const note = (
    prompt: Prompt,
    why: Outcome,
    ms: number,
    tokens?: number,
    caught?: GuardName[],
  ): undefined => {
    outcomes[why] = (outcomes[why] ?? 0) + 1;
    for (const name of caught ?? []) guarded[name] = (guarded[name] ?? 0) + 1;
    // Never the words: neither those of the learner nor those of the model.
    log.info(
      { prompt: promptName(prompt), model: model.name, host: model.host, outcome: why, ms, tokens, caught },
      'the model was asked',
    );
    return undefined;
  };

  async function chosenCard(
    chat: Chat,
    question: TutorQuestion & { kind: 'card' },
    signal: AbortSignal,
  ): Promise<TutorAnswer | undefined> {
    const prompt = { ...forCards, output: 'tutor_card' as const };
    const offered = cardsFor(course(), question);
    const values = {
      cards: offered.map(({ code, about }) => `${code} ${about}`).join('\n'),
      // Redacted once more: whatever hands questions in, no private thing leaves this process.
      question: redact(question.text).text,
    };
    const answer = await ask(chat, prompt, values, signal);
    if (answer.kind === 'none') return note(prompt, answer.why, answer.ms);
    const chosen = offered.find(({ code }) => code === answer.reply.card);
    note(prompt, chosen === undefined ? 'none_fits' : 'said', answer.ms, answer.tokens);
    if (chosen === undefined) return undefined;
    return { kind: 'card', about: question.about, by: promptName(prompt), card: chosen.place };
  }

  async function otherWords(
    chat: Chat,
    question: TutorQuestion & { kind: 'hint' },
    signal: AbortSignal,
  ): Promise<TutorAnswer | undefined> {
    const prompt = { ...forHints, output: 'tutor_hint' as const };
    const ground = hintGround(course(), question);
    if (ground === undefined) return undefined;
    const answer = await ask(chat, prompt, ground.values, signal);
    if (answer.kind === 'none') return note(prompt, answer.why, answer.ms);
    const text = answer.reply.hint.trim();
    const caught = caughtBy(text, {
      source: Object.values(ground.values).join('\n'),
      untold: ground.untold,
      links: course().official.links,
    });
    note(prompt, caught.length > 0 ? 'guarded' : 'said', answer.ms, answer.tokens, caught);
    return caught.length > 0
      ? undefined
      : { kind: 'hint', about: question.about, by: promptName(prompt), text };
  }

  return {
    answer: (chat, question, signal) =>
      question.kind === 'card' ? chosenCard(chat, question, signal) : otherWords(chat, question, signal),
    outcomes: () => outcomes,
    guarded: () => guarded,
  };
}

type Offered = { code: string; about: string; place: CardPlace };

/** Each card of the lessons that may be meant, or of all, as a line: its code, and what it is about. */
function cardsFor(course: Course, { language, cards }: TutorQuestion & { kind: 'card' }): Offered[] {
  const ids = cards.length > 0 ? cards.map(({ lesson }) => lesson) : [...course.lessons.keys()];
  return ids
    .flatMap((id) => {
      const lesson = findLesson(course, id, language);
      return lesson === undefined ? [] : lesson.cards.map((_, card) => offeredCard(lesson, card));
    })
    .slice(0, mostCards);
}

const offeredCard = (lesson: Lesson, card: number): Offered => ({
  code: `${lesson.id}/${card}`,
  about: `${lesson.title}: ${lesson.cards[card]?.title ?? ''}`,
  place: { lesson: lesson.id, card },
});

/** What the hint may be made of, and the answer that it must not tell. */
function hintGround(course: Course, question: TutorQuestion & { kind: 'hint' }) {
  const item = findItem(course, question.item, question.version);
  if (item?.hint === undefined) return undefined;
  const put = (text: string): string => addressed(text, question.address, question.language);
  const option = item.options.find(({ id }) => id === question.option);
  const untold = item.options.find(({ id }) => id === item.key)?.text ?? '';
  return {
    untold: put(untold),
    values: {
      stem: put(item.stem),
      mistake: put(option?.text ?? '-'),
      hint: put(item.hint),
      card: put(lineFor(course, item, question) ?? '-'),
      address: put('{ban}'),
    },
  };
}

function lineFor(course: Course, item: Item, { language }: TutorQuestion): string | undefined {
  const lesson = findLesson(course, item.lesson, language);
  return lesson === undefined ? undefined : bestLine(item.stem, lesson)?.line;
}
