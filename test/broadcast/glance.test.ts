import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { expect, test } from 'vitest';
import { audiences, languages } from '../../src/core/course.ts';
import { newLearner, newSession } from '../../src/core/new-session.ts';
import type { LessonProgress, Place, Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { type Glance, glanceAt, glanceOf } from '../../src/core/session-glance.ts';
import { hourMs, minuteMs } from '../../src/core/time.ts';
import { skimSession } from '../../src/store/skim.ts';

const packr = new Packr({ useRecords: false });
const start = 500_000 * hourMs;

const lesson = fc.constantFrom('1.1', '4.2', '15.15', 'kho-1');
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.constant<Place>({ kind: 'nowhere' }),
  fc.record({ kind: fc.constant('card' as const), lesson, card: fc.nat(9) }),
  fc.record({ kind: fc.constantFrom('task', 'question', 'feedback', 'finished'), lesson }),
);
const progress: fc.Arbitrary<LessonProgress> = fc.record({
  attempts: fc.nat(80),
  completedAt: maybe(fc.nat(70_000).map((hours) => start + hours * hourMs)),
  completedVersion: maybe(fc.constantFrom('0f3c9a21', 'v7')),
  lastRight: fc.nat(20),
  lastAsked: fc.nat(20),
  task: maybe(fc.constantFrom('done', 'later', 'cannot')),
});
const learner = fc.record({
  place,
  audience: maybe(fc.constantFrom(...audiences)),
  commune: maybe(fc.constantFrom('14797', '00001', 'th_1')),
  organisation: maybe(fc.constantFrom('37', 'truong_1')),
  progress: fc.dictionary(lesson, progress),
  /** Minutes before the chat was last heard; undefined for never. */
  openedBefore: maybe(fc.nat(100_000)),
});
const session: fc.Arbitrary<Session> = fc
  .record({
    language: fc.constantFrom(...languages),
    isBlocked: fc.boolean(),
    hasPaperCode: fc.boolean(),
    muted: fc.nat(63),
    heardAt: fc.nat(1_000_000_000).map((ms) => start + ms),
    more: fc.nat(1_000_000_000),
    seed: fc.constantFrom('0123456789abcdef', 'x'.repeat(40), 'x'.repeat(300), 'x'.repeat(70_000)),
    learners: fc.array(learner, { minLength: 1, maxLength: 3 }),
  })
  .map(({ more, learners, ...it }) => ({
    ...newSession('0123456789abcdef', it.language, start),
    ...it,
    latestAt: it.heardAt + more,
    learners: learners.map(({ openedBefore, ...one }, index) => ({
      ...newLearner(`0123456789abcdef-${index + 1}`, start),
      ...one,
      lessonOpenedAt:
        openedBefore === undefined ? 0 : (Math.floor(it.heardAt / minuteMs) - openedBefore) * minuteMs,
    })),
    activeLearner: learners.length - 1,
  }));

const told = ({ learners, ...it }: Glance) => ({
  ...it,
  learners: learners.map(({ progress, progressIn, ...rest }) => ({
    ...rest,
    progress: progress(),
    ofSome: ['1.1', '4.2', '15.15', 'kho-1', '01.1', '4'].map(progressIn),
  })),
});

test('a glance at the bytes sees what the whole session would say', () => {
  fc.assert(
    fc.property(session, (it) => {
      const wire = packr.unpack(packr.pack(encodeSession(it))) as unknown[];
      expect(told(glanceAt(wire))).toEqual(told(glanceOf(decodeSession(wire))));
      expect(told(glanceAt(wire))).toEqual(told(glanceOf(it)));
      const bytes = Buffer.concat([Buffer.from([7, 7, 7]), packr.pack(encodeSession(it))]);
      const skimmed = skimSession(bytes, 3);
      expect(told(glanceAt(skimmed ?? []))).toEqual(told(glanceOf(it)));
    }),
    { numRuns: 1_000 },
  );
});

test('a session of another format is left to be read whole', () => {
  expect(skimSession(packr.pack([2, 'x', 5]), 0)).toBeUndefined();
});

test('half a session is refused', () => {
  const bytes = packr.pack(encodeSession(newSession('0123456789abcdef', 'vi', start)));
  expect(() => skimSession(bytes.subarray(0, bytes.length - 5), 0)).toThrow(/damaged/);
});

test('a session of a newer program is refused by name here too', () => {
  expect(() => glanceAt([99])).toThrow(/newer version/);
});
