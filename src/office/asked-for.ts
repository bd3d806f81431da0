import { may } from '../access/may.ts';
import { isIn, type Person } from '../access/person.ts';
import type { Course } from '../core/course.ts';
import { unitAndAbove } from '../core/unit-tree.ts';

/**
 * Whom to ask for a second look: all others who may approve in the office itself; where none of them can be told in
 * chat, those of the nearest office above that has somebody who can, too.
 */
export function askedFor(
  people: Person[],
  { unit, author }: { unit: string; author: string },
  units: Course['units'],
): Person[] {
  const asked: Person[] = [];
  for (const { id } of unitAndAbove(units, unit)) {
    const here = people.filter(
      (person) => person.unit === id && person.id !== author && may(person, 'approve_broadcast', unit, units),
    );
    asked.push(...here);
    if (here.some(({ chat }) => chat !== undefined)) break;
  }
  return asked;
}

const mostColleagues = 20;

/** On whom a draft is tried: whoever tries it, then those let in nearest to the office, each with a chat of their own. */
export function triedOn(
  people: Person[],
  by: Person,
  unit: string,
  units: Course['units'],
  whom: 'oneself' | 'colleagues',
): string[] {
  const oneself = people.filter(({ id }) => id === by.id);
  const isBelow = ({ unit: own }: Person): boolean => unitAndAbove(units, own).some(({ id }) => id === unit);
  const others = people.filter((person) => person.id !== by.id && isBelow(person));
  const nearest = [
    ...others.filter((person) => person.unit === unit),
    ...others.filter((person) => person.unit !== unit),
  ];
  return [...oneself, ...(whom === 'oneself' ? [] : nearest)]
    .filter(isIn)
    .flatMap(({ chat }) => chat ?? [])
    .slice(0, mostColleagues);
}

/** The chats of those let in: nobody else is reached by a bot that belongs to no agency. */
export const testersOf = (people: Person[]): string[] =>
  people.filter(isIn).flatMap(({ chat }) => chat ?? []);
