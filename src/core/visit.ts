import { habitAfter } from './habit.ts';
import { lessonOfPlace, type Place, type Session } from './session.ts';
import { hourMs, type Instant, minuteMs } from './time.ts';
import { activeLearner, withLearner } from './turn.ts';

/** Who taps on after so long has come back to the lesson. */
const pauseMs = 30 * minuteMs;
/** Acts further apart than this belong to different visits of the day. */
const visitGapMs = 4 * hourMs;

/**
 * The person did something: reachable again, no longer waited for, and where it begins a visit, one more sign of
 * when they usually come. The first contact is none: often it is the hour of an event, not of the person.
 * @param writtenAt the platform's own time: what waited out an outage was written earlier
 */
export function awake(session: Session, writtenAt: Instant, now: Instant): Session {
  const learner = activeLearner(session);
  const heardNow = { ...session, heardAt: now, isBlocked: false };
  const isVisit = now - session.heardAt >= visitGapMs;
  const habit =
    learner.wantsReminders && isVisit ? habitAfter(learner.habit, Math.min(writtenAt, now)) : learner.habit;
  return learner.unansweredReminders === 0 && habit === learner.habit
    ? heardNow
    : withLearner(heardNow, { unansweredReminders: 0, habit });
}

/** Whoever is not to be reminded: the hour they come at is forgotten with the wish. */
export const noReminders = { wantsReminders: false, habit: undefined } as const;

/**
 * Notes the moment when what the person did has begun a lesson, or brought them back to one.
 * @param writtenAt the platform's own time: a tap that is delivered again a day later opens nothing anew
 */
export function withOpening(before: Session, after: Session, writtenAt: Instant, now: Instant): Session {
  const here = lessonOnScreen(after);
  if (here === undefined) return after;
  const at = Math.min(writtenAt, now);
  const isOn = lessonOnScreen(before) === here && at - before.heardAt < pauseMs;
  const learner = activeLearner(after);
  if (isOn && activeLearner(before).lessonStartedAt === learner.lessonStartedAt) return after;
  const openedAt = Math.floor(at / minuteMs) * minuteMs;
  return openedAt <= learner.lessonOpenedAt ? after : withLearner(after, { lessonOpenedAt: openedAt });
}

/** The lesson in whose midst the person is and sees it, with who they are. */
function lessonOnScreen(session: Session): string | undefined {
  const { place } = activeLearner(session);
  if (session.screen.kind !== 'place' && session.screen.kind !== 'address') return undefined;
  return isMidst(place) ? `${session.activeLearner} ${place.lesson}` : undefined;
}

const isMidst = (place: Place): place is Extract<Place, { lesson: string }> =>
  place.kind !== 'finished' && lessonOfPlace(place) !== undefined;
