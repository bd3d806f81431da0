import { may } from '../../access/may.ts';
import type { Course, LessonId, Unit } from '../../core/course.ts';
import type { Instant } from '../../core/time.ts';
import type { Census } from '../../stats/census.ts';
import { type Counted, placesOf } from '../../stats/people-figures.ts';
import { skillsOf } from '../../stats/skill-index.ts';
import type { Console, Ctx, Visitor } from '../console.ts';
import type { CounterView } from '../counted/counter-book.ts';
import { keptPopulation, type Population } from './population.ts';

/** All that a page of figures is made of, as it was at one moment. */
export type Figures = {
  course: Course;
  counted: Counted & Pick<CounterView, 'names'>;
  /** When the counters were read. */
  readAt: Instant;
  isStale: boolean;
  /** Undefined while people are counted for the first time. */
  census: Census | undefined;
  population: Population | undefined;
};

/** @returns undefined when nothing has been read yet and the store is away */
export async function figuresNow(console: Console): Promise<Figures | undefined> {
  const [read, census, population] = await Promise.all([
    console.book.read(),
    console.peopleCount(),
    keptPopulation(console.archive),
  ]);
  if (read === undefined) return undefined;
  const { view, isStale } = read;
  return { course: console.course(), counted: view, readAt: view.readAt, isStale, census, population };
}

/** A place and a skill somebody looks at. */
export type Choice = { unit: Unit; places: string[]; lesson: LessonId };

/**
 * What the address asks for, or the visitor's own unit and its most learnt lesson.
 * @returns undefined when it is no place or lesson, or none of theirs
 */
export function choiceOf(c: Ctx, visitor: Visitor, figures: Figures): Choice | undefined {
  const { course } = figures;
  const id = c.req.query('unit') ?? visitor.person.unit;
  const unit = course.units.get(id);
  if (unit === undefined || !may(visitor.person, 'see_figures', id, course.units)) return undefined;
  const places = placesOf(course.units, id);
  const lesson = c.req.query('lesson') ?? mostLearnt(figures, places);
  return lesson !== undefined && course.lessons.has(lesson) ? { unit, places, lesson } : undefined;
}

/** The lesson that most people of a place have finished; of equal ones the first on the path of citizens. */
export function mostLearnt({ course, counted }: Figures, places: readonly string[]): LessonId | undefined {
  const sums = new Map<LessonId, number>();
  for (const place of places) {
    for (const [lesson, byAudience] of skillsOf(counted.of('S', place)))
      for (const [finished = 0] of byAudience.values()) sums.set(lesson, (sums.get(lesson) ?? 0) + finished);
  }
  const inOrder = [...course.paths.citizen, ...course.lessons.keys()].filter((id) => course.lessons.has(id));
  let [most, found]: [number, LessonId | undefined] = [-1, undefined];
  for (const id of inOrder) {
    // Tens, so that the choice tells nothing that the figures do not.
    const tens = Math.floor((sums.get(id) ?? 0) / 10);
    if (tens > most) [most, found] = [tens, id];
  }
  return found;
}

/** Places that somebody may choose: their unit, what lies in it, by name. */
export function choosable({ units }: Course, { person }: Visitor): Unit[] {
  return [...units.values()]
    .filter((unit) => unit.kind !== 'class' && may(person, 'see_figures', unit.id, units))
    .sort(
      (one, other) =>
        Number(other.id === person.unit) - Number(one.id === person.unit) ||
        one.name.localeCompare(other.name, 'vi'),
    );
}

/** What a lesson teaches to do, in the reader's language if there is that. */
export function outcomeOf({ lessons }: Course, id: LessonId, language: 'vi' | 'en'): string {
  const versions = lessons.get(id);
  return (versions?.[language] ?? versions?.vi ?? versions?.en)?.outcome ?? id;
}
