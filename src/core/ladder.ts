import { writeTap } from './choice-id.ts';
import { type Course, findLesson, type Item, type OptionId } from './course.ts';
import { explained, type Ladder, ladderOf, mayClimb, newLadder } from './ladder-state.ts';
import type { Choice, Message } from './message.ts';
import { isRight, pinnedItem } from './quiz.ts';
import { bestLine } from './search/best-line.ts';
import type { Attempt, Question, Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** What is said on the rung that was just climbed, before an answer. */
export function helpText(course: Course, session: Session, item: Item, { rung }: Ladder): string {
  const words = wordsOf(session.language);
  switch (rung) {
    case 1:
      return lines(words.unsureOnQuestion, item.hint === undefined ? undefined : words.hint(item.hint));
    case 2:
      return lines(words.oneLess, cardLine(course, session, item));
    default:
      return explanation(session, item);
  }
}

const lines = (...all: (string | undefined)[]): string =>
  all.filter((line) => line !== undefined && line !== '').join('\n');

const textOf = (item: Item, option: OptionId): string =>
  item.options.find(({ id }) => id === option)?.text ?? '';
const feedbackOf = (item: Item, option: OptionId): string =>
  item.options.find(({ id }) => id === option)?.feedback ?? '';

/** The right option's feedback is written for somebody who chose it first: its praise is not for here. */
const whyRight = (item: Item): string =>
  feedbackOf(item, item.key).replace(/^(?:Đúng rồi(?:\{a\})?|Right|Yes|Correct)[.!]\s*/u, '');

const explanation = (session: Session, item: Item): string =>
  lines(wordsOf(session.language).rightAnswer(textOf(item, item.key)), whyRight(item));

/** Where the lesson speaks of it, in its own words. */
function cardLine(course: Course, session: Session, item: Item): string | undefined {
  const lesson = findLesson(course, item.lesson, session.language);
  const found = lesson === undefined ? undefined : bestLine(`${item.stem} ${textOf(item, item.key)}`, lesson);
  return found === undefined ? undefined : wordsOf(session.language).cardLine(found.card, found.line);
}

/** Options that help has taken away are not shown; tapped on an older message they still count. */
export function withoutRemoved(session: Session, message: Message | undefined): Message | undefined {
  const removed = ladderOf(activeLearner(session))?.removed ?? [];
  if (message === undefined || removed.length === 0) return message;
  const isGone = ({ id }: Choice): boolean => removed.some((option) => id.endsWith(`~${option}`));
  return { ...message, choices: message.choices.filter((choice) => !isGone(choice)) };
}

/** After a wrong answer: what was mistaken, and another try. undefined where the plain feedback is all there is. */
export function ladderMessage(course: Course, session: Session): Message | undefined {
  const learner = activeLearner(session);
  const { attempt } = learner;
  const answer = attempt?.answers.at(-1);
  if (attempt === undefined || answer === undefined || isRight(answer) || !mayClimb(attempt))
    return undefined;
  const item = pinnedItem(course, answer);
  const ladder = ladderOf(learner) ?? newLadder(attempt, attempt.answers.length);
  if (item === undefined || isTaughtAway(item, ladder)) return undefined;
  const words = wordsOf(session.language);
  const at = { learner: session.activeLearner, attempt: attempt.number, sequence: attempt.answers.length };
  const next: Choice = {
    id: writeTap({ kind: 'next_question', ...at }),
    label: attempt.waiting.length === 0 ? words.toResult : words.nextQuestion,
  };
  const last = ladder.tried.at(-1);
  if (last === item.key) return { text: lines(words.rightThisTime, whyRight(item)), choices: [next] };
  if (ladder.rung === explained) {
    const why = last === undefined ? undefined : feedbackOf(item, last);
    return { text: lines(why, explanation(session, item)), choices: [next] };
  }
  if (ladder.isOpen) return openMessage(course, session, { item, answer, ladder, at });
  const slip: Choice = { id: writeTap({ kind: 'slip', ...at }), label: words.slip };
  return {
    text: feedbackOf(item, answer.option),
    choices: [
      { id: writeTap({ kind: 'try_again', ...at }), label: words.tryAgain },
      next,
      ...(attempt.counted < attempt.answers.length && isFirstOf(attempt) ? [slip] : []),
    ],
  };
}

/** Of two options the other is the answer: there is nothing left to try. Nor where the answer was told before. */
const isTaughtAway = (item: Item, ladder: Ladder): boolean =>
  item.options.length < 3 || (ladder.rung === explained && ladder.tried.length === 0);

const isFirstOf = ({ answers }: Attempt): boolean =>
  answers.filter(({ item }) => item === answers.at(-1)?.item).length === 1;

type Open = {
  item: Item;
  answer: Question & { option: OptionId };
  ladder: Ladder;
  at: { learner: number; attempt: number; sequence: number };
};

function openMessage(course: Course, session: Session, { item, answer, ladder, at }: Open): Message {
  const words = wordsOf(session.language);
  const last = ladder.tried.at(-1);
  const help =
    last === undefined
      ? item.hint === undefined
        ? undefined
        : words.hint(item.hint)
      : lines(feedbackOf(item, last), words.oneLess, cardLine(course, session, item));
  const left = answer.order.filter((option) => !ladder.removed.includes(option));
  return {
    heading: words.tryAgainHeading,
    text: [help, item.stem].filter((part) => part !== undefined).join('\n\n'),
    choices: left.flatMap((option) => {
      const label = textOf(item, option);
      const id = writeTap({ kind: 'retry', ...at, tried: ladder.tried.length, option });
      return label === '' ? [] : [{ id, label }];
    }),
  };
}

/** Going on without the answer: it is told in passing, so that nobody leaves with the mistake. */
export function answerInPassing(course: Course, session: Session): string | undefined {
  const learner = activeLearner(session);
  const { attempt } = learner;
  const answer = attempt?.answers.at(-1);
  if (attempt === undefined || answer === undefined || isRight(answer) || !mayClimb(attempt))
    return undefined;
  const item = pinnedItem(course, answer);
  const ladder = ladderOf(learner) ?? newLadder(attempt, attempt.answers.length);
  const isKnown = ladder.tried.at(-1) === answer.key || ladder.rung === explained;
  if (item === undefined || isKnown || isTaughtAway(item, ladder)) return undefined;
  return wordsOf(session.language).rightAnswerBefore(textOf(item, answer.key));
}
