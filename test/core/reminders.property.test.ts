import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { audiences } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { EventBody } from '../../src/core/event.ts';
import { dayOf, localDay, midnightOf, weekdayOf } from '../../src/core/local-calendar.ts';
import { newSession } from '../../src/core/new-session.ts';
import { isQuietAt } from '../../src/core/quiet.ts';
import { startMs, usualReminder } from '../../src/core/reminder-time.ts';
import type { Learner, Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { dayMs, hourMs, type Instant, minuteMs } from '../../src/core/time.ts';
import { activeLearner, withLearner } from '../../src/core/turn.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const packr = new Packr({ useRecords: false });
const years = 3 * 365;

type Reminder = { at: Instant; day: number; expiresAt: Instant; heardAt: Instant };

/** Somebody who agreed and wants reminders, on a virtual clock; stored between any two steps. */
function someone(from: Instant, about: Partial<Learner>, seed = 'a-seed-of-chance-0001') {
  const reminders: Reminder[] = [];
  let session: Session = withLearner(newSession(seed, 'vi', from), {
    consent: { version: 99, at: from, isGiven: true },
    wantsReminders: true,
    isUnder16: false,
    ...about,
  });
  const step = (body: EventBody, at: Instant): void => {
    const { heardAt } = session;
    const turn = advance(course, session, { ...body, at }, at);
    session = decodeSession(packr.unpack(packr.pack(encodeSession(turn.session))) as unknown[]);
    if (body.kind !== 'timer_due') return;
    for (const effect of turn.effects) {
      if (effect.kind !== 'say') continue;
      expect(effect.expiresAt).toBeDefined();
      reminders.push({
        at: session.latestAt,
        day: localDay(session.latestAt),
        expiresAt: effect.expiresAt ?? 0,
        heardAt,
      });
    }
  };
  return {
    reminders,
    step,
    session: () => session,
    /** Timers fall due until then, each handed in so much later. @returns how many were */
    pass(until: Instant, lateMs = 0): number {
      for (let timers = 0; ; timers++) {
        const dueAt = nextDueAt(course, session);
        if (dueAt === undefined || dueAt > until) return timers;
        step({ kind: 'timer_due', dueAt }, Math.max(dueAt + lateMs, session.latestAt));
        // What was looked after is not due again at once: else the same timer would come for ever.
        expect(nextDueAt(course, session) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(session.latestAt);
        expect(timers).toBeLessThan(10_000);
      }
    },
  };
}

function expectPatience(reminders: Reminder[]): void {
  let inARow = 0;
  for (const [place, it] of reminders.entries()) {
    const before = reminders[place - 1];
    inARow = before !== undefined && before.heardAt === it.heardAt ? inARow + 1 : 1;
    expect(inARow).toBeLessThanOrEqual(4);
    expect(isQuietAt(it.at, course.quietDays)).toBe(false);
    expect(it.expiresAt).toBeGreaterThan(it.at);
    expect(isQuietAt(it.expiresAt - 1, course.quietDays)).toBe(false);
    expect(it.day - localDay(it.heardAt)).toBeGreaterThanOrEqual([1, 3, 7, 21][inARow - 1] ?? 99);
    if (before !== undefined && inARow > 2) expect(it.day - before.day).toBeGreaterThanOrEqual(7);
    const week = reminders.filter(({ day }) => day > it.day - 7 && day <= it.day);
    expect(week.length).toBeLessThanOrEqual(3);
    expect(reminders.filter(({ day }) => day === it.day)).toHaveLength(1);
  }
}

const about = fc.record({
  audience: fc.option(fc.constantFrom(...audiences), { nil: undefined }),
  habit: fc.option(fc.record({ halfHour: fc.nat(47), sureness: fc.constantFrom(1, 2, 3) }), {
    nil: undefined,
  }),
});
const anyStart = fc.integer({ min: midnightOf(dayOf(2026, 11, 20)), max: midnightOf(dayOf(2027, 9, 1)) });
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('silence' as const), ms: fc.nat(9 * dayMs), lateMs: fc.constant(0) }),
  fc.record({ kind: fc.constant('silence' as const), ms: fc.nat(40 * dayMs), lateMs: fc.nat(3 * dayMs) }),
  fc.record({ kind: fc.constant('writes' as const), text: fc.constantFrom('học tiếp', 'có', 'menu', '1') }),
  fc.record({ kind: fc.constant('clock_back' as const), ms: fc.nat(400 * dayMs) }),
);

