import { writeTap } from '../../core/choice-id.ts';
import type { Course } from '../../core/course.ts';
import type { EventBody } from '../../core/event.ts';
import { screenMessage } from '../../core/screen.ts';
import type { Session } from '../../core/session.ts';
import { activeLearner } from '../../core/turn.ts';
import { type DemoPerson, drawn } from './person.ts';

/** All a newcomer does before they learn: they open the chat, say who they are, and agree to the notice. */
export function arrival({ language, audience, commune }: DemoPerson): EventBody[] {
  const tap = (choice: string): EventBody => ({ kind: 'choice_tapped', choice });
  return [
    { kind: 'chat_opened', language },
    tap(writeTap({ kind: 'plain', tap: 'consent-yes' })),
    tap(writeTap({ kind: 'audience', audience })),
    ...(audience === 'student' ? [tap(writeTap({ kind: 'plain', tap: 'under16-no' }))] : []),
    tap(
      commune === undefined
        ? writeTap({ kind: 'plain', tap: 'skip-commune' })
        : writeTap({ kind: 'unit', unit: commune }),
    ),
    tap(writeTap({ kind: 'plain', tap: 'skip-village' })),
  ];
}

/**
 * What a simulated person does next on their way to where they are to stand, read from where they stand, so that a life
 * that was cut off by a crash goes on from there.
 * @returns undefined when they have come so far
 */
export function nextAct(
  course: Course,
  person: DemoPerson,
  session: Session,
  seed: string,
): EventBody | undefined {
  const learner = activeLearner(session);
  const finished = Object.values(learner.progress).filter((it) => it.completedAt !== undefined).length;
  const wanted = Math.min(person.lessons, course.lessons.size);
  const { place } = learner;
  if (finished > wanted) return undefined;
  if (finished === wanted) {
    const isFurther = wanted < course.lessons.size && person.isMidLesson;
    if (!isFurther || place.kind === 'card') return undefined;
  }
  return { kind: 'choice_tapped', choice: choiceOn(course, session, `${seed}:${person.chat.user}`) };
}

/** The way on: mostly the right answer, else the first button; from elsewhere back to learning. */
function choiceOn(course: Course, session: Session, seed: string): string {
  const { place, attempt } = activeLearner(session);
  const { choices } = screenMessage(course, session);
  const isOnTheWay =
    session.screen.kind === 'address' || (session.screen.kind === 'place' && place.kind !== 'finished');
  if (!isOnTheWay || place.kind === 'nowhere') return 'learn';
  if (place.kind !== 'question' || attempt?.question === undefined) return choices[0]?.id ?? 'learn';
  const { key, item } = attempt.question;
  const isRight = drawn(seed, item) < 0.7;
  const chosen = choices.find(({ id }) => id.startsWith('a~') && id.endsWith(`~${key}`) === isRight);
  return chosen?.id ?? choices[0]?.id ?? 'learn';
}
