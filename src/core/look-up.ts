import { isAngry } from './anger.ts';
import type { Tap } from './choice-id.ts';
import { askedCounter } from './counters.ts';
import { type Course, findLesson, lessonOfItem } from './course.ts';
import { fold } from './fold.ts';
import { personLine } from './found.ts';
import { localMonth } from './local-calendar.ts';
import { awaitsAnswer, withHint } from './quiz.ts';
import { hasPrivateNumber, isSecret, redact } from './redact.ts';
import { bestCard } from './search/best-card.ts';
import { type Found, lessonSearchOf } from './search/lesson-search.ts';
import type { CardPlace, Screen, Session } from './session.ts';
import { show, showAgain } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, type Turn, wordsOf } from './turn.ts';
import { askForCard, besides } from './tutor.ts';
import { isPlaceAlone } from './typed-choice.ts';

/** Where people decide, or write as officials, words that mean nothing to us take nobody away. */
const staying: ReadonlySet<Screen['kind']> = new Set([
  ...(['consent', 'guardian', 'under16', 'forget'] as const),
  ...(['office', 'console'] as const),
]);

/** Nobody asks in so many letters; what comes after them is not read. */
const longestQuestion = 300;
/** So many lessons are offered. */
const mostOffered = 3;

/**
 * From here on a lesson is the answer by itself: it has much of the question's words, and the next has much less.
 * Chosen on the tuned half of the held-out questions: 61 % get one card, which is right for 99 % of them.
 */
const clearScore = 10;
const clearLead = 1.6;

/**
 * Words that are no answer and no command are a question. What they hold of papers, codes and passwords is taken out
 * first, and the person is told why; nothing written is kept.
 */
export function ask(course: Course, session: Session, text: string, now: Instant): Turn {
  const { text: left, found } = redact(text.slice(0, longestQuestion));
  const question = left.replace(/\[[^\]]*\]/g, ' ');
  if (!found.some(isSecret) && !hasPrivateNumber(text)) return lookUp(course, session, question, now);
  const { privateNumber } = wordsOf(session.language);
  return hasWords(question)
    ? lookUp(course, session, question, now, privateNumber)
    : showAgain(course, session, privateNumber);
}

/** Two words at least: less says nothing about what is asked beside a number. */
const hasWords = (text: string): boolean => /\p{L}{2}.*\s\p{L}{2}/su.test(text);

/**
 * A question in everyday words is answered from the lessons: by a card where one lesson is clearly meant, else by a
 * choice of up to three. A quiz question on screen stays open and nothing is graded. No model is asked.
 */
export function lookUp(
  course: Course,
  session: Session,
  question: string,
  now: Instant,
  lead?: string,
): Turn {
  const stay = (): Turn => {
    if (lead !== undefined) return showAgain(course, session, lead);
    return isAngry(question)
      ? showAgain(course, session, calmWords(course, session))
      : notUnderstood(course, session);
  };
  if (!/\p{L}{2}/u.test(question) || isPlaceAlone(question)) return stay();
  const found = lessonSearchOf(course)(question);
  if (isOnQuestion(session) && !isAsking(course, session, question, found)) return stay();
  const cards = offered(found).map(({ id }): CardPlace => {
    const lesson = findLesson(course, id, session.language);
    return { lesson: id, card: lesson === undefined ? 0 : bestCard(question, lesson) };
  });
  if (cards.length === 0) {
    if (lead !== undefined || isAngry(question) || staying.has(session.screen.kind)) return stay();
    const times = session.screen.kind === 'no_lesson' ? session.screen.times + 1 : 1;
    const shown = counted(ifLast(show(course, session, { kind: 'no_lesson', times }, now)), 'none', now);
    const kept = times > mostNotedInARow ? shown : noted(shown, question);
    return besides(course, kept, askForCard(question, []));
  }
  const screen: Screen = { kind: 'found', cards };
  // A card read in the midst of a question is a hint.
  const helped = isOnQuestion(session) ? withHint(session) : session;
  const shown = counted(show(course, helped, screen, now, lead), cards.length === 1 ? 'card' : 'choice', now);
  return besides(course, shown, askForCard(question, cards));
}

/** Shows one card that was asked for; the learner's place stays as it is. */
export function lookAt(course: Course, session: Session, tap: Tap & { kind: 'look' }, now: Instant): Turn {
  const words = wordsOf(session.language);
  if (findLesson(course, tap.lesson, session.language) === undefined) {
    return show(course, session, { kind: 'modules' }, now, words.lessonRetired);
  }
  return show(course, session, { kind: 'found', cards: [{ lesson: tap.lesson, card: tap.card }] }, now);
}

/** A kind word, and what is on screen once more. */
export function notUnderstood(course: Course, session: Session): Turn {
  const words = wordsOf(session.language);
  return showAgain(
    course,
    session,
    isOnQuestion(session) ? words.notUnderstoodQuestion : words.notUnderstood,
  );
}

/** Whoever is angry is right to be heard: no excuse, the screen again, and a person. */
const calmWords = (course: Course, session: Session): string =>
  `${wordsOf(session.language).sorry}\n${personLine(course, session)}`;

const isOnQuestion = (session: Session): boolean =>
  session.screen.kind === 'place' && awaitsAnswer(activeLearner(session));

function offered(found: readonly Found[]): readonly Found[] {
  const [best, next] = found;
  if (best === undefined) return [];
  const isClear = best.score >= clearScore && best.score >= clearLead * (next?.score ?? 0);
  return found.slice(0, isClear ? 1 : mostOffered);
}

const asking =
  /\b(?:sao|gi|nao|dau|ai|may|bao nhieu|bao gio|the nao|nhu the nao|khong|ko|k|chua|ntn|lam the nao|cach|hoi|how|what|where|why|who|when|which|can i|is it|do i|should i)\b/;

/**
 * On a quiz question words may be an answer in the person's own. Those that speak of the very lesson and ask for
 * nothing are taken for one: the person is asked to choose, and no card gives the answer away.
 */
function isAsking(course: Course, session: Session, text: string, found: readonly Found[]): boolean {
  const { attempt } = activeLearner(session);
  const [best] = found;
  const lesson = attempt?.question === undefined ? undefined : lessonOfItem(attempt.question.item);
  if (best === undefined || lesson === undefined || !course.lessons.has(lesson)) return false;
  return text.includes('?') || asking.test(fold(text)) || best.id !== lesson;
}

/** Of many questions without a lesson that are answered at once, the last is told so. */
const ifLast = (turn: Turn): Turn => ({
  ...turn,
  effects: turn.effects.map((effect) => (effect.kind === 'say' ? { ...effect, reprompt: true } : effect)),
});

/** Whoever goes on asking what is not there says little new. */
const mostNotedInARow = 3;

/** Longer ones tell a story, and stories tell of people. */
const longestNoted = 120;

/** Kept for those who write the lessons; short ones only, and never who asked. */
function noted(turn: Turn, question: string): Turn {
  const text = question.replace(/\s+/g, ' ').trim();
  if (text.length > longestNoted || !hasWords(text)) return turn;
  return { ...turn, effects: [...turn.effects, { kind: 'note_question', text }] };
}

/** Only how many were asked, for those who write the lessons. */
const counted = (turn: Turn, what: 'card' | 'choice' | 'none', now: Instant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: 'count', key: askedCounter(localMonth(now), what), by: 1 }],
});
