import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../src/core/chat.ts';
import type { ArchiveRow, Store } from '../../../src/store/store.ts';
import {
  commitNext,
  commitOne,
  lan,
  minh,
  morning,
  neighbours,
  type StoreUnderTest,
  stepFor,
} from './steps.ts';

const archiveRow = (id: string): ArchiveRow => ({
  id,
  kind: 'statement',
  learner: 'người học 1',
  at: morning,
  body: `{"id":"${id}",  "tên":"Lan"}`,
});

/** Counters, rows for the archive, codes, tallies, failures and item wordings. */
export function tableContract(open: () => StoreUnderTest): void {
  let store: Store;
  let pass: StoreUnderTest['pass'];
  beforeEach(() => {
    ({ store, pass } = open());
  });

  describe('counters', () => {
    it('add up over chats and partitions, and are found by their beginning', async () => {
      await commitOne(store, lan, { counters: { 'I:4.1:a': 2, 'I:4.1:b': 1, started: 5 } });
      await commitOne(store, minh, { counters: { 'I:4.1:a': 3, 'I:4.10:a': 1, 'Đ:1': -4 } });
      expect(await store.counters('I:4.1:')).toEqual({ 'I:4.1:a': 5, 'I:4.1:b': 1 });
      expect(await store.counters('Đ')).toEqual({ 'Đ:1': -4 });
      expect(await store.counters('I%')).toEqual({});
      expect(Object.keys(await store.counters('')).sort()).toEqual([
        'I:4.10:a',
        'I:4.1:a',
        'I:4.1:b',
        'started',
        'Đ:1',
      ]);
    });

    it('stay exact for large numbers', async () => {
      await commitOne(store, lan, { counters: { n: 2 ** 52 } });
      await commitNext(store, lan, { counters: { n: 2 ** 52 - 1 } });
      expect(await store.counters('n')).toEqual({ n: 2 ** 53 - 1 });
    });
  });

  describe('rows for the archive', () => {
    it('come out oldest first, byte for byte, until they are dropped', async () => {
      const partition = store.partitionOf(lan);
      await commitOne(store, lan, { archive: [archiveRow('z'), archiveRow('a')] });
      await commitNext(store, lan, { archive: [archiveRow('m')] });
      const queued = await store.archiveRows(partition, 10);
      expect(queued.map(({ row }) => row)).toEqual(['z', 'a', 'm'].map(archiveRow));
      expect((await store.archiveRows(partition, 2)).map(({ row }) => row.id)).toEqual(['z', 'a']);
      await store.dropArchiveRows(partition, queued[1]?.position ?? -1);
      expect(await store.archiveRows(partition, 10)).toEqual(queued.slice(2));
      await store.dropArchiveRows(partition, queued[1]?.position ?? -1);
      expect(await store.archiveRows(partition, 10)).toEqual(queued.slice(2));
    });

    it('have positions that rise and are not given again', async () => {
      const partition = store.partitionOf(lan);
      await commitOne(store, lan, { archive: [archiveRow('a')] });
      const [first] = await store.archiveRows(partition, 10);
      await store.dropArchiveRows(partition, first?.position ?? -1);
      await commitNext(store, lan, { archive: [archiveRow('b')] });
      const [second] = await store.archiveRows(partition, 10);
      expect(second?.position).toBeGreaterThan(first?.position ?? Number.MAX_VALUE);
    });

    it('say what each commit added to the counters, so that the archive can add it too', async () => {
      const { partition, chats } = neighbours(store, 2);
      const [first, second] = chats as [typeof lan, typeof lan];
      await store.commit(
        partition,
        [
          stepFor(first, { counters: { 'I/đ': 1, n: 2 } }),
          stepFor(second, { counters: { n: 3 } }),
          stepFor({ ...first, user: 'stale' }, { base: undefined, counters: {} }),
        ],
        morning,
      );
      const rows = (await store.archiveRows(partition, 10)).map(({ row }) => row);
      expect(rows.map((row) => row.kind)).toEqual(['counters']);
      expect(JSON.parse(rows[0]?.body ?? '')).toEqual({ 'I/đ': '1', n: '5' });
    });
  });

  describe('paper codes', () => {
    it('a newer code of a chat replaces the older one', async () => {
      await commitOne(store, lan, { codeHash: 'first' });
      await commitOne(store, minh, { codeHash: 'other' });
      expect(await store.findCode('first')).toEqual(lan);
      await commitNext(store, lan, { codeHash: 'second' });
      expect(await store.findCode('first')).toBeUndefined();
      expect(await store.findCode('second')).toEqual(lan);
      expect(await store.findCode('other')).toEqual(minh);
    });

    it('of hundreds of chats each code opens its own, also after the newest has replaced an older one', async () => {
      const { partition, chats } = neighbours(store, 300);
      const codeOf = (chat: Chat): string => `code of ${chat.user}`;
      for (let from = 0; from < chats.length; from += 50) {
        const steps = chats.slice(from, from + 50).map((chat) => stepFor(chat, { codeHash: codeOf(chat) }));
        expect(await store.commit(partition, steps, morning)).not.toContain('stale');
      }
      const [first] = chats;
      if (first === undefined) throw new Error('no chats');
      await commitNext(store, first, { codeHash: 'newer' });
      for (const chat of chats.slice(1)) expect(await store.findCode(codeOf(chat))).toEqual(chat);
      expect(await store.findCode(codeOf(first))).toBeUndefined();
      expect(await store.findCode('newer')).toEqual(first);
    });

    it('a commit without a code leaves the code as it is', async () => {
      await commitOne(store, lan, { codeHash: 'first' });
      await commitNext(store, lan, {});
      expect(await store.findCode('first')).toEqual(lan);
    });
  });

  describe('notes', () => {
    it('are kept until replaced, by whoever read what they replace', async () => {
      expect(await store.note('pair')).toBeUndefined();
      expect(await store.keepNote('pair', 'first', 'something')).toBe(false);
      expect(await store.keepNote('pair', 'first', undefined)).toBe(true);
      expect(await store.keepNote('pair', 'again', undefined)).toBe(false);
      expect(await store.keepNote('pair', '', 'first')).toBe(true);
      expect(await store.note('pair')).toBe('');
      expect(await store.keepNote('pair', 'đây là chữ', '')).toBe(true);
      expect(await store.note('pair')).toBe('đây là chữ');
      expect(await store.note('other')).toBeUndefined();
    });

    it('of two who replace the same, one learns that it was not', async () => {
      const tries = await Promise.all(['a', 'b'].map((text) => store.keepNote('one', text, undefined)));
      expect(tries.toSorted()).toEqual([false, true]);
    });
  });

  describe('tallies', () => {
    it('can be read without counting, until their window is over', async () => {
      expect(await store.tallied('read')).toBe(0);
      await store.tally('read', 5_000);
      await store.tally('read', 5_000);
      expect(await store.tallied('read')).toBe(2);
      expect(await store.tallied('read')).toBe(2);
      await pass(6_000);
      expect(await store.tallied('read')).toBe(0);
    });

    it('count within a window that opens with the first', async () => {
      expect(await store.tally('long', 600_000)).toBe(1);
      expect(await store.tally('long', 600_000)).toBe(2);
      expect(await store.tally('other', 600_000)).toBe(1);
      expect(await store.tally('short', 20)).toBe(1);
      await pass(20);
      expect(await store.tally('short', 20)).toBe(1);
      expect(await store.tally('long', 600_000)).toBe(3);
    });

    it('counts more than one at once, and gives back', async () => {
      expect(await store.tally('tokens', 600_000, 900)).toBe(900);
      expect(await store.tally('tokens', 600_000, 700)).toBe(1_600);
      expect(await store.tally('tokens', 600_000, -650)).toBe(950);
      expect(await store.tallied('tokens')).toBe(950);
      expect(await store.tally('tokens', 600_000, -2_000)).toBe(0);
      expect(await store.tally('untouched', 600_000, -5)).toBe(0);
    });
  });

  describe('failures', () => {
    it('counts how often one update of one chat has failed', async () => {
      expect(await store.strike(lan, '17')).toBe(1);
      expect(await store.strike(lan, '17')).toBe(2);
      expect(await store.strike(lan, '18')).toBe(1);
      expect(await store.strike(minh, '17')).toBe(1);
    });

    it('keeps the newest thousand dead letters, newest first', async () => {
      expect(await store.deadLetters()).toEqual([]);
      for (let index = 0; index < 1_005; index += 1) {
        await store.bury({ at: morning + index, chat: lan, update: String(index), reason: 'năm lần' });
      }
      const letters = await store.deadLetters();
      expect(letters).toHaveLength(1_000);
      expect(letters[0]).toEqual({ at: morning + 1_004, chat: lan, update: '1004', reason: 'năm lần' });
      expect(letters.at(-1)?.update).toBe('5');
    });

    it('dead letters of all chats are one list', async () => {
      await store.bury({ at: morning, chat: lan, update: '1', reason: 'x' });
      await store.bury({ at: morning + 1, chat: minh, update: '2', reason: 'y' });
      expect((await store.deadLetters()).map((letter) => letter.update)).toEqual(['2', '1']);
    });
  });

  it('the first wording kept under a key stays for ever', async () => {
    await store.keepItemVersions([
      { key: '4.1-a1@aaaaaaaa', body: '{"stem":"Một"}' },
      { key: '4.1-a1@bbbbbbbb', body: '{"stem":"Hai"}' },
    ]);
    await store.keepItemVersions([{ key: '4.1-a1@aaaaaaaa', body: '{"stem":"Khác"}' }]);
    await store.keepItemVersions([]);
    expect(await store.itemVersions()).toEqual([
      { key: '4.1-a1@aaaaaaaa', body: '{"stem":"Một"}' },
      { key: '4.1-a1@bbbbbbbb', body: '{"stem":"Hai"}' },
    ]);
  });

  it('a store at work has no trouble to report', async () => {
    expect(await store.trouble()).toBeUndefined();
  });
}
