import { type Forecast, forecast, type Stretch } from '../broadcast/forecast.ts';
import type { QuietHours } from '../broadcast/quiet-hours.ts';
import { localDay } from '../core/local-calendar.ts';
import type { Instant } from '../core/time.ts';
import { type ChannelTerms, machinePerSecond } from './channel-terms.ts';
import type { Tally } from './count-audience.ts';
import type { AudienceCount, ChannelCost, Impossible } from './office.ts';

export type Sending = {
  startAt: Instant;
  /** Undefined where quiet hours are crossed. */
  quiet: QuietHours | undefined;
  /** 0..1, as the broadcast's. */
  holdoutShare: number;
  /** Recipients of other broadcasts who wait for the same channels: reckoned as if all of them went first. */
  ahead: number;
  terms: ChannelTerms[];
};

/** Whom it reaches, when, and for how much, from what was counted. */
export function outlookOf(
  tally: Tally,
  sending: Sending,
): { audience: AudienceCount; forecast: Forecast; costs: ChannelCost[] } {
  const channels = sending.terms.flatMap((terms) => {
    const counts = tally.reached[terms.name];
    return counts === undefined ? [] : [channelOutlook(terms, counts, sending)];
  });
  const sum = (of: (typeof channels)[number][], what: 'written' | 'leftOut'): number =>
    of.reduce((all, it) => all + it[what], 0);
  const isLater = ({ terms }: (typeof channels)[number]): boolean => terms.isFoundLater;
  const { estimate, total, optedOut, unreachable, overBudget } = tally;
  return {
    audience: {
      estimate,
      total,
      atOnce: sum(
        channels.filter((it) => !isLater(it)),
        'written',
      ),
      atNextVisit: sum(channels.filter(isLater), 'written'),
      unreachable,
      optedOut,
      overBudget,
      holdout: sum(channels, 'leftOut'),
      byChannel: Object.fromEntries(channels.map(({ terms, written }) => [terms.name, written])),
    },
    forecast: together(
      channels.filter((it) => !isLater(it)).map((it) => it.forecast),
      sending.startAt,
    ),
    costs: channels.map(({ cost }) => cost),
  };
}

function channelOutlook(terms: ChannelTerms, counts: number[], sending: Sending) {
  const { startAt, quiet, holdoutShare, ahead } = sending;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const leftOut = Math.round(all * holdoutShare);
  const written = all - leftOut;
  const perSecond = terms.perSecond ?? machinePerSecond;
  const isQueued = terms.perSecond !== undefined;
  const expected = behind(
    isQueued ? ahead : 0,
    forecast(startAt, (isQueued ? ahead : 0) + written, perSecond, quiet),
  );
  const impossible = impossibleFor(terms, written, expected);
  const paid = counts.reduce((sum, count, place) => sum + count * (terms.prices[place]?.vnd ?? 0), 0);
  const cost: ChannelCost = {
    channel: terms.name,
    recipients: written,
    perSecond,
    finishedAt: impossible === undefined ? expected.finishedAt : undefined,
    impossible,
    vnd: all === 0 ? 0 : Math.round((paid * written) / all),
  };
  return { terms, written, leftOut, forecast: { ...expected, finishedAt: cost.finishedAt }, cost };
}

function impossibleFor(
  { mostPeople, monthlyQuota }: ChannelTerms,
  recipients: number,
  { finishedAt }: Forecast,
): Impossible | undefined {
  if (mostPeople !== undefined && recipients > mostPeople) return { kind: 'people', most: mostPeople };
  if (monthlyQuota !== undefined && recipients > monthlyQuota) return { kind: 'quota', most: monthlyQuota };
  return finishedAt === undefined ? { kind: 'too_slow' } : undefined;
}

/** What is left of a forecast when the first so many of it are others'. */
export function behind(others: number, { stretches, finishedAt }: Forecast): Forecast {
  let left = others;
  const own: Stretch[] = [];
  for (const { from, until, recipients } of stretches) {
    const passed = Math.min(left, recipients);
    left -= passed;
    if (passed === recipients) continue;
    const begins = from + Math.round(((until - from) * passed) / recipients);
    own.push({ from: begins, until, recipients: recipients - passed });
  }
  return { stretches: own, finishedAt };
}

/** Several channels at once: one line a day, and the end of the slowest. */
function together(forecasts: Forecast[], startAt: Instant): Forecast {
  const byDay = new Map<number, Stretch>();
  for (const stretch of forecasts.flatMap(({ stretches }) => stretches)) {
    const day = localDay(stretch.from);
    const known = byDay.get(day) ?? { ...stretch, recipients: 0 };
    byDay.set(day, {
      from: Math.min(known.from, stretch.from),
      until: Math.max(known.until, stretch.until),
      recipients: known.recipients + stretch.recipients,
    });
  }
  const ends = forecasts.map(({ finishedAt }) => finishedAt);
  return {
    stretches: [...byDay.values()].sort((one, other) => one.from - other.from),
    finishedAt: ends.reduce<Instant | undefined>(
      (latest, end) => (latest === undefined || end === undefined ? undefined : Math.max(latest, end)),
      startAt,
    ),
  };
}
