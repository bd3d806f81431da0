import { contentName, shuffled } from './chance.ts';
import { writeTap } from './choice-id.ts';
import {
  type Course,
  currentItem,
  findItem,
  type Item,
  itemKey,
  type Language,
  type Lesson,
  type OptionId,
} from './course.ts';
import type { AttemptKind } from './effect.ts';
import type { Choice, Message } from './message.ts';
import type { Answer, Attempt, Learner, Question, Session } from './session.ts';
import type { Instant } from './time.ts';
import { activeLearner, withLearner, wordsOf } from './turn.ts';
import type { Words } from './words/vi.ts';

/** Asked in a lesson; further items of the file, and every twin, are kept for reviews. */
export const questionsPerLesson = 3;

/** From this share of right answers on, 0..1, a finished quiz is passed. */
export const passShare = 0.6;
/** The same for a mixed check, of a module or the whole course. */
export const checkPassShare = 0.8;

/** Names a set of wordings: two attempts with the same name saw the same questions. */
export const quizVersion = (lesson: Lesson): string =>
  `${lesson.id}~${contentName(
    askedItems(lesson)
      .map((item) => itemKey(item.id, item.version))
      .join(' '),
  )}`;

export const askedItems = (lesson: Lesson): Item[] =>
  lesson.items.filter((item) => item.twinOf === undefined).slice(0, questionsPerLesson);

/** The option of a placement's question that says so; no item has one of this name. */
export const notKnown: OptionId = 'x';

/** What an option says, as it was asked. */
export const optionText = (item: Item | undefined, id: OptionId, language: Language): string =>
  id === notKnown
    ? wordsOf(language).notKnown
    : (item?.options.find((option) => option.id === id)?.text ?? '');

/** A new run through a lesson's quiz, its first question not yet on screen. */
export function newAttempt(learner: Learner, lesson: Lesson, now: Instant): Attempt {
  const kind: AttemptKind = learner.isHelper
    ? 'helped'
    : (learner.progress[lesson.id]?.attempts ?? 0) === 0
      ? 'first'
      : 'later';
  return {
    number: learner.attemptCount + 1,
    kind,
    set: { kind: 'lesson', lesson: lesson.id },
    quizVersion: quizVersion(lesson),
    lessonStartedAt: learner.lessonStartedAt,
    startedAt: now,
    waiting: askedItems(lesson).map((item) => item.id),
    question: undefined,
    answers: [],
    counted: 0,
    recorded: 0,
    hasLapsed: false,
    delayed: [],
    hinted: [],
    taught: [],
  };
}

/** Which place in the attempt the question on screen has, from 1; taps carry it. */
export const sequenceOf = (attempt: Attempt): number => attempt.answers.length + 1;

/**
 * Puts the next waiting item on screen, pinned as it is asked. Items that were retired meanwhile are skipped.
 * @returns the attempt without a question when none is left
 */
export function askNext(course: Course, session: Session, attempt: Attempt, now: Instant): Attempt {
  const [id, ...waiting] = attempt.waiting;
  if (id === undefined) return { ...attempt, question: undefined };
  const found = currentItem(course, id, session.language);
  if (found === undefined) return askNext(course, session, { ...attempt, waiting }, now);
  const { item, language } = found;
  const draw = `${session.seed}:${activeLearner(session).id}:${attempt.number}:${sequenceOf(attempt)}`;
  const question: Question = {
    item: item.id,
    version: item.version,
    language,
    order: [
      ...shuffled(
        item.options.map((option) => option.id),
        draw,
      ),
      ...(attempt.set.kind === 'placement' ? [notKnown] : []),
    ],
    key: item.key,
    askedAt: now,
  };
  return { ...attempt, waiting, question };
}

/** The item exactly as pinned, or its present wording when the pinned one is unknown to this process. */
export function pinnedItem(course: Course, pin: Question): Item | undefined {
  return findItem(course, pin.item, pin.version) ?? currentItem(course, pin.item, pin.language)?.item;
}

/** A question waits for its answer, a lesson's or another set's. */
export const awaitsAnswer = ({ attempt, place }: Learner): boolean =>
  attempt?.question !== undefined && (place.kind === 'question' || place.kind === 'set');

/** No hint for the question on screen: it measures what is known without one. */
export const isUnaided = ({ set, delayed, question }: Attempt): boolean =>
  set.kind === 'placement' ||
  set.kind === 'check' ||
  (question !== undefined && delayed.includes(question.item));

