import type { Chat } from '../../core/chat.ts';
import { localMonth } from '../../core/local-calendar.ts';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Sendable } from '../channel.ts';
import type { Counts } from '../counts.ts';

/** Since the person's last message, follow or tap. Source: Zalo Official Account, "Consultation messages", read 2026-09-22. */
export const freeMs = 48 * hourMs;
export const paidMs = 7 * dayMs;
export const paidVnd = 55;

const monthWindowMs = 40 * dayMs;

export type Spending = {
  /** What a text that nobody asked for would be. Beyond seven days only what Zalo approved before, which no free text is. */
  canSend(chat: Chat, heardAt: Instant, now: Instant): Sendable;
  /** A message arrived: where it had to be paid, it is counted. */
  arrived(chat: Chat, now: Instant): Promise<void>;
  look(now: Instant): Promise<void>;
  spentVnd(now: Instant): number;
};

/** What is spent on messages nobody asked for, all processes together, and not beyond what the operator allows a month. */
export function openSpending(oaId: string, mostVnd: number, counts: Counts, log: Log): Spending {
  const keyOf = (month: string): string => `zalo-oa:${oaId}:paid:${month}`;
  /** Chosen to be sent to, and not yet arrived. */
  const reserved = new Set<string>();
  let month = '';
  let sent = 0;
  const inMonth = (now: Instant): string => {
    const present = localMonth(now);
    if (present !== month) {
      month = present;
      sent = 0;
      reserved.clear();
    }
    return month;
  };
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, channel: 'zalo-oa', bot: oaId }, 'a paid message could not be counted');
    }
  };
  return {
    canSend({ user }, heardAt, now) {
      const silentMs = now - heardAt;
      if (silentMs <= freeMs) return 'free';
      if (silentMs > paidMs) return 'template';
      inMonth(now);
      if (reserved.has(user)) return 'paid';
      if ((sent + reserved.size + 1) * paidVnd > mostVnd) return 'no';
      reserved.add(user);
      return 'paid';
    },
    async arrived({ user }, now) {
      if (!reserved.delete(user)) return;
      await quietly(async () => {
        const present = inMonth(now);
        sent = Math.max(sent + 1, await counts.tally(keyOf(present), monthWindowMs));
      });
    },
    look: (now) =>
      quietly(async () => {
        const present = inMonth(now);
        sent = Math.max(sent, await counts.tallied(keyOf(present)));
      }),
    spentVnd(now) {
      inMonth(now);
      return sent * paidVnd;
    },
  };
}
