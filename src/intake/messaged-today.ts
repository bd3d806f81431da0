import { isOfToday } from '../broadcast/broadcast.ts';
import { type Chat, chatKey } from '../core/chat.ts';
import { type Instant, secondMs } from '../core/time.ts';
import type { Store } from '../store/store.ts';

/** How long it may take until a broadcast that just began is seen here. */
const anewMs = 30 * secondMs;

/**
 * Who of some chats had a message of officials today, read from the ledgers: their patience is one with that for
 * reminders. On days without a broadcast it costs nothing.
 * @returns a question about chats of one partition, answered by their `chatKey`s
 */
export function openMessagedToday(options: {
  store: Pick<Store, 'broadcasts' | 'load' | 'hadBy'>;
  clock(): Instant;
}): (partition: number, chats: Chat[]) => Promise<ReadonlySet<string>> {
  const { store, clock } = options;
  let read: { at: Instant; today: string[] } | undefined;

  async function broadcastsOfToday(): Promise<string[]> {
    const now = clock();
    if (read === undefined || now - read.at >= anewMs) {
      const today = (await store.broadcasts()).filter((it) => isOfToday(it, now)).map(({ id }) => id);
      read = { at: now, today };
    }
    return read.today;
  }

  return async (partition, chats) => {
    if (chats.length === 0) return new Set();
    const today = await broadcastsOfToday();
    if (today.length === 0) return new Set();
    const loaded = await store.load(chats.map((chat) => ({ chat, updates: [] })));
    const known = loaded.flatMap((it, place) => {
      const chat = chats[place];
      return it.session === undefined || chat === undefined
        ? []
        : [{ key: chatKey(chat), number: it.number }];
    });
    const had = await store.hadBy(
      partition,
      today,
      known.map(({ number }) => number),
    );
    return new Set(known.flatMap(({ key }, place) => ((had[place] ?? 0) > 0 ? [key] : [])));
  };
}
