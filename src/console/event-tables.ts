import type { Course, PublicEvent } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import { secondMs } from '../core/time.ts';
import { type EventFigures, eventFigures } from '../stats/event-figures.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';

export type EventTable = { figures: EventFigures; readAt: Instant; isStale: boolean };

const freshMs = 2 * secondMs;
/** Reading takes at most one part in this of the time, however large the table and however many look; */
const restPerRead = 20;
/** but a read that itself had to wait does not make the figures older than this. */
const longestRestMs = 10 * secondMs;

type Kept = { table: EventTable; freshUntilAt: Instant };

/**
 * One merged table for each event, read again when it is older than two seconds and somebody looks: a
 * thousand viewers cost one read. While the store is away the last table is shown, marked as stale.
 */
export function openEventTables(options: {
  store: Pick<Store, 'counters'>;
  course(): Course;
  clock(): Instant;
}): {
  /** @returns undefined when nothing has been read yet and the store is away */
  read(event: PublicEvent): Promise<EventTable | undefined>;
} {
  const { store, course, clock } = options;
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<EventTable | undefined>>();

  async function readAgain(event: PublicEvent): Promise<EventTable | undefined> {
    const startedAt = clock();
    try {
      const counters = await store.counters(`E/${event.id}/`);
      const readAt = clock();
      const table = { figures: eventFigures(course(), event, counters), readAt, isStale: false };
      const restMs = Math.min(longestRestMs, Math.max(freshMs, restPerRead * (readAt - startedAt)));
      kept.set(event.id, { table, freshUntilAt: readAt + restMs });
      return table;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const last = kept.get(event.id);
      if (last === undefined) return undefined;
      last.table = { ...last.table, isStale: true };
      last.freshUntilAt = clock() + freshMs;
      return last.table;
    }
  }

  return {
    read(event) {
      const last = kept.get(event.id);
      if (last !== undefined && clock() < last.freshUntilAt) return Promise.resolve(last.table);
      const underWay = reading.get(event.id);
      if (underWay !== undefined) return underWay;
      const work = readAgain(event).finally(() => reading.delete(event.id));
      reading.set(event.id, work);
      return work;
    },
  };
}
