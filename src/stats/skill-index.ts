import { type SkillFigure, skillFigures } from '../core/counters.ts';
import type { LessonId } from '../core/course.ts';
import type { Counters } from './counted-quiz.ts';
import type { AudienceKey } from './people-figures.ts';

/** Skill counters of one place, by lesson and audience: four sums, in the order of `skillFigures`. */
export type PlaceSkills = ReadonlyMap<LessonId, ReadonlyMap<AudienceKey, readonly number[]>>;

const made = new WeakMap<Counters, PlaceSkills>();

/**
 * The same counters sorted for looking up, once for each reading of them: a page asks for thousands.
 * @param own all `S/<place>/…` of one place, by their full names
 */
export function skillsOf(own: Counters): PlaceSkills {
  const known = made.get(own);
  if (known !== undefined) return known;
  const skills = new Map<LessonId, Map<AudienceKey, number[]>>();
  for (const key in own) {
    const [, , audience, lesson = '', what] = key.split('/');
    const at = skillFigures.indexOf(what as SkillFigure);
    if (at < 0) continue;
    const byAudience = skills.get(lesson) ?? new Map<AudienceKey, number[]>();
    skills.set(lesson, byAudience);
    const sums = byAudience.get(audience as AudienceKey) ?? skillFigures.map(() => 0);
    byAudience.set(audience as AudienceKey, sums);
    sums[at] = own[key] ?? 0;
  }
  made.set(own, skills);
  return skills;
}
