import type { Course } from './course.ts';
import type { Session } from './session.ts';
import { show, showAgain } from './show.ts';
import type { AccessAnswer, AccessQuestion, StaffRole } from './staff.ts';
import type { Instant } from './time.ts';
import { type Turn, wordsOf } from './turn.ts';

/** Those who are told how to write to people. */
const maySend: StaffRole[] = ['admin', 'official'];

/** Who a chat belongs to is not the core's to know: it asks, and goes on when the answer has come. */
export const askAccess = (session: Session, question: AccessQuestion): Turn => ({
  session,
  effects: [{ kind: 'ask_access', question }],
});

/** Tells what became of a question. A refusal is a sentence, and the person goes on where they were. */
export function accessAnswered(course: Course, session: Session, answer: AccessAnswer, now: Instant): Turn {
  const words = wordsOf(session.language);
  switch (answer.kind) {
    case 'bound': {
      const unit = course.units.get(answer.unit)?.fullName ?? answer.unit;
      return show(
        course,
        session,
        { kind: 'console' },
        now,
        words.accessBound(words.staffRoles[answer.role], unit, maySend.includes(answer.role)),
      );
    }
    case 'console_link': {
      const url = session.language === 'vi' ? answer.url : `${answer.url}?lang=${session.language}`;
      return show(course, session, { kind: 'console' }, now, words.consoleLink(url, answer.minutes));
    }
    case 'signed_out':
      return show(course, session, { kind: 'console' }, now, words.consoleLeft);
    case 'refused':
      return showAgain(course, session, words.accessRefused[answer.reason]);
  }
}

/** A link that was passed on signs somebody else in: whoever's it was hears of it at once, and can end it. */
export const consoleEntered = (course: Course, session: Session, now: Instant): Turn =>
  show(course, session, { kind: 'console' }, now, wordsOf(session.language).consoleEntered);
