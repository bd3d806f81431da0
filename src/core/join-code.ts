import type { Audience, Course, LessonId } from './course.ts';

/** What a join link says for the person who opens it. Self-declared, so the code needs no seal. */
export type Join = {
  unit: string;
  audience?: Audience;
  /** A lesson to open at once; a link to an event opens none. */
  lesson?: LessonId;
  /** A public event, and which of its points this is. */
  event?: string;
  point?: string;
};

/** Letters and digits of an event's id and of a point's: together with a unit's 24 they fit Telegram's 64. */
export const eventIdPattern = /^[a-z0-9_]{1,16}$/;
export const pointIdPattern = /^[a-z0-9_]{1,12}$/;

const letters: Record<string, Audience> = { c: 'citizen', w: 'worker', o: 'official', s: 'student' };
const codePattern =
  /^([a-z0-9_]{1,24})(?:-([cwos]))?(?:-l-(\d{1,2}_\d{1,2})|-e-([a-z0-9_]{1,16})(?:-([a-z0-9_]{1,12}))?)?$/;

/**
 * The code of a join link: the unit's id, then, if wanted, the audience's letter, then `e`, the event and its
 * point: `14797-s`, `14797-e-ngayhoi26-012`; or `l` and a lesson, `38-l-4_1`, for Telegram lets no dot through. At most
 * 58 of Telegram's 64 characters.
 */
export function writeJoinCode({ unit, audience, lesson, event, point }: Join): string {
  const letter = Object.entries(letters).find(([, meaning]) => meaning === audience)?.[0];
  const opens = lesson === undefined ? [] : ['l', lesson.replace('.', '_')];
  const parts = [unit, letter, ...(event === undefined ? opens : ['e', event, point])];
  return parts.filter((part) => part !== undefined).join('-');
}

/**
 * Reads what `writeJoinCode` wrote. A poster outlives its event: an event or point that is no longer known is
 * left out, and the place still counts; so does a lesson that was retired. @returns undefined when the unit is unknown or it is no code at all
 */
export function readJoinCode(
  code: string,
  { units, events, lessons }: Pick<Course, 'units' | 'events' | 'lessons'>,
): Join | undefined {
  const [, unit, letter, opens, event, point] = codePattern.exec(code.trim().toLowerCase()) ?? [];
  if (unit === undefined || !units.has(unit)) return undefined;
  const audience = letters[letter ?? ''];
  const lesson = opens?.replace('_', '.');
  const known = event === undefined ? undefined : events.get(event);
  return {
    unit,
    ...(audience === undefined ? {} : { audience }),
    ...(lesson === undefined || !lessons.has(lesson) ? {} : { lesson }),
    ...(known === undefined ? {} : { event: known.id }),
    ...(known === undefined || point === undefined || !known.points.has(point) ? {} : { point }),
  };
}
