import { writeTap } from '../choice-id.ts';
import type { Course } from '../course.ts';
import { localDay } from '../local-calendar.ts';
import type { Choice, Message } from '../message.ts';
import type { Session } from '../session.ts';
import { wordsOf } from '../turn.ts';

/** The button of the menu; none in a course without anything to practise. */
export const practiseChoice = (course: Course, session: Session): Choice[] =>
  course.practise === undefined ? [] : [{ id: 'practise', label: wordsOf(session.language).practiseMenu }];

/** What can be practised: screens to tap on, and the week's round for one or two. */
export function practiseMessage(course: Course, session: Session, lead?: string): Message {
  const words = wordsOf(session.language);
  const { screens = [], messages = [] } = course.practise ?? {};
  // Another one each day, so that it does not always begin with the same.
  const screen = screens[localDay(session.latestAt) % Math.max(1, screens.length)];
  return {
    heading: words.practiseMenu,
    text: lead === undefined ? words.practiseText : `${lead}\n\n${words.practiseText}`,
    choices: [
      ...(screen === undefined
        ? []
        : [{ id: writeTap({ kind: 'practise', screen: screen.id }), label: words.practiseOffer }]),
      ...(messages.length === 0
        ? []
        : [
            { id: 'round-1', label: words.roundOne },
            { id: 'round-2', label: words.roundTwo },
          ]),
      { id: 'menu', label: words.backToMenu },
    ],
  };
}
