import { askAccess } from './access.ts';
import type { PlainTap } from './choice-id.ts';
import { releaseHeld } from './completion.ts';
import type { Course } from './course.ts';
import { askOffice } from './office.ts';
import { goOn, issueCode, keepConsent } from './onboarding.ts';
import { describePractise } from './practise/press.ts';
import { startRound } from './practise/round.ts';
import { forget } from './profile.ts';
import type { Session } from './session.ts';
import { show, showAgain } from './show.ts';
import { answerDesk } from './suspicious.ts';
import type { Instant } from './time.ts';
import { withNoneMuted } from './topics.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';
import { noReminders } from './visit.ts';
import { backTo, isMidLesson, learn, resume } from './way.ts';

/** Answers the buttons that need no further detail: menus, settings, consent. */
export function plainTap(course: Course, session: Session, tap: PlainTap, now: Instant): Turn {
  const words = wordsOf(session.language);
  switch (tap) {
    case 'start':
    case 'learn':
      return learn(course, session, now);
    case 'resume':
      return resume(course, session, now);
    case 'menu':
    case 'modules':
    case 'progress':
    case 'certificates':
    case 'help':
    case 'suspicious':
    case 'language':
    case 'reminders':
    case 'data':
    case 'practise':
    case 'forget':
      return show(course, session, { kind: tap }, now);
    case 'helper':
      return show(course, withLearner(session, { isHelper: true }), { kind: 'helper' }, now);
    case 'alone': {
      const alone = withLearner(session, { isHelper: false });
      return isMidLesson(alone)
        ? show(course, alone, { kind: 'place' }, now, words.helperOff)
        : learn(course, alone, now);
    }
    case 'lost-money':
      return show(course, session, { kind: 'urgent', topic: 'money' }, now);
    case 'reminders-on':
      return remindersOn(course, session, now);
    case 'reminders-off':
      return show(course, withLearner(session, noReminders), backTo(session), now, words.remindersKeptOff);
    case 'new-code':
      return session.hasPaperCode ? issueCode(course, session, now) : resume(course, session, now);
    case 'change-address':
      return show(course, session, { kind: 'address', isFull: true }, now);
    case 'more-addresses':
      return show(course, session, { kind: 'address', isFull: true }, now);
    case 'change-audience':
      return show(course, session, { kind: 'audience' }, now);
    case 'change-commune':
      return show(course, session, { kind: 'commune' }, now);
    case 'consent-yes':
      return follow(keepConsent(session, true, now), (kept) => goOn(course, kept, now, words.consentKept));
    case 'consent-no': {
      const hadAgreed = activeLearner(session).consent?.isGiven === true;
      const lead = hadAgreed ? words.consentWithdrawn : words.consentRefused;
      return follow(keepConsent(session, false, now), (kept) => goOn(course, kept, now, lead));
    }
    case 'guardian-yes': {
      const agreed = withLearner(session, { guardianAgreed: true });
      return follow(keepConsent(agreed, true, now), (kept) => goOn(course, kept, now, words.guardianKept));
    }
    case 'guardian-no': {
      const alone = withLearner(session, { guardianAgreed: false, ...noReminders });
      return follow(keepConsent(alone, false, now), (kept) => goOn(course, kept, now, words.guardianRefused));
    }
    case 'under16-yes':
      return goOn(course, withLearner(session, { isUnder16: true, ...noReminders }), now);
    case 'under16-no':
      return follow(releaseHeld(withLearner(session, { isUnder16: false })), (kept) =>
        goOn(course, kept, now),
      );
    case 'skip-audience':
      return goOn(course, withLearner(session, { wasAskedAudience: true }), now, words.skipped);
    case 'skip-commune':
      return goOn(course, withLearner(session, { wasAskedCommune: true }), now, words.skipped);
    case 'skip-village':
      return goOn(course, session, now, words.skipped);
    case 'forget-yes':
      return forget(session);
    case 'console':
      return askAccess(session, { kind: 'console_link' });
    case 'console-leave':
      return askAccess(session, { kind: 'sign_out' });
    case 'office':
      return askOffice(session, { kind: 'open' });
    case 'unmute':
      return show(course, withNoneMuted(session), backTo(session), now, words.unmuted);
    case 'scam-money':
      return answerDesk(course, session, 'money', now);
    case 'scam-code':
      return answerDesk(course, session, 'code', now);
    case 'scam-link':
      return answerDesk(course, session, 'link', now);
    case 'scam-none':
      return answerDesk(course, session, 'none', now);
    case 'data-file':
      return follow(show(course, session, { kind: 'data' }, now, words.dataFile), (shown) => ({
        session: shown,
        effects: [{ kind: 'open_data' }],
      }));
    case 'practise-describe':
      return describePractise(course, session);
    case 'round-1':
      return startRound(course, session, 1, now);
    case 'round-2':
      return startRound(course, session, 2, now);
    case 'done':
      return showAgain(course, session, words.passed);
  }
}

/** A pupil is asked for their age first, and a child's reminders need an adult's yes. */
function remindersOn(course: Course, session: Session, now: Instant): Turn {
  const words = wordsOf(session.language);
  const { audience, isUnder16, guardianAgreed } = activeLearner(session);
  if (isUnder16 === true && !guardianAgreed) {
    return show(course, session, { kind: 'guardian' }, now, words.remindersNeedAdult);
  }
  const wanted = withLearner(session, { wantsReminders: true });
  if (audience === 'student' && isUnder16 === undefined) {
    return show(course, wanted, { kind: 'under16' }, now, words.remindersNeedAge);
  }
  return show(course, wanted, backTo(session), now, words.remindersKeptOn);
}
