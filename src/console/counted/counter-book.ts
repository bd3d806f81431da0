import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../core/time.ts';
import { minuteMs, secondMs } from '../../core/time.ts';
import type { Counters } from '../../stats/counted-quiz.ts';
import { StoreUnavailable } from '../../store/store.ts';

/**
 * All exact counters (`core/counters.ts`) as they were at one moment, by the first two parts of their names. Pages
 * look at this and never at the store, so how long a page takes does not depend on how much has been counted.
 */
export type CounterView = {
  /** When it was read. */
  readAt: Instant;
  /** What comes second in the names of one letter: the quizzes of `C`, the communes of `U`. Sorted. */
  names(letter: string): string[];
  /** The counters of one such, by their full names: `of('U', '16012')`. Empty where there are none. */
  of(letter: string, name: string): Counters;
};

export type CounterBook = {
  /**
   * The newest view. Where one has been read before, this takes no longer than `patienceMs`, and a newer one may still
   * be on its way. @returns undefined when nothing has been read yet and the store is away
   */
  read(): Promise<{ view: CounterView; isStale: boolean } | undefined>;
  /**
   * Works something out of each view before anybody sees that view: a page that shows it then only looks it up.
   * Long work lets others have their turn now and then.
   */
  derive<T>(work: (view: CounterView) => Promise<T> | T): (view: CounterView) => T | undefined;
};

const freshMs = 2 * secondMs;
/** Reading takes at most one part in this of the time, however much was counted and however many look. */
const restPerRead = 10;
const longestRestMs = minuteMs;
/** So long a page waits for newer figures than those it could show at once. */
const patienceMs = 40;
/** Counters sorted in between two turns of the others. */
const atOnce = 5_000;

/** Reads counters for everybody who looks: once at a time, and only while somebody does. */
export function openCounterBook(options: {
  /** As the store's, or the archive's. */
  counters(prefix: string): Promise<Counters>;
  clock(): Instant;
}): CounterBook {
  const { counters, clock } = options;
  const works: ((view: CounterView) => Promise<void>)[] = [];
  let kept: { view: CounterView; isStale: boolean; freshUntilAt: Instant } | undefined;
  let reading: Promise<void> | undefined;

  async function readAgain(): Promise<void> {
    const startedAt = performance.now();
    try {
      const view = await viewOf(await counters(''), clock());
      for (const work of works) await work(view);
      const restMs = Math.min(
        longestRestMs,
        Math.max(freshMs, restPerRead * (performance.now() - startedAt)),
      );
      kept = { view, isStale: false, freshUntilAt: clock() + restMs };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (kept !== undefined) kept = { ...kept, isStale: true, freshUntilAt: clock() + freshMs };
    }
  }

  return {
    async read() {
      if (kept !== undefined && clock() < kept.freshUntilAt) return kept;
      reading ??= readAgain().finally(() => {
        reading = undefined;
      });
      if (kept === undefined) await reading;
      else await Promise.race([reading, afterMs(patienceMs)]);
      return kept;
    },
    derive<T>(work: (view: CounterView) => Promise<T> | T) {
      const worked = new WeakMap<CounterView, T>();
      works.push(async (view) => {
        worked.set(view, await work(view));
      });
      return (view) => worked.get(view);
    },
  };
}

const afterMs = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

async function viewOf(counters: Counters, readAt: Instant): Promise<CounterView> {
  const letters = new Map<string, Map<string, Record<string, number>>>();
  let sorted = 0;
  for (const key in counters) {
    const [letter = '', name = ''] = key.split('/', 2);
    const names = letters.get(letter) ?? new Map<string, Record<string, number>>();
    letters.set(letter, names);
    const own = names.get(name) ?? {};
    names.set(name, own);
    own[key] = counters[key] ?? 0;
    if (++sorted % atOnce === 0) await setImmediate();
  }
  return {
    readAt,
    names: (letter) => [...(letters.get(letter)?.keys() ?? [])].sort(),
    of: (letter, name) => letters.get(letter)?.get(name) ?? {},
  };
}
