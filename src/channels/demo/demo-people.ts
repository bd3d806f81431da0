import type { Course } from '../../core/course.ts';
import type { EventBody } from '../../core/event.ts';
import { dayMs, type Instant } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import type { Receive } from '../channel.ts';
import { arrival, nextAct } from './life.ts';
import { demoChat, personOf } from './person.ts';

/** The most that may be made: enough to watch a run for minutes, few enough to be gone in seconds. */
export const mostDemoPeople = 5_000;

export type DemoWork = { kind: 'idle' } | { kind: 'making' | 'removing'; done: number; of: number };

export type DemoPeople = {
  /** Read from the store, so that it is right after any crash. */
  count(): Promise<number>;
  /**
   * Sees to it that there are so many, each where they are to stand; who was cut off on the way goes on.
   * Nothing when another such work is under way. @returns how many there are now
   */
  make(wanted: number): Promise<number>;
  /** Erases all of them, as people erase themselves. */
  remove(): Promise<void>;
  work(): DemoWork;
  /** Ends work under way between two people; it can be taken up again. */
  stop(): Promise<void>;
};

export type DemoPeopleOptions = {
  seed: string;
  store: Pick<Store, 'load'>;
  /** The ordinary way in, by a clock that is so far behind: some were last here weeks ago. */
  door(agoMs: number): Receive;
  course(): Course;
  clock(): Instant;
  log: Log;
};

/** Lives go on side by side, in order of their numbers: whoever exists lies within one such wave of the last. */
const wave = 64;
/** No life is longer; one that is stands where it stands. */
const mostActs = 200;
const tries = 20;

/** Simulated people: chats like any others, that came in by the same door. */
export function openDemoPeople(options: DemoPeopleOptions): DemoPeople {
  const { seed, store, door, course, clock, log } = options;
  let work: DemoWork = { kind: 'idle' };
  let running: Promise<unknown> = Promise.resolve();
  let isStopping = false;
  let acts = 0;

  const sessionsOf = async (numbers: number[]) =>
    (await store.load(numbers.map((number) => ({ chat: demoChat(number), updates: [] })))).map(
      ({ session }) => session,
    );
  const waveOf = (first: number): number[] => Array.from({ length: wave }, (_, place) => first + place);
  const lastIn = async (place: number): Promise<number> => {
    const found = await sessionsOf(waveOf(place * wave));
    return found.findLastIndex((session) => session !== undefined) + 1;
  };

  /** Twelve looks at most: in the middle of what is left, since nobody lies behind a wave that is empty. */
  async function count(): Promise<number> {
    let [low, high] = [-1, Math.ceil(mostDemoPeople / wave)];
    let last = 0;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      const there = await lastIn(middle);
      if (there === 0) high = middle;
      else [low, last] = [middle, middle * wave + there];
    }
    return last;
  }

  async function hand(number: number, body: EventBody, agoMs: number): Promise<boolean> {
    const at = clock() - agoMs;
    const id = `life:${clock()}:${acts++}`;
    for (let again = 0; again < tries; again++) {
      const receipt = await door(agoMs)({ chat: demoChat(number), id, event: { ...body, at } });
      if (receipt.kind !== 'try_later') return receipt.kind !== 'dead_letter';
      await new Promise((resolve) => setTimeout(resolve, receipt.afterMs));
    }
    return false;
  }

  async function live(number: number): Promise<void> {
    const person = personOf(seed, number, course());
    const agoMs = person.daysAgo * dayMs;
    const [before] = await sessionsOf([number]);
    // Whoever agreed has arrived: that is the arrival's first act but one, and all of it is handed in together.
    if (before === undefined || before.learners[0]?.consent === undefined)
      await Promise.all(arrival(person).map((body) => hand(number, body, agoMs)));
    for (let count = 0; count < mostActs; count++) {
      const [session] = await sessionsOf([number]);
      const next = session && nextAct(course(), person, session, seed);
      if (next === undefined || !(await hand(number, next, agoMs))) return;
    }
    log.warn({ person: number }, 'a simulated person did not come where they were to stand');
  }

  async function make(wanted: number): Promise<number> {
    const of = Math.min(wanted, mostDemoPeople);
    for (let done = 0; done < of && !isStopping; done += wave) {
      work = { kind: 'making', done, of };
      await Promise.all(waveOf(done).flatMap((number) => (number < of ? [live(number)] : [])));
    }
    return count();
  }

  async function remove(): Promise<void> {
    const of = await count();
    const forget: EventBody = { kind: 'choice_tapped', choice: 'forget-yes' };
    for (let first = Math.floor(of / wave) * wave; first >= 0 && !isStopping; first -= wave) {
      work = { kind: 'removing', done: of - Math.min(of, first + wave), of };
      const found = await sessionsOf(waveOf(first));
      await Promise.all(found.map((session, place) => session && hand(first + place, forget, 0)));
    }
  }

  /** One work at a time; a second wish while one is under way is not taken. */
  async function alone<T>(work_: DemoWork, doIt: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    if (work.kind !== 'idle' || isStopping) return otherwise();
    work = work_;
    const done = doIt().finally(() => {
      work = { kind: 'idle' };
    });
    running = done.catch((error: unknown) =>
      log.warn({ err: error }, 'simulated people: the work stopped; ask for it again'),
    );
    return done;
  }

  return {
    count,
    make: (wanted) => alone({ kind: 'making', done: 0, of: wanted }, () => make(wanted), count),
    remove: () => alone({ kind: 'removing', done: 0, of: 0 }, remove, async () => {}),
    work: () => work,
    async stop() {
      isStopping = true;
      await running;
    },
  };
}
