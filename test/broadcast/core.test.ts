import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceOf, audienceOfBroadcast, unitOf } from '../../src/broadcast/audience.ts';
import {
  type Broadcast,
  type BroadcastAct,
  budgetedWith,
  change,
  newBroadcast,
  restsAtNight,
} from '../../src/broadcast/broadcast.ts';
import { forecast } from '../../src/broadcast/forecast.ts';
import { isHoldout } from '../../src/broadcast/holdout.ts';
import { broadcastMessage } from '../../src/broadcast/message.ts';
import { isQuiet, openFrom, openUntil } from '../../src/broadcast/quiet-hours.ts';
import { noCounts, progressOf, recipientStates } from '../../src/broadcast/states.ts';
import { readTap } from '../../src/core/choice-id.ts';
import type { Unit } from '../../src/core/course.ts';
import { newSession } from '../../src/core/new-session.ts';
import { glanceOf } from '../../src/core/session-glance.ts';
import { dayMs } from '../../src/core/time.ts';
import { isMuted, topics, withAllMuted, withMuted, withNoneMuted } from '../../src/core/topics.ts';
import { draft } from '../contracts/store/broadcasts.ts';
import { usualQuietHours } from '../fixtures/calendar.ts';

const web = { channel: 'web', bot: '-', user: '1' };
/** Local time in Hanoi. */
const local = (month: number, day: number, hour: number, minute = 0): number =>
  Date.UTC(2027, month - 1, day, hour - 7, minute);

const danger = (more: Partial<Broadcast> = {}): Broadcast => ({
  ...draft('a'),
  topic: 'danger',
  crossesQuietHours: true,
  exceptionReason: 'vỡ đê',
  ...more,
});

function after(broadcast: Broadcast, ...acts: BroadcastAct[]): string {
  let now = broadcast;
  for (const act of acts) {
    const result = change(now, act);
    if (result.kind === 'refused') return `refused: ${result.why}`;
    expect(result.broadcast.revision).toBe(now.revision + 1);
    now = result.broadcast;
  }
  return now.state.kind;
}

describe('the life of a broadcast', () => {
  const submit = (recipients: number): BroadcastAct => ({
    kind: 'submit',
    at: 1,
    recipients,
    isDoubtful: false,
    asked: ['binh'],
  });
  const start: BroadcastAct = { kind: 'start', at: 5 };
  const pause: BroadcastAct = { kind: 'pause', by: 'an', at: 6 };
  const [planned, resume, finish]: BroadcastAct[] = [
    { kind: 'planned' },
    { kind: 'resume' },
    { kind: 'finish', at: 9 },
  ];
  test.each<{ what: string; of: Broadcast; acts: (BroadcastAct | undefined)[]; ends: string }>([
    { what: 'a small one needs nobody else', of: draft('a'), acts: [submit(1_000)], ends: 'scheduled' },
    { what: 'a large one does', of: draft('a'), acts: [submit(1_001)], ends: 'waiting_for_approval' },
    {
      what: 'nobody approves their own',
      of: draft('a'),
      acts: [submit(5_000), { kind: 'approve', by: 'an' }],
      ends: 'refused: own_approval',
    },
    {
      what: 'a second person approves',
      of: draft('a'),
      acts: [submit(5_000), { kind: 'approve', by: 'binh' }, start, planned, finish],
      ends: 'done',
    },
    {
      what: 'a small one that crosses the night needs a second person',
      of: danger(),
      acts: [submit(3)],
      ends: 'waiting_for_approval',
    },
    {
      what: 'only danger crosses the night',
      of: danger({ topic: 'learning' }),
      acts: [submit(3)],
      ends: 'refused: danger_only',
    },
    {
      what: 'only danger crosses the weekly cap, with a reason',
      of: danger({ crossesQuietHours: false, weeklyCap: undefined, exceptionReason: '  ' }),
      acts: [submit(3)],
      ends: 'refused: reason_missing',
    },
    {
      what: 'words in doubt need a second person, however few they are for',
      of: draft('a'),
      acts: [{ ...submit(3), isDoubtful: true } as BroadcastAct],
      ends: 'waiting_for_approval',
    },
    {
      what: 'it starts no earlier than it is meant to',
      of: { ...draft('a'), scheduledAt: 6 },
      acts: [submit(3), start],
      ends: 'refused: not_now',
    },
    {
      what: 'a pause is left by way of the plan, which may not be whole',
      of: draft('a'),
      acts: [submit(3), start, pause, resume, planned, pause, resume],
      ends: 'planning',
    },
    {
      what: 'what is over is over',
      of: draft('a'),
      acts: [submit(3), start, { kind: 'cancel', by: 'an', at: 7 }, resume],
      ends: 'refused: not_now',
    },
  ])('$what', ({ of, acts, ends }) => {
    expect(after(of, ...acts.filter((act) => act !== undefined))).toBe(ends);
  });

  test('of other offices count those that sent within the week, and no try', () => {
    const now = 100 * dayMs;
    const sent = (id: string, daysAgo: number): Broadcast => ({
      ...draft(id),
      startedAt: 1,
      state: { kind: 'done', at: now - daysAgo * dayMs },
    });
    const all = [
      sent('six-days', 6),
      sent('eight-days', 8),
      draft('never-sent'),
      { ...draft('under-way'), startedAt: 1, state: { kind: 'running' as const } },
      { ...sent('a-try', 1), tryOf: 'this' },
      draft('this'),
    ];
    expect(budgetedWith(draft('this'), all, now)).toEqual(['six-days', 'under-way']);
  });
});

