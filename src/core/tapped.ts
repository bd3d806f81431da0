import { readTap } from './choice-id.ts';
import { releaseHeld } from './completion.ts';
import type { Course } from './course.ts';
import { answerAboutLife, lessonAgainst } from './in-life-taps.ts';
import { answerAgain, tryAgain } from './ladder-taps.ts';
import { answerQuestion, answerTask, passCard, passFeedback, takeBack } from './lesson-taps.ts';
import { lookAt } from './look-up.ts';
import { askOffice } from './office.ts';
import { goOn } from './onboarding.ts';
import { plainTap } from './plain-tap.ts';
import { openPractise, press } from './practise/press.ts';
import { answerRound } from './practise/round.ts';
import { chooseAddress, chooseCommune } from './profile.ts';
import type { LifeObstacle, Session } from './session.ts';
import { openSet } from './sets.ts';
import { show, showAgain } from './show.ts';
import type { Instant } from './time.ts';
import { withMuted } from './topics.ts';
import { follow, type Turn, withLearner, wordsOf } from './turn.ts';
import { backTo, startLesson } from './way.ts';

/**
 * Answers a tap. The button itself says what it belonged to; what it no longer fits is told so, kindly.
 * @param at when it was tapped, by the platform
 */
export function tapped(course: Course, session: Session, choice: string, at: Instant, now: Instant): Turn {
  const words = wordsOf(session.language);
  const tap = readTap(choice);
  if (tap === undefined) return showAgain(course, session, words.unknownTap);
  switch (tap.kind) {
    case 'plain':
      return plainTap(course, session, tap.tap, now);
    case 'next_card':
      return passCard(course, session, tap, now);
    case 'task':
      return answerTask(course, session, tap, now);
    case 'answer':
      return answerQuestion(course, session, tap, at, now);
    case 'next_question':
      return passFeedback(course, session, tap, now);
    case 'slip':
      return takeBack(course, session, tap, now);
    case 'try_again':
      return tryAgain(course, session, tap, now);
    case 'retry':
      return answerAgain(course, session, tap, now);
    case 'lesson':
      return startLesson(course, session, tap.lesson, now);
    case 'look':
      return lookAt(course, session, tap, now);
    case 'set':
      return openSet(course, session, tap.set, now);
    case 'module':
      return show(course, session, { kind: 'lessons', module: tap.module }, now);
    case 'language':
      return speak(course, session, tap.language, now);
    case 'mute':
      return showAgain(course, withMuted(session, tap.topic), words.topicMuted(words.topicNames[tap.topic]));
    case 'practise':
      return openPractise(course, session, tap.screen, now);
    case 'press':
      return press(course, session, tap, now);
    case 'round_answer':
      return answerRound(course, session, tap, now);
    case 'office':
      return askOffice(session, { kind: 'tapped', deed: tap.deed });
    case 'life':
      return answerAboutLife(course, session, tap, now);
    case 'obstacle':
      return overObstacle(course, session, tap, now);
    case 'address':
      return chooseAddress(course, session, tap.address, now);
    case 'audience': {
      const kept = withLearner(session, { audience: tap.audience, wasAskedAudience: true });
      return follow(releaseHeld(kept), (released) => goOn(course, released, now));
    }
    case 'unit': {
      const unit = course.units.get(tap.unit);
      if (unit === undefined) return showAgain(course, session, words.unknownTap);
      return chooseCommune(course, session, tap.unit, now);
    }
  }
}

/** What stood in the way of doing it in life opens the lesson that helps, or a person, or nothing. */
function overObstacle(
  course: Course,
  session: Session,
  { lesson, obstacle }: { lesson: string; obstacle: LifeObstacle },
  now: Instant,
): Turn {
  const against = lessonAgainst(obstacle, lesson);
  if (against !== undefined) return startLesson(course, session, against, now);
  return obstacle === 'alone'
    ? show(course, session, { kind: 'help' }, now)
    : show(course, session, { kind: 'next_step' }, now, wordsOf(session.language).lifeNoNeed);
}

/** Changes the language; what is on screen is shown again in it. */
export function speak(course: Course, session: Session, language: Session['language'], now: Instant): Turn {
  const spoken = { ...session, language };
  return show(course, spoken, backTo(spoken), now, wordsOf(language).languageKept);
}
