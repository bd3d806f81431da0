import type { Audience, Course, Unit } from './course.ts';
import { readJoinCode } from './join-code.ts';
import type { Session } from './session.ts';
import { withLearner } from './turn.ts';

/** A scanned link answers "who" and "where". @returns the place's name for the person to see, if it was known */
export function joinBy(
  course: Course,
  session: Session,
  code: string | undefined,
): { session: Session; place?: string } {
  const join = code === undefined ? undefined : readJoinCode(code, course.units);
  if (join === undefined) return { session };
  const unit = join.unit === undefined ? undefined : course.units.get(join.unit);
  const isSchool = unit?.kind === 'school' || unit?.kind === 'class';
  const audience: Audience | undefined = join.audience ?? (isSchool ? 'student' : undefined);
  const joined = withLearner(session, {
    ...(audience === undefined ? {} : { audience, wasAskedAudience: true }),
    ...(unit === undefined ? {} : placeOf(course, unit)),
  });
  return unit === undefined ? { session: joined } : { session: joined, place: unit.fullName };
}

/** A commune or village is a place; anything else an organisation, which may lie in a commune. */
function placeOf(
  course: Course,
  unit: Unit,
): { commune?: string; organisation?: string; wasAskedCommune?: boolean } {
  const commune = communeAbove(course, unit);
  const isPlace = unit.kind === 'commune' || unit.kind === 'village' || unit.kind === 'province';
  return {
    ...(isPlace ? {} : { organisation: unit.id }),
    ...(commune === undefined ? {} : { commune: commune.id, wasAskedCommune: true }),
  };
}

function communeAbove(course: Course, unit: Unit): Unit | undefined {
  let at: Unit | undefined = unit;
  // The tree is five levels deep at most; the bound guards against a circle in a data file.
  for (let level = 0; at !== undefined && level < 8; level++) {
    if (at.kind === 'commune') return at;
    at = at.parent === undefined ? undefined : course.units.get(at.parent);
  }
  return undefined;
}
