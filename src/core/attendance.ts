import { type EventFigure, eventCounter } from './counters.ts';
import type { PublicEvent } from './course.ts';
import type { Effect } from './effect.ts';
import type { Attendance, Learner, Session } from './session.ts';
import { activeLearner, begin, type Turn, withLearner } from './turn.ts';

type Count = Extract<Effect, { kind: 'count' }>;

/** Events remembered for each learner; of older ones a second visit would count again. */
const remembered = 8;

/**
 * The learner joins an event: counted at once, because a head count holds nothing about anyone
 * (docs/decisions/0005). Who taps the link again, or another point's, is not counted again, and stays where
 * they were counted first.
 */
export function attend(session: Session, event: PublicEvent, point: string | undefined): Turn {
  const { attendances } = activeLearner(session);
  const known = attendances.find((attendance) => attendance.event === event.id);
  const others = attendances.filter((attendance) => attendance !== known);
  if (known !== undefined) return begin(withLearner(session, { attendances: [...others, known] }));
  const fresh: Attendance = { event: event.id, point, hasStarted: false, hasFinished: false };
  const kept = [...others.slice(-(remembered - 1)), fresh];
  return { session: withLearner(session, { attendances: kept }), effects: [countAt(fresh, 'joined')] };
}

/**
 * Notes that the learner has begun or finished a lesson at the event they are at, and what is to be counted
 * for it: a person once, so that of those who joined some started, and of those some finished.
 */
export function noteAtEvent(
  session: Session,
  what: 'started' | 'finished',
): { session: Session; counts: Count[] } {
  const { attendances } = activeLearner(session);
  const here = attendances.at(-1);
  if (here === undefined) return { session, counts: [] };
  // A lesson may have been begun before its learner came; finishing it here means both.
  const after: Attendance = {
    ...here,
    hasStarted: true,
    hasFinished: here.hasFinished || what === 'finished',
  };
  const counts = [
    ...(here.hasStarted ? [] : [countAt(after, 'started')]),
    ...(after.hasFinished && !here.hasFinished ? [countAt(after, 'finished')] : []),
  ];
  if (counts.length === 0) return { session, counts };
  return { session: withLearner(session, { attendances: [...attendances.slice(0, -1), after] }), counts };
}

/** A first answer, for the event the learner is at. */
export function answeredAtEvent(learner: Learner, isRight: boolean): Count[] {
  const here = learner.attendances.at(-1);
  if (here === undefined) return [];
  return [countAt(here, 'answered'), ...(isRight ? [countAt(here, 'right')] : [])];
}

const countAt = ({ event, point }: Attendance, what: EventFigure): Count => ({
  kind: 'count',
  key: eventCounter(event, point, what),
  by: 1,
});
