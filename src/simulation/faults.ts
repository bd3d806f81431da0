import { StoreUnavailable } from '../store/store.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import { strikes, type Weather } from './weather.ts';

/** One run of one simulated process. Once it has ended nothing it does reaches anything. */
export type Life = {
  readonly name: string;
  isOver: boolean;
  atEnd: (() => void)[];
  /** Set when the process is to die at one of its next calls: before the call leaves, or once it has arrived. */
  fuse: { calls: number; isAfter: boolean; burn(): void } | undefined;
};

/** Counts one call of a process on its way to the end. @returns whether the process died before it left */
export function diesBefore(life: Life): boolean {
  const { fuse } = life;
  if (fuse === undefined) return false;
  fuse.calls--;
  if (fuse.calls <= 0 && !fuse.isAfter) fuse.burn();
  return life.isOver;
}

/** The call has arrived. @returns whether the process died before it could hear so */
export function diesAfter(life: Life): boolean {
  const { fuse } = life;
  if (fuse !== undefined && fuse.calls <= 0) fuse.burn();
  return life.isOver;
}

/** What a process that is dead hears: nothing, for ever. */
export const never = <T>(): Promise<T> => new Promise(() => {});

export type Trouble = {
  /** Calls on their way to a store and back. */
  pending: number;
  weather: Weather;
  random: Random;
  timeline: Timeline;
  /** Told of each fault that a process met, so that what follows from it can be excused. */
  onFault(life: Life, what: string): void;
};

type Method = (...args: unknown[]) => unknown;

/** Answered at once and without input or output. */
const plainMethods = new Set(['partitionOf', 'queueOf']);
/** Take a listener and return a stop function. */
const listenMethods = new Set(['onRows', 'onLog']);

/**
 * What one process sees of a store or archive on a bad day. Works for any port: each method that returns a
 * promise may fail before it arrives, lose its answer or take its time, and falls silent with the process.
 * @param seat holds the thing itself, which may be exchanged when it is closed and opened again
 */
export function throughTrouble<T extends object>(seat: Seat<T>, life: Life, trouble: Trouble): T {
  const made = new Map<string | symbol, unknown>();
  return new Proxy({} as T, {
    get(_, property) {
      const known = made.get(property);
      if (known !== undefined) return known;
      const value = Reflect.get(seat.current, property) as unknown;
      if (typeof value !== 'function') return value;
      const name = String(property);
      const method = plainMethods.has(name)
        ? (...args: unknown[]) => call(seat.current, property, args)
        : listenMethods.has(name)
          ? (listener: Method) => seat.listen(name, guarded(life, listener), life)
          : (...args: unknown[]) => troubled(seat, property, args, life, trouble);
      made.set(property, method);
      return method;
    },
  });
}

const call = (target: object, property: string | symbol, args: unknown[]): unknown =>
  (Reflect.get(target, property) as Method).apply(target, args);

const guarded =
  (life: Life, listener: Method): Method =>
  (...args) =>
    life.isOver ? undefined : listener(...args);

async function troubled(
  seat: Seat<object>,
  property: string | symbol,
  args: unknown[],
  life: Life,
  trouble: Trouble,
): Promise<unknown> {
  const { weather, random, timeline } = trouble;
  const fail = (what: string): never => {
    trouble.onFault(life, what);
    throw new StoreUnavailable(`simulated: ${String(property)}: ${what}`);
  };
  const slow = async (): Promise<void> => {
    trouble.onFault(life, 'slow');
    await timeline.sleep(random.below(3_000));
    // What it does next it may do under a lease that ran out meanwhile.
    trouble.onFault(life, 'slow');
  };
  if (life.isOver || diesBefore(life)) return never();
  if (weather.share > 0) {
    if (strikes(weather, random, 'callSlow')) await slow();
    if (life.isOver) return never();
    if (strikes(weather, random, 'callFails')) fail('it never arrived');
  }
  try {
    const answer = await counted(trouble, () => call(seat.current, property, args));
    if (life.isOver || diesAfter(life)) return never();
    if (weather.share > 0) {
      if (strikes(weather, random, 'callSlow')) await slow();
      if (life.isOver) return never();
      if (strikes(weather, random, 'answerLost')) fail('it arrived, its answer was lost');
    }
    return answer;
  } catch (error) {
    if (life.isOver) return never();
    if (error instanceof StoreUnavailable) trouble.onFault(life, 'unavailable');
    throw error;
  }
}

async function counted(trouble: Trouble, work: () => unknown): Promise<unknown> {
  trouble.pending++;
  try {
    return await work();
  } finally {
    trouble.pending--;
  }
}

/** Where a store sits: closed and opened again, it is another object for the same listeners. */
export class Seat<T extends object> {
  current: T;
  readonly #listeners = new Map<Method, { name: string; stop: () => void }>();

  constructor(current: T) {
    this.current = current;
  }

  listen(name: string, listener: Method, life: Life): () => void {
    const start = (): (() => void) => call(this.current, name, [listener]) as () => void;
    this.#listeners.set(listener, { name, stop: start() });
    const stop = (): void => {
      this.#listeners.get(listener)?.stop();
      this.#listeners.delete(listener);
    };
    life.atEnd.push(stop);
    return stop;
  }

  exchange(next: T): void {
    this.current = next;
    for (const [listener, entry] of this.#listeners) {
      entry.stop = call(next, entry.name, [listener]) as () => void;
    }
  }
}
