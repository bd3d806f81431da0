import { localMonth } from '../../core/local-calendar.ts';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Counts } from '../counts.ts';

/** The free plan. Source: the platform's page of plans, read 2026-09-26. */
export const mostMessages = 3_000;
export const mostPeople = 50;
/** A tenth is kept for those who write: what is sent unasked ends before. */
const unaskedMessages = mostMessages * 0.9;
const warnShare = 0.8;

const monthWindowMs = 40 * dayMs;
/** People stay the bot's people; no window is meant. */
const everMs = 3_650 * dayMs;
/** Of people already counted, remembered here so that the store is not asked again. */
const knownLimit = 10_000;

export type Quota = {
  /** Reads how much is used; called at the start, and each hour of use. */
  look(now: Instant): Promise<void>;
  sent(now: Instant): Promise<void>;
  met(user: string): Promise<void>;
  /** Undefined when messages are left; else until when to wait. */
  usedUpUntil(now: Instant): Instant | undefined;
  mayBeUnasked(now: Instant): boolean;
  /** How often a person's messages were refused on different days; 1 on the first. */
  refused(user: string, now: Instant): Promise<number>;
  /** From 80 % on, in a sentence. */
  trouble(now: Instant): string | undefined;
  figures(now: Instant): { messages: number; people: number };
};

/** Counts what one bot has used of the free plan. Counts that cannot be kept are told and never hold up a message. */
export function openQuota(bot: string, counts: Counts, log: Log): Quota {
  const name = `zalo-bot:${bot}`;
  const sentKey = (month: string): string => `${name}:sent:${month}`;
  const known = new Set<string>();
  let month = '';
  let messages = 0;
  let people = 0;

  const quietly = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, channel: 'zalo-bot', bot }, 'what is used of the plan could not be counted');
    }
  };
  const inMonth = (now: Instant): string => {
    const present = localMonth(now);
    if (present !== month) {
      month = present;
      messages = 0;
    }
    return month;
  };

  return {
    look: (now) =>
      quietly(async () => {
        const present = inMonth(now);
        messages = Math.max(messages, await counts.tallied(sentKey(present)));
        people = Math.max(people, await counts.tallied(`${name}:people`));
      }),
    sent: (now) =>
      quietly(async () => {
        const present = inMonth(now);
        messages = Math.max(messages + 1, await counts.tally(sentKey(present), monthWindowMs));
      }),
    met: (user) =>
      quietly(async () => {
        if (known.has(user)) return;
        if (known.size >= knownLimit) known.clear();
        known.add(user);
        if ((await counts.tally(`${name}:person:${user}`, everMs)) === 1)
          people = await counts.tally(`${name}:people`, everMs);
      }),
    usedUpUntil(now) {
      inMonth(now);
      return messages < mostMessages ? undefined : now + hourMs;
    },
    mayBeUnasked(now) {
      inMonth(now);
      return messages < unaskedMessages;
    },
    async refused(user, now) {
      const day = Math.floor(now / dayMs);
      let days = 1;
      await quietly(async () => {
        const isNewDay = (await counts.tally(`${name}:refused:${user}:${day}`, 2 * dayMs)) === 1;
        days = isNewDay
          ? await counts.tally(`${name}:refusedDays:${user}`, 30 * dayMs)
          : await counts.tallied(`${name}:refusedDays:${user}`);
      });
      return days;
    },
    trouble(now) {
      inMonth(now);
      const said = [
        messages >= mostMessages * warnShare
          ? `${messages} of this month's ${mostMessages} messages are used; from ${unaskedMessages} on nothing is sent unasked, at ${mostMessages} nobody is answered until the next month`
          : undefined,
        people >= mostPeople * warnShare
          ? `${people} of at most ${mostPeople} people have written to it; others are refused by Zalo: an Official Account carries more (docs/channels/zalo-oa.md)`
          : undefined,
      ].filter((line) => line !== undefined);
      return said.length === 0 ? undefined : `Zalo Bot ${bot}: ${said.join('; ')}`;
    },
    figures(now) {
      inMonth(now);
      return { messages, people };
    },
  };
}
