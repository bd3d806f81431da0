import { setImmediate as turn } from 'node:timers/promises';
import type { Course } from '../core/course.ts';
import { hourMs, minuteMs, secondMs } from '../core/time.ts';
import { answerSheetOf } from './checker/answer-sheet.ts';
import { Checker } from './checker/checker.ts';
import { digestOf } from './checker/message-book.ts';
import type { Wrong, WrongKind } from './checker/wrong.ts';
import { Crowd } from './crowd.ts';
import type { Trouble } from './faults.ts';
import { Fleet, type Tamper } from './fleet.ts';
import { openGround, type StoreKind } from './ground.ts';
import { Messenger } from './messenger.ts';
import { Platform } from './platform.ts';
import { Random } from './random.ts';
import { Timeline } from './timeline.ts';
import { hangVirtualClock, leashTimers, stopwatch } from './virtual-wall.ts';

export type Plan = {
  seed: number;
  store: StoreKind;
  /** How many learn at the same time; who is done is followed by the next. */
  learners: number;
  /** Updates sent before the weather clears. */
  updates: number;
  kills: number;
  /** How often the store goes down and comes back. */
  restarts: number;
  /** How bad the day is, 0..1. */
  faults: number;
  processes: number;
};

export type Progress = { phase: string; updates: number; kills: number; restarts: number; wrong: number };

export type Outcome = {
  updates: number;
  /** Handed in, copies and repeats counted. */
  deliveries: number;
  messages: number;
  answers: number;
  kills: number;
  restarts: number;
  learnersDone: number;
  /** Typed answers to a question that was on its way: allowed. */
  blindAnswers: number;
  virtualHours: number;
  tookMs: number;
  /** Names the whole run: who was sent what, when, with which end. The same for the same seed over SQLite. */
  trace: string;
  /** Examples of each kind of complaint. */
  wrong: readonly Wrong[];
  /** How many complaints of each kind there were; empty when nothing is wrong. */
  wrongCounts: Readonly<Partial<Record<WrongKind, number>>>;
};

export type SimulateOptions = {
  /** Keys by question as the authors wrote them. */
  keys?: ReadonlyMap<string, string>;
  onProgress?(progress: Progress): void;
  tamper?: Tamper;
};

const tickMs = 250;
const thinkMs = 8 * secondMs;
/** In fair weather everything must have drained after so long. */
const drainMs = 3 * hourMs;

/** Learners on a bad day, then a fair one, then a day later; and what an independent checker makes of it. */
export async function simulate(plan: Plan, course: Course, options: SimulateOptions = {}): Promise<Outcome> {
  const timeline = new Timeline(Date.UTC(2026, 10, 30, 1));
  const ground = await openGround(plan.store, timeline.clock);
  // A real server answers in its own time: there the wall keeps its clock.
  const takeDown = plan.store === 'sqlite' ? hangVirtualClock(timeline) : leashTimers();
  try {
    return await new Run(plan, course, options, timeline, ground).all();
  } finally {
    takeDown();
    await ground.clear();
  }
}

class Run {
  readonly #plan: Plan;
  readonly #options: SimulateOptions;
  readonly #timeline: Timeline;
  readonly #ground: Awaited<ReturnType<typeof openGround>>;
  readonly #trouble: Trouble;
  readonly #checker: Checker;
  readonly #platform: Platform;
  readonly #crowd: Crowd;
  readonly #fleet: Fleet;
  #ticks = 0;
  #deliveries = 0;
  #trace = 0;
  #phase = 'storm';

