import type { Audience, Course, LessonId, PlacementQuestion } from './course.ts';
import { localDay } from './local-calendar.ts';
import { countedAnswers, isRight } from './quiz.ts';
import { safetyModule } from './review.ts';
import type { Attempt, Learner, Placement, Session } from './session.ts';
import { activeLearner } from './turn.ts';

/** So many in a row that are wrong or not known end it: nobody is led through what is too hard. */
const mostMissed = 3;
/** Answers enough for another to measure a change, and not what is still in mind. */
export const retestDays = 30;
/** Of a module half known, so many lessons stay on the path, the last. */
const lessonsOfHalfKnown = 3;

/** The questions for a learner, easy ones first: those for everybody and those for their audience. */
export function placementQuestions(course: Course, session: Session): readonly PlacementQuestion[] {
  const { audience } = activeLearner(session);
  const all = course.placement?.[session.language] ?? course.placement?.vi ?? course.placement?.en ?? [];
  return all.filter((question) => question.audience === undefined || question.audience === asWhom(audience));
}

const asWhom = (audience: Audience | undefined): Audience => audience ?? 'citizen';

/** Whether the placement ends after the last answer. */
export const endsPlacement = ({ set, answers }: Attempt): boolean =>
  set.kind === 'placement' &&
  answers.length >= mostMissed &&
  answers.slice(-mostMissed).every((answer) => !isRight(answer));

/** What a finished placement leaves: which of its questions were right. Alone and for the first time it is kept for good. */
export function placementAfter(course: Course, session: Session, attempt: Attempt): Placement | undefined {
  const { placement } = activeLearner(session);
  if (attempt.set.kind !== 'placement') return placement;
  const right = new Set(
    countedAnswers(attempt)
      .filter(isRight)
      .map(({ item }) => item),
  );
  const bits = placementQuestions(course, session).reduce(
    (sum, { item }, place) => sum | (right.has(item.id) ? 1 << place : 0),
    0,
  );
  const now = { day: localDay(attempt.answers.at(-1)?.at ?? attempt.startedAt), right: bits };
  return { last: now, first: placement?.first ?? (attempt.kind === 'placement' ? now : undefined) };
}

/** How many are right. */
export function placementTotal({ right }: { right: number }): number {
  let total = 0;
  for (let bits = right; bits > 0; bits >>>= 1) total += bits & 1;
  return total;
}

/** Labels of the result, never a mark. Source: placement table of the course. */
export type PlacementLevel = 'start' | 'able' | 'firm';
export const placementLevel = (total: number): PlacementLevel =>
  total <= 4 ? 'start' : total <= 8 ? 'able' : 'firm';

/**
 * The lessons for a learner in order. After a placement: first where the first missed question begins, then what of
 * their audience's path is left: all of modules that were not known, the last three of those half known, none of
 * those known; safety always. What is left out comes after everything else.
 */
export function pathOf(course: Course, session: Session): LessonId[] {
  const { audience, placement } = activeLearner(session);
  const path = course.paths[asWhom(audience)];
  if (placement === undefined) return path;
  const questions = placementQuestions(course, session);
  const isKnown = (place: number): boolean => (placement.last.right & (1 << place)) !== 0;
  const starts = questions.flatMap((question, place) =>
    isKnown(place) ? [] : [question.startFor?.[asWhom(audience)] ?? question.item.lesson],
  );
  const kept = path.filter((id) => {
    const module = moduleOf(id);
    const own = questions.flatMap((question, place) => (question.module === module ? [place] : []));
    const missed = own.filter((place) => !isKnown(place)).length;
    if (module === safetyModule || own.length === 0 || missed === own.length) return true;
    return missed > 0 && (isAmongLast(course, id) || starts.includes(id));
  });
  const start = starts.find((id) => course.lessons.has(id));
  return start === undefined ? kept : [start, ...kept.filter((id) => id !== start)];
}

const moduleOf = (id: LessonId): number => Number(id.split('.')[0]);

const isAmongLast = (course: Course, id: LessonId): boolean =>
  [...course.lessons.keys()]
    .filter((other) => moduleOf(other) === moduleOf(id))
    .slice(-lessonsOfHalfKnown)
    .includes(id);

/** Modules of which both questions were right: their lessons wait until the rest is learned. */
export function knownModules(course: Course, session: Session): number[] {
  const { placement } = activeLearner(session);
  if (placement === undefined) return [];
  const questions = placementQuestions(course, session);
  const missed = new Set(
    questions.flatMap(({ module }, place) => ((placement.last.right & (1 << place)) === 0 ? [module] : [])),
  );
  return [...new Set(questions.map(({ module }) => module))].filter(
    (module) => module !== safetyModule && !missed.has(module),
  );
}

/** What a placement counts as: one so soon after another is no new measure. */
export const isMeasuredPlacement = ({ placement }: Learner, today: number): boolean =>
  placement === undefined || today - placement.last.day >= retestDays;
