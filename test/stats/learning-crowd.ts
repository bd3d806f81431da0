import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import type { AnswerRecord, AttemptKind, LearningRecord, QuizRecord } from '../../src/core/effect.ts';
import type { Event } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { newSession } from '../../src/core/new-session.ts';
import { dayMs, hourMs, secondMs } from '../../src/core/time.ts';

/** What a learner does next: press a button of the last message, go away, or press an old one again. */
export type Press =
  | { kind: 'button'; nth: number }
  | { kind: 'away'; days: number }
  | { kind: 'old'; nth: number };

/** What the core counted and recorded of some learners, and as what each answer was given. */
export type Learned = {
  counters: Record<string, number>[];
  answers: AnswerRecord[];
  quizzes: QuizRecord[];
  /** By `<learner>/<attempt>/<sequence>`: the kind of the attempt when the answer was given. */
  kinds: Map<string, AttemptKind>;
};

export const answerName = (record: Pick<AnswerRecord, 'learner' | 'attempt' | 'sequence'>): string =>
  `${record.learner}/${record.attempt}/${record.sequence}`;

/** Lets each learner press on through the real core; afterwards two days pass, so that nothing stays open. */
export function learn(course: (step: number) => Course, learners: readonly (readonly Press[])[]): Learned {
  const learned: Learned = { counters: [], answers: [], quizzes: [], kinds: new Map() };
  learners.forEach((presses, number) => {
    const counters: Record<string, number> = {};
    const said: Message[] = [];
    let now = Date.UTC(2026, 10, 20) + number * hourMs;
    let session = newSession(`a-seed-of-chance-${String(number).padStart(4, '0')}`, 'vi', now);
    const step = (place: number, event: Event): void => {
      const turn = advance(course(place), session, event, now);
      session = turn.session;
      for (const effect of turn.effects) {
        if (effect.kind === 'say') said.push(effect.message);
        if (effect.kind === 'count') counters[effect.key] = (counters[effect.key] ?? 0) + effect.by;
        if (effect.kind === 'record') keep(learned, effect.record);
      }
      for (const { id, attempt } of session.learners) {
        const sequence = attempt?.answers.length ?? 0;
        if (attempt === undefined || sequence === 0) continue;
        const name = answerName({ learner: id, attempt: attempt.number, sequence });
        if (!learned.kinds.has(name)) learned.kinds.set(name, attempt.kind);
      }
    };
    step(0, { kind: 'chat_opened', at: now });
    presses.forEach((press, place) => {
      now += press.kind === 'away' ? press.days * dayMs : 5 * secondMs;
      const choices = said.at(press.kind === 'old' ? -3 : -1)?.choices ?? [];
      const choice = press.kind === 'away' ? undefined : choices[press.nth % Math.max(1, choices.length)];
      step(
        place,
        choice === undefined
          ? { kind: 'timer_due', dueAt: now, at: now }
          : { kind: 'choice_tapped', choice: choice.id, at: now },
      );
    });
    now += 2 * dayMs;
    step(presses.length, { kind: 'timer_due', dueAt: now, at: now });
    learned.counters.push(counters);
  });
  return learned;
}

function keep(learned: Learned, record: LearningRecord): void {
  if (record.kind === 'answered') learned.answers.push(record);
  if (record.kind === 'quiz_finished') learned.quizzes.push(record);
}
