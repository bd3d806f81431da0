import { type Course, findLesson, type Lesson } from './course.ts';
import { nextLesson } from './lesson.ts';
import type { Message } from './message.ts';
import { reviewChoice, unfinishedLesson } from './next-step.ts';
import { dueQuestions, questionsPerReview } from './review.ts';
import { lessonOfPlace, type Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/**
 * What there is to remind of: questions that wait for their answer, questions due for review, a lesson that was
 * begun, a new one.
 */
export type ReminderReason =
  | { kind: 'review'; due: number }
  | { kind: 'unfinished'; lesson: Lesson }
  | { kind: 'next'; lesson: Lesson };

/** @returns undefined when nothing is due and every lesson is finished: then nothing is said */
export function reminderReason(course: Course, session: Session): ReminderReason | undefined {
  const { attempt, place } = activeLearner(session);
  const quiz = attempt === undefined ? undefined : lessonOfPlace(place);
  const open = quiz === undefined ? undefined : findLesson(course, quiz, session.language);
  if (open !== undefined) return { kind: 'unfinished', lesson: open };
  const due = dueQuestions(course, session, session.latestAt).length;
  if (due > 0) return { kind: 'review', due };
  const unfinished = unfinishedLesson(course, session);
  if (unfinished !== undefined) return { kind: 'unfinished', lesson: unfinished };
  const next = nextLesson(course, session);
  return next === undefined ? undefined : { kind: 'next', lesson: next };
}

export function reminderMessage(course: Course, session: Session): Message | undefined {
  const reason = reminderReason(course, session);
  if (reason === undefined) return undefined;
  const words = wordsOf(session.language);
  const off = { id: 'reminders-off', label: words.remindersOff };
  switch (reason.kind) {
    case 'review':
      return {
        text: words.reminderReview(Math.min(reason.due, questionsPerReview)),
        choices: [reviewChoice(session, reason.due), off],
      };
    case 'unfinished':
    case 'next': {
      const { title } = reason.lesson;
      const text = reason.kind === 'unfinished' ? words.reminder(title) : words.reminderNew(title);
      return { text, choices: [{ id: 'learn', label: words.menuLearn }, off] };
    }
  }
}
