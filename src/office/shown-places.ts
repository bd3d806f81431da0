import { type Progress, progressOf, sumOf } from '../broadcast/states.ts';
import type { Standing } from './office.ts';

/** Fewer people than that are not shown by themselves. */
export const fewestShown = 10;

export type UnitRows = {
  shown: Standing['byUnit'];
  /** Several places together; undefined where none is small. */
  merged: { places: number; progress: Progress } | undefined;
};

/**
 * Places of fewer than ten people become one row. Were that row itself so small, it could be found again as what is
 * missing of the total: then the smallest of the others joins it.
 */
export function unitRows(byUnit: Standing['byUnit']): UnitRows {
  const smallestFirst = byUnit
    .filter(({ progress }) => progress.recipients > 0)
    .sort((one, other) => one.progress.recipients - other.progress.recipients);
  let [places, people] = [0, 0];
  for (const { progress } of smallestFirst) {
    const isSmall = progress.recipients < fewestShown;
    if (!isSmall && (places === 0 || people >= fewestShown)) break;
    places++;
    people += progress.recipients;
  }
  const merged = smallestFirst.slice(0, places).map(({ progress }) => progress);
  return {
    shown: smallestFirst.slice(places).reverse(),
    merged: places === 0 ? undefined : { places, progress: sumOfProgress(merged) },
  };
}

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
