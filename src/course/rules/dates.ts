import { dayMs } from '../../core/time.ts';
import type { Fact } from '../facts.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** So long past its day a text may still be published while someone checks it. */
export const graceDays = 30;

export const lessonRecheck: LessonRule = (document, { today }) => {
  const { frontMatter, file, lineOf } = document;
  if (frontMatter === undefined) return [];
  const place = { file, line: lineOf(['recheck_by']) };
  return overdue(place, 'The lesson', frontMatter.recheck_by, today);
};

/** Facts past their day, each said once, with the lessons that lean on it. */
export function factRechecks(
  file: string,
  facts: Iterable<Fact>,
  usedBy: (fact: string) => readonly string[],
  today: string,
): LessonProblem[] {
  return [...facts].flatMap((fact) => {
    const lessons = usedBy(fact.id);
    if (lessons.length === 0) return [];
    const name = `The fact ${fact.id} (used by ${lessons.join(', ')})`;
    return overdue({ file, line: fact.line }, name, fact.recheckBy, today);
  });
}

function overdue(
  place: { file: string; line: number },
  name: string,
  recheckBy: string,
  today: string,
): LessonProblem[] {
  const days = daysBetween(recheckBy, today);
  if (days <= 0) return [];
  const message = `${name} was to be checked again by ${recheckBy}, ${days} days ago`;
  const hint = 'Look at the sources, then move recheck_by and the day of the check.';
  const say = days > graceDays ? errorAt : warningAt;
  return [say(place, 'recheck', message, hint)];
}

const daysBetween = (earlier: string, later: string): number =>
  Math.round((Date.parse(later) - Date.parse(earlier)) / dayMs);

/** A review needs a name that stands for it; an unreviewed lesson is shown as one. */
export const review: LessonRule = (document) => {
  const { frontMatter, file, lineOf } = document;
  if (frontMatter === undefined) return [];
  const { reviewed_by: by, reviewed_on: on } = frontMatter;
  if ((by === undefined) === (on === undefined)) return [];
  const [given, missing] = by === undefined ? ['reviewed_on', 'reviewed_by'] : ['reviewed_by', 'reviewed_on'];
  const hint = 'Name the authority and the day of its review, or leave both empty.';
  return [errorAt({ file, line: lineOf([given]) }, 'review', `${given} stands without ${missing}`, hint)];
};
