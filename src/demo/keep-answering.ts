import type { Course } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Repeated, repeated } from '../repeated.ts';
import type { Store } from '../store/store.ts';
import { commit, stepOf } from './fill.ts';
import type { DemoMark } from './folder.ts';
import { demoLearner } from './learner.ts';
import { liveOn } from './life.ts';

const learnersAtOnce = 6;

/** Simulated learners go on learning, a few each second, so that the console can be watched while it moves. */
export function openKeepAnswering(options: {
  store: Store;
  course(): Course;
  mark: DemoMark;
  clock(): Instant;
  log: Log;
}): Repeated {
  const { store, course, mark, clock, log } = options;
  let next = 0;

  async function some(): Promise<void> {
    // Steps of a prime length come by everybody, in no visible order.
    const people = Array.from({ length: learnersAtOnce }, (_, place) =>
      demoLearner(mark.seed, ((next + place) * 2_741) % mark.learners, course()),
    );
    next += learnersAtOnce;
    const found = await store.load(people.map(({ chat }) => ({ chat, updates: [] })));
    const now = clock();
    const steps = people.flatMap((who, place) => {
      const there = found[place];
      if (there?.session === undefined) return [];
      return [stepOf(who.chat, there.version, liveOn(course(), who, there.session, now))];
    });
    await commit(store, steps, now);
  }

  return repeated(some, log, 'the simulated learners wait for the store');
}