describe('quiet hours', () => {
  test.each([
    { at: local(3, 3, 6, 29), quiet: true },
    { at: local(3, 3, 6, 30), quiet: false },
    { at: local(3, 3, 20, 44), quiet: false },
    { at: local(3, 3, 20, 45), quiet: true },
    { at: local(3, 3, 0), quiet: true },
    { at: local(2, 5, 12), quiet: true },
  ])('$at is quiet: $quiet', ({ at, quiet }) => {
    expect(isQuiet(at, usualQuietHours)).toBe(quiet);
  });

  test('what is stopped in the evening goes on in the morning, and not before Tết is over', () => {
    expect(openFrom(local(3, 3, 21), usualQuietHours)).toBe(local(3, 4, 6, 30));
    expect(openFrom(local(3, 3, 2), usualQuietHours)).toBe(local(3, 3, 6, 30));
    expect(openFrom(local(2, 2, 21), usualQuietHours)).toBe(local(2, 13, 6, 30));
    expect(openUntil(local(3, 3, 7), usualQuietHours)).toBe(local(3, 3, 20, 45));
  });

  test('the next open moment is open and none before it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: local(1, 1, 0), max: local(12, 31, 0) }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (at, share) => {
          const opens = openFrom(at, usualQuietHours);
          if (opens === undefined) throw new Error('a year has open days');
          expect(isQuiet(opens, usualQuietHours)).toBe(false);
          const between = Math.floor(at + (opens - at) * share);
          if (between < opens) expect(isQuiet(between, usualQuietHours)).toBe(true);
        },
      ),
    );
  });
});

describe('the forecast', () => {
  test('says how many tonight, how many tomorrow, and when it ends', () => {
    const { stretches, finishedAt } = forecast(local(3, 3, 20, 35), 30_000, 25, usualQuietHours);
    expect(stretches.map((it) => it.recipients)).toEqual([15_000, 15_000]);
    expect(stretches[1]?.from).toBe(local(3, 4, 6, 30));
    expect(finishedAt).toBe(local(3, 4, 6, 40));
  });

  test('4.3 million at 25 a second take three and a half days of open hours', () => {
    const { stretches, finishedAt } = forecast(local(3, 3, 6, 30), 4_300_000, 25, usualQuietHours);
    expect(stretches.map((it) => it.recipients)).toEqual([1_282_500, 1_282_500, 1_282_500, 452_500]);
    expect(finishedAt).toBe(local(3, 6, 6, 30) + (452_500 / 25) * 1_000);
  });

  test('all are sent, none in quiet time, and faster than the channel nobody is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: local(1, 1, 0), max: local(6, 30, 0) }),
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (at, recipients, perSecond) => {
          const { stretches, finishedAt } = forecast(at, recipients, perSecond, usualQuietHours);
          const sum = stretches.reduce((all, it) => all + it.recipients, 0);
          if (finishedAt !== undefined) expect(sum).toBe(recipients);
          else expect(sum).toBeLessThan(recipients);
          for (const it of stretches) {
            expect(isQuiet(it.from, usualQuietHours)).toBe(false);
            expect(isQuiet(it.until - 1, usualQuietHours)).toBe(false);
            expect(it.recipients / perSecond).toBeLessThanOrEqual((it.until - it.from) / 1_000);
          }
        },
      ),
    );
  });
});

describe('the holdout', () => {
  test('is drawn the same each time, of about the share that was asked, and differently for each broadcast', () => {
    const drawn = (id: string) =>
      Array.from({ length: 20_000 }, (_, number) => number).filter((number) =>
        isHoldout(id, 3, number, 0.05),
      );
    expect(drawn('a')).toEqual(drawn('a'));
    expect(drawn('a').length).toBeGreaterThan(850);
    expect(drawn('a').length).toBeLessThan(1_150);
    const both = new Set(drawn('b'));
    expect(drawn('a').filter((number) => both.has(number)).length).toBeLessThan(100);
    expect(drawn('a')).not.toEqual(drawn('b'));
    expect(isHoldout('a', 3, 7, 0)).toBe(false);
  });
});

