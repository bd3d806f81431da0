import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { readTap } from '../../src/core/choice-id.ts';
import type { Course } from '../../src/core/course.ts';
import type { Effect, LearningRecord } from '../../src/core/effect.ts';
import type { Event } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { courseOf, item, launch, lesson, smallCourse } from '../fixtures/small-course.ts';

const packr = new Packr({ useRecords: false });

/** What a random learner may do next; taps choose among every button ever shown, old ones included. */
type Act =
  | { kind: 'tap'; back: number; choice: number }
  | { kind: 'text'; text: string }
  | { kind: 'other'; which: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'again' };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('tap' as const), back: fc.nat(3), choice: fc.nat(8) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('tap' as const), back: fc.nat(60), choice: fc.nat(8) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      text: fc.oneof(
        fc.constantFrom(
          '1',
          '2',
          'b',
          'tiếp',
          'menu',
          'bị lừa rồi',
          'không biết',
          'xóa',
          'english',
          'nga an',
          'ôn bài',
          'xếp lớp',
          'dừng',
        ),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('other' as const), which: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      // A moment, an hour, a day and more, two weeks and more, years; and a clock that was put back.
      ms: fc.constantFrom(1_000, 3_600_000, 100_000_000, 1_500_000_000, 90_000_000_000, -7_200_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const) }) },
);

const officeMessage: Message = {
  text: 'Danh sách tin của {ban}',
  choices: [{ id: 'o~new', label: 'Soạn tin mới' }],
};

const others: ((at: number) => Event)[] = [
  (at) => ({ kind: 'chat_opened', at }),
  (at) => ({ kind: 'media_received', media: 'photo', at }),
  (at) => ({ kind: 'content_withheld', at }),
  (at) => ({ kind: 'chat_blocked', at }),
  (at) => ({ kind: 'chat_unblocked', at }),
  (at) => ({ kind: 'timer_due', dueAt: at, at }),
  (at) => ({ kind: 'delivery_refused', reason: 'blocked', at }),
  (at) => ({ kind: 'chat_opened', join: '16012-e-ngayhoi26-012', at }),
  (at) => ({ kind: 'chat_opened', join: 'thcs_nga_an-e-ngayhoi26-013', at }),
  (at) => ({ kind: 'chat_opened', join: '16012-e-phiencho', at }),
  (at) => ({ kind: 'chat_opened', join: 'moi-0123456789abcdef0123456789abcdef', at }),
  (at) => ({ kind: 'text_written', text: '/quanly', at }),
  (at) => ({ kind: 'console_entered', at }),
  (at) => ({ kind: 'text_written', text: '/thongbao', at }),
  (at) => ({ kind: 'choice_tapped', choice: 'o~ok~td-4~3', at }),
  (at) => ({ kind: 'office_answered', message: officeMessage, waitsForText: 'td-4', at }),
  (at) => ({ kind: 'office_answered', message: officeMessage, at }),
  (at) => ({ kind: 'office_answered', message: { text: 'Chưa rõ', choices: [] }, isAside: true, at }),
  (at) => ({ kind: 'office_told', messages: { vi: officeMessage, en: officeMessage }, at }),
  (at) => ({ kind: 'access_answered', answer: { kind: 'bound', role: 'official', unit: '16012' }, at }),
  (at) => ({ kind: 'access_answered', answer: { kind: 'refused', reason: 'used' }, at }),
];

type Life = {
  session: Session;
  said: Message[];
  graded: Map<string, { option: string; screen: string }>;
  records: LearningRecord[];
  /** What was counted, by key, for each person: one who was forgotten comes back as another. */
  persons: Record<string, number>[];
};

/** Lives through the acts, checking after each step what must always hold. */
function live(course: (step: number) => Course, acts: Act[]): Life {
  let session = newSession('a-seed-of-chance-0001', 'vi', 0);
  let now = Date.UTC(2026, 10, 30);
  const life: Life = { session, said: [], graded: new Map(), records: [], persons: [{}] };
  let last: Event | undefined;
  acts.forEach((act, place) => {
    now += act.kind === 'wait' ? act.ms : 1_000;
    const event = eventOf(act, life.said, now, last);
    if (event === undefined) return;
    last = event;
    const before = session;
    const turn = advance(
      course(place),
      decodeSession(packr.unpack(packr.pack(encodeSession(before))) as unknown[]),
      event,
      now,
    );
    check(before, event, turn);
    for (const effect of turn.effects) {
      if (effect.kind === 'say') life.said.push(effect.message);
      if (effect.kind === 'record') life.records.push(effect.record);
      const counts = life.persons.at(-1);
      if (effect.kind === 'count' && counts !== undefined)
        counts[effect.key] = (counts[effect.key] ?? 0) + effect.by;
    }
    if (turn.effects.some((effect) => effect.kind === 'erase')) life.persons.push({});
    session = turn.effects.some((effect) => effect.kind === 'erase')
      ? newSession(`seed-${place}-again`, 'vi', now)
      : turn.session;
    life.session = session;
  });
  return life;
}

function eventOf(act: Act, said: Message[], at: number, last: Event | undefined): Event | undefined {
  switch (act.kind) {
    case 'tap': {
      const message = said[said.length - 1 - act.back];
      const choice = message?.choices[act.choice % Math.max(1, message.choices.length)];
      return choice === undefined
        ? { kind: 'chat_opened', at }
        : { kind: 'choice_tapped', choice: choice.id, at };
    }
    case 'text':
      return { kind: 'text_written', text: act.text, at };
    case 'other':
      return others[act.which % others.length]?.(at);
    case 'wait':
      return { kind: 'timer_due', dueAt: at, at };
    case 'again':
      return last;
  }
}

