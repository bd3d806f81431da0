import type { Instant } from '../core/time.ts';
import { openFrom, openUntil, type QuietHours } from './quiet-hours.ts';

/** One stretch of sending: how many, from when until when. */
export type Stretch = { from: Instant; until: Instant; recipients: number };

export type Forecast = {
  /** One for each day on which something is sent; the first may be tonight's. */
  stretches: Stretch[];
  /** When the last one has left; undefined when not all of them ever can. */
  finishedAt: Instant | undefined;
};

/** Nobody plans further ahead; what is not sent by then is said to be impossible. */
const mostDays = 400;

/**
 * When how many are sent, at the rate a channel really allows and never in quiet time.
 * @param perSecond messages a second; more than 0
 * @param quiet undefined where quiet hours are crossed
 */
export function forecast(
  startAt: Instant,
  recipients: number,
  perSecond: number,
  quiet: QuietHours | undefined,
): Forecast {
  const stretches: Stretch[] = [];
  let left = recipients;
  let at = startAt;
  for (let day = 0; left > 0 && day < mostDays; day++) {
    const from = quiet === undefined ? at : openFrom(at, quiet);
    if (from === undefined) return { stretches, finishedAt: undefined };
    const closes: Instant = quiet === undefined ? Number.POSITIVE_INFINITY : openUntil(from, quiet);
    const fits = Math.floor(((closes - from) / 1_000) * perSecond);
    const now = Math.min(left, fits);
    if (now > 0) {
      const until = from + Math.ceil((now / perSecond) * 1_000);
      stretches.push({ from, until, recipients: now });
    }
    left -= now;
    at = closes;
  }
  return { stretches, finishedAt: left > 0 ? undefined : (stretches.at(-1)?.until ?? startAt) };
}
