import { beforeEach, describe, expect, test } from 'vitest';
import type { Chat } from '../../../src/core/chat.ts';
import { type Archive, noMarks } from '../../../src/store/archive/archive.ts';
import { type ArchivedChat, beyondEpochs } from '../../../src/store/life.ts';
import { type ArchiveUnderTest, erasedChatRow } from './rows.ts';

const chatOf = (user: string): Chat => ({ channel: 'telegram', bot: '4711', user });
export const recordOf = (user: string, number: number, revision: number): ArchivedChat => ({
  chat: chatOf(user),
  number,
  revision,
  record: Uint8Array.from([0, 255, number, revision]),
});
const addressOf = (user: string): string => `telegram:4711:${user}`;

export function chatArchiveContract(open: () => ArchiveUnderTest): void {
  describe('chats', () => {
    let archive: Archive;
    let other: Archive;
    const begin = (life: string, epoch: number) => archive.noteMarks(0, life, epoch, noMarks);
    beforeEach(async () => {
      ({ archive, other } = open());
      await begin('first life', 1);
    });
    const found = async (user: string): Promise<number[]> => {
      const chats = await archive.findChats(0, [addressOf(user)]);
      return chats.map(({ record }) => record[3] ?? -1);
    };

    test('come back byte for byte', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 1), recordOf('b', 2, 7)]);
      const chats = await other.findChats(0, [addressOf('b'), addressOf('nobody'), addressOf('a')]);
      expect(
        chats.map((chat) => ({ ...chat, record: [...chat.record] })).sort((x, y) => x.number - y.number),
      ).toEqual(
        [recordOf('a', 1, 1), recordOf('b', 2, 7)].map((chat) => ({ ...chat, record: [...chat.record] })),
      );
      expect(await other.findChats(1, [addressOf('a')])).toEqual([]);
      expect(await other.findChats(0, [])).toEqual([]);
    });

    test('all of them are read, whatever their epoch', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 1), recordOf('b', 2, 7)]);
      const page = await other.chatPage(0, beyondEpochs, '', 10);
      expect(page.map(({ chat }) => chat.user)).toEqual(['a', 'b']);
    });

    test('a record that comes late does not replace a newer one', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 5)]);
      await other.putChats(0, 1, [recordOf('a', 1, 4)]);
      expect(await found('a')).toEqual([5]);
      await other.putChats(0, 1, [recordOf('a', 1, 6)]);
      expect(await found('a')).toEqual([6]);
    });

    test('a person who came back under another number is newer, whatever the revision', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 50)]);
      await archive.putChats(0, 1, [recordOf('a', 9, 1)]);
      expect(await found('a')).toEqual([1]);
      await archive.putChats(0, 1, [recordOf('a', 1, 51)]);
      expect(await found('a')).toEqual([1]);
    });

    test('writes of an archiver from before a wipe are refused once a later epoch has begun', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 5)]);
      await begin('second life', 2);
      expect(await archive.putChats(0, 1, [recordOf('a', 1, 6), recordOf('b', 2, 1)])).toEqual({
        kind: 'behind',
      });
      expect(await found('a')).toEqual([5]);
      expect(await found('b')).toEqual([]);
      expect(await archive.putChats(0, 2, [recordOf('a', 1, 6)])).toEqual({ kind: 'taken', erased: [] });
      expect(await found('a')).toEqual([6]);
    });

    test('a later epoch is newer, though the record was put back as an older revision', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 9)]);
      await begin('second life', 2);
      await archive.putChats(0, 2, [recordOf('a', 1, 3)]);
      expect(await found('a')).toEqual([3]);
    });

    test('an erased chat is gone, its late snapshot is refused and named, and the person who comes back is not', async () => {
      await archive.putChats(0, 1, [recordOf('a', 1, 5), recordOf('b', 2, 1)]);
      await archive.append([erasedChatRow(0, 1)]);
      expect(await found('a')).toEqual([]);
      const late = recordOf('a', 1, 6);
      expect(await other.putChats(0, 1, [late, recordOf('b', 2, 2)])).toEqual({
        kind: 'taken',
        erased: [late],
      });
      expect(await found('a')).toEqual([]);
      expect(await found('b')).toEqual([2]);
      await archive.putChats(0, 1, [recordOf('a', 3, 1)]);
      expect(await found('a')).toEqual([1]);
      // The same number in another partition is another chat.
      await archive.putChats(1, 1, [recordOf('c', 1, 1)]);
      expect(await archive.findChats(1, [addressOf('c')])).toHaveLength(1);
    });

    test('snapshots and erasures of the same chats, many at once, leave none of the erased', async () => {
      const numbers = Array.from({ length: 30 }, (_, n) => n);
      await Promise.all(
        numbers.flatMap((number) => [
          archive.putChats(0, 1, [recordOf(`u${number}`, number, 1)]),
          other.append([erasedChatRow(0, number)]),
          archive.putChats(0, 1, [recordOf(`u${number}`, number, 2)]),
        ]),
      );
      expect(await archive.chatPage(0, 9, '', 100)).toEqual([]);
    });

    test('of earlier epochs are paged in the order of their addresses', async () => {
      const users = ['Ánh', 'a', 'B', '10', '9', 'ẵ'];
      await archive.putChats(
        0,
        1,
        users.map((user, number) => recordOf(user, number, 1)),
      );
      await begin('second life', 2);
      await archive.putChats(0, 2, [recordOf('9', 4, 2), recordOf('new', 70, 1)]);
      const first = await archive.chatPage(0, 2, '', 3);
      const last = first.at(-1);
      const rest = await archive.chatPage(0, 2, last === undefined ? '' : addressOf(last.chat.user), 10);
      expect([...first, ...rest].map(({ chat }) => chat.user)).toEqual(['10', 'B', 'a', 'Ánh', 'ẵ']);
      expect(await archive.chatPage(1, 2, '', 10)).toEqual([]);
    });
  });
}
