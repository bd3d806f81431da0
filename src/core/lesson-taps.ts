import { openQuestion } from './attempt.ts';
import type { Tap } from './choice-id.ts';
import { type Course, findLesson, type LessonId, lessonOfItem } from './course.ts';
import { answerInPassing } from './ladder.ts';
import { keepTaskAnswer, nextCard, openQuiz } from './lesson.ts';
import { showOn } from './onboarding.ts';
import { endsPlacement } from './placement.ts';
import { awaitsAnswer, isOnFeedback, maySlip, optionText, pinnedItem, sequenceOf } from './quiz.ts';
import type { Answer, Attempt, Session, TaskAnswer } from './session.ts';
import { show, showAgain } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';

export function passCard(
  course: Course,
  session: Session,
  tap: Tap & { kind: 'next_card' },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const { place } = activeLearner(session);
  const isHere =
    tap.learner === session.activeLearner &&
    place.kind === 'card' &&
    place.lesson === tap.lesson &&
    place.card === tap.card;
  const lesson = findLesson(course, tap.lesson, session.language);
  if (!isHere || lesson === undefined) return showAgain(course, session, words.passed);
  return follow(nextCard(session, lesson, tap.card, now), (next) =>
    show(course, next, { kind: 'place' }, now),
  );
}

export function answerTask(
  course: Course,
  session: Session,
  tap: Tap & { kind: 'task' },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const replies: Record<TaskAnswer, string> = {
    done: words.taskDoneReply,
    later: words.taskLaterReply,
    cannot: words.taskCannotReply,
  };
  const { place } = activeLearner(session);
  const lesson = findLesson(course, tap.lesson, session.language);
  if (tap.learner !== session.activeLearner || lesson === undefined) {
    return showAgain(course, session, words.passed);
  }
  const kept = keepTaskAnswer(session, tap.lesson, tap.answer);
  const isHere = place.kind === 'task' && place.lesson === tap.lesson;
  // Later is allowed: the report of one's own doing may change, the score never does.
  if (!isHere) return showAgain(course, kept, words.taskChanged);
  return follow(openQuiz(course, kept, lesson, now), (opened) =>
    showOn(course, opened, now, replies[tap.answer]),
  );
}

/** An answer belongs to its own question and the first one counts; anything else is told what it was. */
export function answerQuestion(
  course: Course,
  session: Session,
  tap: Tap & { kind: 'answer' },
  at: Instant,
  now: Instant,
): Turn {
  const learner = activeLearner(session);
  const { attempt, place } = learner;
  const question = attempt?.question;
  const isOpen =
    tap.learner === session.activeLearner &&
    attempt !== undefined &&
    question !== undefined &&
    awaitsAnswer(learner) &&
    attempt.number === tap.attempt &&
    sequenceOf(attempt) === tap.sequence &&
    question.item === tap.item &&
    question.order.includes(tap.option);
  if (!isOpen || attempt === undefined || question === undefined) return lateAnswer(course, session, tap);
  const answer: Answer = {
    ...question,
    option: tap.option,
    isSlip: false,
    at: Math.max(at, question.askedAt),
  };
  const given: Attempt = { ...attempt, question: undefined, answers: [...attempt.answers, answer] };
  const answered = withLearner(session, {
    attempt: endsPlacement(given) ? { ...given, waiting: [] } : given,
    place: place.kind === 'question' ? { kind: 'feedback', lesson: place.lesson } : place,
  });
  // A placement finds out and does not teach: the next question follows at once.
  return attempt.set.kind === 'placement'
    ? follow(openQuestion(course, answered, now), (opened) => showOn(course, opened, now))
    : show(course, answered, { kind: 'place' }, now);
}

function lateAnswer(course: Course, session: Session, tap: Tap & { kind: 'answer' }): Turn {
  const words = wordsOf(session.language);
  const { attempt } = activeLearner(session);
  const given = attempt?.number === tap.attempt ? attempt.answers[tap.sequence - 1] : undefined;
  if (given !== undefined && given.item === tap.item && tap.learner === session.activeLearner) {
    const item = pinnedItem(course, given);
    const chosen = optionText(item, given.option, given.language);
    return showAgain(course, session, words.alreadyAnswered(item?.stem ?? '', chosen));
  }
  const lessonId = lessonOfItem(tap.item);
  const lesson = findLesson(course, lessonId, session.language);
  const item = lesson?.items.find((candidate) => candidate.id === tap.item);
  if (item === undefined) return showAgain(course, session, words.questionGone);
  const isDone = activeLearner(session).progress[lessonId]?.completedAt !== undefined;
  const lead = isDone ? words.alreadyAnsweredLong(item.stem) : words.questionGone;
  return withPractice(showAgain(course, session, lead), lessonId, words.practiseQuestion);
}

/** Adds the offer to take an old question's lesson again. */
function withPractice(turn: Turn, lesson: LessonId, label: string): Turn {
  const effects = turn.effects.map((effect) =>
    effect.kind === 'say'
      ? {
          ...effect,
          message: { ...effect.message, choices: [...effect.message.choices, { id: `l~${lesson}`, label }] },
        }
      : effect,
  );
  return { ...turn, effects };
}

export function passFeedback(
  course: Course,
  session: Session,
  tap: Tap & { kind: 'next_question' },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  if (!isLastFeedback(session, tap)) return showAgain(course, session, words.passed);
  const lead = answerInPassing(course, session);
  return follow(openQuestion(course, session, now), (opened) => showOn(course, opened, now, lead));
}

function isLastFeedback(
  session: Session,
  tap: { learner: number; attempt: number; sequence: number },
): boolean {
  const learner = activeLearner(session);
  const { attempt } = learner;
  return (
    tap.learner === session.activeLearner &&
    isOnFeedback(learner) &&
    attempt?.number === tap.attempt &&
    attempt.answers.length === tap.sequence
  );
}

/** "Wrong tap": the answer leaves the first-attempt figures and its question comes again at the end. */
export function takeBack(course: Course, session: Session, tap: Tap & { kind: 'slip' }, now: Instant): Turn {
  const words = wordsOf(session.language);
  const { attempt } = activeLearner(session);
  const last = attempt?.answers.at(-1);
  if (
    attempt === undefined ||
    last === undefined ||
    !isLastFeedback(session, tap) ||
    !maySlip(attempt, last)
  ) {
    return showAgain(course, session, words.slipTooLate);
  }
  const slipped = withLearner(session, {
    attempt: {
      ...attempt,
      answers: [...attempt.answers.slice(0, -1), { ...last, isSlip: true }],
      waiting: [...attempt.waiting, last.item],
    },
  });
  return follow(openQuestion(course, slipped, now), (opened) => showOn(course, opened, now, words.slipKept));
}
