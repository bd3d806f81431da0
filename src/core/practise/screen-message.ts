import { writeTap } from '../choice-id.ts';
import { type Course, findLesson } from '../course.ts';
import type { Choice, Message } from '../message.ts';
import type { Screen, Session } from '../session.ts';
import { activeLearner, wordsOf } from '../turn.ts';
import type { PractiseScreen } from './practise.ts';
import { practiseMessage } from './practise-menu.ts';

type Shown = Screen & { kind: 'practise_screen' };

/** As it was shown; undefined when it is gone or edited since. */
export const shownScreen = (course: Course, shown: Shown): PractiseScreen | undefined =>
  course.practise?.screens.find(({ id, version }) => id === shown.screen && version === shown.version);

/** The picture and its numbered places; once one was tapped, what there is to say about it. */
export function practiseScreenMessage(course: Course, session: Session, shown: Shown): Message {
  const screen = shownScreen(course, shown);
  if (screen === undefined) return practiseMessage(course, session, wordsOf(session.language).practiseGone);
  return shown.chosen === undefined
    ? askedMessage(session, screen, shown)
    : saidMessage(course, session, screen, shown.chosen);
}

/** ① to ⑨, as drawn. */
const circled = (place: number): string => String.fromCodePoint(0x245f + place);

function askedMessage(session: Session, screen: PractiseScreen, { openedAt }: Shown): Message {
  const { language } = session;
  const words = wordsOf(language);
  const places = screen.places.map(({ label }, at) => ({
    id: writeTap({ kind: 'press', screen: screen.id, openedAt, place: at + 1 }),
    label: `${circled(at + 1)} ${label[language]}`,
  }));
  return {
    heading: words.practiseHeading,
    text: screen.ask[language],
    picture: { file: screen.picture, alt: screen.alt[language] },
    choices: [
      ...places,
      { id: 'practise-describe', label: words.practiseDescribe },
      { id: 'resume', label: words.practiseLeave },
    ],
  };
}

function saidMessage(course: Course, session: Session, screen: PractiseScreen, chosen: number): Message {
  const { language } = session;
  const words = wordsOf(language);
  const isRight = chosen === screen.right;
  const says = screen.places[chosen - 1]?.says[language] ?? '';
  const label = screen.places[screen.right - 1]?.label[language] ?? '';
  const screens = course.practise?.screens ?? [];
  const next = screens[(screens.indexOf(screen) + 1) % screens.length];
  const lesson = findLesson(course, screen.lesson, language);
  const isLearned = activeLearner(session).progress[screen.lesson]?.completedAt !== undefined;
  return {
    heading: words.practiseHeading,
    text: isRight ? says : `${says}\n${words.practiseRight(`${circled(screen.right)} ${label}`)}`,
    choices: [
      ...(isRight ? [] : [openChoice(screen, words.practiseOnceMore)]),
      ...(next === undefined || next === screen ? [] : [openChoice(next, words.practiseNext)]),
      ...(lesson === undefined || isLearned
        ? []
        : [
            {
              id: writeTap({ kind: 'lesson', lesson: lesson.id }),
              label: words.practiseLesson(lesson.title),
            },
          ]),
      { id: 'resume', label: words.resume },
    ],
  };
}

const openChoice = ({ id }: PractiseScreen, label: string): Choice => ({
  id: writeTap({ kind: 'practise', screen: id }),
  label,
});
