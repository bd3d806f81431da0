import type { Course } from './course.ts';
import type { EventBody } from './event.ts';
import { wholeText } from './message.ts';
import type { OfficeQuestion } from './office-question.ts';
import type { Session } from './session.ts';
import { show, showAgain } from './show.ts';
import { type Instant, secondMs } from './time.ts';
import { inTheirWords, type Turn } from './turn.ts';
import { backTo } from './way.ts';

/** The longest text that is handed on: more than any channel shows in one message. */
const longestText = 8_000;
/** As for every typed answer: clocks differ a little. */
const clockSlackMs = 2 * secondMs;

/** Who is an official is not the core's to know: it asks, and shows the answer when it has come. */
export const askOffice = (session: Session, question: OfficeQuestion): Turn => ({
  session,
  effects: [{ kind: 'ask_office', question, language: session.language }],
});

/** What is being written for the office now, if this was written after it had been asked for. */
export function officeAwaits(session: Session, writtenAt: Instant): string | undefined {
  const { screen } = session;
  if (screen.kind !== 'office' || writtenAt < session.screenAt - clockSlackMs) return undefined;
  return screen.awaits;
}

/** The button of the office that asks for a chart; a lesson's number behind it asks for that lesson's. */
const chartDeed = 'chart';
const askedChart = /^(?:\/thongke(?:@\w+)?|thống kê)(?:\s+([0-9]{1,2}\.[0-9]{1,2}))?$/i;

/** `/thongke`, `/thongke 4.1`: an official asks for figures. @returns what to ask the office; undefined for other texts */
export function figuresAsked(text: string): OfficeQuestion | undefined {
  const found = askedChart.exec(text);
  if (found === null) return undefined;
  return { kind: 'tapped', deed: found[1] === undefined ? chartDeed : `${chartDeed}~${found[1]}` };
}

/** The whole text, its lines kept. */
export const writeForOffice = (session: Session, text: string, about: string): Turn =>
  askOffice(session, { kind: 'wrote', text: text.slice(0, longestText), about });

/**
 * Shows what the office says. The learner's place stays as it is: “Học tiếp” goes on from there. An aside leaves what
 * is on screen, and repeats it where it has no buttons of its own, so that everybody has a way on.
 */
export function officeAnswered(
  course: Course,
  session: Session,
  { message, waitsForText, isAside, leaves }: Extract<EventBody, { kind: 'office_answered' }>,
  now: Instant,
): Turn {
  if (isAside === true && message.choices.length === 0) {
    const text = wholeText(message);
    return leaves === true && session.screen.kind === 'office'
      ? show(course, session, backTo(session), now, text)
      : showAgain(course, session, text);
  }
  const shown: Session =
    isAside === true
      ? session
      : {
          ...session,
          screen: { kind: 'office', ...(waitsForText === undefined ? {} : { awaits: waitsForText }) },
          screenAt: now,
        };
  return { session: shown, effects: [{ kind: 'say', message: inTheirWords(shown, message) }] };
}

/** The office says something unasked: what the person was at, a text being written among it, stays as it was. */
export const officeTold = (
  session: Session,
  { messages }: Extract<EventBody, { kind: 'office_told' }>,
): Turn => ({
  session,
  effects: [{ kind: 'say', message: inTheirWords(session, messages[session.language]) }],
});
