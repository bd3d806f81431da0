// STUB
import type { Unit } from './course.ts';
import { fold } from './fold.ts';
export const findUnits = (units: ReadonlyMap<string, Unit>, text: string): Unit[] =>
  [...units.values()].filter((u) => u.searchKeys.includes(fold(text))).slice(0, 6);
