import { writeTap } from './choice-id.ts';
import type { Course } from './course.ts';
import type { Choice } from './message.ts';
import { placementQuestions } from './placement.ts';
import type { Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** The button to the placement, where the course has one; it can be done again at any time. */
export function placementOffer(course: Course, session: Session): Choice[] {
  const words = wordsOf(session.language);
  const questions = placementQuestions(course, session).length;
  if (questions === 0) return [];
  const isDone = activeLearner(session).placement !== undefined;
  return [
    {
      id: writeTap({ kind: 'set', set: { kind: 'placement' } }),
      label: isDone ? words.placementAgain : words.placementOffer(questions),
    },
  ];
}
