import { randomBytes } from 'node:crypto';
import type { Channel, Receive } from './channels/channel.ts';
import { openDemoChannel } from './channels/demo/demo-channel.ts';
import { type DemoPeople, openDemoPeople } from './channels/demo/demo-people.ts';
import type { Config } from './config.ts';
import { advance } from './core/advance.ts';
import type { Course } from './core/course.ts';
import { nextDueAt } from './core/due.ts';
import type { Instant } from './core/time.ts';
import { openIntake } from './intake/receive.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';

/** Who the simulated people are; the same in every process, so that lives go on and fates hold after a restart. */
export const demoSeed = 'nguoi-gia-lap-1';

/** They are for looking around before an agency answers for the bot; beside its citizens there is no place for them. */
export const hasDemo = ({ OPERATOR_NAME }: Pick<Config, 'OPERATOR_NAME'>): boolean =>
  OPERATOR_NAME === undefined;

export type Demo = {
  people: DemoPeople;
  /** Undefined where nobody can be on it. */
  channel: Channel | undefined;
  /** Once there is an agency: the simulated people of before go, before anything is sent to anybody. */
  leave(): Promise<void>;
};

/** The simulated people of this service, and the platform they live on. */
export async function openDemo(options: {
  config: Config;
  store: Store;
  course(): Course;
  clock(): Instant;
  log: Log;
}): Promise<Demo> {
  const { config, clock, log } = options;
  const people = demoPeopleOf(options);
  const mustLeave = !hasDemo(config) && (await people.count()) > 0;
  const channel = hasDemo(config) || mustLeave ? openDemoChannel({ seed: demoSeed, clock, log }) : undefined;
  return {
    people,
    channel,
    async leave() {
      if (!mustLeave) return;
      await people.remove();
      log.warn({}, 'OPERATOR_NAME is set: the simulated people of the trial were erased');
    },
  };
}

/** Simulated people over a store: the ordinary intake, by clocks that are behind for whoever was last here weeks ago. */
export function demoPeopleOf({
  store,
  course,
  log,
}: {
  store: Store;
  course(): Course;
  log: Log;
}): DemoPeople {
  const doors = new Map<number, ReturnType<typeof openIntake>>();
  const door = (agoMs: number): Receive => {
    const known = doors.get(agoMs);
    if (known !== undefined) return known.receive;
    const made = openIntake({
      store,
      course,
      advance,
      nextDueAt,
      // Nothing of simulated people is recorded, and no channel of theirs hands out paper codes.
      toArchiveRows: () => [],
      paperCode: () => ({ code: '', hash: '' }),
      newSeed: () => randomBytes(12).toString('base64url'),
      redeliveryMs: () => 0,
      clock: () => Date.now() - agoMs,
      log,
    });
    doors.set(agoMs, made);
    return made.receive;
  };
  const people = openDemoPeople({ seed: demoSeed, store, door, course, clock: Date.now, log });
  return {
    ...people,
    async stop() {
      await people.stop();
      await Promise.all([...doors.values()].map((intake) => intake.drain()));
    },
  };
}