  constructor(
    plan: Plan,
    course: Course,
    options: SimulateOptions,
    timeline: Timeline,
    ground: Awaited<ReturnType<typeof openGround>>,
  ) {
    this.#plan = plan;
    this.#options = options;
    this.#timeline = timeline;
    this.#ground = ground;
    const checker = new Checker({
      sheet: answerSheetOf(course),
      ...(options.keys === undefined ? {} : { keys: options.keys }),
      isOrderKnown: ground.kind === 'sqlite',
    });
    this.#checker = checker;
    this.#trouble = {
      pending: 0,
      weather: { share: plan.faults },
      random: new Random(plan.seed),
      timeline,
      onFault: (life) => checker.upset(life.name, timeline.clock()),
    };
    const messenger = new Messenger({
      trouble: this.#trouble,
      onAttempt: (attempt) => {
        const message = attempt.outgoing.kind === 'message' ? attempt.outgoing.message : undefined;
        checker.attempted({ ...attempt, message });
        const { user, process, sequence, told, at } = attempt;
        this.#trace = digestOf({
          text: `${this.#trace} ${user} ${process} ${sequence} ${told} ${at}`,
          choices: [],
        });
        if (attempt.hasArrived && message !== undefined) this.#crowd.read(user, message);
      },
    });
    this.#platform = new Platform({
      trouble: this.#trouble,
      watch: {
        onHanded: (update, process) => {
          this.#deliveries++;
          checker.handed(update.chat.user, update.id, process);
        },
        onReceipt: (update, _process, { kind }) => {
          if (kind !== 'try_later') checker.acknowledged(update.chat.user, update.id, kind);
        },
      },
      doors: () => this.#fleet.processes,
    });
    this.#crowd = new Crowd({
      trouble: this.#trouble,
      messenger,
      thinkMs,
      send: (update) => {
        const { event, chat, id } = update;
        const choice = event.kind === 'choice_tapped' ? event.choice : undefined;
        checker.sent(chat.user, id, event.at, choice, event.kind === 'text_written' ? event.text : undefined);
        this.#platform.take(update);
      },
    });
    this.#fleet = new Fleet({
      ground,
      trouble: this.#trouble,
      messenger,
      checker,
      course,
      messagesPerSecond: Math.max(1_000, plan.learners),
      tamper: options.tamper ?? {},
      onDeath: (life) => this.#platform.cut(life),
    });
  }

  async all(): Promise<Outcome> {
    const tookMs = stopwatch();
    const beganAt = this.#timeline.clock();
    await this.#fleet.start(this.#plan.processes);
    this.#crowd.come(this.#plan.learners);
    await this.#storm();
    await this.#calm();
    await this.#dayAfter();
    await this.#judge();
    const { count, wrongs, wrongCounts } = this.#checker;
    const outcome: Outcome = {
      updates: this.#crowd.updates,
      deliveries: this.#deliveries,
      messages: count.messages,
      answers: count.answers,
      kills: this.#fleet.kills,
      restarts: this.#fleet.restarts,
      learnersDone: count.closed,
      blindAnswers: count.blind,
      virtualHours: Math.round((this.#timeline.clock() - beganAt) / hourMs),
      tookMs: Math.round(tookMs()),
      trace: this.#trace.toString(36),
      wrong: wrongs,
      wrongCounts: Object.fromEntries(wrongCounts),
    };
    await this.#fleet.stop();
    return outcome;
  }

  /** Phase 1: faults on, until enough has been sent, killed and restarted. */
  async #storm(): Promise<void> {
    const { updates, kills, restarts } = this.#plan;
    const { random } = this.#trouble;
    let [killed, restarted, jumped] = [0, 0, 0];
    const jumps = this.#plan.faults === 0 ? 0 : 2 + Math.floor(updates / 20_000);
    const isTimeFor = (done: number, all: number): boolean =>
      done < all && this.#crowd.updates >= (updates * (done + 0.5)) / all;
    while (this.#crowd.updates < updates || killed < kills || restarted < restarts) {
      if (isTimeFor(killed, kills) && this.#fleet.light()) killed++;
      if (isTimeFor(restarted, restarts) && !this.#fleet.isDown) {
        restarted++;
        await this.#fleet.fall();
        this.#riseAt = this.#ticks + 2 + random.below(20);
      }
      if (isTimeFor(jumped, jumps)) {
        jumped++;
        this.#checker.upsetAll();
        this.#timeline.jump(5 * minuteMs + random.below(3 * hourMs));
      }
      await this.#tick();
    }
    if (this.#fleet.isDown) await this.#fleet.rise();
  }

  #riseAt = 0;

  /** Phase 2: faults off; everyone goes on to the end of a lesson, and everything drains. */
  async #calm(): Promise<void> {
    this.#phase = 'calm';
    this.#trouble.weather.share = 0;
    this.#crowd.calm();
    const untilAt = this.#timeline.clock() + drainMs;
    while (!(await this.#isDrained())) {
      if (this.#timeline.clock() > untilAt) {
        const left = `${this.#crowd.size} learners, ${this.#platform.unacknowledged} updates, ${await this.#fleet.store?.outboxSize()} rows left`;
        this.#checker.say('not drained', '-', left);
        return;
      }
      for (let tick = 0; tick < 4; tick++) await this.#tick();
    }
  }

  async #isDrained(): Promise<boolean> {
    if (this.#crowd.size > 0 || this.#platform.unacknowledged > 0) return false;
    return (await this.#fleet.store?.outboxSize()) === 0;
  }

  /** A day later: attempts left open lapse by their timers, who never agreed is forgotten, the archive has all. */
  async #dayAfter(): Promise<void> {
    this.#phase = 'the day after';
    this.#checker.upsetAll();
    this.#timeline.jump(26 * hourMs);
    const untilAt = this.#timeline.clock() + drainMs;
    do {
      for (let tick = 0; tick < 8; tick++) await this.#tick();
      if (this.#timeline.clock() > untilAt) {
        this.#checker.say('not drained', '-', 'timers, rows or records a day later');
        return;
      }
    } while (await this.#isSomethingDue());
  }

  async #isSomethingDue(): Promise<boolean> {
    const { store } = this.#fleet;
    if (store === undefined || (await store.outboxSize()) > 0) return true;
    for (let partition = 0; partition < store.partitions; partition++) {
      if ((await store.archiveRows(partition, 1)).length > 0) return true;
      if ((await store.dueTimers(partition, this.#timeline.clock(), 1)).length > 0) return true;
    }
    return false;
  }

  async #judge(): Promise<void> {
    this.#phase = 'judging';
    const { store } = this.#fleet;
    if (store === undefined) throw new Error('no process is left to look through');
    const archivedAttempts: string[] = [];
    let after: { at: number; id: string } | undefined;
    for (;;) {
      const rows = await this.#ground.archive.attempts(after, 5_000);
      const last = rows.at(-1);
      if (last === undefined) break;
      for (const row of rows) archivedAttempts.push(row.id);
      after = { at: last.at, id: last.id };
    }
    this.#checker.end({ counters: await store.counters(''), archivedAttempts });
  }

  /** A quarter of a second for everyone: what is due happens, then promises are given room. */
  async #tick(): Promise<void> {
    this.#ticks++;
    if (this.#fleet.isDown && this.#ticks >= this.#riseAt) await this.#fleet.rise();
    if (this.#ticks % 4 === 0) this.#fleet.tick();
    this.#timeline.pass(tickMs);
    await this.#settle();
    if (this.#ticks % 2_000 === 0) {
      this.#checker.closeQuiet((user) => this.#crowd.has(user), this.#timeline.clock());
    }
    if (this.#ticks % 400 === 0) {
      const { kills, restarts } = this.#fleet;
      const { updates } = this.#crowd;
      const wrong = [...this.#checker.wrongCounts.values()].reduce((sum, count) => sum + count, 0);
      this.#options.onProgress?.({ phase: this.#phase, updates, kills, restarts, wrong });
    }
  }

  /**
   * Gives promises room until nothing is on its way to a store, within bounds: slow calls go on while the
   * clock does. Over SQLite a number of turns drawn from the seed; over Redis a few milliseconds of the wall's clock.
   */
  async #settle(): Promise<void> {
    if (this.#ground.kind === 'sqlite') {
      for (let turns = 2 + this.#trouble.random.below(3); turns > 0; turns--) await turn();
      return;
    }
    const waitedMs = stopwatch();
    for (let idle = 0; idle < 3 && waitedMs() < 25; ) {
      await turn();
      idle = this.#trouble.pending === 0 ? idle + 1 : 0;
    }
  }
}
