import { notSaid, type SkillFigure, skillFigures } from '../core/counters.ts';
import { type Audience, audiences, type Course, type LessonId, type Unit } from '../core/course.ts';
import { liesIn } from '../core/unit-tree.ts';
import { type Census, type Facet, type HeadFigure, headFigures } from './census.ts';
import type { Counters } from './counted-quiz.ts';
import { skillsOf } from './skill-index.ts';
import { type ShareInTens, shareOfTens, sumInTens, type Tens } from './tens.ts';

/** All that has been counted, by the first two parts of the counters' names. */
export type Counted = { of(letter: string, name: string): Counters };

/** An audience, or `-` for those who have not said theirs. */
export type AudienceKey = Audience | typeof notSaid;
export const audienceKeys: readonly AudienceKey[] = [...audiences, notSaid];
/** Pupils are an audience of their own; whoever has said nothing is taken for an adult. */
export const adults: readonly AudienceKey[] = audienceKeys.filter((key) => key !== 'student');

/**
 * The places whose people are a unit's, such that nobody is in two of them: a commune is itself, a province its
 * communes and those who named none, an organisation what lies in it.
 */
export function placesOf(units: ReadonlyMap<string, Unit>, id: string): string[] {
  const unit = units.get(id);
  if (unit === undefined) return [];
  if (unit.kind === 'commune') return [id];
  const below = [...units.values()].filter((it) => it.id !== id && liesIn(units, it.id, id));
  if (unit.kind !== 'province') return [id, ...below.map((it) => it.id)];
  return [...below.filter(({ kind }) => kind === 'commune').map((it) => it.id), notSaid];
}

export type Heads = Record<HeadFigure, Tens>;

/** People of some places. @param only of them one audience, language or channel */
export function headsOf(
  census: Census,
  places: readonly string[],
  only?: { facet: Facet; values: readonly string[] },
): Heads {
  const facet = only?.facet ?? 'audience';
  const sums = places.map((place) => headsIn(census, place, facet, only?.values));
  const shown = (at: number): Tens => sumInTens(sums.map((heads) => heads[at] ?? 0));
  return Object.fromEntries(headFigures.map((name, at) => [name, shown(at)])) as Heads;
}

function headsIn(
  census: Census,
  place: string,
  facet: Facet,
  values: readonly string[] | undefined,
): number[] {
  const sum = headFigures.map(() => 0);
  for (const value of values ?? valuesOf(census, facet)) {
    const heads = census.heads[`${place}/${facet}/${value}`];
    for (const [at, n] of (heads ?? []).entries()) sum[at] = (sum[at] ?? 0) + n;
  }
  return sum;
}

const known = new WeakMap<Census, Map<Facet, string[]>>();

/** What of a facet occurs anywhere. */
export function valuesOf(census: Census, facet: Facet): string[] {
  const byFacet = known.get(census) ?? new Map<Facet, string[]>();
  known.set(census, byFacet);
  const before = byFacet.get(facet);
  if (before !== undefined) return before;
  const values = new Set<string>();
  for (const key in census.heads) {
    const [, name, value = ''] = key.split('/');
    if (name === facet) values.add(value);
  }
  const sorted = [...values].sort();
  byFacet.set(facet, sorted);
  return sorted;
}

/** What people can do, by one lesson: in people, at the first attempt alone and two weeks or more later. */
export type Skill = Record<SkillFigure, Tens> & {
  /** Of those who finished at the first attempt alone. */
  share: ShareInTens;
  /** Of those asked again. */
  delayedShare: ShareInTens;
  /** Who did it alone in life, of those who said how it went. */
  lifeShare: ShareInTens;
};

const skills = new WeakMap<Counted, Map<string, Skill>>();

/** Worked out once for what was counted at one moment: a province's page asks for it of every lesson. */
export function skillOf(
  counted: Counted,
  places: readonly string[],
  lesson: LessonId,
  who: readonly AudienceKey[] = audienceKeys,
): Skill {
  const own = skills.get(counted) ?? new Map<string, Skill>();
  skills.set(counted, own);
  const name = `${lesson} ${who.join()} ${places.join()}`;
  const skill = own.get(name) ?? skillIn(counted, places, lesson, who);
  own.set(name, skill);
  return skill;
}

function skillIn(
  counted: Counted,
  places: readonly string[],
  lesson: LessonId,
  who: readonly AudienceKey[],
): Skill {
  const found = places.map((place) => skillsOf(counted.of('S', place)).get(lesson));
  const sumOf = (at: number): Tens =>
    sumInTens(found.map((it) => who.reduce((sum, key) => sum + (it?.get(key)?.[at] ?? 0), 0)));
  const sums = Object.fromEntries(skillFigures.map((what, at) => [what, sumOf(at)])) as Record<
    SkillFigure,
    Tens
  >;
  return {
    ...sums,
    share: shareOfTens(sums.right, sums.finished),
    delayedShare: shareOfTens(sums.delayed_right, sums.delayed),
    lifeShare: shareOfTens(sums.life_alone, sums.life_asked),
  };
}

/** One month of some places. */
export type MonthFigures = {
  month: string;
  /** People who were counted for the first time. */
  joined: Tens;
  /** People who finished a lesson for the first time in it. */
  finished: Tens;
  /** First answers, given alone; few where they are of few people. */
  answered: Tens;
  share: ShareInTens;
};

export function monthOf(
  counted: Counted,
  census: Census,
  places: readonly string[],
  month: string,
): MonthFigures {
  const people = (what: 'joined' | 'finished'): Tens =>
    sumInTens(places.map((place) => census.months[`${place}/${what}/${month}`] ?? 0));
  const answers = (what: 'answered' | 'right'): Tens =>
    sumInTens(places.map((place) => counted.of('U', place)[`U/${place}/${month}/${what}`] ?? 0));
  const finished = people('finished');
  const isFew = finished === 'few';
  const answered = isFew ? 'few' : answers('answered');
  return {
    month,
    joined: people('joined'),
    finished,
    answered,
    share: isFew ? 'few' : shareOfTens(answers('right'), answered),
  };
}

/** Adults of a place who can do what a lesson teaches; see `Skill`. */
export const adultSkill = (
  course: Pick<Course, 'units'>,
  counted: Counted,
  unit: string,
  lesson: LessonId,
): Skill => skillOf(counted, placesOf(course.units, unit), lesson, adults);
