import { costLines, costTable } from '../broadcast/cost-table.ts';
import { openFrom, usualQuietHours } from '../broadcast/quiet-hours.ts';
import type { Language } from '../core/course.ts';
import type { Instant } from '../core/time.ts';

export type CostsOptions = { people: number; lang: Language; json?: true };

/** Prints how long one message to so many people takes on every known channel, and what it costs. */
export function printBroadcastCosts(
  { people, lang, json }: CostsOptions,
  now: Instant,
  out: (text: string) => void,
): number {
  const wishes = { startAt: openFrom(now, usualQuietHours) ?? now, quiet: usualQuietHours };
  out(json === true ? JSON.stringify(costLines(people, wishes), null, 2) : costTable(people, wishes, lang));
  return 0;
}
