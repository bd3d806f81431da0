import type { Person } from '../access/person.ts';
import { type Broadcast, restsAtNight } from '../broadcast/broadcast.ts';
import { forecast } from '../broadcast/forecast.ts';
import { isQuiet, openFrom, type QuietHours } from '../broadcast/quiet-hours.ts';
import { reactionOf } from '../broadcast/reaction.ts';
import { type Counts, progressOf, sumOf } from '../broadcast/states.ts';
import type { Instant } from '../core/time.ts';
import { type ChannelTerms, machinePerSecond } from './channel-terms.ts';
import type { Standing } from './office.ts';

export type Known = {
  /** By place; '' is nowhere. */
  counts: Record<string, Counts>;
  people: Person[];
  /** Recipients of others who wait for the same channels. */
  ahead: number;
  terms: ChannelTerms[];
  partitions: number;
  quiet: QuietHours;
  now: Instant;
};

/** How a broadcast stands, from sums alone. */
export function standingOf(
  broadcast: Broadcast,
  { counts, people, ahead, terms, partitions, quiet, now }: Known,
): Standing {
  const { state } = broadcast;
  const sleeps = restsAtNight(broadcast);
  const progress = progressOf(sumOf(Object.values(counts)));
  const isUnderWay = state.kind === 'planning' || state.kind === 'running';
  const rests = isUnderWay && sleeps && isQuiet(now, quiet);
  const left = progress.waiting - progress.atNextVisit + progress.sending;
  const perSecond = Math.min(machinePerSecond, ...terms.map((it) => it.perSecond ?? machinePerSecond));
  const rest = forecast(now, left + ahead, perSecond, sleeps ? quiet : undefined);
  const asked = state.kind === 'waiting_for_approval' ? state.asked : [];
  return {
    broadcast,
    progress,
    byUnit: Object.entries(counts)
      .map(([unit, of]) => ({ unit, progress: progressOf(of) }))
      .filter(({ progress: of }) => of.recipients > 0)
      .sort((one, other) => other.progress.recipients - one.progress.recipients),
    restsUntil: rests ? openFrom(now, quiet) : undefined,
    expectedAt: state.kind === 'running' && left > 0 ? rest.finishedAt : undefined,
    asked: people
      .filter(({ id }) => asked.includes(id))
      .map(({ name, chat }) => ({ name, hasChat: chat !== undefined })),
    reaction: reactionOf(broadcast, partitions),
  };
}
