import { readTap, writeTap } from './choice-id.ts';
import type { Course } from './course.ts';
import type { Event } from './event.ts';
import { findUnits } from './find-unit.ts';
import { intentOf } from './intent.ts';
import type { Intent } from './intent-kinds.ts';
import { isTryingAgain } from './ladder-state.ts';
import { helpOn } from './ladder-taps.ts';
import { ask, notUnderstood } from './look-up.ts';
import { neverByNumber } from './never-by-number.ts';
import { askOffice, figuresAsked, officeAwaits, writeForOffice } from './office.ts';
import { asksWhetherOurs, isQuestionAlone, mayBeOfficial } from './official-marks.ts';
import { goOn } from './onboarding.ts';
import { plainTap } from './plain-tap.ts';
import { chooseCommune } from './profile.ts';
import { awaitsAnswer, isOnFeedback, isUnaided, notKnown } from './quiz.ts';
import { recap } from './recap.ts';
import { hasPrivateNumber } from './redact.ts';
import { screenMessage } from './screen.ts';
import { lessonOfPlace, type Session } from './session.ts';
import { openSet } from './sets.ts';
import { show, showAgain } from './show.ts';
import { suspiciousTurn } from './suspicious.ts';
import { speak, tapped } from './tapped.ts';
import { type Instant, secondMs } from './time.ts';
import { withAllMuted } from './topics.ts';
import { activeLearner, type Turn, withLearner, wordsOf } from './turn.ts';
import { matchTypedChoice } from './typed-choice.ts';
import { isLostPhone, urgentTopicOf } from './urgent.ts';
import { noReminders } from './visit.ts';
import { learn, resume, startLesson } from './way.ts';

/** How much earlier than the question's commit an answer's own time may lie: clocks differ a little. */
const clockSlackMs = 2 * secondMs;

/** Longer texts are read for urgent words only; nobody types an answer of this length. */
const longestAnswer = 300;
/** More than any message of officials has. */
const longestForwarded = 8_000;

/**
 * Answers what a person wrote, in this order: the text that the office waits for; what may be a message of officials;
 * someone in need; a strange message the person received; a command; an answer to what is on screen,
 * if it was written after that was asked; a plain wish; a name the screen asked for; and else a question, which the
 * lessons answer. Nothing written is kept, except the village.
 */
export function heard(
  course: Course,
  session: Session,
  event: Event & { kind: 'text_written' },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const text = event.text.normalize('NFC').trim();
  const about = officeAwaits(session, event.at);
  const wish = about === undefined ? undefined : intentOf(text);
  // An official writes to many people about fraud and need: no such word is about themselves here.
  if (about !== undefined && wish === undefined) {
    const { choices } = screenMessage(course, session);
    const match = matchTypedChoice(text, choices, { letters: false });
    if (match.kind === 'chosen') return tapped(course, session, match.choice.id, event.at, now);
    return writeForOffice(session, text, about);
  }
  // Before urgent words: what officials write about fraud and need is about nobody in particular.
  if (mayBeOfficial(text))
    return askOffice(session, { kind: 'is_it_ours', text: text.slice(0, longestForwarded) });
  const topic = urgentTopicOf(text);
  if (topic !== undefined) return show(course, session, { kind: 'urgent', topic }, now);
  if (isLostPhone(text)) return showAgain(course, session, words.lostPhone);
  if (asksWhetherOurs(text)) {
    return isQuestionAlone(text)
      ? showAgain(course, session, words.isItOurs)
      : askOffice(session, { kind: 'is_it_ours', text: text.slice(0, longestForwarded) });
  }
  const isChoice = (): boolean =>
    matchTypedChoice(text, screenMessage(course, session).choices, { letters: false, neverByNumber }).kind ===
    'chosen';
  const received = suspiciousTurn(course, session, { ...event, text }, isChoice, now);
  if (received !== undefined) return received;
  if (text.length > longestAnswer) return ask(course, session, text, now);

  const figures = figuresAsked(text);
  if (figures !== undefined) return askOffice(session, figures);
  const intent = intentOf(text);
  if (text.startsWith('/') && intent !== undefined) return follow(course, session, intent, now);

  const message = screenMessage(course, session);
  const learner = activeLearner(session);
  const isQuestion = session.screen.kind === 'place' && (awaitsAnswer(learner) || isTryingAgain(learner));
  const match = matchTypedChoice(text, message.choices, { letters: isQuestion, neverByNumber });
  if (match.kind === 'chosen') {
    // Written before this was asked: a number meant for an earlier question is never graded against it.
    if (event.at < session.screenAt - clockSlackMs) return showAgain(course, session, words.lateText);
    return tapped(course, session, match.choice.id, event.at, now);
  }
  if (intent !== undefined) return follow(course, session, intent, now);
  if (session.screen.kind === 'commune' || session.screen.kind === 'commune_choice') {
    return findCommune(course, session, text, now);
  }
  if (session.screen.kind === 'village') return keepVillage(course, session, text, now);
  return ask(course, session, text, now);
}

/** No learner of the chat is reminded any more. */
const silenced = (session: Session): Session => ({
  ...session,
  learners: session.learners.map((learner) => ({ ...learner, ...noReminders })),
});

