import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeTap } from '../../src/core/choice-id.ts';
import type { AnswerRecord } from '../../src/core/effect.ts';
import { afterAnswer, asLearned, dueDay } from '../../src/core/forgetting.ts';
import { localDay } from '../../src/core/local-calendar.ts';
import { readMemories, writeMemories } from '../../src/core/memory.ts';
import { dueQuestions, mostDue, nextReview } from '../../src/core/review.ts';
import { screenMessage } from '../../src/core/screen.ts';
import {
  answer,
  answersOf,
  countsOf,
  courseOfMany,
  graduate,
  learnerOf,
  type Played,
  play,
  start,
  tapFirst,
} from './life.ts';

const review = writeTap({ kind: 'set', set: { kind: 'review' } });

describe('a pile', () => {
  const course = courseOfMany(36);

  test('after a long silence is cut to the twenty most valuable, and grows back no faster than they are answered', () => {
    const it = play(course, graduate(course));
    it.pass(60);
    const due = dueQuestions(course, it.life.session, it.life.now);
    expect(due).toHaveLength(mostDue);
    // Everything was learned the same day: what keeps people safe is worth most.
    expect(new Set(due.map(({ lesson }) => lesson.split('.')[0]))).toContain('4');
    let answered = 0;
    for (let set = 0; set < 12; set++) {
      it.tap(review);
      while (learnerOf(it).attempt !== undefined) {
        answer(course, it, true);
        answered++;
      }
    }
    expect(answered).toBe(mostDue);
    expect(dueQuestions(course, it.life.session, it.life.now)).toHaveLength(0);
    it.pass(4);
    expect(dueQuestions(course, it.life.session, it.life.now)).toHaveLength(mostDue);
  });

  test('is asked three at a time, of three lessons', () => {
    const it = play(course, graduate(course));
    it.pass(30);
    const chosen = nextReview(dueQuestions(course, it.life.session, it.life.now));
    expect(chosen).toHaveLength(3);
    expect(new Set(chosen.map(({ lesson }) => lesson)).size).toBe(3);
  });

  test('years of silence, and a clock that stepped back, are no trouble', () => {
    const it = play(course, graduate(course));
    it.pass(4_000);
    expect(dueQuestions(course, it.life.session, it.life.now)).toHaveLength(mostDue);
    it.tap(review);
    it.pass(-3_000);
    answer(course, it, true);
    answer(course, it, false);
    answer(course, it, true);
    expect(learnerOf(it).place.kind).toBe('set_result');
    expect(answersOf(it)).toHaveLength(3);
  });
});

describe('the delayed question of a lesson', () => {
  const course = courseOfMany(1);
  const delayedOf = (it: Played): AnswerRecord[] =>
    answersOf(it).filter(({ attemptKind }) => attemptKind === 'delayed');

  test('comes fourteen days after it or later, once, and counts for the item and the commune', () => {
    const it = play(course, graduate(course));
    it.pass(13.9);
    it.tap(review);
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    expect(delayedOf(it)).toEqual([]);
    it.pass(1);
    for (let set = 0; set < 3; set++) {
      it.tap(review);
      while (learnerOf(it).attempt !== undefined) answer(course, it, true);
      it.pass(20);
    }
    const [only, ...more] = delayedOf(it);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ lesson: '1.1', isRight: true });
    const counts = countsOf(it);
    expect(counts).toContain(`I/${only?.item}@${only?.itemVersion}/delayed/${only?.option}`);
    const ofCommune = counts.filter((key) => /^U\/16012\/2026-1\d\/delayed/.test(key));
    expect(ofCommune.map((key) => key.split('/')[3])).toEqual(['delayed', 'delayed_right']);
  });

  test('waits a day where its item was asked today already', () => {
    const it = play(course, graduate(course));
    it.pass(20);
    // All items of the lesson are practised first.
    it.tap(writeTap({ kind: 'lesson', lesson: '1.1' }));
    for (let tap = 0; tap < 4; tap++) it.tap(screenMessage(course, it.life.session).choices[0]?.id ?? '');
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    const isDelayed = () =>
      dueQuestions(course, it.life.session, it.life.now).some((question) => question.isDelayed);
    expect(isDelayed()).toBe(false);
    it.pass(1);
    expect(isDelayed()).toBe(true);
  });

  test('is not asked beside a helper, and a helped review counts as helped', () => {
    const it = play(course, graduate(course, { isHelper: true }));
    it.pass(20);
    it.tap(review);
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    expect(new Set(answersOf(it).map(({ attemptKind }) => attemptKind))).toEqual(new Set(['helped']));
  });

  test('a slip leaves it unmeasured: what is asked again counts for later', () => {
    const it = play(course, graduate(course));
    it.pass(20);
    it.tap(review);
    const question = learnerOf(it).attempt?.question;
    tapFirst(course, it, 'a~');
    tapFirst(course, it, 's~');
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    const own = answersOf(it).filter(({ item }) => item === question?.item);
    expect(own.map(({ isSlip, attemptKind }) => [isSlip, attemptKind])).toEqual([
      [true, 'delayed'],
      [false, 'later'],
    ]);
    expect(countsOf(it).some((key) => key.endsWith('/delayed'))).toBe(false);
  });
});

