import { type Course, findLesson, type Lesson } from './course.ts';
import { nextLesson } from './lesson.ts';
import type { Message } from './message.ts';
import { lessonOfPlace, type Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/**
 * What there is to remind of: a lesson that was begun comes before a new one. Reviews of what fades are not built;
 * once they are, those due are a third kind here, asked first.
 */
export type ReminderReason = { kind: 'unfinished'; lesson: Lesson } | { kind: 'next'; lesson: Lesson };

/** @returns undefined when every lesson is finished: then there is nothing to say, and nothing is said */
export function reminderReason(course: Course, session: Session): ReminderReason | undefined {
  const { place } = activeLearner(session);
  const begun = place.kind === 'finished' ? undefined : lessonOfPlace(place);
  const open = begun === undefined ? undefined : findLesson(course, begun, session.language);
  if (open !== undefined) return { kind: 'unfinished', lesson: open };
  const next = nextLesson(course, session);
  return next === undefined ? undefined : { kind: 'next', lesson: next };
}

export function reminderMessage(course: Course, session: Session): Message | undefined {
  const reason = reminderReason(course, session);
  if (reason === undefined) return undefined;
  const words = wordsOf(session.language);
  const { title } = reason.lesson;
  return {
    text: reason.kind === 'unfinished' ? words.reminder(title) : words.reminderNew(title),
    choices: [
      { id: 'learn', label: words.menuLearn },
      { id: 'reminders-off', label: words.remindersOff },
    ],
  };
}
