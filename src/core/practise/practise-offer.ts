import { writeTap } from '../choice-id.ts';
import type { Course, LessonId } from '../course.ts';
import type { Choice } from '../message.ts';
import type { Session } from '../session.ts';
import { wordsOf } from '../turn.ts';

/** What is offered after a lesson: its first practise screen, nothing where it has none. */
export function practiseOffer(course: Course, session: Session, lesson: LessonId): Choice[] {
  const screen = course.practise?.screens.find((one) => one.lesson === lesson);
  if (screen === undefined) return [];
  const label = wordsOf(session.language).practiseOffer;
  return [{ id: writeTap({ kind: 'practise', screen: screen.id }), label }];
}
