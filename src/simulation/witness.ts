import type { Archive } from '../store/archive/archive.ts';
import type { ArchiveRow, Step, Store } from '../store/store.ts';
import type { Checker } from './checker/checker.ts';
import type { Ticket } from './checker/message-book.ts';

/**
 * Stands just outside the store, nearer to it than any fault, and tells the checker which messages were
 * committed: what a process believes of its commit does not matter here.
 */
export function witnessed(store: Store, checker: Checker): Store {
  return spied(
    store,
    'commit',
    async (commit: Store['commit'], ...[partition, steps, now]: Parameters<Store['commit']>) => {
      const tickets = steps.map((step) => announce(step, checker));
      const settle = (place: number, fate: 'committed' | 'stale' | 'unknown'): void => {
        for (const { user, ticket } of tickets[place] ?? []) checker.settled(user, ticket, fate);
      };
      try {
        const results = await commit(partition, steps, now);
        for (const [place, result] of results.entries()) settle(place, result);
        return results;
      } catch (error) {
        for (const place of steps.keys()) settle(place, 'unknown');
        throw error;
      }
    },
  );
}

function announce(step: Step, checker: Checker): { user: string; ticket: Ticket }[] {
  const { user } = step.chat;
  return step.outgoing.flatMap(({ outgoing }) => {
    if (outgoing.kind !== 'message') return [];
    const ticket = checker.announced(user, outgoing.message);
    return ticket === undefined ? [] : [{ user, ticket }];
  });
}

/** Tells the checker which rows the archive has taken. */
export function witnessedArchive(archive: Archive, checker: Checker): Archive {
  return spied(
    archive,
    'append',
    async (append: Archive['append'], ...args: Parameters<Archive['append']>) => {
      const answer = await append(...args);
      checker.archived(args[0] as ArchiveRow[]);
      return answer;
    },
  );
}

/** The same object with one method replaced by one that is given the real one. */
export function spied<T extends object, Args extends unknown[], Answer>(
  target: T,
  method: keyof T,
  replacement: (real: (...args: Args) => Promise<Answer>, ...args: Args) => Promise<Answer>,
): T {
  return new Proxy(target, {
    get(_, property) {
      const value = Reflect.get(target, property) as unknown;
      if (typeof value !== 'function') return value;
      const real = value.bind(target) as (...args: Args) => Promise<Answer>;
      return property === method ? (...args: Args) => replacement(real, ...args) : real;
    },
  });
}