describe('the audience', () => {
  const now = local(3, 3, 12);
  const unit = (id: string, parent?: string): Unit => ({
    id,
    kind: 'commune',
    name: id,
    fullName: id,
    ...(parent === undefined ? {} : { parent }),
    searchKeys: [],
  });
  const units = new Map(
    [unit('38'), unit('14797', '38'), unit('01', '14797'), unit('99')].map((it) => [it.id, it]),
  );
  const chatIn = (commune: string | undefined, change: object = {}, over: object = {}) => {
    const session = newSession('0123456789abcdef', 'vi', now - 20 * dayMs);
    const [learner] = session.learners;
    return glanceOf({
      ...session,
      ...over,
      learners: [{ ...learner, commune, ...change } as typeof learner & object],
    });
  };
  const failed = {
    attempts: 1,
    lastAsked: 5,
    lastRight: 2,
    completedAt: undefined,
    completedVersion: undefined,
    task: undefined,
  };
  const passed = { ...failed, lastRight: 3, completedAt: now };
  test.each([
    { what: 'everybody', filter: {}, chat: chatIn(undefined), is: true },
    { what: 'a province with all that lies in it', filter: { units: ['38'] }, chat: chatIn('01'), is: true },
    { what: 'another place', filter: { units: ['38'] }, chat: chatIn('99'), is: false },
    { what: 'nowhere', filter: { units: ['38'] }, chat: chatIn(undefined), is: false },
    {
      what: 'an organisation',
      filter: { units: ['38'] },
      chat: chatIn(undefined, { organisation: '38' }),
      is: true,
    },
    {
      what: 'a kind',
      filter: { audiences: ['worker' as const] },
      chat: chatIn('01', { audience: 'worker' }),
      is: true,
    },
    { what: 'unsaid kind', filter: { audiences: ['worker' as const] }, chat: chatIn('01'), is: false },
    { what: 'language', filter: { languages: ['en' as const] }, chat: chatIn('01'), is: false },
    { what: 'channel', filter: { channels: ['telegram'] }, chat: chatIn('01'), is: false },
    {
      what: 'silent',
      filter: { progress: { kind: 'silent' as const, days: 14 } },
      chat: chatIn('01'),
      is: true,
    },
    {
      what: 'not so silent',
      filter: { progress: { kind: 'silent' as const, days: 14 } },
      chat: chatIn('01', {}, { heardAt: now - 13 * dayMs }),
      is: false,
    },
    {
      what: 'not started',
      filter: { progress: { kind: 'not_started' as const } },
      chat: chatIn('01'),
      is: true,
    },
    {
      what: 'in the midst of a lesson',
      filter: { progress: { kind: 'unfinished' as const } },
      chat: chatIn('01', { place: { kind: 'card', lesson: '4.1', card: 2 } }),
      is: true,
    },
    {
      what: 'in the midst of another lesson',
      filter: { progress: { kind: 'unfinished' as const, lesson: '4.2' } },
      chat: chatIn('01', { place: { kind: 'card', lesson: '4.1', card: 2 } }),
      is: false,
    },
    {
      what: 'finished all it began',
      filter: { progress: { kind: 'unfinished' as const } },
      chat: chatIn('01', { progress: { '4.1': passed } }),
      is: false,
    },
    {
      what: 'failed',
      filter: { progress: { kind: 'failed' as const, lesson: '4.1' } },
      chat: chatIn('01', { progress: { '4.1': failed } }),
      is: true,
    },
    {
      what: 'passed',
      filter: { progress: { kind: 'failed' as const, lesson: '4.1' } },
      chat: chatIn('01', { progress: { '4.1': passed } }),
      is: false,
    },
    {
      what: 'completed',
      filter: { progress: { kind: 'completed' as const, lesson: '4.1' } },
      chat: chatIn('01', { progress: { '4.1': passed } }),
      is: true,
    },
    {
      what: 'all that is named must hold',
      filter: { units: ['38'], audiences: ['worker' as const] },
      chat: chatIn('99', { audience: 'worker' }),
      is: false,
    },
  ])('$what: $is', ({ filter, chat, is }) => {
    expect(audienceOf(filter, units, now)(web, chat)).toBe(is);
  });

  test('tries are for the chats they name', () => {
    const filter = { chats: ['web:-:1'] };
    expect(audienceOf(filter, units, now)(web, chatIn('01'))).toBe(true);
    expect(audienceOf(filter, units, now)({ ...web, user: '2' }, chatIn('01'))).toBe(false);
  });

  test('a bot of no agency reaches those let in and simulated people alone, whatever the filter says', () => {
    const isIn = audienceOfBroadcast(
      { ...draft('a'), reach: 'test_accounts', testers: ['web:-:1'], audience: { units: ['38'] } },
      units,
      now,
    );
    expect(isIn(web, chatIn('01'))).toBe(true);
    expect(isIn({ ...web, user: '2' }, chatIn('01'))).toBe(false);
    expect(isIn({ ...web, channel: 'demo', user: '2' }, chatIn('01'))).toBe(true);
    expect(isIn(web, chatIn('99'))).toBe(false);
  });

  test('a ring in the data of places ends', () => {
    const ring = new Map([unit('a', 'b'), unit('b', 'a')].map((it) => [it.id, it]));
    expect(audienceOf({ units: ['z'] }, ring, now)(web, chatIn('a'))).toBe(false);
    expect(unitOf(chatIn(undefined, { organisation: 'x' }))).toBe('x');
    expect(unitOf(chatIn(undefined))).toBe('');
  });
});

