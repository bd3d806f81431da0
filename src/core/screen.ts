import { offeredAddresses, otherAddresses } from './address.ts';
import { careMessage } from './care.ts';
import { certificateLines } from './certificate.ts';
import { type PlainTap, writeTap } from './choice-id.ts';
import { audiences, type Course, findLesson, type Unit } from './course.ts';
import { finishedMessage, nextStepMessage } from './finished.ts';
import { foundMessage, noLessonMessage } from './found.ts';
import { lifeMessage, obstacleMessage } from './in-life.ts';
import { ladderMessage, withoutRemoved } from './ladder.ts';
import { cardMessage, taskMessage } from './lesson.ts';
import { clockTime } from './local-calendar.ts';
import { lessonsMessage, menuMessage, modulesMessage, progressMessage } from './menu.ts';
import type { Choice, Message } from './message.ts';
import { dataMessage } from './my-data.ts';
import { practiseMessage } from './practise/practise-menu.ts';
import { roundMessage } from './practise/round-message.ts';
import { practiseScreenMessage } from './practise/screen-message.ts';
import { awaitsAnswer, feedbackMessage, questionMessage } from './quiz.ts';
import { reminderMessage } from './reminder.ts';
import { usualReminder } from './reminder-time.ts';
import { scamMessage } from './scam-message.ts';
import type { Session } from './session.ts';
import { setResultMessage } from './set-result.ts';
import { activeLearner, operatorLine, wordsOf } from './turn.ts';

/**
 * What is on screen is a pure function of the session: shown the first time, shown again after an
 * interruption, and matched against typed answers, it is always this.
 */
export function screenMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const screen = session.screen;
  const plain = (id: PlainTap, label: string): Choice => ({ id, label });
  const menu = plain('menu', words.backToMenu);
  switch (screen.kind) {
    case 'greeting':
      return {
        heading: words.name,
        text: words.greeting(operatorLine(course, words)),
        choices: [
          plain('start', words.learnNow),
          plain('suspicious', words.strangeMessage),
          plain('helper', words.helpOthers),
        ],
      };
    case 'place':
      return placeMessage(course, session) ?? menuMessage(course, session);
    case 'next_step':
      return nextStepMessage(course, session) ?? menuMessage(course, session);
    case 'address':
      return addressMessage(course, session, screen.isFull);
    case 'menu':
      return menuMessage(course, session);
    case 'modules':
      return modulesMessage(course, session);
    case 'lessons':
      return lessonsMessage(course, session, screen);
    case 'progress':
      return progressMessage(course, session);
    case 'life':
      return lifeMessage(course, session, screen.lesson) ?? menuMessage(course, session);
    case 'life_obstacle':
      return obstacleMessage(course, session, screen.lesson) ?? menuMessage(course, session);
    case 'certificates': {
      const lines = certificateLines(course, session);
      return {
        heading: words.certificatesHeading,
        text: words.certificatesText(lines.join('\n\n')),
        choices: [plain('resume', words.resume), menu],
      };
    }
    case 'help':
      return {
        heading: words.helpHeading,
        text: words.help(
          course.operator?.contact === undefined ? '' : words.helpContact(course.operator.contact),
        ),
        choices: [plain('resume', words.resume), menu],
      };
    case 'helper':
      return {
        heading: words.helperHeading,
        text: words.helper,
        choices: [plain('learn', words.helperStart), plain('alone', words.helperAlone)],
      };
    case 'scam':
      return scamMessage(course, session, screen);
    case 'suspicious':
      return {
        heading: words.suspiciousHeading,
        text: words.suspicious,
        choices: [
          plain('lost-money', words.lostMoney),
          ...(course.lessons.has('4.1')
            ? [{ id: writeTap({ kind: 'lesson', lesson: '4.1' }), label: words.learnToSee }]
            : []),
          menu,
        ],
      };
    case 'language':
      return {
        heading: words.languageHeading,
        text: words.languageText,
        choices: [
          { id: writeTap({ kind: 'language', language: 'vi' }), label: 'Tiếng Việt' },
          { id: writeTap({ kind: 'language', language: 'en' }), label: 'English' },
        ],
      };
    case 'reminders': {
      const learner = activeLearner(session);
      const isOn = learner.wantsReminders;
      const { days, fromMs, toMs } = usualReminder(learner);
      const when = words.reminderDays[days](clockTime(fromMs), clockTime(toMs));
      return {
        heading: words.remindersHeading,
        text: isOn ? words.remindersAreOn(when) : words.remindersAreOff,
        choices: [
          isOn ? plain('reminders-off', words.remindersOff) : plain('reminders-on', words.remindersOn),
          menu,
        ],
      };
    }
    case 'reminder':
      return reminderMessage(course, session) ?? menuMessage(course, session);
    case 'consent':
      return {
        heading: words.consentHeading,
        text: words.consent(course.operator?.name ?? words.consentCentre),
        choices: [plain('consent-yes', words.consentYes), plain('consent-no', words.consentNo)],
      };
    case 'audience':
      return {
        heading: words.audienceHeading,
        text: words.audience,
        choices: [
          ...audiences.map((audience) => ({
            id: writeTap({ kind: 'audience', audience }),
            label: words.audiences[audience],
          })),
          plain('skip-audience', words.skip),
        ],
      };
    case 'commune':
      return {
        heading: words.communeHeading,
        text: words.commune,
        choices: [plain('skip-commune', words.skip)],
      };
    case 'commune_choice':
      return {
        heading: words.communeHeading,
        text: words.communeWhich,
        choices: [
          ...screen.units.flatMap((id) => {
            const unit = course.units.get(id);
            return unit === undefined
              ? []
              : [{ id: writeTap({ kind: 'unit', unit: id }), label: unitLabel(unit, session) }];
          }),
          plain('skip-commune', words.skip),
        ],
      };
    case 'village':
      return {
        heading: words.villageHeading,
        text: words.village,
        choices: [plain('skip-village', words.skip)],
      };
    case 'under16':
      return {
        heading: words.under16Heading,
        text: words.under16,
        choices: [plain('under16-no', words.under16No), plain('under16-yes', words.under16Yes)],
      };
    case 'guardian':
      return {
        heading: words.guardianHeading,
        text: words.guardian(course.operator?.name ?? words.consentCentre),
        choices: [plain('guardian-yes', words.guardianYes), plain('guardian-no', words.guardianNo)],
      };
    case 'data':
      return dataMessage(course, session);
    case 'forget':
      return {
        heading: words.forgetHeading,
        text: words.forgetAsk,
        choices: [plain('forget-yes', words.forgetYes), plain('resume', words.keep)],
      };
    case 'stopped':
      return {
        heading: words.stoppedHeading,
        text: words.stopped,
        choices: [plain('resume', words.menuLearn), plain('unmute', words.unmute), menu],
      };
    case 'urgent':
      return careMessage(session, screen.topic);
    case 'console':
      return {
        heading: words.consoleHeading,
        text: words.console,
        choices: [
          plain('console', words.consoleGet),
          plain('console-leave', words.consoleLeave),
          plain('resume', words.resume),
          menu,
        ],
      };
    case 'office':
      return {
        heading: words.officeHeading,
        text: screen.awaits === undefined ? words.office : words.officeAwaits,
        choices: [plain('office', words.officeOpen), plain('resume', words.resume), menu],
      };
    case 'found':
      return foundMessage(course, session, screen.cards) ?? menuMessage(course, session);
    case 'practise':
      return practiseMessage(course, session);
    case 'practise_screen':
      return practiseScreenMessage(course, session, screen);
    case 'round':
      return roundMessage(course, session, screen);
    case 'no_lesson':
      return noLessonMessage(course, session, screen.times);
  }
}

