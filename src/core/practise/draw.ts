import { shuffled } from '../chance.ts';
import { localDay, weekdayOf } from '../local-calendar.ts';
import type { Instant } from '../time.ts';
import type { RoundMessage } from './practise.ts';

/** Messages of one round. */
export const roundLength = 10;

/** How many of the ten are scams, week after week: nobody can count them out. Over six weeks half of all. */
const scamsByWeek = [5, 4, 6, 5, 6, 4] as const;
const scamsInAll = scamsByWeek.reduce((sum, scams) => sum + scams, 0);
const realInAll = scamsByWeek.length * roundLength - scamsInAll;

/** Local weeks since Monday 5 January 1970; they begin on Mondays, as those of ISO 8601 do. */
export function weekNumber(at: Instant): number {
  const day = localDay(at);
  return (day - ((weekdayOf(day) + 6) % 7) - 4) / 7;
}

/**
 * The ten messages of a week, the same for everybody: from a fixed order of each kind the next few are taken, so
 * that none comes again before all of its kind had their turn.
 * @returns fewer where the pool is smaller than a round
 */
export function drawnFor(week: number, messages: readonly RoundMessage[]): RoundMessage[] {
  const byId = [...messages].sort((one, other) => (one.id < other.id ? -1 : 1));
  const cycle = Math.floor(week / scamsByWeek.length);
  const slot = week - cycle * scamsByWeek.length;
  const scamsNow = scamsByWeek[slot] ?? 0;
  const scamsBefore = scamsByWeek.slice(0, slot).reduce((sum, scams) => sum + scams, 0);
  const realBefore = slot * roundLength - scamsBefore;
  return shuffled(
    [
      ...next(
        byId.filter(({ isScam }) => isScam),
        cycle * scamsInAll + scamsBefore,
        scamsNow,
      ),
      ...next(
        byId.filter(({ isScam }) => !isScam),
        cycle * realInAll + realBefore,
        roundLength - scamsNow,
      ),
    ],
    `round:${week}`,
  );
}

/** So many of the list in its fixed order, going round. */
function next(list: readonly RoundMessage[], from: number, count: number): RoundMessage[] {
  const order = shuffled(list, `round:${list[0]?.isScam === true ? 'scam' : 'real'}`);
  const placeOf = (at: number): number => (((from + at) % order.length) + order.length) % order.length;
  return Array.from({ length: Math.min(count, order.length) }, (_, at) => order[placeOf(at)]).flatMap(
    (message) => message ?? [],
  );
}
