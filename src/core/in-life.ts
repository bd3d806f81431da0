import { writeTap } from './choice-id.ts';
import { type Course, findLesson, type LessonId } from './course.ts';
import { localDay } from './local-calendar.ts';
import type { Message } from './message.ts';
import { lifeAnswers, lifeObstacles, type Session } from './session.ts';
import type { Instant } from './time.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** So many days after a lesson it is asked whether it was of use, and once more. */
export const lifeDays = [7, 30] as const;
/** One such question in so many days, whatever is due. */
const apartDays = 6;
/** Who comes back after so long is not asked about the past. */
const tooLateDays = 120;

/** The lesson of which it is time to ask whether the person has done it in life; the newest of several. */
export function lifeQuestionDue(course: Course, session: Session, now: Instant): LessonId | undefined {
  const { progress, inLife } = activeLearner(session);
  const today = localDay(now);
  if (inLife.some(({ day }) => today - day < apartDays)) return undefined;
  let [due, dueDay]: [LessonId | undefined, number] = [undefined, 0];
  for (const [lesson, { completedAt }] of Object.entries(progress)) {
    if (completedAt === undefined || findLesson(course, lesson, session.language) === undefined) continue;
    const asked = inLife.find((it) => it.lesson === lesson);
    const wait = lifeDays[asked?.times ?? 0];
    const day = localDay(completedAt);
    const isDue = wait !== undefined && today - day >= wait && today - day <= tooLateDays;
    if (!isDue || asked?.answer === 'alone' || day < dueDay) continue;
    [due, dueDay] = [lesson, day];
  }
  return due;
}

export function lifeMessage(course: Course, session: Session, lesson: LessonId): Message | undefined {
  const words = wordsOf(session.language);
  const outcome = findLesson(course, lesson, session.language)?.outcome;
  if (outcome === undefined) return undefined;
  const learner = session.activeLearner;
  return {
    heading: words.lifeHeading,
    text: words.lifeAsk(outcome),
    choices: [
      ...lifeAnswers.map((answer) => ({
        id: writeTap({ kind: 'life', learner, lesson, answer }),
        label: words.lifeAnswers[answer],
      })),
      { id: 'learn', label: words.lifeLater },
      ...(activeLearner(session).wantsReminders ? [{ id: 'reminders-off', label: words.remindersOff }] : []),
    ],
  };
}

/** What stood in the way, each with a way on. */
export function obstacleMessage(course: Course, session: Session, lesson: LessonId): Message | undefined {
  const words = wordsOf(session.language);
  if (findLesson(course, lesson, session.language) === undefined) return undefined;
  const learner = session.activeLearner;
  return {
    text: words.lifeWhatStopped,
    choices: lifeObstacles.map((obstacle) => ({
      id: writeTap({ kind: 'obstacle', learner, lesson, obstacle }),
      label: words.lifeObstacles[obstacle],
    })),
  };
}
