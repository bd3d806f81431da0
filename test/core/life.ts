import { Packr } from 'msgpackr';
import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import type { AnswerRecord, Effect, QuizRecord } from '../../src/core/effect.ts';
import type { Event } from '../../src/core/event.ts';
import { newSession } from '../../src/core/new-session.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Learner, LessonProgress, Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import { courseOf, lesson } from '../fixtures/small-course.ts';

const packr = new Packr({ useRecords: false });
/** Monday 2 November 2026, ten in the morning. */
export const start = Date.UTC(2026, 10, 2, 3);

const through = (session: Session): Session =>
  decodeSession(packr.unpack(packr.pack(encodeSession(session))) as unknown[]);

/** A course of so many lessons, six a module. */
export const courseOfMany = (lessons: number): Course => {
  const all = Array.from({ length: lessons }, (_, place) => {
    const module = Math.floor(place / 6) + 1;
    return lesson(`${module}.${(place % 6) + 1}`, module, `Bài ${place + 1}`, 'Làm được');
  });
  const numbers = [...new Set(all.map(({ module }) => module))];
  return courseOf(all, {
    modules: numbers.map((number) => ({ number, title: { vi: `Phần ${number}`, en: `Part ${number}` } })),
  });
};

const finished = (at: number): LessonProgress => ({
  attempts: 1,
  completedAt: Math.floor(at / hourMs) * hourMs,
  completedVersion: '0f3c9a21',
  lastRight: 3,
  lastAsked: 3,
  task: 'done',
});

/** Somebody of Nga An who agreed and finished all lessons of a course at `start`. */
export function graduate(course: Course, change: Partial<Learner> = {}): Session {
  const session = newSession('0123456789abcdef', 'vi', start);
  const [learner] = session.learners;
  if (learner === undefined) throw new Error('a new session has a learner');
  const lessons = [...course.lessons.keys()];
  return {
    ...session,
    learners: [
      {
        ...learner,
        consent: { version: 1, at: start, isGiven: true },
        wasAskedAudience: true,
        wasAskedCommune: true,
        commune: '16012',
        address: 'bác',
        progress: Object.fromEntries(lessons.map((id) => [id, finished(start)])),
        place: { kind: 'finished', lesson: lessons.at(-1) ?? '' },
        ...change,
      },
    ],
  };
}

/** Lives on from a session; each step goes through its encoded form. */
export function play(course: Course, session: Session) {
  const life = { session, now: start, effects: [] as Effect[] };
  const step = (event: Event): Effect[] => {
    const turn = advance(course, through(life.session), event, life.now);
    life.session = turn.session;
    life.effects.push(...turn.effects);
    return turn.effects;
  };
  return {
    life,
    pass: (days: number): void => {
      life.now += days * dayMs;
    },
    tap: (choice: string): Effect[] => {
      life.now += 5_000;
      return step({ kind: 'choice_tapped', choice, at: life.now });
    },
    write: (text: string): Effect[] => {
      life.now += 5_000;
      return step({ kind: 'text_written', text, at: life.now });
    },
  };
}
export type Played = ReturnType<typeof play>;

export const learnerOf = (it: Played): Learner => {
  const [learner] = it.life.session.learners;
  if (learner === undefined) throw new Error('a session has a learner');
  return learner;
};

/** Taps the first button whose id begins so. */
export function tapFirst(course: Course, it: Played, beginning: string): void {
  it.tap(screenMessage(course, it.life.session).choices.find(({ id }) => id.startsWith(beginning))?.id ?? '');
}

/** Answers what is on screen, right or wrong, and goes on. */
export function answer(course: Course, it: Played, isRight: boolean): void {
  const question = learnerOf(it).attempt?.question;
  const choice = screenMessage(course, it.life.session).choices.find(
    ({ id }) => id.startsWith('a~') && id.endsWith(`~${question?.key}`) === isRight,
  );
  it.tap(choice?.id ?? '');
  if (learnerOf(it).attempt?.question === undefined) tapFirst(course, it, 'q~');
}

export const answersOf = (it: Played): AnswerRecord[] =>
  it.life.effects.flatMap((effect) =>
    effect.kind === 'record' && effect.record.kind === 'answered' ? [effect.record] : [],
  );
export const quizzesOf = (it: Played): QuizRecord[] =>
  it.life.effects.flatMap((effect) =>
    effect.kind === 'record' && effect.record.kind === 'quiz_finished' ? [effect.record] : [],
  );
export const countsOf = (it: Played): string[] =>
  it.life.effects.flatMap((effect) => (effect.kind === 'count' ? [effect.key] : []));