describe('whoever wants reminders', () => {
  test('is never asked too much of, whatever they do, however late timers come and whatever the clock does', () => {
    let all = 0;
    fc.assert(
      fc.property(anyStart, about, fc.array(anyStep, { maxLength: 60 }), (from, who, steps) => {
        const learner = someone(from, who);
        let now = from;
        learner.step({ kind: 'chat_opened' }, now);
        for (const it of steps) {
          if (it.kind === 'writes') learner.step({ kind: 'text_written', text: it.text }, now);
          // A clock that went back is held where it was: the session never lives a day twice.
          else if (it.kind === 'clock_back') learner.step({ kind: 'timer_due', dueAt: now }, now - it.ms);
          else {
            now += it.ms;
            learner.pass(now, it.lateMs);
            now = Math.max(now, learner.session().latestAt);
          }
        }
        expectPatience(learner.reminders);
        all += learner.reminders.length;
      }),
      { numRuns: 300 },
    );
    expect(all).toBeGreaterThan(300);
  });

  test('hears four times in years of silence, on days of their own, and then never again', () => {
    fc.assert(
      fc.property(anyStart, about, (from, who) => {
        const learner = someone(from, who);
        learner.step({ kind: 'chat_opened' }, from);
        const timers = learner.pass(from + years * dayMs);
        expect(learner.reminders).toHaveLength(4);
        expect(timers).toBeLessThan(20);
        expectPatience(learner.reminders);
        const weekdays = learner.reminders.map(({ day }) => weekdayOf(day));
        if (who.audience === 'student') expect(new Set(weekdays)).toEqual(new Set([6]));
        if (who.audience === 'official') expect(weekdays.some((day) => day === 0 || day === 6)).toBe(false);
        const start = startMs(who.habit, who.audience ?? 'citizen');
        for (const { at, day } of learner.reminders) {
          expect(at - midnightOf(day)).toBeGreaterThanOrEqual(start);
          expect(at - midnightOf(day)).toBeLessThan(usualReminder(who).toMs);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('who answers every single one of them still hears at most three in a week, and goes on hearing', () => {
    const from = midnightOf(dayOf(2027, 5, 10)) + 8 * hourMs;
    const learner = someone(from, {});
    let now = from;
    learner.step({ kind: 'chat_opened' }, now);
    for (let day = 0; day < 70; day++) {
      now += dayMs;
      const before = learner.reminders.length;
      learner.pass(now);
      if (learner.reminders.length > before) learner.step({ kind: 'text_written', text: 'học tiếp' }, now);
    }
    expectPatience(learner.reminders);
    expect(learner.reminders.length).toBeGreaterThanOrEqual(20);
  });

  test('is left in peace over Tết, and hears from us after it', () => {
    const from = midnightOf(dayOf(2027, 2, 2)) + 9 * hourMs;
    const learner = someone(from, {});
    learner.step({ kind: 'chat_opened' }, from);
    learner.pass(from + 30 * dayMs);
    expect(learner.reminders.map(({ day }) => day - dayOf(2027, 2, 1))).toEqual([12, 14, 21, 28]);
  });

  test('whose evening fell into an outage of three hours is not woken at night but reminded on another day', () => {
    const from = midnightOf(dayOf(2027, 5, 10)) + 9 * hourMs;
    const learner = someone(from, {});
    learner.step({ kind: 'chat_opened' }, from);
    learner.step({ kind: 'timer_due', dueAt: from }, from + dayMs + 13.5 * hourMs);
    expect(learner.reminders).toEqual([]);
    learner.pass(from + 3 * dayMs);
    expect(learner.reminders.map(({ day }) => day)).toEqual([dayOf(2027, 5, 12)]);
  });

  test('of a chat with several learners only the one who is present is reminded', () => {
    const from = midnightOf(dayOf(2027, 5, 10)) + 9 * hourMs;
    const learner = someone(from, {});
    const session = learner.session();
    const family = { ...session, learners: [...session.learners, ...session.learners] };
    const dueAt = nextDueAt(course, family) ?? 0;
    const turn = advance(course, family, { kind: 'timer_due', dueAt, at: dueAt }, dueAt);
    expect(turn.effects.filter(({ kind }) => kind === 'say')).toHaveLength(1);
    expect(turn.session.learners.map((it) => it.unansweredReminders)).toEqual([1, 0]);
  });
});

test.each([
  { who: 'did not ask for them', about: { wantsReminders: false } },
  { who: 'are under 16 without an adult’s yes', about: { isUnder16: true } },
  { who: 'are pupils of an age that is not known', about: { isUnder16: undefined, audience: 'student' } },
] satisfies { who: string; about: Partial<Learner> }[])('nobody is reminded who $who', ({ about }) => {
  const learner = someone(0, about);
  learner.pass(100 * dayMs);
  expect(learner.reminders).toEqual([]);
});

test('a message of officials stands for the reminder of its day: the next keeps its distance and nothing counts as ignored', () => {
  const from = midnightOf(dayOf(2027, 5, 10)) + 9 * hourMs;
  const learner = someone(from, {});
  learner.step({ kind: 'chat_opened' }, from);
  const dueAt = nextDueAt(course, learner.session()) ?? 0;
  learner.step({ kind: 'timer_due', dueAt, hadMessage: true }, dueAt);
  expect(learner.reminders).toEqual([]);
  expect(activeLearner(learner.session()).unansweredReminders).toBe(0);
  learner.pass(from + 60 * dayMs);
  expect(learner.reminders.map(({ day }) => day - localDay(from))).toEqual([4, 6, 13, 21]);
});

test('who blocked the bot is not reminded until they come back', () => {
  const learner = someone(0, {});
  learner.step({ kind: 'delivery_refused', reason: 'blocked' }, minuteMs);
  learner.pass(100 * dayMs);
  expect(learner.reminders).toEqual([]);
  learner.step({ kind: 'chat_opened' }, 100 * dayMs);
  learner.pass(102 * dayMs);
  expect(learner.reminders).toHaveLength(1);
});

test('a million people of one hour do not come at once: no minute of the spread has more than its share', () => {
  const people = 20_000;
  const perMinute = new Map<number, number>();
  for (let person = 0; person < people; person++) {
    const session = withLearner(newSession(`seed-of-person-${person}`, 'vi', 0), {
      consent: { version: 99, at: 0, isGiven: true },
      wantsReminders: true,
    });
    const minute = Math.floor((nextDueAt(course, session) ?? 0) / minuteMs);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  expect(perMinute.size).toBe(45);
  expect(Math.max(...perMinute.values())).toBeLessThan((people / 45) * 1.25);
});
