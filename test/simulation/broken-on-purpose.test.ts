import { expect, test, vi } from 'vitest';
import type { WrongKind } from '../../src/simulation/checker/wrong.ts';
import type { Tamper } from '../../src/simulation/fleet.ts';
import { type Plan, simulate } from '../../src/simulation/simulate.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import {
  changingOne,
  committingTwice,
  dropping,
  forgetting,
  has,
  numberingLate,
  repeating,
  replacing,
  rewritten,
  swallowing,
  swapping,
  without,
} from './saboteurs.ts';

// A run takes a second; a machine busy with other things may take many.
vi.setConfig({ testTimeout: 180_000 });

/** With faults and kills on: what excuses a repeat must not hide a loss. */
const plan: Plan = {
  seed: 11,
  store: 'sqlite',
  learners: 30,
  updates: 450,
  kills: 3,
  restarts: 1,
  faults: 0.05,
  processes: 2,
};

test('an unbroken run of the same plan is found right', async () => {
  const { wrong } = await simulate(plan, smallCourse());
  expect(wrong).toEqual([]);
});

const saysSomething = (step: { outgoing: { outgoing: { kind: string } }[] }): boolean =>
  step.outgoing.some(({ outgoing }) => outgoing.kind === 'message');

const cases: { broken: string; tamper: Tamper; found: WrongKind; on?: Partial<Plan> }[] = [
  { broken: 'a commit is dropped and called committed', tamper: dropping(60), found: 'message lost' },
  {
    broken: 'graded answers leave no record',
    tamper: changingOne(5, has('attempt'), without('attempt')),
    found: 'answer lost',
  },
  {
    broken: 'an answer is recorded twice',
    tamper: changingOne(
      5,
      has('attempt'),
      replacing('attempt', (row) => [row, { ...row, id: `${row.id}x` }]),
    ),
    found: 'answer doubled',
  },
  {
    broken: 'a grade is flipped',
    tamper: changingOne(
      5,
      has('attempt'),
      replacing('attempt', (row) => [rewritten(row, ({ isRight }) => ({ isRight: !isRight }))]),
    ),
    found: 'answer mis-graded',
  },
  {
    broken: 'another option than the one tapped is recorded',
    tamper: changingOne(
      5,
      has('attempt'),
      replacing('attempt', (row) => [
        rewritten(row, ({ option, key }) => {
          const other = ['a', 'b', 'c'].find((it) => it !== option && it !== key) ?? 'a';
          return { option: other, isRight: false };
        }),
      ]),
    ),
    found: 'answer mis-graded',
  },
  {
    broken: 'an answer is counted to another question',
    tamper: changingOne(
      5,
      has('attempt'),
      replacing('attempt', (row) => [rewritten(row, () => ({ item: '1.1-z' }))]),
    ),
    found: 'answer counted to another question',
  },
  { broken: 'a step is committed twice', tamper: committingTwice(6), found: 'counters differ' },
  {
    broken: 'a step is committed twice, seen in the chat',
    tamper: committingTwice(6),
    found: 'message nobody committed',
  },
  {
    broken: 'counters are not added',
    tamper: changingOne(
      6,
      // How people get through cards is held against no record.
      (step) => Object.keys(step.counters).some((key) => /^[CHIQ]\//.test(key)),
      (step) => ({ ...step, counters: {} }),
    ),
    found: 'counters differ',
  },
  {
    broken: 'a row of the outbox is lost',
    tamper: changingOne(90, saysSomething, (step) => ({ ...step, outgoing: [] })),
    found: 'message lost',
  },
  { broken: 'a courier drops a message it calls sent', tamper: swallowing(90), found: 'message lost' },
  { broken: 'a courier swaps two messages', tamper: swapping(90), found: 'messages out of order' },
  {
    broken: 'a repeated message is numbered late',
    tamper: numberingLate(5),
    found: 'messages out of order',
  },
  {
    broken: 'a courier sends a message twice',
    tamper: repeating(90),
    found: 'message repeated',
    // A fault of the store just before would justify it.
    on: { faults: 0, kills: 0, restarts: 0 },
  },
  {
    broken: 'a report is lost',
    tamper: changingOne(
      5,
      has('statement'),
      replacing('statement', () => []),
    ),
    found: 'report lost',
  },
  {
    broken: 'a report is made twice',
    tamper: changingOne(
      5,
      has('statement'),
      replacing('statement', (row) => [row, { ...row, id: `${row.id}x` }]),
    ),
    found: 'report doubled',
  },
  { broken: 'the archive loses a record', tamper: forgetting(20), found: 'record lost in the archive' },
];

test.each(cases)('the checker finds it when $broken', async ({ tamper, found, on }) => {
  const { wrong } = await simulate({ ...plan, ...on }, smallCourse(), { tamper });
  expect(wrong.map(({ kind }) => kind)).toContain(found);
});
