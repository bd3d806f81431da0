// STUB
import type { Audience, Unit } from './course.ts';
export function readJoinCode(
  code: string,
  units: ReadonlyMap<string, Unit>,
): { unit?: string; audience?: Audience } | undefined {
  return units.has(code) ? { unit: code } : undefined;
}
