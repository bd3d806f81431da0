import { hasFinishedAll, resultOf, secondCheckDays } from './checks.ts';
import { type Course, findLesson } from './course.ts';
import type { CertificateRecord, CertificateScope } from './effect.ts';
import { wholeCourse } from './question-set.ts';
import { checkPassShare, scoreOf } from './quiz.ts';
import type { Attempt, CheckResult, Learner, Session } from './session.ts';
import type { Instant } from './time.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** `module-4`, `course-helped`: of one learner there is one of a name. */
export const certificateName = ({ scope, withHelp }: Pick<CertificateRecord, 'scope' | 'withHelp'>): string =>
  `${scope.kind === 'module' ? `module-${scope.module}` : 'course'}${withHelp ? '-helped' : ''}`;

/** Stands in a text for the address of a learner's certificate, which only the shell knows. */
export const certificateMark = (learner: string, name: string): string => `{certificate:${name}:${learner}}`;

export const scopeOf = (module: number): CertificateScope =>
  module === wholeCourse ? { kind: 'course' } : { kind: 'module', module };

/** Passed alone, and passed alone again two weeks later: what was learned has lasted. */
const hasLasted = (result: CheckResult | undefined): boolean =>
  result !== undefined && result.passedDay > 0 && result.lastPassedDay - result.passedDay >= secondCheckDays;

/** Modules, and 0 for the course, for which this learner has a certificate of having done it alone. */
export const certifiedModules = (learner: Learner): number[] =>
  learner.checks.filter(hasLasted).map(({ module }) => module);

/**
 * What a mixed check that has just been finished earns: a certificate when it was passed alone for the second time,
 * two weeks or more after the first; one that says so when it was done with help. All lessons must be finished.
 * @param before the learner as they were when they began to answer
 * @param after with the result of this check
 */
export function certificateEarned(
  course: Course,
  session: Session,
  attempt: Attempt,
  { before, after, now }: { before: Learner; after: Learner; now: Instant },
): CertificateRecord | undefined {
  if (attempt.set.kind !== 'check') return undefined;
  const { module } = attempt.set;
  if (!hasFinishedAll(course, after, module)) return undefined;
  const { right, asked } = scoreOf(attempt);
  const isWell = asked > 0 && right >= asked * checkPassShare;
  const alone = hasLasted(resultOf(after, module)) && !hasLasted(resultOf(before, module));
  const withHelp = !alone && isWell && attempt.kind === 'helped';
  if (!alone && !withHelp) return undefined;
  return {
    kind: 'certificate_earned',
    learner: after.id,
    attempt: attempt.number,
    scope: scopeOf(module),
    title: titleOf(course, session, module),
    lessons: lessonsOf(course, session, module),
    withHelp,
    at: now,
    language: session.language,
  };
}

/** How the module is called, or the course. */
export const titleOf = (course: Course, session: Session, module: number): string =>
  module === wholeCourse
    ? wordsOf(session.language).certificateCourse
    : (course.modules.find(({ number }) => number === module)?.title[session.language] ?? String(module));

const lessonsOf = (course: Course, session: Session, module: number): string[] =>
  [...course.lessons.keys()].filter((id) => {
    const lesson = findLesson(course, id, session.language);
    return lesson !== undefined && (module === wholeCourse || lesson.module === module);
  });

/** A line for each certificate: what for, and where it lies. */
export function certificateLines(course: Course, session: Session): string[] {
  const learner = activeLearner(session);
  return certifiedModules(learner).map((module) => {
    const name = certificateName({ scope: scopeOf(module), withHelp: false });
    return `${titleOf(course, session, module)}\n${certificateMark(learner.id, name)}`;
  });
}
