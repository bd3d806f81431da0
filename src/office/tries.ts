import { isOfThisWeek, newBroadcast } from '../broadcast/broadcast.ts';
import { dayMs, type Instant } from '../core/time.ts';
import { asSent, codeToCome } from './as-sent.ts';
import { triedOn } from './asked-for.ts';
import { newId } from './compose.ts';
import { type Counter, isRefused, refused } from './counter.ts';
import { textRefusal } from './lint.ts';
import type { Office } from './office.ts';
import type { OfficeOptions } from './open-office.ts';

/** Sending a draft to oneself or to colleagues: a small broadcast of its own, marked, at any hour, counted for nobody. */
export function openTries(
  { store, archive, course, clock, newToken }: OfficeOptions,
  counter: Counter,
): Pick<Office, 'tryOn'> {
  /** Nobody looks back on them. */
  async function forgetOld(now: Instant): Promise<void> {
    const old = (await store.broadcasts()).filter(
      (it) => it.tryOf !== undefined && it.createdAt < now - 7 * dayMs && !isOfThisWeek(it, now),
    );
    for (const { id } of old) await store.dropBroadcast(id);
  }

  return {
    async tryOn(by, id, whom) {
      const draft = await counter.theirs(by, id, 'send_broadcast');
      if (isRefused(draft)) return draft;
      const no = textRefusal(draft, course(), by.language);
      if (no !== undefined) return no;
      const people = await archive.people();
      const chats = triedOn(people, by.person, draft.unit, course().units, whom);
      if (chats.length === 0) return refused('no_chat');
      if (await counter.isTooMuch(by, 'try')) return refused('too_many');
      const now = clock();
      const trial = newBroadcast({
        ...asSent(draft, course(), people, codeToCome),
        id: newId(newToken),
        revision: 1,
        tryOf: draft.id,
        author: by.person.id,
        createdAt: now,
        audience: { chats },
        scheduledAt: undefined,
        repeats: 'no',
        seriesFrom: undefined,
        holdoutShare: 0,
        weeklyCap: undefined,
        crossesQuietHours: true,
        approvedBy: undefined,
        startedAt: undefined,
        state: { kind: 'scheduled' },
        reactions: {},
      });
      await counter.note(by, 'try', draft, String(chats.length));
      await store.putBroadcast(trial, 0);
      await forgetOld(now);
      return { kind: 'tried', sentTo: chats.length };
    },
  };
}
