import { type Course, findLesson } from './course.ts';
import { nextCard } from './lesson.ts';
import type { Session } from './session.ts';
import { show } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, inTheirWords, type Turn, withLearner, wordsOf } from './turn.ts';
import { backTo } from './way.ts';

/** Keeps the form of address; on the first card the tap is also the first practice and the way on. */
export function chooseAddress(course: Course, session: Session, address: string, now: Instant): Turn {
  const words = wordsOf(session.language);
  const { place } = activeLearner(session);
  const kept = withLearner(session, { address });
  const isPractice = session.screen.kind === 'address' && place.kind === 'card' && place.card === 0;
  const lesson = place.kind === 'card' ? findLesson(course, place.lesson, session.language) : undefined;
  if (isPractice && lesson !== undefined) {
    return follow(nextCard(kept, lesson, 0, now), (next) =>
      show(course, next, { kind: 'place' }, now, words.addressKept),
    );
  }
  return show(course, kept, backTo(kept), now, words.addressChanged);
}

/** Keeps the commune and asks for the village, which is free text. */
export function chooseCommune(course: Course, session: Session, unit: string, now: Instant): Turn {
  const words = wordsOf(session.language);
  const name = course.units.get(unit)?.fullName ?? unit;
  const kept = withLearner(session, { commune: unit, wasAskedCommune: true, village: undefined });
  return show(course, kept, { kind: 'village' }, now, words.communeKept(name));
}

/** Forgets the chat; the shell erases what it holds elsewhere. */
export function forget(session: Session): Turn {
  const words = wordsOf(session.language);
  const goodbye = { text: words.forgotten, choices: [{ id: 'start', label: words.startAgain }] };
  return {
    session,
    effects: [
      { kind: 'erase', learners: session.learners.map((learner) => learner.id) },
      { kind: 'say', message: inTheirWords(session, goodbye) },
    ],
  };
}