function findCommune(course: Course, session: Session, text: string, now: Instant): Turn {
  const words = wordsOf(session.language);
  const communes = findUnits(course.units, text).filter((unit) => unit.kind === 'commune');
  const [only, ...others] = communes;
  if (only === undefined) return show(course, session, { kind: 'commune' }, now, words.communeNone);
  if (others.length === 0) return chooseCommune(course, session, only.id, now);
  return show(course, session, { kind: 'commune_choice', units: communes.map((unit) => unit.id) }, now);
}

/** A village is free text: its names change faster than any list. */
const longestVillage = 40;

function keepVillage(course: Course, session: Session, text: string, now: Instant): Turn {
  const words = wordsOf(session.language);
  if (hasPrivateNumber(text)) return showAgain(course, session, words.privateNumber);
  const village = text.replace(/\s+/g, ' ').slice(0, longestVillage);
  if (!/\p{L}|\d/u.test(village)) return notUnderstood(course, session);
  return goOn(course, withLearner(session, { village }), now, words.villageKept(village));
}

function follow(course: Course, session: Session, intent: Intent, now: Instant): Turn {
  const words = wordsOf(session.language);
  switch (intent.kind) {
    case 'start':
    case 'greeting':
      return resume(
        course,
        session,
        now,
        activeLearner(session).place.kind === 'nowhere' ? undefined : recap(course, session),
      );
    case 'learn':
      return goNext(course, session, now);
    case 'menu':
    case 'progress':
    case 'help':
    case 'suspicious':
    case 'reminders':
    case 'data':
    case 'forget':
    case 'helper':
    case 'language':
      return plainTap(course, session, intent.kind, now);
    case 'practise':
      return plainTap(course, session, 'practise', now);
    case 'lessons':
      return plainTap(course, session, 'modules', now);
    case 'review':
    case 'placement':
      return openSet(course, session, { kind: intent.kind }, now);
    case 'english':
      return speak(course, session, 'en', now);
    case 'vietnamese':
      return speak(course, session, 'vi', now);
    case 'reminders_on':
      return plainTap(course, session, 'reminders-on', now);
    case 'reminders_off':
      return plainTap(course, session, 'reminders-off', now);
    case 'stop':
      return show(course, withAllMuted(silenced(session)), { kind: 'stopped' }, now);
    case 'repeat':
      return resume(course, session, now);
    case 'restart_lesson':
      return againFromStart(course, session, now);
    case 'change_address':
      return plainTap(course, session, 'change-address', now);
    case 'change_commune':
      return plainTap(course, session, 'change-commune', now);
    case 'code':
      return plainTap(course, session, 'new-code', now);
    case 'office':
      return plainTap(course, session, 'office', now);
    case 'console':
      return plainTap(course, session, 'console', now);
    case 'thanks':
      return showAgain(course, session, words.thanks);
    case 'unsure':
      return unsure(course, session, now);
    case 'yes':
      if (session.screen.kind === 'reminder') return firstChoice(course, session, now);
      return notUnderstood(course, session);
    case 'no':
      if (session.screen.kind === 'reminder')
        return show(course, session, { kind: 'menu' }, now, words.reminderNo);
      return notUnderstood(course, session);
  }
}

/** "Next" means the way on of whatever is on screen; elsewhere, to go on learning. */
function goNext(course: Course, session: Session, now: Instant): Turn {
  const { place } = activeLearner(session);
  const isOnCard = session.screen.kind === 'place' || session.screen.kind === 'address';
  if (isOnCard && place.kind === 'card') {
    const tap = writeTap({
      kind: 'next_card',
      learner: session.activeLearner,
      lesson: place.lesson,
      card: place.card,
    });
    return tapped(course, session, tap, now, now);
  }
  if (session.screen.kind === 'place' && isOnFeedback(activeLearner(session))) {
    const { choices } = screenMessage(course, session);
    const way = choices.find(({ id }) => readTap(id)?.kind === 'next_question') ?? choices[0];
    if (way !== undefined) return tapped(course, session, way.id, now, now);
  }
  return learn(course, session, now);
}

/** The way on that stands first on the screen. */
function firstChoice(course: Course, session: Session, now: Instant): Turn {
  const [way] = screenMessage(course, session).choices;
  return way === undefined ? learn(course, session, now) : tapped(course, session, way.id, now, now);
}

const isNotKnown = (id: string): boolean => {
  const tap = readTap(id);
  return tap?.kind === 'answer' && tap.option === notKnown;
};

/** In a placement that is an answer. A question that measures gets no hint; any other one the next rung of help. */
function unsure(course: Course, session: Session, now: Instant): Turn {
  if (session.screen.kind !== 'place') return notUnderstood(course, session);
  const { attempt } = activeLearner(session);
  const unknown = screenMessage(course, session).choices.find(({ id }) => isNotKnown(id));
  if (unknown !== undefined) return tapped(course, session, unknown.id, now, now);
  if (attempt?.question !== undefined && isUnaided(attempt))
    return showAgain(course, session, wordsOf(session.language).unaided);
  return helpOn(course, session) ?? notUnderstood(course, session);
}

function againFromStart(course: Course, session: Session, now: Instant): Turn {
  const { place } = activeLearner(session);
  const lesson = lessonOfPlace(place);
  if (lesson === undefined) return learn(course, session, now);
  const left = withLearner(session, { place: { kind: 'finished', lesson } });
  return startLesson(course, left, lesson, now);
}
