import { Packr } from 'msgpackr';
import { expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import type { EventBody } from '../../src/core/event.ts';
import { newSession } from '../../src/core/new-session.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { glanceAt } from '../../src/core/session-glance.ts';
import { dayMs, hourMs, type Instant, minuteMs } from '../../src/core/time.ts';
import { activeLearner, withLearner } from '../../src/core/turn.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const start = Date.UTC(2026, 10, 30, 12, 30);
const packr = new Packr({ useRecords: false });

/** Somebody whose session is stored between any two acts. */
function someone() {
  let session: Session = newSession('a-seed-of-chance-0001', 'en', start);
  const wire = (): unknown[] => packr.unpack(packr.pack(encodeSession(session))) as unknown[];
  const act = (at: Instant, body: EventBody): void => {
    session = advance(course, session, { ...body, at }, at).session;
    session = decodeSession(wire());
  };
  return {
    act,
    tapFirst: (at: Instant): void =>
      act(at, { kind: 'choice_tapped', choice: screenMessage(course, session).choices[0]?.id ?? 'menu' }),
    wantsReminders: (): void => {
      session = withLearner(session, { wantsReminders: true });
    },
    opened: (): Instant => glanceAt(wire()).learners[0]?.lessonOpenedAt ?? Number.NaN,
    habit: () => activeLearner(session).habit,
  };
}
const minutes = (count: number): Instant => start + count * minuteMs;

test('a chat that only looked around has never opened a lesson', () => {
  const learner = someone();
  learner.act(minutes(0), { kind: 'chat_opened' });
  learner.act(minutes(1), { kind: 'text_written', text: 'menu' });
  expect(learner.opened()).toBe(0);
});

test('a lesson is opened once, not with each of its cards, and again by whoever comes back to it', () => {
  const learner = someone();
  learner.act(minutes(0), { kind: 'chat_opened' });
  learner.tapFirst(minutes(2) + 40_000);
  expect(learner.opened()).toBe(minutes(2));
  learner.tapFirst(minutes(4));
  learner.act(minutes(5), { kind: 'text_written', text: 'hmm' });
  expect(learner.opened()).toBe(minutes(2));
  // The next day they tap on where they were; the day after they take the way over the menu.
  learner.tapFirst(minutes(2_000));
  expect(learner.opened()).toBe(minutes(2_000));
  learner.act(minutes(4_000), { kind: 'text_written', text: 'menu' });
  expect(learner.opened()).toBe(minutes(2_000));
  learner.act(minutes(4_001), { kind: 'text_written', text: 'learn' });
  expect(learner.opened()).toBe(minutes(4_001));
});

test('what the bot does by itself opens no lesson', () => {
  const learner = someone();
  learner.act(minutes(0), { kind: 'chat_opened' });
  learner.tapFirst(minutes(1));
  learner.act(minutes(1) + 2 * dayMs, { kind: 'timer_due', dueAt: minutes(1) + dayMs });
  learner.act(minutes(1) + 3 * dayMs, { kind: 'delivery_refused', reason: 'blocked' });
  expect(learner.opened()).toBe(minutes(1));
});

test('an hour is learned only from those who want reminders, once a visit, and not from the first contact', () => {
  const learner = someone();
  learner.act(start, { kind: 'chat_opened' });
  learner.act(start + dayMs, { kind: 'text_written', text: 'menu' });
  expect(learner.habit()).toBeUndefined();
  learner.wantsReminders();
  learner.act(start + dayMs + hourMs, { kind: 'text_written', text: 'menu' });
  expect(learner.habit()).toBeUndefined();
  learner.act(start + 2 * dayMs, { kind: 'text_written', text: 'menu' });
  learner.act(start + 2 * dayMs + minuteMs, { kind: 'text_written', text: 'menu' });
  expect(learner.habit()).toEqual({ halfHour: 39, sureness: 1 });
});

test('texts that waited out an outage tell the hour in which they were written', () => {
  const waiting = withLearner(newSession('a-seed', 'en', start), { wantsReminders: true });
  const written = start + 2 * dayMs;
  const event = { kind: 'text_written', text: 'menu', at: written } as const;
  const { session } = advance(course, waiting, event, written + 9 * hourMs);
  expect(activeLearner(session).habit).toEqual({ halfHour: 39, sureness: 1 });
});
