import { afterEach, beforeEach, expect, test } from 'vitest';
import { localMonth } from '../../src/core/local-calendar.ts';
import type { Session } from '../../src/core/session.ts';
import { dayMs, minuteMs } from '../../src/core/time.ts';
import { openPeopleCount } from '../../src/people-count.ts';
import { headsOf, placesOf } from '../../src/stats/people-figures.ts';
import { type Archive, noMarks } from '../../src/store/archive/archive.ts';
import { nextRecord } from '../../src/store/record.ts';
import { type Group, sessionOf } from '../fixtures/counted-people.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';

let now = Date.UTC(2026, 10, 26);
let archive: Archive;
let remove: () => Promise<void>;
let number = 0;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 26);
  number = 0;
  ({ archive, remove } = temporaryArchive());
  await archive.giveEpoch(0, 1);
  await archive.noteMarks(0, 'a life', 1, noMarks);
});
afterEach(() => remove());

async function archived(group: Group, channel = group.channel ?? 'web'): Promise<void> {
  const session: Session = sessionOf(group, now);
  const step = { updates: [], redeliveryMs: 0, timerAt: undefined, session };
  const chats = Array.from({ length: group.people }, () => {
    number++;
    const { head, body } = nextRecord(undefined, step, { epoch: 1, number }, now);
    const record = new Uint8Array(Buffer.concat([head, body]));
    return { chat: { channel, bot: 'b', user: `u${number}` }, number, revision: 1, record };
  });
  await archive.putChats(0, 1, chats);
}
const { units } = smallCourse();

test('everybody who agreed is counted where they live and where they learn, once in the province', async () => {
  await archived({ people: 300, commune: '16012', audience: 'citizen', finished: { '4.1': now - dayMs } });
  await archived({
    people: 25,
    commune: '16012',
    organisation: 'thcs_nga_an',
    audience: 'student',
    openedAt: now - 31 * dayMs,
  });
  await archived({ people: 20, audience: 'worker', sharesWith: 2 });
  await archived({ people: 90, commune: '16012', hasAgreed: false });
  // Simulated people of a trial stand beside real ones, and are none of them.
  await archived({ people: 40, commune: '16012' }, 'demo');
  const census = await openPeopleCount({ archive, clock: () => now }).read();
  if (census === undefined) throw new Error('there is a census');
  expect(headsOf(census, ['16012'])).toEqual({ reached: 320, active: 300, finished: 300, sharing: 'few' });
  expect(headsOf(census, placesOf(units, 'thcs_nga_an'))).toMatchObject({ reached: 20, active: 'few' });
  expect(headsOf(census, placesOf(units, '38'))).toMatchObject({ reached: 360, sharing: 40 });
  expect(census.months[`16012/finished/${localMonth(now - dayMs)}`]).toBe(300);
});

test('a process that starts has what was counted before; a newer count is taken while the old one is shown', async () => {
  await archived({ people: 30, commune: '16012' });
  const first = openPeopleCount({ archive, clock: () => now });
  expect((await first.read())?.takenAt).toBe(now);
  await archived({ people: 40, commune: '16012' });
  const second = openPeopleCount({ archive, clock: () => now });
  const early = await second.read();
  expect(early && headsOf(early, ['16012']).reached).toBe(30);
  now += 2 * minuteMs;
  expect((await second.read())?.takenAt).toBe(now - 2 * minuteMs);
  await expect.poll(async () => (await second.read())?.takenAt).toBe(now);
  const late = await second.read();
  expect(late && headsOf(late, ['16012']).reached).toBe(70);
});
