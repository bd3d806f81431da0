import { writeFileSync } from 'node:fs';
import type { Course } from '../../src/core/course.ts';
import { loadCourse } from '../../src/course/load.ts';
import { Random } from '../../src/simulation/random.ts';
import { table } from '../measure/table.ts';
import { calibrationOf, calibrationPlot } from '../review/calibration.ts';
import { model } from '../review/forgetful-person.ts';
import {
  type LifeResult,
  livedWithReviews,
  livedWithWeeklyQuiz,
  type Plan,
} from '../review/reviewing-life.ts';
import type { Part } from './part.ts';

const people = 400;
const seed = 20_261_125;
const plot = 'docs/pictures/review-calibration.svg';
const citizen = ['1.1', '1.2', '4.1', '2.1', '2.4', '1.5', '4.2', '3.4', '4.3', '4.5', '2.2', '1.4'];

/** All were chosen before they were run. */
export const plans: readonly Plan[] = [
  {
    ...{ name: 'six lessons in the first week', lessons: citizen.slice(0, 6), daysApart: 1 },
    ...{ testDay: 30, comes: [0.15, 0.6] },
  },
  {
    ...{ name: 'the same, who comes seldom', lessons: citizen.slice(0, 6), daysApart: 1 },
    ...{ testDay: 30, comes: [0.05, 0.15] },
  },
  {
    ...{ name: 'twelve lessons, every second day', lessons: citizen, daysApart: 2 },
    ...{ testDay: 30, comes: [0.15, 0.6] },
  },
];

/** What each person came to, with our reviews, without any, and with a weekly quiz of as many questions. */
export function compareReviews(course: Course, plan: Plan, count: number) {
  const ours: LifeResult[] = [];
  const none: LifeResult[] = [];
  const weekly: LifeResult[] = [];
  for (let number = 0; number < count; number++) {
    // The same person each time: rates and visits are the first draws.
    const again = (): Random => new Random(seed + 7_919 * number);
    const reviewed = livedWithReviews(course, plan, again());
    ours.push(reviewed);
    none.push(livedWithWeeklyQuiz(course, plan, again(), 0));
    weekly.push(livedWithWeeklyQuiz(course, plan, again(), reviewed.questions));
  }
  return { ours, none, weekly };
}

/** Mean difference over pairs of one person, with its 95 % interval (normal, n is large). */
export function gainOver(
  ours: readonly LifeResult[],
  others: readonly LifeResult[],
  what: 'onTest' | 'monthLater',
): { gain: number; low: number; high: number } {
  const gains = ours.map((one, place) => one[what] - (others[place]?.[what] ?? 0));
  const gain = mean(gains);
  const variance = mean(gains.map((it) => (it - gain) ** 2)) * (gains.length / (gains.length - 1));
  const half = 1.96 * Math.sqrt(variance / gains.length);
  return { gain, low: gain - half, high: gain + half };
}

const mean = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0) / values.length;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.abs(100 * share).toFixed(1)}`;

function rowOf(name: string, lives: readonly LifeResult[], ours?: readonly LifeResult[]): string[] {
  const cells = (what: 'onTest' | 'monthLater'): string[] => {
    const share = percent(mean(lives.map((life) => life[what])));
    if (ours === undefined) return [share, ''];
    const { gain, low, high } = gainOver(ours, lives, what);
    return [share, `${points(gain)} [${points(low)}, ${points(high)}]`];
  };
  const questions = mean(lives.map((life) => life.questions)).toFixed(1);
  return [name, questions, ...cells('onTest'), ...cells('monthLater')];
}

/** What reviews are worth to people who forget by another law than the one that plans them. */
export const review: Part = {
  name: 'review',
  title: `What reviews are worth: ${people} simulated people, thirty days; forgetting is not FSRS`,
  async run(_, { tell, print }) {
    const { course } = await loadCourse('lessons');
    const began = process.cpuUsage();
    const compared = plans.map((plan) => ({ plan, ...compareReviews(course, plan, people) }));
    const { user } = process.cpuUsage(began);
    const rows = compared.flatMap(({ plan, ours, none, weekly }) => [
      rowOf(`${plan.name}: our review`, ours),
      rowOf('no review', none, ours),
      rowOf('a weekly quiz of as many questions', weekly, ours),
    ]);
    print(
      table(
        [
          '',
          'questions',
          'right on day 30',
          'ours more, points [95 %]',
          'day 60',
          'ours more, points [95 %]',
        ],
        rows,
      ),
    );
    const bins = calibrationOf(compared.flatMap(({ ours }) => ours.flatMap(({ forecasts }) => forecasts)));
    print(
      table(
        ['predicted recall', 'answers', 'recalled', 'right, guesses among them'],
        bins.map((bin) => [percent(bin.predicted), String(bin.n), percent(bin.recalled), percent(bin.right)]),
      ),
    );
    writeFileSync(plot, calibrationPlot(bins));
    tell(`${(user / 1e6).toFixed(1)} s of CPU; the plot is in ${plot}`);
    return { people, model, plans, rows, bins };
  },
};
