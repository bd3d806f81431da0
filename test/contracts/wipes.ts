import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noCounts } from '../../src/broadcast/states.ts';
import type { Chat } from '../../src/core/chat.ts';
import { openArchiver } from '../../src/delivery/archiver.ts';
import { openLog } from '../../src/log.ts';
import type { Archive } from '../../src/store/archive/archive.ts';
import { withKept } from '../../src/store/kept-broadcasts.ts';
import { numberMargin } from '../../src/store/life.ts';
import { openRestoring, type Restoring } from '../../src/store/restoring.ts';
import type { Loaded, Store } from '../../src/store/store.ts';
import { StoreWiped } from '../../src/store/store.ts';
import { erasedChatRow } from './archive/rows.ts';
import { draft } from './store/broadcasts.ts';
import { rowsOf } from './store/outbox-work.ts';
import {
  commitNext,
  commitOne,
  lan,
  loadOne,
  minh,
  morning,
  neighbours,
  rowSaying,
  sessionNumbered,
} from './store/steps.ts';

/** A store that is begun by the archive, and how it loses everything. */
export type WipedUnderTest = {
  store: Store;
  archive: Archive;
  /** Empties it. @returns the store as it then is, the same or opened anew */
  wipe(): Promise<Store>;
  stop(): Promise<void>;
};

const log = openLog('silent');

