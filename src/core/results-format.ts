import type { CheckResult, Learner, Placement } from './session.ts';
import type { Wire } from './wire.ts';

type Results = Pick<Learner, 'placement' | 'checks'>;

/** What placement and checks came to: few have any, and days are small numbers. */
export function encodeResults({ placement, checks }: Results): Wire | null {
  if (placement === undefined && checks.length === 0) return null;
  return [placement === undefined ? null : encodePlacement(placement), ...checks.map(encodeCheck)];
}

export function decodeResults(wire: unknown): Results {
  if (!Array.isArray(wire)) return { placement: undefined, checks: [] };
  const [placement, ...checks] = wire as [Wire | null, ...Wire[]];
  return {
    placement: placement === null ? undefined : decodePlacement(placement),
    checks: checks.map(decodeCheck),
  };
}

const encodePlacement = ({ last, first }: Placement): Wire => [
  last.day,
  last.right,
  ...(first === undefined ? [] : [first.day, first.right]),
];
const decodePlacement = ([day, right, firstDay, firstRight]: Wire): Placement => ({
  last: { day: day as number, right: right as number },
  first: firstDay === undefined ? undefined : { day: firstDay as number, right: firstRight as number },
});

const encodeCheck = (it: CheckResult): Wire => [
  it.module,
  Math.round(it.best * 100),
  it.bestDay,
  it.passedDay,
  it.lastPassedDay,
  it.takenDay,
  it.times,
];
const decodeCheck = (wire: Wire): CheckResult => {
  const [module, best, bestDay, passedDay, lastPassedDay, takenDay, times] = wire as number[];
  return {
    module: module ?? 0,
    best: (best ?? 0) / 100,
    bestDay: bestDay ?? 0,
    passedDay: passedDay ?? 0,
    lastPassedDay: lastPassedDay ?? 0,
    takenDay: takenDay ?? 0,
    times: times ?? 0,
  };
};
