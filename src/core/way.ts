import { leaveAttempt, openQuestion } from './attempt.ts';
import { type Course, findLesson, type LessonId } from './course.ts';
import { lifeQuestionDue } from './in-life.ts';
import { askAboutLife } from './in-life-taps.ts';
import { nextLesson, openLesson } from './lesson.ts';
import { goOn, showOn } from './onboarding.ts';
import { isPlaceShown } from './screen.ts';
import { lessonOfPlace, type Screen, type Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';

/** The screen to come back to from a detour. */
export const backTo = (session: Session): Screen =>
  activeLearner(session).place.kind === 'nowhere' ? { kind: 'greeting' } : { kind: 'place' };

/** Starts or goes on learning, whichever fits. */
export function learn(course: Course, session: Session, now: Instant): Turn {
  if (isMidLesson(session) && isPlaceShown(course, session)) return resume(course, session, now);
  const done = lifeQuestionDue(course, session, now);
  if (done !== undefined) return askAboutLife(course, session, done, now);
  const lesson = nextLesson(course, session);
  const words = wordsOf(session.language);
  if (lesson === undefined) return show(course, session, { kind: 'menu' }, now, words.allDone);
  return startLesson(course, session, lesson.id, now);
}

/** Back to the learner's place, wherever they had gone meanwhile. */
export function resume(course: Course, session: Session, now: Instant, lead?: string): Turn {
  const { place, address } = activeLearner(session);
  if (place.kind === 'nowhere') return show(course, session, { kind: 'greeting' }, now, lead);
  if (!isPlaceShown(course, session)) return moveOn(course, session, now);
  if (place.kind === 'card' && place.card === 0 && address === undefined && session.language === 'vi') {
    return show(course, session, { kind: 'address', isFull: false }, now, lead);
  }
  if (place.kind === 'finished' || place.kind === 'set_result') return goOn(course, session, now, lead);
  return show(course, session, { kind: 'place' }, now, lead);
}

/** The lesson or question the learner was in no longer exists: nobody is left stuck. */
function moveOn(course: Course, session: Session, now: Instant): Turn {
  const words = wordsOf(session.language);
  const { place, attempt } = activeLearner(session);
  const id = lessonOfPlace(place);
  const lesson = id === undefined ? undefined : findLesson(course, id, session.language);
  const isAmongQuestions = place.kind === 'question' || place.kind === 'feedback';
  if (attempt !== undefined && (place.kind === 'set' || (lesson !== undefined && isAmongQuestions))) {
    return follow(openQuestion(course, session, now), (opened) =>
      showOn(course, opened, now, words.lessonEdited),
    );
  }
  return follow(leaveAttempt(course, session, now), (left) =>
    show(
      course,
      withLearner(left, { place: { kind: 'nowhere' } }),
      { kind: 'modules' },
      now,
      words.lessonRetired,
    ),
  );
}

/** True between a lesson's first card and its last answer, and among the questions of a set. */
export function isMidLesson(session: Session): boolean {
  const { kind } = activeLearner(session).place;
  return kind === 'card' || kind === 'task' || kind === 'question' || kind === 'feedback' || kind === 'set';
}

/** Opens a lesson by name; one in the middle of which the person is goes on. */
export function startLesson(
  course: Course,
  session: Session,
  id: LessonId,
  now: Instant,
  lead?: string,
): Turn {
  const words = wordsOf(session.language);
  const lesson = findLesson(course, id, session.language);
  if (lesson === undefined) return show(course, session, { kind: 'modules' }, now, words.lessonRetired);
  if (isMidLesson(session) && lessonOfPlace(activeLearner(session).place) === id)
    return resume(course, session, now, lead);
  return follow(openLesson(course, session, lesson, now), (opened) => resume(course, opened, now, lead));
}
