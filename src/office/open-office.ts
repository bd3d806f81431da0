import { type QuietHours, quietHoursOf } from '../broadcast/quiet-hours.ts';
import type { Course } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { PeopleArchive } from '../store/archive/people-archive.ts';
import type { Store } from '../store/store.ts';
import { beginningsFor } from './beginnings.ts';
import type { ChannelTerms } from './channel-terms.ts';
import { openCompose } from './compose.ts';
import type { CountedStore } from './count-audience.ts';
import { isRefused, openCounter } from './counter.ts';
import { openCounts } from './counts.ts';
import { openHandIn } from './hand-in.ts';
import type { Office, Tell } from './office.ts';
import { standingOf } from './standing.ts';
import { openTries } from './tries.ts';

export type OfficeOptions = {
  store: CountedStore &
    Pick<
      Store,
      'broadcasts' | 'putBroadcast' | 'dropBroadcast' | 'setGate' | 'freeze' | 'countsByUnit' | 'tally'
    >;
  /** What is looked back on: also broadcasts that have left the store. */
  kept: Pick<Store, 'broadcasts' | 'countsByUnit'>;
  archive: Pick<PeopleArchive, 'people' | 'addDeeds'>;
  course(): Course;
  /** Of every channel that a process of this service sends by. */
  terms(): ChannelTerms[];
  tell: Tell;
  clock(): Instant;
  /** 128 bits of chance, as 32 hex digits. */
  newToken(): string;
  log: Log;
  quietHours?: QuietHours;
};

/** The office over the stores that a service has. Nothing is done that is not in the audit log before. */
export function openOffice(given: OfficeOptions): Office {
  const options = { quietHours: quietHoursOf(given.course()), ...given };
  const { store, kept, archive, course, terms, clock, quietHours } = options;
  const counter = openCounter(options);
  const counts = openCounts(options);
  return {
    ...openCompose(options, counter, counts),
    ...openTries(options, counter),
    ...openHandIn(options, counter, counts),
    async beginnings(by) {
      if (!counter.mayDo(by, 'send_broadcast', by.person.unit)) return [];
      return beginningsFor(by, await store.broadcasts(), course(), clock());
    },
    list: async (by) =>
      (await kept.broadcasts()).filter(
        ({ tryOf, unit }) => tryOf === undefined && counter.mayDo(by, 'see_broadcasts', unit),
      ),
    async find(by, id) {
      const found = await counter.theirs(by, id, 'see_broadcasts');
      return isRefused(found) ? undefined : found;
    },
    async standing(by, id) {
      const broadcast = await counter.theirs(by, id, 'see_broadcasts');
      if (isRefused(broadcast)) return undefined;
      const [byUnit, people, all] = await Promise.all([
        kept.countsByUnit(id),
        archive.people(),
        store.broadcasts(),
      ]);
      return standingOf(broadcast, {
        counts: byUnit,
        people,
        ahead: await counts.waitingAhead(all, id),
        terms: terms(),
        partitions: store.partitions,
        quiet: quietHours,
        now: clock(),
      });
    },
  };
}
