import { type Broadcast, newBroadcast, restsAtNight, secondPersonFor } from '../broadcast/broadcast.ts';
import { loudspeakerText } from '../broadcast/loudspeaker.ts';
import { asSent, codeToCome, previewsOf } from './as-sent.ts';
import { type Counter, isRefused, refused } from './counter.ts';
import { type Counts, mostRecipients } from './counts.ts';
import { problemsIn } from './lint.ts';
import type { Caller, Office, Refused, Wish } from './office.ts';
import type { OfficeOptions } from './open-office.ts';
import { outlookOf } from './outlook.ts';
import { isPossible, isWithinOffice, wished } from './wish.ts';

/** Looking at a wish, and keeping it as a draft. */
export function openCompose(
  { store, archive, course, terms, clock, newToken, quietHours }: Required<OfficeOptions>,
  counter: Counter,
  counts: Counts,
): Pick<Office, 'look' | 'write'> {
  function refusalOf(by: Caller, wish: Wish): Refused | undefined {
    const isTheirs = counter.mayDo(by, 'send_broadcast', wish.unit);
    if (!isTheirs || !isWithinOffice(wish, course().units)) return refused('right');
    const channels = new Set(terms().map(({ name }) => name));
    return isPossible(wish, { course: course(), channels, now: clock() }) ? undefined : refused('wish');
  }

  /** A wish as a draft that nobody keeps yet. */
  const drafted = (by: Caller, wish: Wish, id: string): Broadcast =>
    newBroadcast({ id, author: by.person.id, createdAt: clock(), ...wished(wish, course().units) });

  return {
    async look(by, wish) {
      const no = refusalOf(by, wish);
      if (no !== undefined) return no;
      if (await counter.isTooMuch(by, 'look')) return refused('too_many');
      const [all, people] = await Promise.all([store.broadcasts(), archive.people()]);
      const broadcast = asSent(drafted(by, wish, ''), course(), people, codeToCome);
      const tally = await counts.audience(broadcast, all, 'composing');
      const problems = problemsIn(broadcast, course(), by.language);
      const now = clock();
      const { audience, forecast, costs } = outlookOf(tally, {
        startAt: Math.max(now, wish.scheduledAt ?? now),
        quiet: restsAtNight(broadcast) ? quietHours : undefined,
        holdoutShare: wish.holdoutShare,
        ahead: await counts.waitingAhead(all, broadcast.id),
        terms: terms(),
      });
      const isDoubtful = problems.some(({ weight }) => weight === 'doubt');
      return {
        problems,
        previews: previewsOf(broadcast, terms(), now),
        audience,
        forecast,
        costs,
        needsSecond: secondPersonFor(broadcast, mostRecipients(tally), isDoubtful),
        loudspeaker: loudspeakerText(broadcast.texts.vi, broadcast.sender),
      };
    },

    async write(by, wish, seen) {
      const no = refusalOf(by, wish);
      if (no !== undefined) return no;
      if (await counter.isTooMuch(by, 'write')) return refused('too_many');
      if (seen === undefined) {
        const draft = drafted(by, wish, newId(newToken));
        await counter.note(by, 'write', draft);
        await store.putBroadcast(draft, 0);
        return { kind: 'done', broadcast: draft };
      }
      const before = await counter.theirs(by, seen.id, 'send_broadcast');
      if (isRefused(before)) return before;
      if (before.revision !== seen.revision) return refused('stale');
      if (before.state.kind !== 'draft') return refused('not_now');
      // Who changed it last answers for it: whoever wrote it first may then look at it as a second person.
      const fields = { ...wished(wish, course().units), author: by.person.id };
      const draft = { ...before, ...fields, revision: before.revision + 1 };
      await counter.note(by, 'write', draft);
      if (!(await store.putBroadcast(draft, before.revision))) return refused('stale');
      return { kind: 'done', broadcast: draft };
    },
  };
}

/** Short enough to be named in a button, and for the days of a series behind it. */
export const newId = (newToken: () => string): string => `tb-${newToken().slice(0, 12)}`;
