import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Update } from '../../src/channels/channel.ts';
import { openTell, reportEnd } from '../../src/office/told-in-chat.ts';
import { changeBroadcast } from '../../src/store/broadcast-control.ts';
import { openTestOffice, type TestOffice } from '../fixtures/office.ts';
import { smallCourse } from '../fixtures/small-course.ts';

let it: TestOffice;
let received: Update[];
beforeEach(() => {
  it = openTestOffice();
  received = [];
});
afterEach(() => it.remove());

const options = () => ({
  receive: async (update: Update) => {
    received.push(update);
    return { kind: 'committed' as const };
  },
  office: it.office,
  find: async (id: string) => (await it.store.broadcasts()).find((broadcast) => broadcast.id === id),
  course: () => smallCourse(),
  clock: () => it.clock.now,
});

describe('what the office tells an official unasked', () => {
  test('comes as one event in every language, under a name that tells it once', async () => {
    const { id } = await it.written('an');
    await openTell(options())('telegram:-:an', `sent_back:${id}:3`, {
      kind: 'sent_back',
      broadcast: id,
      by: '',
    });
    const [update] = received;
    expect(update).toMatchObject({
      chat: { channel: 'telegram', bot: '-', user: 'an' },
      id: `told:sent_back:${id}:3`,
      event: {
        kind: 'office_told',
        messages: {
          vi: { text: expect.stringContaining('Một đồng nghiệp trả lại tin “Mỗi ngày 5 phút, mình cùng…”') },
          en: { text: expect.stringContaining('A colleague has sent back') },
        },
      },
    });
  });

  test('is handed in again while the intake is full, and then given up aloud', async () => {
    const { id } = await it.written('an');
    let asked = 0;
    const tell = openTell({
      ...options(),
      receive: async () => {
        asked++;
        return { kind: 'try_later', afterMs: 1 };
      },
    });
    await expect(
      tell('telegram:-:an', 'x', { kind: 'approved', broadcast: id, by: 'Hoa' }),
    ).rejects.toThrow();
    expect(asked).toBe(5);
  });

  test('whoever wrote it reads the figures when it has ended', async () => {
    const seen = await it.written('an');
    await it.learner('1');
    await it.office.submit(it.by('an'), seen);
    for (const act of [
      { kind: 'start', at: 5 },
      { kind: 'planned' },
      { kind: 'finish', at: it.clock.now },
    ] as const) {
      await changeBroadcast(it.store, seen.id, act);
    }
    const ended = await it.office.find(it.by('an'), seen.id);
    if (ended === undefined) throw new Error('it is gone');
    await reportEnd(options(), it.by('an'), ended);
    expect(received[0]).toMatchObject({
      id: `told:ended:${seen.id}:${ended.revision}`,
      event: { messages: { vi: { text: expect.stringContaining('Gửi xong lúc 12:00 trưa nay.') } } },
    });
    const withoutChat = { person: { ...it.by('an').person, chat: undefined }, from: 'test' };
    await reportEnd(options(), withoutChat, ended);
    expect(received).toHaveLength(1);
  });
});
