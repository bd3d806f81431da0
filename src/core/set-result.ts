import { writeTap } from './choice-id.ts';
import type { Course } from './course.ts';
import type { Choice, Message } from './message.ts';
import { nextStep, stepChoice } from './next-step.ts';
import { dueQuestions, questionsPerReview } from './review.ts';
import type { Place, Session } from './session.ts';
import { wordsOf } from './turn.ts';

/** How a set of questions went, and the ways on. */
export function setResultMessage(
  course: Course,
  session: Session,
  place: Place & { kind: 'set_result' },
): Message {
  const words = wordsOf(session.language);
  const menu: Choice = { id: 'menu', label: words.backToMenu };
  const { set, right, asked } = place;
  const due = dueQuestions(course, session, session.latestAt).length;
  const lines = [
    words.reviewScore(right, asked),
    ...(asked === 0 ? [] : [right === asked ? words.reviewAllRight : words.reviewSomeWrong]),
    ...(due === 0 ? [] : [words.reviewMoreWaiting(due)]),
  ];
  const more: Choice = {
    id: writeTap({ kind: 'set', set }),
    label: words.reviewMore(Math.min(due, questionsPerReview)),
  };
  const step = nextStep(course, session, { besides: 'review' });
  return {
    heading: words.reviewDone,
    text: lines.join('\n'),
    choices: [...(due === 0 ? [] : [more]), ...(step === undefined ? [] : [stepChoice(session, step)]), menu],
  };
}
