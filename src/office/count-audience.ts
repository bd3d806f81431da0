import type { IsInAudience } from '../broadcast/audience.ts';
import { shuffled } from '../core/chance.ts';
import type { Chat } from '../core/chat.ts';
import { type Glance, glanceAt, glanceOf } from '../core/session-glance.ts';
import type { Instant } from '../core/time.ts';
import { isMuted, type Topic } from '../core/topics.ts';
import type { Walk } from '../store/broadcasts.ts';
import type { Store } from '../store/store.ts';
import type { ChannelTerms } from './channel-terms.ts';
import type { Estimate } from './office.ts';

export type CountedStore = Pick<
  Store,
  'partitions' | 'partitionOf' | 'load' | 'chatCount' | 'beginWalk' | 'spreadWalk' | 'walkGlances' | 'hadBy'
>;

/** Whom a broadcast would be for, and what keeps people from it. */
export type AudienceQuestion = {
  isIn: IsInAudience;
  topic: Topic;
  /** What others sent this week, and how many anybody may have; undefined where the weekly cap is crossed. */
  budget: { most: number; broadcasts: string[] } | undefined;
  /** These chats alone: they are looked up, and nobody else is walked past. */
  chats: Chat[] | undefined;
  terms: ReadonlyMap<string, Pick<ChannelTerms, 'prices'>>;
  at: Instant;
};

/** Disjoint; scaled up where not everybody was looked at. */
export type Tally = {
  estimate: Estimate | undefined;
  total: number;
  optedOut: number;
  /** Blocked us, is on a channel that no process serves, or wrote too long ago for theirs. */
  unreachable: number;
  overBudget: number;
  /** All others, by channel and by which of its prices they fall under. */
  reached: Record<string, number[]>;
};

/** Looked at in one turn of the event loop: some milliseconds. */
const chatsAtOnce = 1_024;
/** Pages are what an estimate draws, and many small ones tell more than a few large. */
const drawnAtOnce = 256;
const pagesTogether = 4;
const fewestPages = 100;
/** For a figure to lie within it 95 times of 100. */
const deviations = 1.96;

type Met = { chat: Chat; number: number; glance: Glance };

export type CountLimits = {
  /** Where there are more chats, pages spread evenly over all of them are looked at, and the figures scaled up. */
  most: number;
  /** That many pages are looked at in any case; after them, no more once it is late. */
  isLate(): boolean;
};

/** Counts an audience without writing anything. */
export async function countAudience(
  store: CountedStore,
  question: AudienceQuestion,
  { most, isLate }: CountLimits,
): Promise<Tally> {
  const counting = startCount(store, question);
  if (question.chats !== undefined) {
    for (const [partition, met] of await looked(store, question.chats)) await counting.look(partition, met);
    return counting.end(undefined);
  }
  const chats = await store.chatCount();
  if (chats <= most) {
    for (let partition = 0; partition < store.partitions; partition++) {
      let walk: Walk | undefined = await store.beginWalk(partition);
      while (walk !== undefined) {
        const page = await pageAt(store, { partition, walk }, chatsAtOnce);
        await counting.look(partition, page.met);
        walk = page.next;
      }
    }
    return counting.end(undefined);
  }
  // In an order drawn by lot: wherever it ends, those looked at are spread over all.
  const places = shuffled(await spread(store, Math.ceil(most / drawnAtOnce)), 'pages');
  for (let at = 0; at < places.length && (at < fewestPages || !isLate()); at += pagesTogether) {
    const read = places.slice(at, at + pagesTogether).map(async (place) => {
      const page = await pageAt(store, place, drawnAtOnce);
      await counting.look(place.partition, page.met);
    });
    await Promise.all(read);
  }
  return counting.end(chats);
}

type PagePlace = { partition: number; walk: Walk };

async function pageAt(
  store: CountedStore,
  { partition, walk }: PagePlace,
  limit: number,
): Promise<{ met: Met[]; next: Walk | undefined }> {
  const { glances, next } = await store.walkGlances(partition, walk, limit, true);
  return {
    met: glances.flatMap(({ chat, number, wire }) =>
      chat === undefined ? [] : [{ chat, number, glance: glanceAt(wire) }],
    ),
    next,
  };
}

/** Places at which to read a page each, the same number in every partition. */
async function spread(store: CountedStore, pages: number): Promise<PagePlace[]> {
  const each = Math.ceil(pages / store.partitions);
  const places: PagePlace[] = [];
  for (let partition = 0; partition < store.partitions; partition++) {
    const whole = await store.beginWalk(partition);
    places.push(...store.spreadWalk(whole, each).map((walk) => ({ partition, walk })));
  }
  return places;
}

