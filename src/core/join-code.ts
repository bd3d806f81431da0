import type { Audience, Unit } from './course.ts';

const letters: Record<string, Audience> = { c: 'citizen', w: 'worker', o: 'official', s: 'student' };

/** The code of a join link: the unit's id and, if wanted, the audience's letter, `14797-s`. Fits Telegram's 64 characters. */
export function writeJoinCode(unit: string, audience?: Audience): string {
  const letter = Object.entries(letters).find(([, meaning]) => meaning === audience)?.[0];
  return letter === undefined ? unit : `${unit}-${letter}`;
}

/** Reads what `writeJoinCode` wrote. Places are self-declared, so a code needs no seal. @returns undefined for anything else */
export function readJoinCode(
  code: string,
  units: ReadonlyMap<string, Unit>,
): { unit?: string; audience?: Audience } | undefined {
  const match = /^([a-z0-9_]{1,24})(?:-([cwos]))?$/.exec(code.trim().toLowerCase());
  const unit = match?.[1];
  if (unit === undefined || !units.has(unit)) return undefined;
  const audience = letters[match?.[2] ?? ''];
  return audience === undefined ? { unit } : { unit, audience };
}
