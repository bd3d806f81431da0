import type { Tap } from './choice-id.ts';
import { shutSlipWindow, tell } from './completion.ts';
import { tryCounter } from './counters.ts';
import { type Course, itemKey, type OptionId } from './course.ts';
import { helpText } from './ladder.ts';
import { explained, type Ladder, ladderOf, mayClimb, newLadder } from './ladder-state.ts';
import { awaitsAnswer, isOnFeedback, isRight, pinnedItem, sequenceOf } from './quiz.ts';
import type { Question, Session } from './session.ts';
import { show, showAgain } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';
import { askForHint, besides } from './tutor.ts';

/** “I do not know” or “a hint”, before an answer: the next rung. What follows is answered with help. */
export function helpOn(course: Course, session: Session): Turn | undefined {
  const learner = activeLearner(session);
  const { attempt } = learner;
  const question = attempt?.question;
  if (attempt === undefined || question === undefined || !awaitsAnswer(learner)) return undefined;
  const item = pinnedItem(course, question);
  if (item === undefined) return undefined;
  const before = ladderOf(learner) ?? newLadder(attempt, sequenceOf(attempt));
  const highest = mayClimb(attempt) ? explained : 1;
  const rung = Math.min(highest, before.rung + 1);
  const removed = rung === 2 ? [...before.removed, ...oneDistractor(question, before)] : before.removed;
  const ladder = { ...before, rung, removed };
  const marked = (list: readonly string[]): string[] => [...new Set([...list, item.id])];
  const helped = withLearner(session, {
    ladder,
    attempt: {
      ...attempt,
      hinted: marked(attempt.hinted),
      taught: rung === explained ? marked(attempt.taught) : attempt.taught,
    },
  });
  return besides(course, showAgain(course, helped, helpText(course, helped, item, ladder)), askForHint);
}

/** As long as two are left to choose from. */
function oneDistractor({ order, key }: Question, { removed }: Ladder): OptionId[] {
  const left = order.filter((id) => !removed.includes(id));
  return left.length > 2 ? left.filter((id) => id !== key).slice(0, 1) : [];
}

/** The last answer, wrong, with what was given after it; undefined when a tap belongs to another. */
function wrongAnswer(
  course: Course,
  session: Session,
  tap: { learner: number; attempt: number; sequence: number },
) {
  const learner = activeLearner(session);
  const { attempt } = learner;
  const answer = attempt?.answers.at(-1);
  const isHere =
    tap.learner === session.activeLearner &&
    isOnFeedback(learner) &&
    attempt?.number === tap.attempt &&
    attempt.answers.length === tap.sequence;
  if (!isHere || attempt === undefined || answer === undefined) return undefined;
  if (isRight(answer) || !mayClimb(attempt)) return undefined;
  const item = pinnedItem(course, answer);
  const ladder = ladderOf(learner) ?? newLadder(attempt, tap.sequence);
  const isOver = ladder.rung === explained || ladder.tried.at(-1) === answer.key;
  return item === undefined || isOver ? undefined : { item, answer, ladder };
}

/** Opens the question once more, with a hint. The first answer stands: it can no longer be a slip. */
export function tryAgain(
  course: Course,
  session: Session,
  tap: Tap & { kind: 'try_again' },
  now: Instant,
): Turn {
  const wrong = wrongAnswer(course, session, tap);
  if (wrong === undefined) return showAgain(course, session, wordsOf(session.language).passed);
  const ladder = { ...wrong.ladder, rung: Math.max(1, wrong.ladder.rung), isOpen: true };
  return follow(shutSlipWindow(session, now), (shut) =>
    besides(course, show(course, withLearner(shut, { ladder }), { kind: 'place' }, now), askForHint),
  );
}

/** A further try: counted apart, and no part of the score. */
export function answerAgain(
  course: Course,
  session: Session,
  tap: Tap & { kind: 'retry' },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const wrong = wrongAnswer(course, session, tap);
  const isHere =
    wrong?.ladder.isOpen === true &&
    wrong.ladder.tried.length === tap.tried &&
    wrong.answer.order.includes(tap.option);
  if (wrong === undefined || !isHere) return showAgain(course, session, words.passed);
  const { item, answer, ladder } = wrong;
  const tried = [...ladder.tried, tap.option];
  const next: Ladder =
    tap.option === answer.key
      ? { ...ladder, tried, isOpen: false }
      : {
          ...ladder,
          tried,
          rung: ladder.rung + 1,
          removed: ladder.rung === 1 ? [answer.option] : ladder.removed,
        };
  const told = tell(withLearner(session, { ladder: next }), [
    { kind: 'count', key: tryCounter(itemKey(item.id, answer.version), ladder.rung, tap.option), by: 1 },
  ]);
  return follow(told, (kept) => show(course, kept, { kind: 'place' }, now));
}