const answersOf = (session: Session) => session.learners.flatMap((learner) => learner.attempt?.answers ?? []);

function check(before: Session, event: Event, turn: { session: Session; effects: Effect[] }): void {
  for (const effect of turn.effects) {
    if (effect.kind !== 'say') continue;
    // Every reply has a way on, and every button can be carried and read.
    expect(effect.message.choices.length).toBeGreaterThan(0);
    for (const choice of effect.message.choices) {
      expect(choice.id.length).toBeLessThanOrEqual(56);
      expect(choice.id).toMatch(/^[A-Za-z0-9._~-]+$/);
      expect(readTap(choice.id), choice.id).toBeDefined();
      expect(choice.label.trim()).not.toBe('');
    }
    expect(effect.message.text).not.toMatch(/\{(ban|Ban|a)\}|undefined/);
  }
  if (turn.effects.some((effect) => effect.kind === 'erase')) return;
  const [was, is] = [answersOf(before), answersOf(turn.session)];
  const attemptsBefore = before.learners[0]?.attempt?.number;
  if (attemptsBefore !== undefined && attemptsBefore === turn.session.learners[0]?.attempt?.number) {
    // No answer is lost or changed, but for a slip the learner takes back.
    was.forEach((answer, place) => {
      expect({ ...is[place], isSlip: false }).toEqual({ ...answer, isSlip: false });
    });
    // At most one answer is added by one event, and a tap only answers the question it names.
    expect(is.length - was.length).toBeLessThanOrEqual(1);
    if (is.length > was.length && event.kind === 'choice_tapped') {
      const tap = readTap(event.choice);
      const added = is.at(-1);
      expect(tap?.kind).toBe('answer');
      if (tap?.kind === 'answer') {
        expect(tap.sequence).toBe(was.length + 1);
        expect(added?.item).toBe(tap.item);
        expect(added?.option).toBe(tap.option);
      }
    }
  }
}

const twoEvents = (): Course => {
  const market = { id: 'phiencho', name: 'Phiên chợ số', unit: '16012', points: new Map() };
  return smallCourse({ events: new Map([launch, market].map((event) => [event.id, event])) });
};

describe('any sequence of events, shuffled and repeated', () => {
  test('throws nothing, loses and mis-grades no answer, and always leaves a way on', () => {
    const course = smallCourse();
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 160 }), (acts) => {
        const life = live(() => course, acts);
        // No answer is recorded twice under the same attempt and place.
        const names = life.records
          .filter((record) => record.kind === 'answered')
          .map((record) => `${record.learner}/${record.attempt}/${record.sequence}`);
        expect(new Set(names).size).toBe(names.length);
        const finished = life.records
          .filter((record) => record.kind === 'quiz_finished')
          .map((record) => `${record.learner}/${record.attempt}`);
        expect(new Set(finished).size).toBe(finished.length);
      }),
      { numRuns: 300 },
    );
  });

  test('counts a person at most once at an event, and no learning before they have joined', () => {
    const course = twoEvents();
    let most = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 160 }), (acts) => {
        for (const counts of live(() => course, acts).persons) {
          for (const event of course.events.keys()) {
            const of = (what: string): number =>
              Object.entries(counts).reduce(
                (sum, [key, n]) =>
                  key.startsWith(`E/${event}/`) && key.endsWith(`/${what}`) ? sum + n : sum,
                0,
              );
            expect(of('joined')).toBeLessThanOrEqual(1);
            expect(of('started')).toBeLessThanOrEqual(of('joined'));
            expect(of('finished')).toBeLessThanOrEqual(of('started'));
            expect(of('right')).toBeLessThanOrEqual(of('answered'));
            if (of('joined') === 0) expect(of('answered')).toBe(0);
            most = Math.max(most, of('joined'));
          }
        }
      }),
      { numRuns: 200 },
    );
    // The random lives did come to an event: otherwise the above says nothing.
    expect(most).toBe(1);
  });

  test('goes on when lessons are edited or retired under the learner', () => {
    const course = smallCourse();
    const edited = courseOf([
      {
        ...lesson('1.1', 1, 'Chữ to', 'Phóng to chữ'),
        version: 'lesson-1.1-edited',
        items: [{ ...item('1.1', 'a', 'c'), version: 'v2a' }, item('1.1', 'c', 'c')],
      },
      lesson('4.2', 4, 'Link lạ', 'Nhận ra link giả'),
    ]);
    const both = { ...edited, pastItems: new Map([...course.pastItems, ...edited.pastItems]) };
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 120 }), fc.nat(60), (acts, when) => {
        live((step) => (step < when ? course : both), acts);
      }),
      { numRuns: 150 },
    );
  });

  test('answers the same for the same session, event and time', () => {
    const course = smallCourse();
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        expect(live(() => course, acts).said).toEqual(live(() => course, acts).said);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a learner who presses on', () => {
  test('always reaches the end of a lesson by the first button, however wild the start', () => {
    const course = smallCourse();
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const forward: Act[] = Array.from({ length: 40 }, () => ({ kind: 'tap', back: 0, choice: 0 }));
        const agreed: Act[] = [{ kind: 'text', text: 'menu' }, ...forward];
        const life = live(() => course, [...acts, ...agreed]);
        const done = life.session.learners.some((learner) =>
          Object.values(learner.progress).some((progress) => progress.completedAt !== undefined),
        );
        expect(done).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
