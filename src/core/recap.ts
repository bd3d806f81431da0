import { type Course, findLesson } from './course.ts';
import { lessonOfPlace, type Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** Two lines for someone who comes back: a welcome, and where they were. */
export function recap(course: Course, session: Session): string {
  const words = wordsOf(session.language);
  const { place } = activeLearner(session);
  const id = lessonOfPlace(place);
  const lesson = id === undefined ? undefined : findLesson(course, id, session.language);
  if (place.kind === 'set') return `${words.welcomeBack}\n${words.recapSet}`;
  if (lesson === undefined) return words.welcomeBack;
  switch (place.kind) {
    case 'nowhere':
    case 'set_result':
      return words.welcomeBack;
    case 'card':
      return `${words.welcomeBack}\n${words.recapCard(lesson.title, place.card + 1, lesson.cards.length)}`;
    case 'task':
      return `${words.welcomeBack}\n${words.recapTask(lesson.title)}`;
    case 'question':
    case 'feedback':
      return `${words.welcomeBack}\n${words.recapQuiz(lesson.title)}`;
    case 'finished':
      return `${words.welcomeBack}\n${words.recapFinished(lesson.title)}`;
  }
}
