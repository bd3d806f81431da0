import type { Chat } from '../core/chat.ts';
import type { LookBack } from './life.ts';
import { type Absent, type Loaded, StoreUnavailable } from './store.ts';

/** What a store read of some chats of one partition, at one moment. */
export type Reading = { epoch: number; isRestoring: boolean; answers: (Loaded | Absent)[] };

/**
 * Reads chats; those that are absent while the partition is being restored are looked for in the archive first, so
 * that nobody who is only not back yet is taken for a newcomer. Who is still absent then, in the same epoch, is new.
 * @param read one atomic reading: that a chat is absent and that the partition is restoring must be one moment
 */
export async function readLookingBack(
  partition: number,
  chats: Chat[],
  read: () => Promise<Reading>,
  lookBack: LookBack | undefined,
): Promise<(Loaded | Absent)[]> {
  let askedIn: number | undefined;
  for (;;) {
    const { epoch, isRestoring, answers } = await read();
    const absent = chats.filter((_, place) => answers[place]?.session === undefined);
    if (!isRestoring || absent.length === 0 || askedIn === epoch) return answers;
    if (lookBack === undefined) {
      throw new StoreUnavailable(
        'the store is being filled again from the archive; only the service does that',
      );
    }
    await lookBack(partition, epoch, absent);
    askedIn = epoch;
  }
}

/** A code that is not found may be of a chat that is not back yet: "unknown" would be a lie. */
export const codesComeBack = (): StoreUnavailable =>
  new StoreUnavailable(
    'the store is being filled again from the archive; ask for this code again in a moment',
  );