/** Keeps that the question on screen is answered with a hint. */
export function withHint(session: Session): Session {
  const { attempt } = activeLearner(session);
  const item = attempt?.question?.item;
  if (attempt === undefined || item === undefined || attempt.hinted.includes(item)) return session;
  return withLearner(session, { attempt: { ...attempt, hinted: [...attempt.hinted, item] } });
}

/** The feedback of the last answer is on screen; its slip window is open. */
export const isOnFeedback = ({ attempt, place }: Learner): boolean =>
  place.kind === 'feedback' ||
  (place.kind === 'set' && attempt !== undefined && attempt.question === undefined);

/** Right or wrong by the key that was pinned when the question was asked, not by today's file. */
export const isRight = (answer: Answer): boolean => answer.option === answer.key;

/** The last counted answer to each item; slips leave no mark. */
export function countedAnswers(attempt: Attempt): Answer[] {
  const byItem = new Map<string, Answer>();
  for (const answer of attempt.answers) if (!answer.isSlip) byItem.set(answer.item, answer);
  return [...byItem.values()];
}

/** How many of how many are right. */
export function scoreOf(attempt: Attempt): { right: number; asked: number } {
  const counted = countedAnswers(attempt);
  return { right: counted.filter(isRight).length, asked: counted.length };
}

/** How many the learner knew: what was told before it was answered is taught, and not known yet. */
export const knownOf = (attempt: Attempt): number =>
  countedAnswers(attempt).filter((answer) => isRight(answer) && !attempt.taught.includes(answer.item)).length;

/** True once every item of the attempt has a counted answer and nothing waits. */
export const isComplete = (attempt: Attempt): boolean =>
  attempt.waiting.length === 0 && attempt.question === undefined && attempt.answers.length > 0;

/** A slip may be taken back once per item, so that an attempt always comes to an end. */
export const maySlip = (attempt: Attempt, answer: Answer): boolean =>
  !answer.isSlip &&
  attempt.counted < attempt.answers.length &&
  attempt.answers.filter((other) => other.item === answer.item).length === 1;

export function questionMessage(course: Course, session: Session): Message | undefined {
  const words = wordsOf(session.language);
  const { attempt } = activeLearner(session);
  const question = attempt?.question;
  if (attempt === undefined || question === undefined) return undefined;
  const item = pinnedItem(course, question);
  if (item === undefined) return undefined;
  const wasSlip = attempt.answers.some((answer) => answer.item === question.item);
  const distinct = new Set([...attempt.answers.map((answer) => answer.item), question.item]);
  const total = new Set([...distinct, ...attempt.waiting]).size;
  return {
    heading: wasSlip ? words.questionAgainHeading : headingOf(attempt, words, distinct.size, total),
    text: item.stem,
    choices: answerChoices(session, attempt, question, item),
  };
}

function headingOf({ set }: Attempt, words: Words, question: number, questions: number): string {
  switch (set.kind) {
    case 'lesson':
      return words.questionHeading(question, questions);
    case 'review':
      return words.reviewHeading(question, questions);
    case 'placement':
      return words.placementHeading(question, questions);
    case 'check':
      return words.checkHeading(question, questions);
  }
}

function answerChoices(session: Session, attempt: Attempt, question: Question, item: Item): Choice[] {
  return question.order.flatMap((id) => {
    const label = optionText(item, id, question.language);
    if (label === '') return [];
    const tap = {
      kind: 'answer' as const,
      learner: session.activeLearner,
      attempt: attempt.number,
      sequence: sequenceOf(attempt),
      item: item.id,
      option: id,
    };
    return [{ id: writeTap(tap), label }];
  });
}

/** What the person needs to hear about the last answer, with the way on and the way back. */
export function feedbackMessage(course: Course, session: Session): Message | undefined {
  const words = wordsOf(session.language);
  const { attempt } = activeLearner(session);
  const answer = attempt?.answers.at(-1);
  if (attempt === undefined || answer === undefined) return undefined;
  const item = pinnedItem(course, answer);
  const feedback = item?.options.find((option) => option.id === answer.option)?.feedback ?? '';
  const key = item?.options.find((option) => option.id === answer.key)?.text;
  const lines = [feedback];
  if (!isRight(answer) && key !== undefined) lines.push(words.rightAnswer(key));
  const at = { learner: session.activeLearner, attempt: attempt.number, sequence: attempt.answers.length };
  const isLast = attempt.waiting.length === 0;
  const choices: Choice[] = [
    { id: writeTap({ kind: 'next_question', ...at }), label: isLast ? words.toResult : words.nextQuestion },
  ];
  if (maySlip(attempt, answer)) choices.push({ id: writeTap({ kind: 'slip', ...at }), label: words.slip });
  return { text: lines.filter((line) => line !== '').join('\n'), choices };
}
