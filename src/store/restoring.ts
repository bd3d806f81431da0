import { chatKey } from '../core/chat.ts';
import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import { type Archive, noMarks } from './archive/archive.ts';
import { restoreBroadcasts } from './kept-broadcasts.ts';
import { type LookBack, numberMargin } from './life.ts';
import { type Store, StoreUnavailable, StoreWiped } from './store.ts';

/** Written back in one call: a few milliseconds of the store. */
const chatsAtOnce = 200;
const countersAtOnce = 500;

export type Restoring = Repeated & {
  /** The store as others should use it: wiped while they do, it begins anew and they never notice but for a pause. */
  store: Store;
  /** Begins a new epoch wherever the store has none: at a first start, and after it was wiped. */
  begin(): Promise<void>;
  /** Begins where need be, and brings back from the archive whatever is still missing. */
  sweep(): Promise<void>;
};

/**
 * Leads a store and its archive through wipes. A partition that knows no epoch is given the next one; while the
 * archive holds chats of earlier epochs the partition is *restoring*: a chat that is absent is looked for there
 * before anyone calls it new, and all others come back page by page meanwhile. Any number of processes may do this
 * at once: each step asks the store whether it is still due.
 */
export function openRestoring(options: { store: Store; archive: Archive; log: Log }): Restoring {
  const { store, archive, log } = options;

  const hasSettled = settling(store, archive);
  const lookBack: LookBack = async (partition, epoch, chats) => {
    if (!(await hasSettled(partition, epoch))) return;
    const found = await archive.findChats(partition, chats.map(chatKey));
    if (found.length > 0) await store.putBack(partition, epoch, found);
  };
  store.askWhenAbsent(lookBack);

  const beginAll = async (): Promise<void> => {
    const lives = await store.lives();
    if (lives.every(({ epoch }) => epoch !== undefined)) return;
    // Before anyone can commit, so that a process that ends half-way leaves the rest to the next one.
    await store.keepItemVersions(await archive.itemVersions());
    const broadcasts = await restoreBroadcasts(store, archive);
    if (broadcasts.length > 0) {
      log.warn(
        { broadcasts: broadcasts.map(({ id }) => id) },
        'broadcasts came back from the archive, without their ledgers',
      );
    }
    for (const [partition, { life, epoch }] of lives.entries()) {
      if (epoch !== undefined) continue;
      const { epoch: given, marks, isNew } = await archive.giveEpoch(partition, store.partitions);
      await store.beginEpoch(partition, {
        life,
        epoch: given,
        nextNumber: isNew ? 0 : marks.number + numberMargin,
        isRestoring: !isNew,
      });
      if (isNew) continue;
      log.warn({ partition }, 'the store had lost what it held; it goes on from the archive');
    }
  };
  let beginning: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    beginning ??= beginAll().finally(() => {
      beginning = undefined;
    });
    return beginning;
  };

  const sweep = async (): Promise<void> => {
    await begin();
    for (const [partition, { epoch, isRestoring }] of (await store.lives()).entries()) {
      if (epoch === undefined || !isRestoring) continue;
      if (await hasSettled(partition, epoch)) await restore(options, partition, epoch);
    }
  };
  const rounds = repeated(
    sweep,
    log,
    'nothing came back from the archive; what is missing is looked for there',
  );

  return {
    ...rounds,
    begin,
    sweep,
    store: {
      ...store,
      async load(chats) {
        try {
          return await store.load(chats);
        } catch (error) {
          if (!(error instanceof StoreWiped)) throw error;
          await begin();
          return store.load(chats);
        }
      },
      async commit(partition, steps, now, beginning) {
        try {
          return await store.commit(partition, steps, now, beginning);
        } catch (error) {
          if (!(error instanceof StoreWiped)) throw error;
          await begin();
          // Nothing was written, and what the steps were made from is gone: read again.
          return steps.map(() => 'stale');
        }
      },
    },
  };
}

/**
 * Before anything is read from the archive in an epoch, the archive must know of it: from then on it takes nothing
 * more from earlier ones, and who is not found there will not come.
 * @returns whether the epoch is still the store's present one, and settled
 */
function settling(store: Store, archive: Archive): (partition: number, epoch: number) => Promise<boolean> {
  const settled = new Map<number, number>();
  return async (partition, epoch) => {
    if (settled.get(partition) === epoch) return true;
    const standing = await store.standing(partition);
    if (standing?.epoch !== epoch) return false;
    const { kind } = await archive.noteMarks(partition, standing.life, epoch, noMarks);
    if (kind === 'behind') throw new StoreUnavailable(strangers(partition));
    settled.set(partition, epoch);
    return true;
  };
}

/** The sentence for a store that is not the one its archive knows. */
export const strangers = (partition: number): string =>
  `partition ${partition} of the store is not the one the archive knows: an older copy of the store was started, or ARCHIVE_URL or DATA_DIR names another bot's archive; nothing is moved there. If the store is the older copy, empty it: it fills again from the archive`;

/** Brings back one partition's counters and chats, then ends restoring there. */
async function restore(
  { store, archive, log }: { store: Store; archive: Archive; log: Log },
  partition: number,
  epoch: number,
): Promise<void> {
  for (;;) {
    const standing = await store.standing(partition);
    if (standing?.epoch !== epoch || !standing.isRestoring) return;
    // Where this page begins is the store's to say: each is added once, whoever else is adding them.
    const after = standing.countersUpTo;
    const page = await archive.counterPage(partition, epoch, after, countersAtOnce);
    const upTo = page.at(-1)?.key;
    if (upTo === undefined) break;
    const sums = Object.fromEntries(page.map(({ key, n }) => [key, n]));
    await store.putBackCounters(partition, epoch, { after, upTo, sums });
  }
  let chats = 0;
  for (let after = ''; ; ) {
    const page = await archive.chatPage(partition, epoch, after, chatsAtOnce);
    const last = page.at(-1);
    if (last === undefined) break;
    await store.putBack(partition, epoch, page);
    chats += page.length;
    after = chatKey(last.chat);
  }
  await store.endRestoring(partition, epoch);
  log.info({ partition, epoch, chats }, 'everything the archive held is back in the store');
}
