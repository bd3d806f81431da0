import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passShare } from '../../src/core/quiz.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { learn, type Press } from './learning-crowd.ts';

const press: fc.Arbitrary<Press> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('button' as const), nth: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('away' as const), days: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('old' as const), nth: fc.nat(3) }) },
);
const crowd = fc.array(fc.array(press, { minLength: 20, maxLength: 90 }), { minLength: 1, maxLength: 4 });
const course = smallCourse();

test('skills are counted once for each learner and lesson, as their finished first attempts are recorded', () => {
  let counted = 0;
  fc.assert(
    fc.property(crowd, (learners) => {
      const { counters, quizzes } = learn(() => course, learners);
      const sums = { finished: 0, right: 0 };
      for (const [key, n] of counters.flatMap((own) => Object.entries(own))) {
        const [letter, , , , what] = key.split('/');
        if (letter !== 'S') continue;
        expect(n, key).toBe(1);
        if (what === 'finished' || what === 'right') sums[what] += n;
      }
      const firsts = quizzes.filter(({ attemptKind }) => attemptKind === 'first');
      expect(sums.finished).toBe(firsts.length);
      expect(sums.right).toBe(firsts.filter(({ right, asked }) => right >= asked * passShare).length);
      counted += sums.finished;
    }),
    { seed: 6, numRuns: 90 },
  );
  expect(counted).toBeGreaterThan(10);
});

test('on a way through a lesson there are never more at a later step than at an earlier one', () => {
  let ways = 0;
  fc.assert(
    fc.property(crowd, (learners) => {
      for (const own of learn(() => course, learners).counters) {
        for (const lesson of course.lessons.values()) {
          const way = `K/${lesson.vi?.id}@${lesson.vi?.version}/`;
          const at = (step: string): number =>
            Object.entries(own).reduce(
              (sum, [key, n]) => (key.startsWith(`${way}${step}`) ? sum + n : sum),
              0,
            );
          const steps = ['opened', '0/', '1/', '2/', 'task', 'finished'].map(at);
          ways += steps[0] ?? 0;
          for (const [i, n] of steps.entries()) if (i > 0) expect(n).toBeLessThanOrEqual(steps[i - 1] ?? 0);
          expect(steps.at(-1)).toBeLessThanOrEqual(1);
        }
      }
    }),
    { seed: 6, numRuns: 60 },
  );
  expect(ways).toBeGreaterThan(50);
});