/** What store and archive promise together when the store loses all it held. */
export function wipeContract(name: string, open: () => Promise<WipedUnderTest>): void {
  describe(`wiped stores: ${name}`, () => {
    let opened: WipedUnderTest;
    let restoring: Restoring;
    let store: Store;
    let archive: Archive;
    const use = (bare: Store): void => {
      restoring = openRestoring({ store: bare, archive, log });
      store = restoring.store;
    };
    const archiverOf = (owner = 'archiver') => openArchiver({ store, archive, log, owner });
    const moveAll = () => archiverOf().sweep();
    const wipe = async (): Promise<void> => use(await opened.wipe());
    const generation = async (chat: Chat): Promise<number | undefined> =>
      (await loadOne(store, chat))?.session?.codeGeneration;
    const erase = async (chat: Chat): Promise<void> => {
      const found = (await loadOne(store, chat)) as Loaded;
      await commitNext(store, chat, {
        session: undefined,
        archive: [erasedChatRow(store.partitionOf(chat), found.number)],
      });
    };
    beforeEach(async () => {
      opened = await open();
      archive = opened.archive;
      use(opened.store);
    });
    afterEach(() => opened.stop());

    test('a new store takes nothing until it is begun, and begins with number 0 and nothing to restore', async () => {
      await expect(opened.store.load([{ chat: lan, updates: [] }])).rejects.toThrow(StoreWiped);
      await expect(commitOne(opened.store, lan, {})).rejects.toThrow(StoreWiped);
      await restoring.begin();
      expect((await store.lives()).every((life) => life.epoch === 1 && !life.isRestoring)).toBe(true);
      await commitOne(store, lan, { outgoing: [rowSaying('one')] });
      expect((await loadOne(store, lan)) as Loaded).toMatchObject({ number: 0 });
    });

    test('whoever uses the store begins it, without being asked to', async () => {
      expect(await commitOne(store, lan, {})).toBe('stale');
      expect(await commitNext(store, lan, {})).toBe('committed');
      expect(await generation(minh)).toBeUndefined();
    });

    test('a person met before anything is back goes on where the archive left off, with timer and code', async () => {
      await restoring.begin();
      await commitOne(store, lan, {
        session: sessionNumbered(7),
        timerAt: morning,
        codeHash: 'code',
        updates: [{ id: '17', at: morning }],
      });
      const before = (await loadOne(store, lan)) as Loaded;
      await moveAll();
      await wipe();
      const after = (await loadOne(store, lan, ['17', '18'])) as Loaded;
      expect(after.session.codeGeneration).toBe(7);
      expect(after).toMatchObject({ number: before.number, knownUpdates: ['17'] });
      expect(after.version).not.toBe(before.version);
      expect(await store.dueTimers(store.partitionOf(lan), morning, 10)).toEqual([
        { chat: lan, dueAt: morning },
      ]);
      expect(await store.findCode('code')).toEqual(lan);
      expect(await store.chatCount()).toBe(1);
      // What was decided on the lost store is decided again.
      expect(await commitOne(store, lan, { base: before.version })).toBe('stale');
      expect(await commitOne(store, lan, { base: after.version, session: sessionNumbered(8) })).toBe(
        'committed',
      );
      await moveAll();
      await wipe();
      expect(await generation(lan)).toBe(8);
    });

    test('broadcasts come back, the finished with what became of them, without ledgers; what was not begun is a draft', async () => {
      await restoring.begin();
      const done = { ...draft('xong'), startedAt: morning, state: { kind: 'done', at: morning } as const };
      const running = { ...draft('dang'), startedAt: morning, state: { kind: 'running' } as const };
      for (const it of [done, running, draft('nhap')]) await store.putBroadcast(it, 0);
      const counts = { xa: { ...noCounts(), sent: 7 } };
      await archive.keepBroadcast(done, counts);
      await archive.keepBroadcast(running, counts);
      await archive.keepBroadcast({ ...done, id: 'cu', archivedAt: morning }, counts);
      const scheduled = { ...draft('hen'), approvedBy: 'lan', state: { kind: 'scheduled' } as const };
      const refused = { ...draft('thoi'), state: { kind: 'cancelled', by: 'lan', at: morning } as const };
      for (const it of [scheduled, refused, draft('nhap')]) await archive.keepBroadcast(it, {});
      await wipe();
      await restoring.begin();
      expect((await store.broadcasts()).map(({ id, state }) => `${id} ${state.kind}`).sort()).toEqual([
        'dang running',
        'hen draft',
        'nhap draft',
        'thoi cancelled',
        'xong done',
      ]);
      const again = (await store.broadcasts()).find(({ id }) => id === 'hen');
      expect(again?.revision).toBe(scheduled.revision + 1);
      expect(again?.approvedBy).toBeUndefined();
      expect(await store.ledger(0, 'dang')).toBeUndefined();
      expect(await withKept(store, archive).countsByUnit('xong')).toEqual(counts);
    });

    test('a large session comes back whole', async () => {
      await restoring.begin();
      const session = { ...sessionNumbered(3), seed: 'x'.repeat(5_000) };
      await commitOne(store, lan, { session });
      await moveAll();
      await wipe();
      expect(((await loadOne(store, lan)) as Loaded).session).toEqual(session);
    });

    test('a commit that meets the wiped store is told to read again', async () => {
      await restoring.begin();
      await commitOne(store, lan, { session: sessionNumbered(1) });
      const base = (await loadOne(store, lan))?.version;
      await moveAll();
      await wipe();
      expect(await commitOne(store, lan, { base, session: sessionNumbered(2) })).toBe('stale');
      expect(await commitNext(store, lan, { session: sessionNumbered(2) })).toBe('committed');
    });

    test('numbers, sequences and fences go on above all that was given', async () => {
      await restoring.begin();
      const partition = store.partitionOf(lan);
      await commitOne(store, lan, { outgoing: [rowSaying('one')] });
      const lease = await store.acquireLease(partition, 'courier', 60_000);
      const [row] = lease === undefined ? [] : await rowsOf(store, lease);
      await moveAll();
      const { chats } = neighbours(store, 3);
      const unarchived = chats.filter((chat) => chat.user !== lan.user);
      for (const chat of unarchived) await commitOne(store, chat, {});
      await wipe();
      await restoring.begin();
      const newcomer = unarchived[0] ?? minh;
      await commitNext(store, newcomer, { outgoing: [rowSaying('two')] });
      expect(((await loadOne(store, newcomer)) as Loaded).number).toBeGreaterThanOrEqual(numberMargin);
      expect(await store.renewLease(lease as NonNullable<typeof lease>, 1_000)).toBe(false);
      const next = await store.acquireLease(partition, 'courier', 60_000);
      expect(next?.fence).toBeGreaterThan(lease?.fence ?? 0);
      const rows = next === undefined ? [] : await rowsOf(store, next);
      expect(rows.map(({ id }) => id)).toEqual(['two']);
      expect(rows[0]?.sequence).toBeGreaterThan(row?.sequence ?? 0);
      const [last] = await store.archiveRows(store.partitionOf(newcomer), 10);
      expect(last === undefined || last.position > 10_000_000_000).toBe(true);
    });

    test('everything else comes back by itself, counters exactly, and then an absent chat is a new one', async () => {
      await restoring.begin();
      const chats = Array.from(
        { length: 500 },
        (_, n): Chat => ({ channel: 'telegram', bot: '4711', user: String(n) }),
      );
      for (const chat of chats)
        await commitOne(store, chat, { counters: { started: 1, [`of:${chat.user}`]: 2 } });
      await store.keepItemVersions([{ key: 'a', body: '{}' }]);
      await moveAll();
      await wipe();
      await commitNext(store, chats[0] ?? lan, { counters: { started: 5 } });
      await moveAll();
      // Two processes at once.
      await Promise.all([restoring.sweep(), openRestoring({ store, archive, log }).sweep()]);
      expect(await store.chatCount()).toBe(500);
      const sums = await store.counters('');
      expect(sums.started).toBe(505);
      expect(sums['of:7']).toBe(2);
      expect((await store.lives()).some((life) => life.isRestoring)).toBe(false);
      expect(await store.itemVersions()).toEqual([{ key: 'a', body: '{}' }]);
      await moveAll();
      expect((await archive.counters('started')).started).toBe(505);
      // And once more, from what two epochs added.
      await wipe();
      await restoring.sweep();
      expect((await store.counters('started')).started).toBe(505);
      expect(await store.chatCount()).toBe(500);
    });

    test('a wipe in the middle of restoring loses nothing either', async () => {
      await restoring.begin();
      const { chats } = neighbours(store, 30);
      for (const chat of chats) await commitOne(store, chat, { counters: { n: 1 } });
      await moveAll();
      await wipe();
      await commitNext(store, chats[3] ?? lan, { session: sessionNumbered(44), counters: { n: 1 } });
      await moveAll();
      await wipe();
      await restoring.sweep();
      expect(await store.chatCount()).toBe(30);
      expect(await generation(chats[3] ?? lan)).toBe(44);
      expect((await store.counters('n')).n).toBe(31);
    });

    test('who was forgotten before the wipe is not brought back', async () => {
      await restoring.begin();
      await commitOne(store, lan, {});
      await moveAll();
      await erase(lan);
      await moveAll();
      await wipe();
      expect(await generation(lan)).toBeUndefined();
      await restoring.sweep();
      expect(await store.chatCount()).toBe(0);
    });

    test('who is forgotten while others come back is not brought back over it', async () => {
      await restoring.begin();
      await commitOne(store, lan, { session: sessionNumbered(7) });
      await moveAll();
      await wipe();
      expect(await generation(lan)).toBe(7);
      await erase(lan);
      // The archive does not know yet, and is asked by everyone.
      expect(await generation(lan)).toBeUndefined();
      await restoring.sweep();
      expect(await store.chatCount()).toBe(0);
      await moveAll();
      await wipe();
      expect(await generation(lan)).toBeUndefined();
    });

    test('an erasure that an archiver carried through a wipe is done on the chat that came back before it', async () => {
      await restoring.begin();
      await commitOne(store, lan, {});
      const { number } = (await loadOne(store, lan)) as Loaded;
      await moveAll();
      await wipe();
      await restoring.sweep();
      await archive.append([erasedChatRow(store.partitionOf(lan), number)]);
      await commitNext(store, lan, { session: sessionNumbered(2) });
      await moveAll();
      expect(await generation(lan)).toBeUndefined();
      expect(await store.chatCount()).toBe(0);
    });

    test('the snapshot of a chat that was erased meanwhile is refused', async () => {
      await restoring.begin();
      await commitOne(store, lan, {});
      const partition = store.partitionOf(lan);
      const late = await store.changedChats(partition, 10);
      expect(late.chats).toHaveLength(1);
      await erase(lan);
      await moveAll();
      expect(await archive.putChats(partition, late.epoch, late.chats)).toMatchObject({ kind: 'taken' });
      expect(await archive.chatPage(partition, 9, '', 10)).toEqual([]);
    });

    test('what an archiver read before a wipe and writes after it changes nothing', async () => {
      await restoring.begin();
      await commitOne(store, lan, { session: sessionNumbered(1), counters: { n: 1 } });
      await moveAll();
      await commitNext(store, lan, { session: sessionNumbered(2), counters: { n: 1 } });
      const partition = store.partitionOf(lan);
      const late = await store.changedChats(partition, 10);
      const [row] = await store.archiveRows(partition, 10);
      await wipe();
      await commitNext(store, lan, { session: sessionNumbered(3), counters: { n: 10 } });
      expect(await archive.putChats(partition, late.epoch, late.chats)).toEqual({ kind: 'behind' });
      expect(await archive.addCounters(partition, 1, [{ id: 'late', position: 2, sums: { n: 1 } }])).toEqual({
        kind: 'behind',
      });
      // It believes that the archive has its rows, and drops them: none of the new ones.
      await store.dropArchiveRows(partition, row?.position ?? 0);
      await moveAll();
      await wipe();
      await restoring.sweep();
      expect(await generation(lan)).toBe(3);
      expect((await store.counters('n')).n).toBe(11);
    });

    test('a process that asked for an epoch and slept through another wipe begins nothing', async () => {
      const [slept] = await opened.store.lives();
      await wipe();
      const [present] = await store.lives();
      expect(present?.life).not.toBe(slept?.life);
      const start = { epoch: 99, nextNumber: 0, isRestoring: false };
      await store.beginEpoch(0, { ...start, life: slept?.life ?? '' });
      expect((await store.lives())[0]?.epoch).toBeUndefined();
      await restoring.begin();
      await store.beginEpoch(0, { ...start, life: present?.life ?? '' });
      expect((await store.lives())[0]?.epoch).toBe(1);
    });

    test('a mark stays where the record moved on while it was archived', async () => {
      await restoring.begin();
      await commitOne(store, lan, {});
      const partition = store.partitionOf(lan);
      const { epoch, chats } = await store.changedChats(partition, 10);
      await commitNext(store, lan, { session: sessionNumbered(5) });
      await store.archivedChats(partition, epoch, chats);
      expect((await store.changedChats(partition, 10)).chats).toHaveLength(1);
      await moveAll();
      expect((await store.changedChats(partition, 10)).chats).toEqual([]);
    });

    test('an archive that was lost is given every chat again', async () => {
      await restoring.begin();
      const { chats } = neighbours(store, 40);
      for (const chat of chats) await commitOne(store, chat, {});
      await moveAll();
      const partition = store.partitionOf(lan);
      await store.markAllChanged(partition);
      expect((await store.standing(partition))?.changedChats).toBe(40);
    });
  });
}
