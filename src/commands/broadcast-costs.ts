import { costLines, costTable } from '../broadcast/cost-table.ts';
import { openFrom, quietHoursOf } from '../broadcast/quiet-hours.ts';
import { readConfig } from '../config.ts';
import type { Language } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import { teachableCourse } from '../course-at-start.ts';

export type CostsOptions = { people: number; lang: Language; json?: true };

/** Prints how long one message to so many people takes on every known channel, and what it costs. */
export async function printBroadcastCosts(
  environment: NodeJS.ProcessEnv,
  { people, lang, json }: CostsOptions,
  now: Instant,
  out: (text: string) => void,
): Promise<number> {
  const { course } = await teachableCourse(readConfig(environment));
  const quiet = quietHoursOf(course());
  const wishes = { startAt: openFrom(now, quiet) ?? now, quiet };
  out(json === true ? JSON.stringify(costLines(people, wishes), null, 2) : costTable(people, wishes, lang));
  return 0;
}
