import { type PlainTap, writeTap } from './choice-id.ts';
import { type Course, findLesson } from './course.ts';
import type { Choice, Message } from './message.ts';
import type { CardPlace, Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** The card that answers a question, or up to three to choose from; undefined when none of them is there any more. */
export function foundMessage(
  course: Course,
  session: Session,
  cards: readonly CardPlace[],
): Message | undefined {
  const words = wordsOf(session.language);
  const found = cards.flatMap(({ lesson: id, card }) => {
    const lesson = findLesson(course, id, session.language);
    const shown = lesson?.cards[Math.min(card, lesson.cards.length - 1)];
    return lesson === undefined || shown === undefined ? [] : [{ lesson, card, shown }];
  });
  const [only, ...others] = found;
  if (only === undefined) return undefined;
  if (others.length > 0) {
    const choices = found.map(({ lesson, card }) => ({
      id: writeTap({ kind: 'look', lesson: lesson.id, card }),
      label: lesson.title,
    }));
    return { text: words.whichLesson, choices: [...choices, ...waysBack(session)] };
  }
  const { lesson, shown } = only;
  return {
    heading: shown.title,
    text: `${words.fromLesson(lesson.title)}\n\n${shown.text}\n\n${words.remember(lesson.remember)}`,
    choices: [
      { id: writeTap({ kind: 'lesson', lesson: lesson.id }), label: words.learnLesson(lesson.title) },
      ...waysBack(session),
    ],
    ...(shown.picture === undefined ? {} : { picture: shown.picture }),
    ...(shown.voice === undefined ? {} : { voice: shown.voice }),
    readable: true,
  };
}

/** Nothing in the lessons: other subjects to choose from, and a person to ask. */
export function noLessonMessage(course: Course, session: Session, times: number): Message {
  const words = wordsOf(session.language);
  const modules = course.modules.map((module) => ({
    id: writeTap({ kind: 'module', module: module.number }),
    label: module.title[session.language],
  }));
  return {
    text: `${times > 1 ? words.noLessonAgain : words.noLesson}\n${personLine(course, session)}`,
    choices: [...waysBack(session).slice(0, 1), ...modules],
  };
}

/** Whom to ask: the operator's own contact, or where such people are found everywhere. */
export function personLine(course: Course, session: Session): string {
  const words = wordsOf(session.language);
  const contact = course.operator?.contact;
  return contact === undefined ? words.askPerson : words.askContact(contact);
}

/** First to where they were, and to the menu. */
function waysBack(session: Session): Choice[] {
  const words = wordsOf(session.language);
  const plain = (id: PlainTap, label: string): Choice => ({ id, label });
  const menu = plain('menu', words.backToMenu);
  switch (activeLearner(session).place.kind) {
    case 'nowhere':
    case 'finished':
    case 'set_result':
      return [menu];
    case 'question':
    case 'set':
      return [plain('resume', words.backToQuestion), menu];
    case 'card':
    case 'task':
    case 'feedback':
      return [plain('resume', words.resume), menu];
  }
}
