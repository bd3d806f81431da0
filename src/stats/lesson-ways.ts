import { cardSeconds } from '../core/counters.ts';
import type { Lesson } from '../core/course.ts';
import type { Counted } from './people-figures.ts';
import { inTens, type ShareInTens, shareInTens, type Tens } from './tens.ts';

/** One step of the ways through a lesson: so many came to it, went on, and stopped there. */
export type WayStep = {
  kind: 'card' | 'task' | 'questions';
  came: Tens;
  passed: Tens;
  left: Tens;
  leftShare: ShareInTens;
  /** Seconds within which half of those who went on were done with a card, as the upper end of a class. */
  halfWithin: number | 'more' | undefined;
};

export type LessonWay = {
  opened: Tens;
  begun: Tens;
  finished: Tens;
  share: ShareInTens;
  /** The cards, the practical task, the questions. */
  steps: WayStep[];
  /** Where most of those who stopped did: its place among the steps. */
  stop: number | undefined;
};

/**
 * How people get through one version of a lesson, from its counters `K/<lesson>@<version>/…`: ways through it before
 * its questions were first begun, each card passed once in a way.
 */
export function lessonWay(counted: Counted, lesson: Pick<Lesson, 'id' | 'version' | 'cards'>): LessonWay {
  const name = `${lesson.id}@${lesson.version}`;
  const own = counted.of('K', name);
  const count = (step: string): number => own[`K/${name}/${step}`] ?? 0;
  const opened = count('opened');
  let came = opened;
  const steps: WayStep[] = [];
  const lefts: number[] = [];
  const add = (kind: WayStep['kind'], passed: number, halfWithin?: WayStep['halfWithin']): void => {
    // Whoever agreed to be counted in the middle of a way never stands for fewer than none.
    const left = Math.max(0, came - passed);
    lefts.push(left);
    steps.push({
      kind,
      came: inTens(came),
      passed: inTens(passed),
      left: inTens(left),
      leftShare: shareInTens(left, came),
      halfWithin,
    });
    came = passed;
  };
  for (const [card] of lesson.cards.entries()) {
    const classes = [...cardSeconds, 'more' as const].map((upTo) => ({ upTo, n: count(`${card}/${upTo}`) }));
    const passed = classes.reduce((sum, { n }) => sum + n, 0);
    add('card', passed, inTens(passed) === 'few' ? undefined : medianOf(classes, passed));
  }
  const begun = count('task');
  const finished = count('finished');
  add('task', begun);
  add('questions', finished);
  const most = Math.max(...lefts);
  return {
    opened: inTens(opened),
    begun: inTens(begun),
    finished: inTens(finished),
    share: shareInTens(finished, opened),
    steps,
    stop: inTens(most) === 'few' ? undefined : lefts.indexOf(most),
  };
}

function medianOf(classes: { upTo: number | 'more'; n: number }[], all: number): number | 'more' | undefined {
  let sum = 0;
  for (const { upTo, n } of classes) {
    sum += n;
    if (sum * 2 >= all) return upTo;
  }
  return undefined;
}
