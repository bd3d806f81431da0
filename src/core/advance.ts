import { accessAnswered, askAccess, consoleEntered } from './access.ts';
import { withheldCounter } from './counters.ts';
import type { Course } from './course.ts';
import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import { heard } from './heard.ts';
import { joinBy } from './join.ts';
import { localMonth } from './local-calendar.ts';
import { officeAnswered, officeTold } from './office.ts';
import { recap } from './recap.ts';
import { screenMessage } from './screen.ts';
import type { Session } from './session.ts';
import { show, showAgain } from './show.ts';
import { readLinkCode } from './staff.ts';
import { isForTheDesk, suspiciousPicture } from './suspicious.ts';
import { tapped } from './tapped.ts';
import type { Instant } from './time.ts';
import { timersDue } from './timers.ts';

import { activeLearner, begin, follow, inTheirWords, operatorLine, type Turn, wordsOf } from './turn.ts';
import { tutorAnswered } from './tutor.ts';

import { awake, withOpening } from './visit.ts';
import { resume, startLesson } from './way.ts';

/**
 * The bot. Given the course, what is remembered of a chat, what happened and the time, says what is now to
 * be remembered and what should follow. Pure: the same arguments give the same answer, and nothing else
 * happens. Whatever arrives gets a kind reply with a way on.
 * @param event with the platform's own time; words written before a question was asked never answer it
 * @param now never before `session.latestAt`; a clock that went back is held there
 */
export function advance(
  course: Course,
  session: Session,
  event: Event,
  now: Instant,
): { session: Session; effects: Effect[] } {
  const at = Math.max(now, session.latestAt);
  const present = { ...session, latestAt: at };
  const turn = answered(course, present, event, at);
  return isByPerson(event) ? { ...turn, session: withOpening(present, turn.session, event.at, at) } : turn;
}

const isByPerson = ({ kind }: Event): boolean =>
  kind === 'chat_opened' ||
  kind === 'text_written' ||
  kind === 'choice_tapped' ||
  kind === 'media_received' ||
  kind === 'content_withheld';

function answered(course: Course, present: Session, event: Event, at: Instant): Turn {
  const { language } = present;
  switch (event.kind) {
    case 'chat_opened':
      return opened(course, awake(present, event.at, at), event, at);
    case 'text_written':
      return heard(course, awake(present, event.at, at), event, at);
    case 'choice_tapped': {
      const turn = tapped(course, awake(present, event.at, at), event.choice, event.at, at);
      return { ...turn, effects: [...acknowledged(course, present, event), ...turn.effects] };
    }
    case 'media_received': {
      if (event.caption !== undefined && event.caption.trim() !== '') {
        return heard(
          course,
          awake(present, event.at, at),
          {
            kind: 'text_written',
            text: event.caption,
            ...(event.isForwarded === true ? { isForwarded: true } : {}),
            at: event.at,
          },
          at,
        );
      }
      // A screenshot of a strange message.
      if (event.media === 'photo' && isForTheDesk(present, event.isForwarded))
        return suspiciousPicture(course, awake(present, event.at, at), at);
      const words = wordsOf(language);
      const replies: Partial<Record<typeof event.media, string>> = {
        photo: words.photo,
        voice: words.voice,
        sticker: words.sticker,
      };
      return showAgain(course, awake(present, event.at, at), replies[event.media] ?? words.otherMedia);
    }
    case 'content_withheld':
      return withheld(showAgain(course, awake(present, event.at, at), wordsOf(language).withheld), at);
    case 'chat_blocked':
      return begin({ ...present, isBlocked: true });
    case 'delivery_refused':
      return begin({ ...present, isBlocked: true });
    case 'chat_unblocked':
      return begin({ ...present, isBlocked: false });
    case 'access_answered':
      return accessAnswered(course, present, event.answer, at);
    case 'console_entered':
      return consoleEntered(course, present, at);
    case 'office_answered':
      return officeAnswered(course, present, event, at);
    case 'office_told':
      return officeTold(present, event);
    case 'tutor_answered':
      return tutorAnswered(course, present, event.answer, at);
    case 'timer_due':
      return timersDue(course, present, at, event.hadMessage === true);
  }
}

/** What the law lets a platform hide is counted: it says how many people need another way to learn. */
const withheld = (turn: Turn, at: Instant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: 'count', key: withheldCounter(localMonth(at)), by: 1 }],
});

/**
 * The spinner on the button stops, and a button that was on screen shows that it was chosen. Where it was the only
 * one there is nothing to show, and a call to the platform is spared.
 */
function acknowledged(course: Course, session: Session, event: Event & { kind: 'choice_tapped' }): Effect[] {
  const effects: Effect[] = [];
  if (event.tap !== undefined) effects.push({ kind: 'acknowledge_tap', tap: event.tap });
  if (event.message === undefined) return effects;
  const shown = inTheirWords(session, screenMessage(course, session)).choices;
  const chosen = shown.find((choice) => choice.id === event.choice);
  if (chosen !== undefined && shown.length > 1)
    effects.push({ kind: 'mark_choice', message: event.message, label: chosen.label });
  return effects;
}

/** A first visit is greeted; a later one goes on where the person was, with a short recap. */
function opened(
  course: Course,
  session: Session,
  event: Event & { kind: 'chat_opened' },
  now: Instant,
): Turn {
  const link = readLinkCode(event.join);
  if (link !== undefined) {
    const known = event.hasPaperCode === true ? { ...session, hasPaperCode: true } : session;
    return askAccess(known, { kind: 'open_link', code: link });
  }
  const { place, lesson, ...joined } = joinBy(course, session, event.join);
  const words = wordsOf(session.language);
  const lead = place === undefined ? undefined : words.joined(place);
  return follow(joined, (session) => {
    const known = event.hasPaperCode === true ? { ...session, hasPaperCode: true } : session;
    const isNew = activeLearner(known).place.kind === 'nowhere';
    if (lesson !== undefined) {
      // Whoever scans a poster meets the lesson at once, and is told first who speaks.
      const who = isNew ? [words.greeting(operatorLine(course, words))] : [];
      const said = [...(lead === undefined ? [] : [lead]), ...who].join('\n\n');
      return startLesson(course, known, lesson, now, said);
    }
    if (isNew) return show(course, known, { kind: 'greeting' }, now, lead);
    const again = [lead, recap(course, known)].filter((line) => line !== undefined).join('\n');
    return resume(course, known, now, again);
  });
}
