import type { Course } from './course.ts';
import type { Message } from './message.ts';
import { screenMessage } from './screen.ts';
import type { Screen, Session } from './session.ts';
import type { Instant } from './time.ts';
import { inTheirWords, type Turn } from './turn.ts';

/**
 * Puts a screen before the person, in one message with what there is to say first (`lead`): channels that
 * pay by the message, and readers who lose their place, both want one.
 */
export function show(course: Course, session: Session, screen: Screen, now: Instant, lead?: string): Turn {
  const shown: Session = { ...session, screen, screenAt: now };
  const message = inTheirWords(shown, led(screenMessage(course, shown), lead));
  return { session: shown, effects: [{ kind: 'say', message }] };
}

/**
 * Shows again what is on screen already, because what came did not answer it. The question keeps its time,
 * so an answer already on its way still counts.
 */
export function showAgain(course: Course, session: Session, lead: string): Turn {
  const message = inTheirWords(session, led(screenMessage(course, session), lead));
  return { session, effects: [{ kind: 'say', message, reprompt: true }] };
}

function led(message: Message, lead: string | undefined): Message {
  if (lead === undefined || lead === '') return message;
  const { heading, ...rest } = message;
  const body = heading === undefined ? message.text : `${heading}\n${message.text}`;
  return { ...rest, text: `${lead}\n\n${body}` };
}
