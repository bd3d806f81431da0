import { audienceOfBroadcast } from '../broadcast/audience.ts';
import { type Broadcast, budgetedWith } from '../broadcast/broadcast.ts';
import { sumOf } from '../broadcast/states.ts';
import { parseChatKey } from '../core/chat.ts';
import { type Instant, minuteMs } from '../core/time.ts';
import { countAudience, type Tally } from './count-audience.ts';
import type { OfficeOptions } from './open-office.ts';

/** A count is told again for so long: whoever writes looks again with every line. */
const keptMs = minuteMs;
const mostKept = 200;

/** How many chats are looked at, and for how long, while somebody composes and before it is handed in. */
const limits = {
  composing: { most: 120_000, longestMs: 2_000 },
  submitting: { most: 600_000, longestMs: 10_000 },
};

export type Counts = {
  /** Counts the audience; while somebody composes the same one once a minute. */
  audience(broadcast: Broadcast, all: Broadcast[], when: keyof typeof limits): Promise<Tally>;
  /** Recipients of others who wait now. */
  waitingAhead(all: Broadcast[], id: string): Promise<number>;
};

export function openCounts({ store, course, terms, clock }: OfficeOptions): Counts {
  const known = new Map<string, { at: Instant; tally: Promise<Tally> }>();

  const count = (
    broadcast: Broadcast,
    all: Broadcast[],
    when: keyof typeof limits,
    at: Instant,
  ): Promise<Tally> => {
    const { audience, topic, weeklyCap } = broadcast;
    const question = {
      isIn: audienceOfBroadcast(broadcast, course().units, at),
      topic,
      budget:
        weeklyCap === undefined
          ? undefined
          : { most: weeklyCap, broadcasts: budgetedWith(broadcast, all, at) },
      chats: audience.chats?.flatMap((chat) => parseChatKey(chat) ?? []),
      terms: new Map(terms().map((it) => [it.name, it])),
      at,
    };
    const { most, longestMs } = limits[when];
    return countAudience(store, question, { most, isLate: () => clock() - at > longestMs });
  };

  return {
    audience(broadcast, all, when) {
      const at = clock();
      if (when === 'submitting') return count(broadcast, all, when, at);
      const { audience, reach, testers, topic, weeklyCap } = broadcast;
      const key = JSON.stringify([audience, reach, testers, topic, weeklyCap]);
      const before = known.get(key);
      if (before !== undefined && at - before.at < keptMs) return before.tally;
      const tally = count(broadcast, all, when, at);
      if (known.size >= mostKept) known.clear();
      known.set(key, { at, tally });
      tally.catch(() => known.delete(key));
      return tally;
    },
    async waitingAhead(all, id) {
      const others = all.filter(
        ({ id: other, state }) => other !== id && (state.kind === 'running' || state.kind === 'planning'),
      );
      const counts = await Promise.all(others.map((other) => store.countsByUnit(other.id)));
      return sumOf(counts.flatMap((units) => Object.values(units))).waiting;
    },
  };
}

/** Who would be sent to, whatever they had this week and whom the lot leaves out. */
const recipientsOf = ({ total, optedOut, unreachable }: Tally): number => total - optedOut - unreachable;

export const hasRecipients = (tally: Tally): boolean => mostRecipients(tally) > 0;

/** Where not everybody was looked at, as many as there may well be. */
export const mostRecipients = (tally: Tally): number => recipientsOf(tally) + (tally.estimate?.margin ?? 0);
