import { describe, expect, test } from 'vitest';
import { writeTap } from '../../src/core/choice-id.ts';
import type { Course, PlacementQuestion } from '../../src/core/course.ts';
import { nextLesson } from '../../src/core/lesson.ts';
import { pathOf, placementLevel, placementTotal } from '../../src/core/placement.ts';
import { screenMessage } from '../../src/core/screen.ts';
import { item } from '../fixtures/small-course.ts';
import {
  answer,
  answersOf,
  countsOf,
  courseOfMany,
  graduate,
  learnerOf,
  play,
  quizzesOf,
  tapFirst,
} from './life.ts';

const starts = ['1.1', '1.2', '2.1', '2.4', '3.1', '3.4', '4.1', '4.5', '5.1', '5.5'];
const questions: PlacementQuestion[] = [
  ...starts.map((lesson, place) => ({
    item: { ...item(lesson, 'a', 'a'), id: `xl-${place + 1}` },
    module: Number(lesson[0]),
  })),
  { item: { ...item('6.5', 'a', 'a'), id: 'xl-11c' }, module: 6, audience: 'official' as const },
  { item: { ...item('6.3', 'a', 'a'), id: 'xl-11d' }, module: 6, audience: 'citizen' as const },
  { item: { ...item('6.6', 'a', 'a'), id: 'xl-12' }, module: 6, startFor: { citizen: '1.2' } },
];
const course: Course = { ...courseOfMany(36), placement: { vi: questions } };
const open = writeTap({ kind: 'set', set: { kind: 'placement' } });

/** Does the placement; what is not right is not known. */
function placed(isRight: (place: number) => boolean, change: Parameters<typeof graduate>[1] = {}) {
  const it = play(course, graduate(course, { progress: {}, place: { kind: 'nowhere' }, ...change }));
  it.tap(open);
  let place = 0;
  while (learnerOf(it).attempt !== undefined) {
    if (isRight(place)) answer(course, it, true);
    else it.write('không biết');
    place++;
  }
  return it;
}
const path = (it: ReturnType<typeof play>): string[] => pathOf(course, it.life.session);

describe('the placement', () => {
  test('asks twelve questions, two a module, those of one’s own audience', () => {
    const it = placed(() => true);
    expect(answersOf(it).map(({ item }) => item)).toEqual([
      ...starts.map((_, place) => `xl-${place + 1}`),
      ...['xl-11d', 'xl-12'],
    ]);
    expect(new Set(answersOf(it).map(({ attemptKind }) => attemptKind))).toEqual(new Set(['placement']));
    expect(placementTotal(learnerOf(it).placement?.last ?? { right: 0 })).toBe(12);
    const official = placed(() => true, { audience: 'official' });
    expect(answersOf(official).map(({ item }) => item)).toContain('xl-11c');
  });

  test('ends after three in a row that were not known, without a mark and without a result for the centre', () => {
    const it = placed((place) => place === 1);
    expect(answersOf(it)).toHaveLength(5);
    expect(answersOf(it)[0]).toMatchObject({ option: 'x', isRight: false });
    expect(answersOf(it)[0]?.options.at(-1)).toEqual({ id: 'x', text: 'Chưa biết' });
    expect(quizzesOf(it)).toEqual([]);
    const { text } = screenMessage(course, it.life.session);
    expect(text).toContain('Bắt đầu');
    expect(text).not.toMatch(/trượt|\d+\/\d+/);
  });

  test('chooses the path: known modules wait, half known ones keep their last three and where they were missed, safety is never skipped', () => {
    // Modules 1, 4, 5 and 6 known, 2 half, 3 not.
    const it = placed((place) => place !== 2 && place !== 4 && place !== 5);
    const chosen = path(it);
    const of = (module: number): string[] => chosen.filter((id) => id.startsWith(`${module}.`));
    expect(chosen[0]).toBe('2.1');
    expect(of(1)).toEqual([]);
    expect(of(2)).toEqual(['2.1', '2.4', '2.5', '2.6']);
    expect(of(3)).toHaveLength(6);
    expect(of(4)).toHaveLength(6);
    expect(of(5)).toEqual([]);
    expect(nextLesson(course, it.life.session)?.id).toBe('2.1');
    expect(screenMessage(course, it.life.session).text).toContain('Phần đã vững: Phần 1, Phần 5');
  });

  test('what is left out comes after everything else', () => {
    const it = placed(() => true);
    const progress = graduate(course).learners[0]?.progress ?? {};
    const safe = Object.fromEntries(Object.entries(progress).filter(([id]) => id.startsWith('4.')));
    const session = { ...it.life.session, learners: [{ ...learnerOf(it), progress: safe }] };
    expect(nextLesson(course, session)?.id).toBe('1.1');
  });

  test('a missed question starts where its audience starts', () => {
    const isLast = (place: number): boolean => place !== 11;
    expect(path(placed(isLast))[0]).toBe('1.2');
    expect(path(placed(isLast, { audience: 'official' }))[0]).toBe('6.6');
  });

  test('again after a month it measures the change, sooner it only chooses', () => {
    const it = placed((place) => place < 3);
    const counts = (): string[] => countsOf(it).filter((key) => key.startsWith('P/'));
    it.pass(5);
    it.tap(open);
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    expect(counts()).toEqual([]);
    expect(answersOf(it).at(-1)?.attemptKind).toBe('later');
    it.pass(31);
    it.tap(open);
    while (learnerOf(it).attempt !== undefined) answer(course, it, true);
    expect(counts()).toEqual(['P/2026-12/3/12']);
    expect(screenMessage(course, it.life.session).text).toContain('thêm 9 câu');
  });

  test('beside a helper it chooses lessons and measures nothing', () => {
    const it = placed(() => true, { isHelper: true });
    expect(learnerOf(it).placement).toMatchObject({ first: undefined });
    expect(new Set(answersOf(it).map(({ attemptKind }) => attemptKind))).toEqual(new Set(['helped']));
  });

  test('an old tap never answers a later question', () => {
    const it = play(course, graduate(course, { progress: {}, place: { kind: 'nowhere' } }));
    it.tap(open);
    const old = screenMessage(course, it.life.session).choices[0]?.id ?? '';
    it.tap(old);
    it.tap(old);
    expect(learnerOf(it).attempt?.answers).toHaveLength(1);
    tapFirst(course, it, 'a~');
    expect(learnerOf(it).attempt?.answers).toHaveLength(2);
  });
});

test.each([
  [0, 'start'],
  [4, 'start'],
  [5, 'able'],
  [8, 'able'],
  [9, 'firm'],
  [12, 'firm'],
])('%i right is named %s', (total, level) => {
  expect(placementLevel(total)).toBe(level);
});
