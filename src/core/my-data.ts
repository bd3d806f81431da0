import type { Course } from './course.ts';
import { halfHourMs } from './habit.ts';
import { clockTime } from './local-calendar.ts';
import type { Choice, Message } from './message.ts';
import type { Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** All that is kept about the person, and what they may do about it. */
export function dataMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  const commune = learner.commune === undefined ? undefined : course.units.get(learner.commune)?.fullName;
  const organisation =
    learner.organisation === undefined ? undefined : course.units.get(learner.organisation)?.fullName;
  const done = Object.values(learner.progress).filter((it) => it.completedAt !== undefined).length;
  const events = learner.attendances.map(({ event }) => course.events.get(event)?.name ?? event);
  const hasAgreed = learner.consent?.isGiven === true;
  const place = [learner.village, commune].filter((part) => part !== undefined).join(', ');
  const lines = [
    ...(learner.address === undefined ? [] : [words.dataAddress(learner.address)]),
    ...(learner.audience === undefined ? [] : [words.dataAudience(words.audiences[learner.audience])]),
    ...(place === '' ? [] : [words.dataPlace(place)]),
    ...(organisation === undefined ? [] : [words.dataOrganisation(organisation)]),
    ...(events.length === 0 ? [] : [words.dataEvents(events.join(', '))]),
    words.dataProgress(done),
    words.dataConsent(hasAgreed),
    words.dataReminders(learner.wantsReminders),
    ...(learner.habit === undefined ? [] : [words.dataHour(clockTime(learner.habit.halfHour * halfHourMs))]),
    words.dataNothingElse,
  ];
  const choices: Choice[] = [
    hasAgreed
      ? { id: 'consent-no', label: words.withdrawConsent }
      : { id: 'consent-yes', label: words.consentYes },
    ...(session.language === 'vi' ? [{ id: 'change-address', label: words.changeAddress }] : []),
    { id: 'change-audience', label: words.changeAudience },
    { id: 'change-commune', label: words.changeCommune },
    ...(session.hasPaperCode ? [{ id: 'new-code', label: words.newCode }] : []),
    { id: 'data-file', label: words.dataTakeAlong },
    { id: 'forget', label: words.forget },
    { id: 'menu', label: words.backToMenu },
  ];
  return { heading: words.dataHeading, text: lines.join('\n'), choices };
}
