import { tell } from './completion.ts';
import { skillCounter } from './counters.ts';
import type { Course, LessonId } from './course.ts';
import type { Effect } from './effect.ts';
import { localDay } from './local-calendar.ts';
import { type InLife, type LifeAnswer, type LifeObstacle, lifeAnswers, type Session } from './session.ts';
import { show, showAgain } from './show.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';

/** Asks, and notes that it was asked: who does not answer is not asked the same again at once. */
export function askAboutLife(course: Course, session: Session, lesson: LessonId, now: Instant): Turn {
  const { inLife } = activeLearner(session);
  const before = inLife.find((it) => it.lesson === lesson);
  const asked: InLife = {
    lesson,
    times: (before?.times ?? 0) + 1,
    day: localDay(now),
    answer: before?.answer,
  };
  const noted = withLearner(session, { inLife: [...inLife.filter((it) => it.lesson !== lesson), asked] });
  return show(course, noted, { kind: 'life', lesson }, now);
}

/**
 * Keeps what the person says they have done. Each learner is counted once for each lesson: when they first answer, when
 * they first did it with help, when they first did it alone.
 */
export function answerAboutLife(
  course: Course,
  session: Session,
  { learner: whose, lesson, answer }: { learner: number; lesson: LessonId; answer: LifeAnswer },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  const asked = learner.inLife.find((it) => it.lesson === lesson);
  if (whose !== session.activeLearner || asked === undefined) return showAgain(course, session, words.passed);
  const kept = withLearner(session, {
    inLife: learner.inLife.map((it) =>
      it.lesson === lesson ? { ...it, answer: better(it.answer, answer) } : it,
    ),
  });
  return follow(tell(kept, countsOf(session, asked, answer)), (told) =>
    answer === 'not_yet'
      ? show(course, told, { kind: 'life_obstacle', lesson }, now)
      : show(course, told, { kind: 'next_step' }, now, words.lifeThanks[answer]),
  );
}

/** What was done once stays done. */
const better = (before: LifeAnswer | undefined, answer: LifeAnswer): LifeAnswer =>
  before === undefined || lifeAnswers.indexOf(answer) < lifeAnswers.indexOf(before) ? answer : before;

function countsOf(session: Session, asked: InLife, answer: LifeAnswer): Extract<Effect, { kind: 'count' }>[] {
  const { commune, organisation, audience } = activeLearner(session);
  const isNew = asked.answer === undefined;
  const isBetter = answer !== 'not_yet' && (isNew || better(asked.answer, answer) !== asked.answer);
  const figures = [
    ...(isNew ? (['life_asked'] as const) : []),
    ...(isBetter ? [answer === 'alone' ? ('life_alone' as const) : ('life_helped' as const)] : []),
  ];
  const units = [commune, ...(organisation === undefined ? [] : [organisation])];
  return figures.flatMap((figure) =>
    units.map((unit) => ({
      kind: 'count' as const,
      key: skillCounter(unit, audience, asked.lesson, figure),
      by: 1,
    })),
  );
}

/** Where the first lesson about not being afraid of the phone stands. */
const firstSteps: LessonId = '1.1';

/** @returns the lesson that helps over what stood in the way; undefined where none does */
export const lessonAgainst = (obstacle: LifeObstacle, lesson: LessonId): LessonId | undefined => {
  switch (obstacle) {
    case 'forgot':
      return lesson;
    case 'afraid':
      return firstSteps;
    case 'alone':
    case 'no_need':
      return undefined;
  }
};
