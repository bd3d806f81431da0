import type { Course, Unit } from './course.ts';

type Units = ReadonlyMap<string, Pick<Unit, 'id' | 'parent'>>;

/** A unit and all above it, the nearest first; none where it is unknown. */
export function unitAndAbove<U extends Pick<Unit, 'id' | 'parent'>>(
  units: ReadonlyMap<string, U>,
  id: string,
): U[] {
  const found: U[] = [];
  let at = units.get(id);
  // The tree is five levels deep at most; the bound guards against a circle in a data file.
  for (let level = 0; at !== undefined && level < 8; level++) {
    found.push(at);
    at = at.parent === undefined ? undefined : units.get(at.parent);
  }
  return found;
}

/** Whether a unit is another one or lies below it. */
export const liesIn = (units: Units, id: string, above: string): boolean =>
  unitAndAbove(units, id).some((unit) => unit.id === above);

/** A unit and all below it. */
export const unitsIn = (units: Units, above: string): string[] =>
  [...units.keys()].filter((id) => liesIn(units, id, above));

/** The commune a unit lies in; itself if it is one. */
export const communeAbove = ({ units }: Pick<Course, 'units'>, unit: Unit): Unit | undefined =>
  unitAndAbove(units, unit.id).find(({ kind }) => kind === 'commune');
