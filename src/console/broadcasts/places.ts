import type { Unit } from '../../core/course.ts';
import { findUnits } from '../../core/find-unit.ts';
import { fold } from '../../core/fold.ts';
import { unitsIn } from '../../core/unit-tree.ts';

type Units = ReadonlyMap<string, Unit>;

/** A place so that its namesakes can be told apart: "thôn 3, xã Nga An". */
export function placeName(units: Units, unit: Unit): string {
  const above = unit.parent === undefined ? undefined : units.get(unit.parent);
  const isAlone = above === undefined || unit.kind === 'province' || unit.kind === 'commune';
  return isAlone ? unit.fullName : `${unit.fullName}, ${above.fullName}`;
}

/** A unit and those below it, itself first, then by name. */
export function placesOf(units: Units, top: string): Unit[] {
  const found = [top, ...unitsIn(units, top)].flatMap((id) => units.get(id) ?? []);
  return [...new Set(found)].sort(
    (one, other) =>
      Number(other.id === top) - Number(one.id === top) || one.name.localeCompare(other.name, 'vi'),
  );
}

export type FoundPlace =
  | { kind: 'found'; unit: Unit }
  | { kind: 'several'; names: string[] }
  | { kind: 'unknown' }
  /** There is such a place, but it is not one of theirs. */
  | { kind: 'foreign' };

/** The place that was typed or chosen: by its whole name, or as people type it, without marks, with a letter wrong. */
export function findPlace(units: Units, typed: string, isOwn: (id: string) => boolean): FoundPlace {
  const own = new Map([...units].filter(([id]) => isOwn(id)));
  const isNamed = (unit: Unit, same: (name: string) => boolean): boolean => same(placeName(units, unit));
  const marked = (name: string): string => name.normalize('NFC').toLocaleLowerCase('vi');
  const all = [...own.values()];
  const exact = all.filter((unit) => isNamed(unit, (name) => marked(name) === marked(typed)));
  const found =
    exact.length > 0 ? exact : all.filter((unit) => isNamed(unit, (name) => fold(name) === fold(typed)));
  const guessed = found.length > 0 ? found : findUnits(own, typed);
  const [only] = guessed;
  if (only !== undefined && guessed.length === 1) return { kind: 'found', unit: only };
  if (only !== undefined) return { kind: 'several', names: guessed.map((unit) => placeName(units, unit)) };
  return findUnits(units, typed).length > 0 ? { kind: 'foreign' } : { kind: 'unknown' };
}
