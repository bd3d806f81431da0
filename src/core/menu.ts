import { writeTap } from './choice-id.ts';
import { type Course, findLesson } from './course.ts';
import { isFinishedOnce, nextLesson } from './lesson.ts';
import type { Choice, Message } from './message.ts';
import type { Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** Everything a person can turn to, at most eight buttons. */
export function menuMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const { place } = activeLearner(session);
  const hasBegun = place.kind !== 'nowhere';
  const choices: Choice[] = [
    { id: hasBegun ? 'resume' : 'start', label: hasBegun ? words.menuLearn : words.menuStart },
    { id: 'modules', label: words.menuLessons },
    { id: 'suspicious', label: words.strangeMessage },
    { id: 'progress', label: words.menuProgress },
    { id: 'reminders', label: words.menuSettings },
    { id: 'data', label: words.menuData },
    { id: 'language', label: words.menuLanguage },
    { id: 'help', label: words.menuHelp },
  ];
  return {
    heading: words.menuHeading,
    text: words.menu,
    choices: course.lessons.size === 0 ? choices.slice(2) : choices,
  };
}

/** The lessons of one module. */
export function lessonsMessage(course: Course, session: Session, screen: { module: number }): Message {
  const words = wordsOf(session.language);
  const { progress } = activeLearner(session);
  const module = course.modules.find((candidate) => candidate.number === screen.module);
  const choices = [...course.lessons.keys()]
    .map((id) => findLesson(course, id, session.language))
    .filter((lesson) => lesson !== undefined && lesson.module === screen.module)
    .flatMap((lesson) => {
      if (lesson === undefined) return [];
      const mark = progress[lesson.id]?.completedAt === undefined ? '' : '✓ ';
      return [{ id: writeTap({ kind: 'lesson', lesson: lesson.id }), label: `${mark}${lesson.title}` }];
    });
  return {
    heading: module?.title[session.language] ?? words.modulesHeading,
    text: words.lessonsText,
    choices: [...choices, { id: 'modules', label: words.menuLessons }],
  };
}

/** What was finished, and how it went. */
export function progressMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const { progress } = activeLearner(session);
  const done = Object.entries(progress).filter(([, it]) => it.completedAt !== undefined);
  const lines = done.flatMap(([id, it]) => {
    const lesson = findLesson(course, id, session.language);
    return lesson === undefined ? [] : [words.progressLine(lesson.title, it.lastRight, it.lastAsked)];
  });
  const next = nextLesson(course, session);
  const choices: Choice[] = next === undefined ? [] : [{ id: 'learn', label: words.menuLearn }];
  return {
    heading: words.progressHeading,
    text: isFinishedOnce(session)
      ? [words.progressCount(lines.length, course.lessons.size), ...lines].join('\n')
      : words.progressNone,
    choices: [...choices, { id: 'menu', label: words.backToMenu }],
  };
}
