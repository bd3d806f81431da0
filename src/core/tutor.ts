import { mayReport } from './completion.ts';
import { tutorCounter } from './counters.ts';
import { type Course, findLesson } from './course.ts';
import type { Effect } from './effect.ts';
import { ladderOf } from './ladder-state.ts';
import { localMonth } from './local-calendar.ts';
import { awaitsAnswer } from './quiz.ts';
import type { CardPlace, Session } from './session.ts';
import { show, showAgain } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, type Turn, wordsOf } from './turn.ts';
import type { TutorAnswer } from './tutor-question.ts';

/**
 * Asks a model, where there is one, besides the authored answer that is said at once. Only for who has agreed to what
 * leaves this chat, and never for a child.
 */
export function besides(course: Course, turn: Turn, ask: (session: Session) => Effect | undefined): Turn {
  const learner = activeLearner(turn.session);
  if (course.hasTutor !== true || !mayReport(learner) || learner.isUnder16 === true) return turn;
  const effect = ask(turn.session);
  return effect === undefined ? turn : { ...turn, effects: [...turn.effects, effect] };
}

/** Which of these cards a question means; of all lessons when none was found. */
export const askForCard =
  (text: string, cards: CardPlace[]) =>
  (session: Session): Effect | undefined => {
    const about = aboutSearch(session);
    if (about === undefined) return undefined;
    return { kind: 'ask_tutor', question: { kind: 'card', language: session.language, about, text, cards } };
  };

/** The authored hint in other words. */
export function askForHint(session: Session): Effect | undefined {
  const { attempt, address } = activeLearner(session);
  const about = aboutHint(session);
  const pin = attempt?.question ?? attempt?.answers.at(-1);
  if (about === undefined || pin === undefined) return undefined;
  const option = attempt?.question === undefined ? attempt?.answers.at(-1)?.option : undefined;
  return {
    kind: 'ask_tutor',
    question: {
      ...{ kind: 'hint', language: session.language, about, item: pin.item, version: pin.version },
      ...(option === undefined ? {} : { option }),
      ...(address === undefined ? {} : { address }),
    },
  };
}

/** What was looked up is still on screen. */
function aboutSearch({ screen, screenAt }: Session): string | undefined {
  const isShown = screen.kind === 'no_lesson' || (screen.kind === 'found' && screen.cards.length > 1);
  return isShown ? `s${screenAt}` : undefined;
}

/** The question is on screen with this help and no further try. */
function aboutHint(session: Session): string | undefined {
  const learner = activeLearner(session);
  const ladder = ladderOf(learner);
  if (session.screen.kind !== 'place' || ladder?.rung !== 1 || ladder.tried.length > 0) return undefined;
  if (!ladder.isOpen && !awaitsAnswer(learner)) return undefined;
  return `h${session.activeLearner}~${ladder.attempt}~${ladder.sequence}`;
}

/** A model's choice is shown if what it was asked about is still on screen; else it comes too late and is dropped. */
export function tutorAnswered(course: Course, session: Session, answer: TutorAnswer, now: Instant): Turn {
  const words = wordsOf(session.language);
  const counted = (turn: Turn, what: 'shown' | 'late'): Turn => ({
    ...turn,
    effects: [...turn.effects, { kind: 'count', key: tutorCounter(localMonth(now), answer.by, what), by: 1 }],
  });
  switch (answer.kind) {
    case 'card': {
      const lesson = findLesson(course, answer.card.lesson, session.language);
      if (aboutSearch(session) !== answer.about || lesson?.cards[answer.card.card] === undefined)
        return counted({ session, effects: [] }, 'late');
      const screen = { kind: 'found' as const, cards: [answer.card] };
      return counted(show(course, session, screen, now, words.perhapsThis), 'shown');
    }
    case 'hint':
      if (aboutHint(session) !== answer.about) return counted({ session, effects: [] }, 'late');
      return counted(showAgain(course, session, words.inOtherWords(answer.text)), 'shown');
  }
}
