import { type Progress, progressOf, sumOf } from '../broadcast/states.ts';
import { fewestPeople, showTable } from '../stats/small-cells.ts';
import type { Standing } from './office.ts';

export type UnitRows = {
  shown: Standing['byUnit'];
  /** Several places together; undefined where none is small. */
  merged: { places: number; progress: Progress } | undefined;
};

/**
 * Places of fewer than ten people become one row, together with the first in order: people without a place, then the
 * lowest code, as `showTable` has it. Of fewer than ten people in all there is but that one row.
 */
export function unitRows(byUnit: Standing['byUnit']): UnitRows {
  const places = byUnit
    .filter(({ progress }) => progress.recipients > 0)
    .sort((one, other) => (one.unit < other.unit ? -1 : 1));
  const table = showTable(places.map(({ unit, progress }) => ({ id: unit, counts: [progress.recipients] })));
  const alone = table.kind === 'table' ? table.rows.filter(({ ids }) => ids.length === 1) : [];
  const isShown = ({ unit }: (typeof places)[number]): boolean => alone.some(({ ids }) => ids[0] === unit);
  const merged = places.filter((place) => !isShown(place)).map(({ progress }) => progress);
  return {
    shown: places.filter(isShown).sort((one, other) => other.progress.recipients - one.progress.recipients),
    merged: merged.length === 0 ? undefined : { places: merged.length, progress: sumOfProgress(merged) },
  };
}

/** Whether a group of people is too small for figures of its own. */
export const isFew = (people: number): boolean => people < fewestPeople;

function sumOfProgress(all: Progress[]): Progress {
  return progressOf(
    sumOf(
      all.map((it) => ({
        outside: 0,
        waiting: it.waiting - it.atNextVisit,
        placed: it.atNextVisit,
        sending: it.sending,
        sent: it.sent,
        failed: it.failed,
        unreachable: it.unreachable,
        unknown: it.unknown,
        opted_out: it.skipped.optedOut,
        over_budget: it.skipped.overBudget,
        holdout: it.skipped.holdout,
        erased: it.skipped.erased,
      })),
    ),
  );
}