describe('what is kept of an item', () => {
  const course = courseOfMany(2);

  test('never the same wording twice in a row where there is another', () => {
    const it = play(course, graduate(course));
    const asked: string[] = ['1.1-a'];
    for (let round = 0; round < 6; round++) {
      it.pass(130);
      for (let set = 0; set < 4; set++) {
        it.tap(review);
        while (learnerOf(it).attempt !== undefined) answer(course, it, true);
      }
    }
    asked.push(...answersOf(it).flatMap(({ item }) => (/^1\.1-a2?$/.test(item) ? [item] : [])));
    expect(asked.length).toBeGreaterThan(5);
    asked.forEach((item, place) => {
      if (place > 0) expect(item).not.toBe(asked[place - 1]);
    });
  });

  test('wrong comes again sooner than with a hint, with a hint sooner than alone', () => {
    const dueAfter = (how: 'wrong' | 'hint' | 'right'): number => {
      const it = play(course, graduate(course));
      it.pass(5);
      it.tap(review);
      const item = learnerOf(it).attempt?.question?.item ?? '';
      if (how === 'hint') it.write('không biết');
      answer(course, it, how !== 'wrong');
      while (learnerOf(it).attempt !== undefined) answer(course, it, true);
      const memory = readMemories(learnerOf(it).memories).get(item.replace('a2', 'a'));
      return memory === undefined ? 0 : dueDay(memory, 'safety');
    };
    expect(dueAfter('wrong')).toBeLessThan(dueAfter('hint'));
    expect(dueAfter('hint')).toBeLessThan(dueAfter('right'));
  });

  test('a set that was left half way keeps what was answered', () => {
    const it = play(course, graduate(course));
    it.pass(5);
    it.tap(review);
    answer(course, it, false);
    it.tap('menu');
    it.tap(writeTap({ kind: 'lesson', lesson: '1.2' }));
    expect(answersOf(it)).toMatchObject([{ attemptKind: 'review', sequence: 1, isRight: false }]);
    expect(readMemories(learnerOf(it).memories).size).toBe(1);
    expect(countsOf(it)).toContain('Q/review/review/2026-11/abandoned');
  });

  test('an old tap of a closed set is told so and grades nothing', () => {
    const it = play(course, graduate(course));
    it.pass(5);
    it.tap(review);
    const old = screenMessage(course, it.life.session).choices[0]?.id ?? '';
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    const before = answersOf(it).length;
    it.tap(old);
    it.tap(review);
    it.tap(old);
    expect(answersOf(it)).toHaveLength(before);
    expect(learnerOf(it).attempt?.answers ?? []).toEqual([]);
  });
});

test('gaps of an item that is always right, alone, on time', () => {
  const gaps = (importance: 'safety' | 'usual'): number[] => {
    const days: number[] = [];
    let memory = asLearned(20_000);
    for (let round = 0; round < 4; round++) {
      const due = dueDay(memory, importance);
      days.push(due - memory.day);
      memory = afterAnswer(memory, 'good', due);
    }
    return days;
  };
  expect(gaps('safety')).toEqual([2, 11, 46, 120]);
  expect(gaps('usual')).toEqual([4, 31, 120, 120]);
});

test('any life in sets: every answer names its own lesson, at most one delayed question a lesson', () => {
  const course = courseOfMany(8);
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          days: fc.constantFrom(0, 0, 0, 1, 3, 15, 40, 400, -5),
          answers: fc.array(fc.boolean(), { maxLength: 4 }),
        }),
        { maxLength: 25 },
      ),
      (visits) => {
        const it = play(course, graduate(course));
        for (const { days, answers } of visits) {
          it.pass(days);
          it.tap(review);
          for (const isRight of answers) if (learnerOf(it).attempt !== undefined) answer(course, it, isRight);
          const due = dueQuestions(course, it.life.session, it.life.session.latestAt);
          expect(due.length).toBeLessThanOrEqual(mostDue);
          const { memories } = learnerOf(it);
          expect(writeMemories(readMemories(memories))).toEqual(memories);
        }
        const delayed = answersOf(it).filter(({ attemptKind }) => attemptKind === 'delayed');
        expect(new Set(delayed.map(({ lesson }) => lesson)).size).toBe(delayed.length);
        for (const { lesson, item, at } of answersOf(it)) {
          expect(item.startsWith(`${lesson}-`)).toBe(true);
          expect(at).toBeLessThanOrEqual(it.life.session.latestAt);
        }
        for (const { at } of delayed) expect(localDay(at) - localDay(start)).toBeGreaterThanOrEqual(14);
      },
    ),
    { numRuns: 60 },
  );
});