/** These chats, as far as they are there, by partition. */
async function looked(store: CountedStore, chats: Chat[]): Promise<Map<number, Met[]>> {
  const found = await store.load(chats.map((chat) => ({ chat, updates: [] })));
  const byPartition = new Map<number, Met[]>();
  for (const [place, chat] of chats.entries()) {
    const loaded = found[place];
    if (loaded?.session === undefined) continue;
    const partition = store.partitionOf(chat);
    const met = byPartition.get(partition) ?? [];
    met.push({ chat, number: loaded.number, glance: glanceOf(loaded.session) });
    byPartition.set(partition, met);
  }
  return byPartition;
}

function startCount(store: CountedStore, { isIn, topic, budget, terms, at }: AudienceQuestion) {
  const sums = { total: 0, optedOut: 0, unreachable: 0, overBudget: 0 };
  const reached: Record<string, number[]> = {};
  const pages: Page[] = [];
  const isCapped = budget !== undefined && budget.broadcasts.length >= budget.most;

  /** Who of these had as many as anybody may have; fewer others than that leave nobody out. */
  async function overBudgetOf(partition: number, met: Met[]): Promise<Set<number>> {
    if (!isCapped || met.length === 0) return new Set();
    const numbers = met.map(({ number }) => number);
    const had = await store.hadBy(partition, budget.broadcasts, numbers);
    return new Set(numbers.filter((_, place) => (had[place] ?? 0) >= budget.most));
  }

  return {
    async look(partition: number, met: Met[]): Promise<void> {
      let total = 0;
      const open: (Met & { price: number })[] = [];
      for (const it of met) {
        if (!isIn(it.chat, it.glance)) continue;
        total++;
        const price = priceOf(terms.get(it.chat.channel), at - it.glance.heardAt);
        if (isMuted(it.glance.muted, topic)) sums.optedOut++;
        else if (it.glance.isBlocked || price < 0) sums.unreachable++;
        else open.push({ ...it, price });
      }
      const full = await overBudgetOf(partition, open);
      for (const { chat, number, price } of open) {
        if (full.has(number)) {
          sums.overBudget++;
          continue;
        }
        const counts = reached[chat.channel] ?? [];
        counts[price] = (counts[price] ?? 0) + 1;
        reached[chat.channel] = counts;
      }
      sums.total += total;
      pages.push({ looked: met.length, found: total });
    },
    /** @param chats how many there are, where not all were looked at */
    end(chats: number | undefined): Tally {
      const found = { ...sums, reached: filled(reached) };
      return chats === undefined ? { estimate: undefined, ...found } : scaled(found, pages, chats);
    },
  };
}

/** @returns which of the channel's prices it is; -1 where it cannot be sent */
const priceOf = (terms: Pick<ChannelTerms, 'prices'> | undefined, silentMs: number): number =>
  terms === undefined ? -1 : terms.prices.findIndex(({ withinMs }) => silentMs <= withinMs);

const filled = (reached: Record<string, number[]>): Record<string, number[]> =>
  Object.fromEntries(
    Object.entries(reached).map(([channel, counts]) => [channel, Array.from(counts, (count) => count ?? 0)]),
  );

type Page = { looked: number; found: number };

/** The figures of those looked at, scaled up to all. */
function scaled(found: Omit<Tally, 'estimate'>, pages: Page[], chats: number): Tally {
  const seen = pages.reduce((sum, page) => sum + page.looked, 0);
  const up = (count: number): number => (seen === 0 ? 0 : Math.round((count * chats) / seen));
  return {
    estimate: { looked: seen, chats, margin: marginOf(pages, seen, chats) },
    total: up(found.total),
    optedOut: up(found.optedOut),
    unreachable: up(found.unreachable),
    overBudget: up(found.overBudget),
    reached: Object.fromEntries(
      Object.entries(found.reached).map(([channel, counts]) => [channel, counts.map(up)]),
    ),
  };
}

/**
 * Half the width of the 95 % interval of the total. Neighbours joined on the same day in the same place, so the pages are
 * what was drawn, and not the chats: the variance of a ratio estimate over clusters. Never below what three hits more
 * would make, so that nobody found is not nobody there.
 * Source: W. G. Cochran, "Sampling Techniques", 3rd ed. (1977), section 9A.2; J. A. Hanley and A. Lippman-Hand, "If nothing
 * goes wrong, is everything all right?", JAMA 249 (1983) 1743-1745.
 */
function marginOf(pages: Page[], seen: number, chats: number): number {
  const drawn = pages.filter(({ looked }) => looked > 0);
  if (drawn.length < 2 || seen === 0) return chats;
  const share = drawn.reduce((sum, { found }) => sum + found, 0) / seen;
  const squares = drawn.reduce((sum, { looked, found }) => sum + (found - share * looked) ** 2, 0);
  const mean = seen / drawn.length;
  const variance = squares / ((drawn.length - 1) * drawn.length * mean ** 2);
  const left = Math.max(0, 1 - seen / chats);
  const margin = chats * deviations * Math.sqrt(variance * left);
  return Math.ceil(Math.max(margin, (3 * chats * left) / seen));
}
