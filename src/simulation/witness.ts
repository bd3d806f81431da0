import type { Archive } from '../store/archive/archive.ts';
import type { ArchiveRow, OutboxRow, Step, Store } from '../store/store.ts';
import type { Checker } from './checker/checker.ts';
import type { Ticket } from './checker/message-book.ts';

/**
 * Stands just outside the store, nearer to it than any fault, and tells the checker which messages were
 * committed and under which sequence couriers were given them: what a process believes does not matter here.
 */
export function witnessed(store: Store, checker: Checker): Store {
  return witnessedRows(witnessedCommits(store, checker), checker);
}

function witnessedCommits(store: Store, checker: Checker): Store {
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

/** Rows reach a courier in two ways: read from the store, or handed over by a commit of its own process. */
function witnessedRows(store: Store, checker: Checker): Store {
  const see = (rows: readonly OutboxRow[]): void => {
    for (const { chat, sequence, id, outgoing } of rows) {
      if (outgoing.kind === 'message') checker.handedOut(chat.user, sequence, id);
    }
  };
  const reading = spied(
    store,
    'workOutbox',
    async (work: Store['workOutbox'], ...args: Parameters<Store['workOutbox']>) => {
      const answer = await work(...args);
      see(answer?.rows ?? []);
      return answer;
    },
  );
  return spied(reading, 'onRows', (listen: Store['onRows'], listener: Parameters<Store['onRows']>[0]) =>
    listen((partition, rows) => {
      see(rows ?? []);
      listener(partition, rows);
    }),
  );
}

function announce(step: Step, checker: Checker): { user: string; ticket: Ticket }[] {
  const { user } = step.chat;
  return step.outgoing.flatMap(({ id, outgoing }) => {
    if (outgoing.kind !== 'message') return [];
    const ticket = checker.announced(user, id, outgoing.message);
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
  replacement: (real: (...args: Args) => Answer, ...args: Args) => Answer,
): T {
  return new Proxy(target, {
    get(_, property) {
      const value = Reflect.get(target, property) as unknown;
      if (typeof value !== 'function') return value;
      const real = value.bind(target) as (...args: Args) => Answer;
      return property === method ? (...args: Args) => replacement(real, ...args) : real;
    },
  });
}
