import { attend } from './attendance.ts';
import type { Audience, Course, LessonId, Unit } from './course.ts';
import { fold } from './fold.ts';
import { readJoinCode } from './join-code.ts';
import type { Session } from './session.ts';
import { begin, type Turn, withLearner } from './turn.ts';
import { communeAbove } from './unit-tree.ts';

/**
 * A scanned link answers "who" and "where".
 * @returns the place's name for the person to see, if it was known, and the lesson the link opens
 */
export function joinBy(
  course: Course,
  session: Session,
  code: string | undefined,
): Turn & { place?: string; lesson?: LessonId } {
  const join = code === undefined ? undefined : readJoinCode(code, course);
  if (join === undefined) return begin(session);
  const unit = course.units.get(join.unit);
  const isSchool = unit?.kind === 'school' || unit?.kind === 'class';
  const audience: Audience | undefined = join.audience ?? (isSchool ? 'student' : undefined);
  const joined = withLearner(session, {
    ...(audience === undefined ? {} : { audience, wasAskedAudience: true }),
    ...(unit === undefined ? {} : placeOf(course, unit)),
  });
  const event = join.event === undefined ? undefined : course.events.get(join.event);
  const turn = event === undefined ? begin(joined) : attend(joined, event, join.point);
  if (unit === undefined) return turn;
  const opens = join.lesson === undefined ? {} : { lesson: join.lesson };
  // A poster of the whole province says what to learn; of where somebody lives it says nothing.
  if (unit.kind === 'province' && join.lesson !== undefined) return { ...turn, ...opens };
  const point = join.point === undefined ? undefined : event?.points.get(join.point);
  return {
    ...turn,
    ...opens,
    place: point === undefined ? unit.fullName : placeName(point.name, unit.fullName),
  };
}

/** A school that is a point of the event is not named twice. */
const placeName = (point: string, unit: string): string =>
  fold(unit).includes(fold(point)) ? unit : `${point}, ${unit}`;

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
