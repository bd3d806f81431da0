import { z } from 'zod';
import type { Channel } from '../channels/channel.ts';
import { fold } from '../core/fold.ts';
import { dayMs, type Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';

/** A question that no lesson answers: how often, and on which day last. Who asked is written nowhere. */
export type AskedQuestion = { text: string; times: number; lastOn: Instant };

const noteName = 'questions';
/** The rarest and oldest give way. */
const mostKept = 300;
/** Somebody else may write at the same moment; a question lost after so many tries is asked again by others. */
const tries = 3;

const kept = z.array(z.object({ text: z.string(), times: z.number(), lastOn: z.number() }));

const readList = (note: string | undefined): AskedQuestion[] =>
  note === undefined ? [] : kept.parse(JSON.parse(note));

/** What people asked and no lesson answers, the most asked first; for those who write lessons. */
export const askedQuestions = async (store: Pick<Store, 'note'>): Promise<AskedQuestion[]> =>
  readList(await store.note(noteName));

/** One more; the same question in other marks and capitals is the same. */
export function withQuestion(list: readonly AskedQuestion[], text: string, now: Instant): AskedQuestion[] {
  const same = fold(text);
  const found = list.find((one) => fold(one.text) === same);
  const lastOn = Math.floor(now / dayMs) * dayMs;
  const others = list.filter((one) => one !== found);
  const asked = { text: found?.text ?? text, times: (found?.times ?? 0) + 1, lastOn };
  // A new one takes the last place of a full list, or nothing new would ever be heard of.
  return [...others.sort(byWeight).slice(0, mostKept - 1), asked].sort(byWeight);
}

const byWeight = (one: AskedQuestion, other: AskedQuestion): number =>
  other.times - one.times || other.lastOn - one.lastOn;

/** A channel whose chats' unanswered questions are noted. The row is not sent to the platform. */
export const notingQuestions = (
  channel: Channel,
  { store, clock, log }: { store: Pick<Store, 'note' | 'keepNote'>; clock(): Instant; log: Log },
): Channel => ({
  ...channel,
  async send(chat, outgoing, sequence, signal) {
    if (outgoing.kind !== 'note_question') return channel.send(chat, outgoing, sequence, signal);
    try {
      for (let left = tries; left > 0; left--) {
        const before = await store.note(noteName);
        const list = withQuestion(readList(before), outgoing.text, clock());
        if (await store.keepNote(noteName, JSON.stringify(list), before)) break;
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      log.warn({ err: error }, 'a question that no lesson answers was not noted');
    }
    return { kind: 'delivered' };
  },
});
