import { beforeAll, describe, expect, test } from 'vitest';
import { compareReviews, gainOver, plans } from '../../bench/parts/review.ts';
import { calibrationOf, calibrationPlot } from '../../bench/review/calibration.ts';
import type { Course } from '../../src/core/course.ts';
import { loadCourse } from '../../src/course/load.ts';

let course: Course;
beforeAll(async () => {
  course = (await loadCourse('lessons')).course;
});

describe('simulated people who forget by a power law', () => {
  test('know more after a month with our reviews than without, at as many questions as the weekly quiz has', () => {
    const [plan] = plans;
    if (plan === undefined) throw new Error('there is a plan');
    const { ours, none, weekly } = compareReviews(course, plan, 40);
    expect(weekly.map(({ questions }) => questions)).toEqual(ours.map(({ questions }) => questions));
    expect(Math.min(...ours.map(({ questions }) => questions))).toBeGreaterThan(0);
    expect(none.every(({ questions }) => questions === 0)).toBe(true);
    expect(gainOver(ours, none, 'onTest').low).toBeGreaterThan(0.05);
    expect(gainOver(weekly, none, 'onTest').low).toBeGreaterThan(0.05);
    // The same seed tells the same lives.
    expect(compareReviews(course, plan, 3).ours).toEqual(ours.slice(0, 3));
  });
});

test('forecasts that come true lie on the line', () => {
  const forecasts = Array.from({ length: 4_000 }, (_, place) => ({
    predicted: (place % 100) / 100 + 0.005,
    recalled: (place % 100) / 100 + 0.005,
    isRight: Math.floor(place / 100) < (place % 100) * 0.4,
  }));
  const bins = calibrationOf(forecasts);
  expect(bins).toHaveLength(20);
  for (const { predicted, recalled, right } of bins) {
    expect(recalled).toBeCloseTo(predicted, 6);
    expect(Math.abs(right - predicted)).toBeLessThan(0.05);
  }
  expect(calibrationPlot(bins).match(/<circle/g)).toHaveLength(2 * bins.length + 2);
});
