import { type Action, may } from '../access/may.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import { minuteMs } from '../core/time.ts';
import type { Caller, OfficeAct, Refused } from './office.ts';
import type { OfficeOptions } from './open-office.ts';

/** What one person may do in ten minutes; to pause and to cancel is never too often. */
const limits = { look: 300, write: 120, try: 10, submit: 30, approve: 60 } as const;
const limitWindowMs = 10 * minuteMs;

/** What of an official's doings is in the audit log: the first word of a deed's note, then a number of people and a reason. */
export const officeDeeds = [
  'write',
  'try',
  'submit',
  'approve',
  'send_back',
  'pause',
  'resume',
  'cancel',
] as const satisfies ('write' | 'try' | 'submit' | 'approve' | OfficeAct)[];
export type OfficeDeed = (typeof officeDeeds)[number];

/** What each call passes before anything is done: the right, the limit, the log. */
export type Counter = {
  mayDo(by: Caller, action: Action, unit: string): boolean;
  /** The broadcast, if the caller may do this with it. Who may not even see it is told that there is none. */
  theirs(by: Caller, id: string, action: Action): Promise<Broadcast | Refused>;
  isTooMuch(by: Caller, what: keyof typeof limits): Promise<boolean>;
  /** @param detail a number of people, and a reason; empty parts are left out */
  note(by: Caller, did: OfficeDeed, about: Broadcast, ...detail: string[]): Promise<void>;
};

export function openCounter({ store, kept, archive, course, clock }: OfficeOptions): Counter {
  const mayDo: Counter['mayDo'] = ({ person }, action, unit) => may(person, action, unit, course().units);
  return {
    mayDo,
    async theirs(by, id, action) {
      const isIt = (broadcast: Broadcast): boolean => broadcast.id === id;
      // A page of one that runs asks every few seconds: the archive is asked only about what the store no longer has.
      const found =
        (await store.broadcasts()).find(isIt) ??
        (action === 'see_broadcasts' ? (await kept.broadcasts()).find(isIt) : undefined);
      if (found === undefined) return { kind: 'missing' };
      if (mayDo(by, action, found.unit)) return found;
      return mayDo(by, 'see_broadcasts', found.unit) ? refused('right') : { kind: 'missing' };
    },
    isTooMuch: async ({ person }, what) =>
      (await store.tally(`office:${what}:${person.id}`, limitWindowMs)) > limits[what],
    async note(by, did, { id, unit }, ...detail) {
      const note = [did, ...detail].filter((part) => part !== '').join(', ');
      const deed = {
        at: clock(),
        by: by.person.id,
        did: 'broadcast',
        to: id,
        unit,
        note,
        from: by.from,
      } as const;
      await archive.addDeeds([deed]);
    },
  };
}

export const isRefused = (it: object): it is Refused => 'kind' in it;

export const refused = (why: Extract<Refused, { kind: 'refused' }>['why']): Refused => ({
  kind: 'refused',
  why,
});
