import { advance } from '../core/advance.ts';
import { writeTap } from '../core/choice-id.ts';
import { type Course, findItem } from '../core/course.ts';
import { nextDueAt } from '../core/due.ts';
import type { LearningRecord } from '../core/effect.ts';
import type { EventBody } from '../core/event.ts';
import { newSession } from '../core/new-session.ts';
import { screenMessage } from '../core/screen.ts';
import type { Session } from '../core/session.ts';
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from '../core/time.ts';
import { activeLearner } from '../core/turn.ts';
import { answerOf, drawn } from './abilities.ts';
import type { DemoLearner } from './learner.ts';

/** What a simulated learner left behind: as a real one does, through the same core. */
export type Lived = {
  session: Session;
  counters: Record<string, number>;
  records: LearningRecord[];
  /** When they did something last. */
  at: Instant;
};

/** No life is longer: a screen nobody foresaw must not keep the demo busy. */
const mostActsPerLesson = 60;

/** One learner from their first message until now. */
export function liveUntil(course: Course, who: DemoLearner, now: Instant): Lived {
  const life = new Life(course, who, now - who.arrivedAgoMs);
  life.arrive();
  for (let lesson = 0; lesson < who.lessons; lesson++) {
    const gapMs = Math.floor(drawn(who.seed, `gap:${lesson}`) ** 3 * 6 * dayMs) + minuteMs;
    if (life.at + gapMs + hourMs / 2 > now) break;
    if (!life.learn(lesson, gapMs)) break;
  }
  // What fell due since the last visit, an attempt left open above all.
  life.wait(now - life.at);
  return life.lived();
}

/** One more lesson, right now, for somebody who is there already. */
export function liveOn(course: Course, who: DemoLearner, session: Session, now: Instant): Lived {
  const life = new Life(course, who, now, session);
  life.learn(activeLearner(session).attemptCount, 0, secondMs / 2);
  return life.lived();
}

class Life {
  at: Instant;
  readonly #course: Course;
  readonly #who: DemoLearner;
  readonly #counters: Record<string, number> = {};
  readonly #records: LearningRecord[] = [];
  #session: Session;

  constructor(course: Course, who: DemoLearner, at: Instant, session?: Session) {
    this.#course = course;
    this.#who = who;
    this.at = at;
    this.#session = session ?? newSession(`mo-phong-${who.seed}`.padEnd(16, '-'), who.language, at);
  }

  lived(): Lived {
    return { session: this.#session, counters: this.#counters, records: this.#records, at: this.at };
  }

  /** Opens the chat, says who they are, and answers the notice. */
  arrive(): void {
    const { audience, commune, agrees, isHelped, language } = this.#who;
    this.#do({ kind: 'chat_opened', language });
    this.#tap(writeTap({ kind: 'plain', tap: agrees ? 'consent-yes' : 'consent-no' }));
    this.#tap(writeTap({ kind: 'audience', audience }));
    if (audience === 'student') this.#tap(writeTap({ kind: 'plain', tap: 'under16-no' }));
    this.#tap(
      commune === undefined
        ? writeTap({ kind: 'plain', tap: 'skip-commune' })
        : writeTap({ kind: 'unit', unit: commune }),
    );
    this.#tap(writeTap({ kind: 'plain', tap: 'skip-village' }));
    if (isHelped) this.#tap(writeTap({ kind: 'plain', tap: 'helper' }));
  }

  /** Time goes by; what falls due meanwhile is done. */
  wait(ms: number): void {
    const until = this.at + ms;
    for (
      let due = nextDueAt(this.#course, this.#session), count = 0;
      due !== undefined && due <= until && count < 50;
      count++
    ) {
      this.at = Math.max(this.at, due);
      this.#do({ kind: 'timer_due', dueAt: due }, 0);
      const next = nextDueAt(this.#course, this.#session);
      if (next === due) break;
      due = next;
    }
    this.at = until;
  }

  /** @returns false when they stopped in the midst of it */
  learn(lesson: number, gapMs: number, paceMs = 15 * secondMs): boolean {
    this.wait(gapMs);
    const { seed } = this.#who;
    const before = this.#finished();
    const repeated = this.#repeats(lesson);
    this.#tap(repeated ?? 'learn', paceMs);
    const stopsAfter =
      drawn(seed, `stops:${lesson}`) < 0.09
        ? 4 + Math.floor(drawn(seed, `where:${lesson}`) * 8)
        : mostActsPerLesson;
    for (let act = 0; act < mostActsPerLesson; act++) {
      if (act === stopsAfter) return true;
      const { place } = activeLearner(this.#session);
      if (place.kind === 'finished' && this.#finished() + (repeated === undefined ? 0 : 1) > before)
        return true;
      this.#tap(this.#choice(), paceMs * (0.4 + 2.2 * drawn(seed, `pace:${lesson}:${act}`)));
    }
    return false;
  }

  /** Some go back to a lesson that went badly. */
  #repeats(lesson: number): string | undefined {
    if (drawn(this.#who.seed, `again:${lesson}`) > 0.12) return undefined;
    const bad = Object.entries(activeLearner(this.#session).progress).find(
      ([, { lastRight, lastAsked, completedAt }]) => completedAt !== undefined && lastRight < lastAsked,
    );
    return bad && writeTap({ kind: 'lesson', lesson: bad[0] });
  }

  #finished(): number {
    return Object.values(activeLearner(this.#session).progress).filter(
      ({ completedAt }) => completedAt !== undefined,
    ).length;
  }

  /** The answer they would give; else the first button that leads on; from elsewhere back to learning. */
  #choice(): string {
    const { place, attempt, progress } = activeLearner(this.#session);
    const { choices } = screenMessage(this.#course, this.#session);
    if (
      place.kind === 'question' &&
      attempt?.question !== undefined &&
      this.#session.screen.kind === 'place'
    ) {
      const { item: id, version } = attempt.question;
      const item = findItem(this.#course, id, version);
      const { seed, ability, isHelped } = this.#who;
      const met = attempt.set.kind === 'lesson' ? progress[attempt.set.lesson]?.attempts : undefined;
      const repeats = Math.max(0, (met ?? 1) - 1);
      const option = item && answerOf(this.#course, item, { seed, ability, repeats, isHelped });
      const chosen = choices.find(
        ({ id: choice }) => choice.startsWith('a~') && choice.endsWith(`~${option}`),
      );
      if (chosen !== undefined) return chosen.id;
    }
    const isOnTheWay =
      this.#session.screen.kind === 'address' ||
      (this.#session.screen.kind === 'place' && place.kind !== 'finished' && place.kind !== 'nowhere');
    return (isOnTheWay ? choices[0]?.id : undefined) ?? 'learn';
  }

  #tap(choice: string, afterMs = 8 * secondMs): void {
    this.#do({ kind: 'choice_tapped', choice }, afterMs);
  }

  #do(body: EventBody, afterMs = 8 * secondMs): void {
    this.at = Math.round(this.at + afterMs);
    const { session, effects } = advance(this.#course, this.#session, { ...body, at: this.at }, this.at);
    if (effects.some(({ kind }) => kind === 'erase')) return;
    this.#session = session;
    for (const effect of effects) {
      if (effect.kind === 'count') this.#counters[effect.key] = (this.#counters[effect.key] ?? 0) + effect.by;
      else if (effect.kind === 'record') this.#records.push(effect.record);
    }
  }
}