describe('what a person has stopped', () => {
  const session = newSession('0123456789abcdef', 'vi', local(3, 3, 12));
  test.each(topics)('%s alone, or with all others', (topic) => {
    const stopped = withMuted(session, topic).muted;
    expect(topics.filter((it) => isMuted(stopped, it))).toEqual([topic]);
    expect(isMuted(withAllMuted(session).muted, topic)).toBe(true);
    expect(isMuted(withNoneMuted(withAllMuted(session)).muted, topic)).toBe(false);
  });

  test('each message carries the one tap that stops its topic', () => {
    const message = broadcastMessage(draft('a'), session);
    expect(message.text).not.toContain('{');
    expect(message.text).toBe('Chào anh/chị.\n\nBấm “Dừng loại tin này” nếu không muốn nhận.');
    expect(readTap(message.choices[1]?.id ?? '')).toEqual({ kind: 'mute', topic: 'scam' });
  });
});

describe('around the text', () => {
  const session = newSession('0123456789abcdef', 'vi', local(3, 3, 12));
  const from = { ...draft('a'), sender: 'UBND xã Nga An', code: '12-34' };
  test('stands whom it comes from, how to stop it and by which code to ask', () => {
    const lines = broadcastMessage({ ...from, texts: { vi: { heading: 'Lũ', text: 'Nước lên.' } } }, session);
    expect(lines.heading).toBe('Lũ');
    expect(lines.text.split('\n')).toEqual([
      'Từ: UBND xã Nga An',
      'Nước lên.',
      '',
      'Bấm “Dừng loại tin này” nếu không muốn nhận.',
      'Mã tin: 12-34. Gửi mã này cho trợ lý để hỏi tin có thật không.',
    ]);
  });
  test('a trial of no agency says so, and has no code to ask by', () => {
    const { text } = broadcastMessage({ ...from, reach: 'test_accounts' }, session);
    expect(text.split('\n')[0]).toBe('Bản dùng thử, chưa thuộc cơ quan nào.');
    expect(text).not.toContain('12-34');
  });
  test('a try says so above all else', () => {
    const { text } = broadcastMessage({ ...from, tryOf: 'b' }, session);
    expect(text.split('\n')[0]).toMatch(/^Tin thử/);
  });
});

test('figures add up to the recipients, and web chats that have not been read count as waiting', () => {
  const counts = { ...noCounts(), waiting: 3, placed: 2, sent: 5, holdout: 1, opted_out: 1 };
  expect(progressOf(counts)).toMatchObject({ recipients: 12, waiting: 5, atNextVisit: 2, sent: 5 });
  expect(recipientStates.length).toBeLessThanOrEqual(16);
});

test.each([
  { whom: 'simulated people alone', channels: ['demo'], rests: false },
  { whom: 'simulated people and others', channels: ['demo', 'web'], rests: true },
  { whom: 'everybody', channels: undefined, rests: true },
  { whom: 'no channel', channels: [], rests: true },
])('a message to $whom: it rests at night, $rests', ({ channels, rests }) => {
  const wish = { id: 'b', unit: '38', author: 'x', createdAt: 0, topic: 'learning' } as const;
  const audience = channels === undefined ? {} : { channels };
  expect(restsAtNight(newBroadcast({ ...wish, texts: { vi: { text: 'Chào {ban}.' } }, audience }))).toBe(
    rests,
  );
});
