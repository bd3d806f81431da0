import { describe, expect, test } from 'vitest';
import { checkForm, resultOf } from '../../src/core/checks.ts';
import { writeTap } from '../../src/core/choice-id.ts';
import { nextStep } from '../../src/core/next-step.ts';
import { wholeCourse } from '../../src/core/question-set.ts';
import { screenMessage } from '../../src/core/screen.ts';
import {
  answer,
  answersOf,
  countsOf,
  courseOfMany,
  graduate,
  learnerOf,
  play,
  quizzesOf,
  start,
  tapFirst,
} from './life.ts';

const course = courseOfMany(36);
const open = (module: number): string => writeTap({ kind: 'set', set: { kind: 'check', module } });
const ideaOf = (item: { id: string; twinOf?: string }): string => item.twinOf ?? item.id;
const dayOfStart = Math.floor((start + 7 * 3_600_000) / 86_400_000);

describe('the two forms of a check', () => {
  test.each([
    { module: 4, questions: 10 },
    { module: wholeCourse, questions: 20 },
  ])(
    'of $module ask the same $questions ideas in other wordings, in every language of the course',
    ({ module, questions }) => {
      const [a, b] = [checkForm(course, module, 0, 'vi'), checkForm(course, module, 1, 'vi')];
      expect(a.items).toHaveLength(questions);
      expect(a.items.map(ideaOf).sort()).toEqual(b.items.map(ideaOf).sort());
      expect(a.quizVersion).not.toBe(b.quizVersion);
      // Only the first idea of a lesson has a twin here: it is asked as itself in one form, as its twin in the other.
      const twinned = a.items.filter((item) => /-a2?$/.test(item.id));
      expect(twinned.length).toBeGreaterThan(0);
      for (const item of twinned) expect(b.items.map(({ id }) => id)).not.toContain(item.id);
      expect(checkForm(course, module, 0, 'vi')).toEqual(a);
    },
  );

  test('the whole course has every module in it, safety once more than the least', () => {
    const modules = checkForm(course, wholeCourse, 0, 'vi').items.map(({ lesson }) => lesson.split('.')[0]);
    const count = (module: string): number => modules.filter((it) => it === module).length;
    expect(['1', '2', '3', '4', '5', '6'].map(count)).toEqual([4, 3, 3, 4, 3, 3]);
  });
});

describe('a check of a module', () => {
  const take = (rights: boolean[], change: Parameters<typeof graduate>[1] = {}, module = 4) => {
    const it = play(course, graduate(course, change));
    it.pass(1);
    it.tap(open(module));
    for (const isRight of rights) answer(course, it, isRight);
    return it;
  };
  const right = (n: number, of = 10): boolean[] => Array.from({ length: of }, (_, place) => place < n);

  test('is passed from eight of ten on, alone, and says when', () => {
    const it = take(right(8));
    expect(resultOf(learnerOf(it), 4)).toEqual({
      ...{ module: 4, best: 0.8, times: 1 },
      ...{
        bestDay: dayOfStart + 1,
        passedDay: dayOfStart + 1,
        lastPassedDay: dayOfStart + 1,
        takenDay: dayOfStart + 1,
      },
    });
    expect(quizzesOf(it)).toMatchObject([{ attemptKind: 'check', right: 8, asked: 10, hasPassed: true }]);
    expect(quizzesOf(it)[0]).not.toHaveProperty('lesson');
    expect(countsOf(it).filter((key) => key.startsWith('U/'))).toEqual([]);
    expect(answersOf(it).every(({ item, lesson }) => item.startsWith(`${lesson}-`))).toBe(true);
    expect(screenMessage(course, it.life.session).text).toContain('nhớ chắc rồi');
  });

  test('seven of ten is not passed', () => {
    expect(resultOf(learnerOf(take(right(7))), 4)).toMatchObject({ best: 0.7, passedDay: 0 });
  });

  test('with a helper it is no result, and once more on the same day it is practice', () => {
    const helped = take(right(10), { isHelper: true });
    expect(resultOf(learnerOf(helped), 4)).toMatchObject({ best: 0, passedDay: 0, times: 1 });
    const it = take(right(5));
    it.tap(open(4));
    for (const isRight of right(10)) answer(course, it, isRight);
    expect(resultOf(learnerOf(it), 4)).toMatchObject({ best: 0.5, passedDay: 0, times: 2 });
    it.pass(1);
    it.tap(open(4));
    for (const isRight of right(10)) answer(course, it, isRight);
    expect(resultOf(learnerOf(it), 4)).toMatchObject({ best: 1, passedDay: dayOfStart + 2, times: 3 });
  });

  test('what was right only at a second tap is not right alone', () => {
    const it = play(course, graduate(course));
    it.pass(1);
    it.tap(open(4));
    tapFirst(course, it, 'a~');
    tapFirst(course, it, 's~');
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    expect(resultOf(learnerOf(it), 4)).toMatchObject({ best: 0.9 });
    expect(quizzesOf(it)).toMatchObject([{ attemptKind: 'later', right: 10 }]);
  });

  test('gives no hint, and the next form is another one', () => {
    const it = play(course, graduate(course));
    it.pass(1);
    it.tap(open(4));
    it.write('không biết');
    expect(learnerOf(it).attempt?.hinted).toEqual([]);
    const form = learnerOf(it).attempt?.quizVersion;
    for (const isRight of right(10)) answer(course, it, isRight);
    it.tap(open(4));
    expect(learnerOf(it).attempt?.quizVersion).not.toBe(form);
  });

  test('left half way it is abandoned and leaves no result', () => {
    const it = take(right(3, 3));
    it.tap(writeTap({ kind: 'lesson', lesson: '1.1' }));
    expect(answersOf(it).map(({ attemptKind }) => attemptKind)).toEqual(Array(3).fill('abandoned'));
    expect(countsOf(it).filter((key) => key.startsWith('Q/check-4'))).toHaveLength(2);
    expect(quizzesOf(it)).toEqual([]);
    expect(learnerOf(it).checks).toEqual([]);
  });

  test('is offered a day after its last lesson, again after three days, and two weeks after it was passed', () => {
    const offered = (it: ReturnType<typeof play>): number | undefined => {
      const step = nextStep(course, { ...it.life.session, latestAt: it.life.now }, { besides: 'review' });
      return step?.kind === 'check' ? step.module : undefined;
    };
    const it = play(course, graduate(course));
    expect(offered(it)).toBeUndefined();
    it.pass(1);
    expect(offered(it)).toBe(1);
    it.tap(open(1));
    for (const isRight of right(5)) answer(course, it, isRight);
    expect(offered(it)).toBe(2);
    it.pass(3);
    expect(offered(it)).toBe(1);
    it.tap(open(1));
    for (const isRight of right(10)) answer(course, it, isRight);
    expect(offered(it)).toBe(2);
    it.pass(14);
    expect(offered(it)).toBe(1);
    it.tap(open(1));
    for (const isRight of right(10)) answer(course, it, isRight);
    it.pass(40);
    expect(offered(it)).toBe(2);
  });
});