/** The learner's place in the course, or undefined when they are nowhere or the lesson is gone. */
function placeMessage(course: Course, session: Session): Message | undefined {
  const learner = activeLearner(session);
  const { place } = learner;
  if (place.kind === 'set') {
    return awaitsAnswer(learner) ? shownQuestion(course, session) : shownFeedback(course, session);
  }
  if (place.kind === 'set_result') return setResultMessage(course, session, place);
  if (place.kind === 'nowhere') return undefined;
  const lesson = findLesson(course, place.lesson, session.language);
  if (lesson === undefined) return undefined;
  switch (place.kind) {
    case 'card':
      return cardMessage(session, lesson, Math.min(place.card, lesson.cards.length - 1));
    case 'task':
      return taskMessage(session, lesson);
    case 'question':
      return shownQuestion(course, session);
    case 'feedback':
      return shownFeedback(course, session);
    case 'finished':
      return finishedMessage(course, session, lesson);
  }
}

const shownQuestion = (course: Course, session: Session): Message | undefined =>
  withoutRemoved(session, questionMessage(course, session));
const shownFeedback = (course: Course, session: Session): Message | undefined =>
  ladderMessage(course, session) ?? feedbackMessage(course, session);

/** True when the learner's place can still be shown. */
export const isPlaceShown = (course: Course, session: Session): boolean =>
  placeMessage(course, session) !== undefined;

/** The first card with the question how to address the person: their first practice tap. */
function addressMessage(course: Course, session: Session, isFull: boolean): Message {
  const words = wordsOf(session.language);
  const button = (address: string): Choice => ({
    id: writeTap({ kind: 'address', address }),
    label: address,
  });
  const choices = isFull
    ? [...offeredAddresses, ...otherAddresses].map(button)
    : [...offeredAddresses.map(button), { id: 'more-addresses', label: words.otherAddresses }];
  const { place } = activeLearner(session);
  const card = place.kind === 'card' && place.card === 0 ? placeMessage(course, session) : undefined;
  if (card === undefined) return { text: words.askAddressAgain, choices };
  return { ...card, text: `${card.text}\n\n${words.askAddress}`, choices };
}

/** Type and former district, so that namesakes can be told apart. */
function unitLabel(unit: Unit, session: Session): string {
  const words = wordsOf(session.language);
  return unit.formerly === undefined ? unit.fullName : words.unitChoice(unit.fullName, unit.formerly);
}
