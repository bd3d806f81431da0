import { hasPassedCheck } from './checks.ts';
import type { Course } from './course.ts';
import { halfHourMs } from './habit.ts';
import { clockTime } from './local-calendar.ts';
import { readMemories } from './memory.ts';
import type { Choice, Message } from './message.ts';
import { checkTitle } from './next-step.ts';
import { placementTotal } from './placement.ts';
import type { Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** What reviews, the placement and checks have left. */
function keptOfSets(course: Course, session: Session): string[] {
  const words = wordsOf(session.language);
  const { memories, placement, checks } = activeLearner(session);
  const remembered = readMemories(memories).size;
  const passed = checks.filter(hasPassedCheck).map(({ module }) => checkTitle(course, session, module));
  return [
    ...(remembered === 0 ? [] : [words.dataReviews(remembered)]),
    ...(placement === undefined ? [] : [words.dataPlacement(placementTotal(placement.last))]),
    ...(passed.length === 0 ? [] : [words.dataChecks(passed.join(', '))]),
  ];
}

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
    ...keptOfSets(course, session),
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
